"""All figures, in the order they are measured."""

from tools.bench.figures.pull import PULL
from tools.bench.figures.serve import SERVE

FIGURES = (PULL, SERVE)
