"""The sync engine of one profile: the only writer of its stores, the only talker to its desk.

Everything here runs in one asyncio loop (see :class:`deskclient.sync.thread.EngineThread`). The
methods that are no coroutines return at once and may be called between any two steps of the loop;
they never touch the network. How conflicts are decided and what is written when is told in
``docs/sync.md``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from deskclient.backends.port import Adapter, SizeEstimate
from deskclient.domain.clock import Clock, Randomness
from deskclient.domain.events import Event, SyncStatus
from deskclient.domain.fields import Value
from deskclient.domain.ids import IdMaker, OpId, RecordId
from deskclient.domain.kind import Registry
from deskclient.domain.operation import Operation
from deskclient.domain.scope import Scope
from deskclient.storage.port import Cache, Draft, Outbox, StagedFile
from deskclient.sync.ports import Blobs, Failpoints
from deskclient.sync.settings import EngineSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class EnginePorts:
    """Everything outside of the engine that it works with."""

    adapter: Adapter
    registry: Registry
    outbox: Outbox
    cache: Cache
    blobs: Blobs
    clock: Clock
    randomness: Randomness
    ids: IdMaker
    failpoints: Failpoints
    emit: Callable[[Event], None]
    """Called in the engine's loop; must not block."""
    person_id: str = ""
    """Whose profile this is (server id); empty until the first sign-in has told."""
    settings: EngineSettings = field(default_factory=EngineSettings)


class Engine:
    """Carries what the person does to the desk and brings the desk's news; see the module.

    Methods that change something raise :class:`deskclient.domain.errors.StorageError` if it could
    not be stored, in which case nothing was changed.
    """

    def __init__(self, ports: EnginePorts) -> None: ...

    async def run(self) -> None:
        """Sync until cancelled; then finish within a second and leave a state to go on from."""

    # --- the person's changes -----------------------------------------------------------------

    def commit(
        self,
        ops: Sequence[Operation],
        *,
        files: Sequence[StagedFile] = (),
        finished_draft: str = "",
        origin: str = "",
        replaces: Sequence[OpId] = (),
    ) -> Sequence[Operation]:
        """Store operations (W1) and show them (W2), before anything else; the answer is as stored.

        Dependencies on records that the desk does not know yet are added here; an edit of a field
        that still waits is squashed with the waiting one. An operation with ``hold_until`` is held
        until then.
        """
        raise NotImplementedError

    def undo(self, op_ids: Sequence[OpId]) -> Sequence[Operation]:
        """Take operations back: unsent ones vanish, sent ones get their inverse, which is returned.

        Raises:
            RefusedError: one of them cannot be taken back (a reply that was sent); nothing is done.
        """
        raise NotImplementedError

    def take_back(self, op_ids: Sequence[OpId]) -> Sequence[Operation]:
        """Remove operations that surely never reached the desk and return them (back to draft).

        Raises:
            RefusedError: one of them was sent or may have been.
        """
        raise NotImplementedError

    def discard(self, op_ids: Sequence[OpId]) -> None:
        """Drop operations at the person's wish, with all that depend on them."""
        raise NotImplementedError

    def retry(self, op_ids: Sequence[OpId]) -> None:
        """Send refused, blocked or unconfirmed operations again, at once."""
        raise NotImplementedError

    def send_now(self, op_ids: Sequence[OpId]) -> None:
        """End the undo-send time, or send although the ticket moved on."""
        raise NotImplementedError

    def decide(self, decisions: Mapping[OpId, Mapping[str, Value]]) -> Sequence[Operation]:
        """Settle conflicts: for each operation a value for each conflicting field."""
        raise NotImplementedError

    def resend(self, op_ids: Sequence[OpId]) -> None:
        """Send again what a restored desk has forgotten (operations held with rule ``resend``)."""
        raise NotImplementedError

    # --- drafts -------------------------------------------------------------------------------

    def save_draft(self, draft: Draft) -> None:
        """Store unfinished text, durable on return."""
        raise NotImplementedError

    def delete_draft(self, draft_id: str) -> None:
        """Forget unfinished text."""
        raise NotImplementedError

    # --- the sync -----------------------------------------------------------------------------

    def status(self) -> SyncStatus:
        """The last status told."""
        raise NotImplementedError

    def set_offline(self, wanted: bool) -> None:  # noqa: FBT001 - a state, not a mode
        """Work offline by choice, or end that."""
        raise NotImplementedError

    def sync_now(self) -> None:
        """Try at once: manual retry, network change, after signing in again."""
        raise NotImplementedError

    def set_scope(self, scope: Scope) -> None:
        """Keep other tickets offline; pulls what is missing and drops the rest."""
        raise NotImplementedError

    def scope(self) -> Scope:
        """What is kept offline."""
        raise NotImplementedError

    def cancel_job(self, job_id: str) -> None:
        """Stop a job named in a :class:`JobProgress`; it can be taken up again by ``sync_now``."""
        raise NotImplementedError

    async def estimate(self, scope: Scope) -> SizeEstimate:
        """Ask the desk what a scope costs."""
        raise NotImplementedError

    def load_thread(self, ticket_id: RecordId) -> None:
        """Fetch a conversation ahead of the rest; events tell when it is here."""
        raise NotImplementedError

    def fetch_file(self, sha256: str) -> None:
        """Fetch a file's bytes; :class:`JobProgress` ``file:<sha256>`` tells the end."""
        raise NotImplementedError

    def mark_read(self, kind: str, record_id: RecordId) -> None:
        """Note that the person has looked at a record as it is now."""
        raise NotImplementedError

    def facts(self) -> Mapping[str, str]:
        """“About this sync”: English label to text."""
        raise NotImplementedError
