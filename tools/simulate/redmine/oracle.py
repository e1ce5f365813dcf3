"""Is everything on the Redmine once that was settled, and nothing that was not sent?"""

from collections.abc import Iterator, Mapping, Sequence

from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation
from tests.fakes.desks.redmine.server import Desk
from tools.simulate.lineage import Lineage
from tools.simulate.other_desks.oracle import check_traces
from tools.simulate.redmine.traces import RedmineTraces
from tools.simulate.verdict import Finding


def check_desk(
    lineage: Lineage,
    outboxes: Mapping[OpId, Operation],
    desk: Desk,
    told_minutes: Sequence[int],
) -> Iterator[Finding]:
    """Judge the desk of a history; see :func:`check_traces`."""
    yield from check_traces(lineage, outboxes, RedmineTraces(desk), told_minutes)
