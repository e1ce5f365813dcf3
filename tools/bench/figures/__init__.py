"""All figures, in the order they are measured."""

from tools.bench.figures.lag import LAG
from tools.bench.figures.memory import MEMORY
from tools.bench.figures.open_view import OPEN_VIEW
from tools.bench.figures.pull import PULL
from tools.bench.figures.push import PUSH
from tools.bench.figures.save import SAVE
from tools.bench.figures.search import SEARCH
from tools.bench.figures.serve import SERVE
from tools.bench.figures.start import START

FIGURES = (START, MEMORY, OPEN_VIEW, SEARCH, SAVE, PULL, LAG, PUSH, SERVE)
