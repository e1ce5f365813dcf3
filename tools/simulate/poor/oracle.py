"""Is everything on the poor desk once that was settled, and nothing that was not sent?"""

from collections.abc import Iterator, Mapping

from deskclient.domain.ids import OpId
from deskclient.domain.operation import Action, Operation
from tests.fakes.desks.poor.server import PoorServer
from tools.simulate.lineage import Lineage
from tools.simulate.other_desks.oracle import check_traces
from tools.simulate.poor.traces import PoorTraces
from tools.simulate.verdict import Fault, Finding


def check_desk(
    lineage: Lineage,
    outboxes: Mapping[OpId, Operation],
    server: PoorServer,
    seen: Mapping[int, int],
) -> Iterator[Finding]:
    """Judge the desk of a history; see :func:`check_traces`."""
    traces = PoorTraces(server, seen)
    yield from check_traces(lineage, outboxes, traces, ())
    yield from _check_values(lineage, traces)


def _check_values(lineage: Lineage, traces: PoorTraces) -> Iterator[Finding]:
    """Whatever an edit has set must have been there, if only for a moment."""
    for op_id, life in lineage.all().items():
        op = life.op
        if life.end != "settled" or (op.kind, op.action) != ("ticket", Action.EDIT):
            continue
        if not op.record_id.isdecimal():
            # Made by a creation under a name that only this client knows.
            continue
        for name, value in op.patch.set.items():
            if not traces.was_there(op.record_id, name, value):
                detail = f"{life.owner} {op.record_id} {name}={value!r} op={op_id[-12:]}"
                yield Finding(Fault.LOST, "settled, but never there", detail)
