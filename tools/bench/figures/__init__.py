"""All figures, in the order they are measured."""

from tools.bench.figures.pull import PULL
from tools.bench.figures.serve import SERVE
from tools.bench.figures.start import START

FIGURES = (START, PULL, SERVE)
