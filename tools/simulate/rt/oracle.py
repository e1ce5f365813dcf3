"""Is everything on the Request Tracker once that was settled, and nothing that was not sent?"""

from collections.abc import Iterator, Mapping, Sequence

from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation
from tests.fakes.desks.request_tracker.server import Desk
from tools.simulate.lineage import Lineage
from tools.simulate.other_desks.oracle import check_traces
from tools.simulate.rt.traces import RtTraces
from tools.simulate.verdict import Finding


def check_desk(
    lineage: Lineage,
    outboxes: Mapping[OpId, Operation],
    desk: Desk,
    told_minutes: Sequence[int],
) -> Iterator[Finding]:
    """Judge the desk of a history; see :func:`check_traces`."""
    yield from check_traces(lineage, outboxes, RtTraces(desk), told_minutes)
