"""Is everything on the Roundup once that was settled, and nothing that was not sent?"""

from collections.abc import Iterator, Mapping

from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation
from tests.fakes.desks.roundup.stores import Stores
from tools.simulate.lineage import Lineage
from tools.simulate.other_desks.oracle import check_traces
from tools.simulate.roundup.traces import RoundupTraces
from tools.simulate.verdict import Finding


def check_desk(
    lineage: Lineage, outboxes: Mapping[OpId, Operation], stores: Stores
) -> Iterator[Finding]:
    """Judge the desk of a history; see :func:`check_traces`."""
    yield from check_traces(lineage, outboxes, RoundupTraces(stores), ())
