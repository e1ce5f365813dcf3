"""How far outgoing files have come is forgotten once nothing needs them."""

from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.operation import Action, Operation, OpProblem, OpState, Patch
from deskclient.services.engine_blobs import forget_sent_files
from deskclient.storage.port import StagedFile
from deskclient.storage.stores import memory_stores
from tests.fakes.fixed_clock import FixedClock

WAITS, SENT = "a" * 64, "b" * 64


def attached(sha256):
    return Operation(
        op_id=OpId("op"),
        kind="attachment",
        record_id=RecordId("a"),
        action=Action.CREATE,
        patch=Patch(set={"sha256": sha256, "name": "x"}),
    )


def test_only_files_that_nothing_needs_are_forgotten():
    stores = memory_stores(standard_registry(), clock=FixedClock())
    outbox = stores.outbox
    outbox.add([attached(WAITS)], files=[StagedFile(WAITS, 1, "x", "text/plain")])
    outbox.save_staged(StagedFile(SENT, 1, "y", "text/plain", complete=True))
    forget_sent_files(outbox)
    assert [one.sha256 for one in outbox.staged_files()] == [WAITS]
    stores.close()


def test_work_of_a_newer_version_keeps_every_file():
    """Row 22: nobody can tell which files it needs."""
    stores = memory_stores(standard_registry(), clock=FixedClock())
    outbox = stores.outbox
    outbox.add([attached(WAITS)])
    outbox.set_state([OpId("op")], OpState.HELD, OpProblem("unreadable", "Newer"))
    outbox.save_staged(StagedFile(SENT, 1, "y", "text/plain"))
    forget_sent_files(outbox)
    assert [one.sha256 for one in outbox.staged_files()] == [SENT]
    stores.close()
