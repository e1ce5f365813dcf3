"""All figures at real desks. A desk joins by its declaration in :data:`DESKS`."""

from collections.abc import Sequence
from functools import partial

from tools.bench.desks.declared import BenchDesk
from tools.bench.desks.news import measure_idle, measure_one_change
from tools.bench.desks.pull import measure_pull
from tools.bench.desks.redmine import REDMINE
from tools.bench.desks.roundup import ROUNDUP
from tools.bench.desks.rt import RT
from tools.bench.desks.search import measure_search
from tools.bench.figure import Figure

DESKS: Sequence[BenchDesk] = (RT, REDMINE, ROUNDUP)


def _figures(kind: BenchDesk) -> Sequence[Figure]:
    figures = [
        Figure(
            f"{kind.name}-pull",
            f"first sync from {kind.title}, over the fastest bare script",
            partial(measure_pull, kind),
        ),
        Figure(
            f"{kind.name}-idle",
            f"what a poll of {kind.title} costs when nothing changed",
            partial(measure_idle, kind),
        ),
        Figure(
            f"{kind.name}-one-change",
            f"requests to {kind.title} until a colleague's change shows",
            partial(measure_one_change, kind),
        ),
    ]
    if kind.searching is not None:
        figures.append(
            Figure(
                f"{kind.name}-search",
                f"key to painted results, over the search of {kind.title}",
                partial(measure_search, kind, kind.searching),
            )
        )
    return figures


DESK_FIGURES = tuple(figure for kind in DESKS for figure in _figures(kind))
