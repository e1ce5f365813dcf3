"""The sync engine of one profile: the only writer of its stores, the only talker to its desk.

Everything here runs in one asyncio loop (see :class:`deskclient.sync.thread.EngineThread`). The
methods that are no coroutines return at once and may be called between any two steps of the loop;
they never touch the network. How conflicts are decided and what is written when is told in
``docs/sync.md``.
"""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from deskclient.backends.port import SizeEstimate
from deskclient.domain.errors import StorageError
from deskclient.domain.events import RecordsChanged, SessionEnded, SyncStatus
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import Operation, OpState
from deskclient.domain.scope import Scope
from deskclient.storage.port import Draft, Quarantined, StagedFile
from deskclient.sync.crew import Crew
from deskclient.sync.facts import gather_facts
from deskclient.sync.ports import EnginePorts
from deskclient.sync.pull import JOB as PULL_JOB

__all__ = ["Engine", "EnginePorts"]


class Engine:
    """Carries what the person does to the desk and brings the desk's news; see the module.

    Methods that change something raise :class:`deskclient.domain.errors.StorageError` if it could
    not be stored, in which case nothing was changed.
    """

    def __init__(self, ports: EnginePorts) -> None:
        self._ports = ports
        self._outbox = ports.outbox
        self._crew = Crew(ports)
        self._open()

    def _open(self) -> None:
        """Take up what is stored; what was being sent at the last end is in doubt now."""
        crew = self._crew
        crew.ledger.device.introduce()
        if self._ports.person_id and not self._outbox.get_meta("person_id"):
            self._outbox.set_meta("person_id", self._ports.person_id)
        crew.book.reload()
        crew.book.set_state(crew.book.in_state(OpState.INFLIGHT), OpState.UNCONFIRMED)
        crew.set_scope(self._stored_scope())
        feed = self._ports.cache.feed()
        if feed is not None:
            crew.board.last_sync = feed.last_sync
            crew.board.synced_scope = feed.scope if feed.cursor and feed.last_sync else ""

    async def run(self) -> None:
        """Sync until cancelled; then finish within a second and leave a state to go on from."""
        crew = self._crew
        self._recover()
        crew.board.refresh()
        loops = [asyncio.ensure_future(loop) for loop in crew.loops()]
        try:
            await asyncio.gather(*loops)
        except asyncio.CancelledError:
            # The first loop that ends has ended the gathering; others still store where they stand.
            await asyncio.wait(loops)
            self._finish()
            raise

    def _recover(self) -> None:
        """Bring views and settled operations in step with the outbox, whatever was interrupted."""
        ledger = self._crew.ledger
        keys = ledger.book.records()
        ledger.drop_strays_of(ledger.book.in_state(OpState.ACKED))
        try:
            ledger.settle_all()
        except StorageError as error:
            # What is shown already is settled with the next answer or page.
            self._crew.board.storage(error)
        # Also what was settled, but still shown as pending when the power went.
        ledger.restate([*keys, *ledger.cache.overlaid()])
        ledger.tell_count()
        self._crew.restoration.resume()

    def _finish(self) -> None:
        self._crew.news.flush()
        self._crew.news.tell(SessionEnded())

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
        stored = self._crew.resolver.commit(ops, files, finished_draft, origin, replaces)
        self._crew.ring()
        return stored

    def undo(self, op_ids: Sequence[OpId]) -> Sequence[Operation]:
        """Take operations back: unsent ones vanish, sent ones get their inverse, which is returned.

        Raises:
            RefusedError: one of them cannot be taken back (a reply that was sent); nothing is done.
        """
        made = self._crew.resolver.undo(op_ids)
        self._crew.ring()
        return made

    def take_back(
        self, op_ids: Sequence[OpId], keep: Callable[[Sequence[Operation]], Draft] | None = None
    ) -> Sequence[Operation]:
        """Remove operations that never reached the desk, or nobody can tell, and return them.

        Args:
            op_ids: What goes, with all that depend on it.
            keep: Makes the draft that holds the words of what goes; stored in the same commit.

        Raises:
            RefusedError: one of them was sent, and the desk can be asked what became of it.
        """
        return self._crew.resolver.take_back(op_ids, keep)

    def discard(self, op_ids: Sequence[OpId]) -> None:
        """Drop operations at the person's wish, with all that depend on them.

        What is on its way at this moment stays: it may be on the desk already.
        """
        self._crew.resolver.discard(op_ids)
        self._crew.ring()

    def settle(self, op_ids: Sequence[OpId]) -> None:
        """Drop operations in doubt that the person has seen on the desk; see there anew.

        Nothing that waits for them is dropped. Does nothing where the desk can be asked.
        """
        self._crew.resolver.settle(op_ids)
        self._crew.ring()

    def retry(self, op_ids: Sequence[OpId]) -> None:
        """Send refused, blocked or unconfirmed operations again, at once."""
        self._crew.resolver.retry(op_ids)
        self._crew.push.forgive(op_ids)
        self._crew.connection.hurry()
        self._crew.ring()

    def send_now(self, op_ids: Sequence[OpId]) -> None:
        """End the undo-send time, or send although the ticket moved on."""
        self._crew.resolver.send_now(op_ids)
        self._crew.push.forgive(op_ids)
        self._crew.ring()

    def decide(self, decisions: Mapping[OpId, Mapping[str, Value]]) -> Sequence[Operation]:
        """Settle conflicts: for each operation a value for each conflicting field."""
        made = self._crew.resolver.decide(decisions)
        self._crew.ring()
        return made

    def resend(self, op_ids: Sequence[OpId]) -> None:
        """Send again what a restored desk has forgotten (operations held with rule ``resend``)."""
        self._crew.resolver.resend(op_ids)
        self._crew.ring()

    # --- drafts -------------------------------------------------------------------------------

    def save_draft(self, draft: Draft) -> None:
        """Store unfinished text, durable on return."""
        self._outbox.save_draft(draft)

    def delete_draft(self, draft_id: str) -> None:
        """Forget unfinished text."""
        self._outbox.delete_draft(draft_id)

    # --- the sync -----------------------------------------------------------------------------

    def status(self) -> SyncStatus:
        """The last status told."""
        return self._crew.board.status()

    def set_offline(self, wanted: bool) -> None:  # noqa: FBT001 - a state, not a mode
        """Work offline by choice, or end that."""
        self._crew.connection.set_wanted(wanted=not wanted)

    def sync_now(self) -> None:
        """Try at once: manual retry, network change, after signing in again."""
        crew = self._crew
        crew.pull.resume()
        crew.push.forgive()
        crew.upload.release()
        crew.connection.renew()

    def set_scope(self, scope: Scope) -> None:
        """Keep other tickets offline; pulls what is missing and drops the rest."""
        stored = {"scope": scope.to_text(), "attachment_bytes": scope.attachment_bytes}
        self._outbox.set_meta("scope", json.dumps(stored))
        changed = scope.to_text() != self._crew.pull.scope.to_text()
        self._crew.set_scope(scope)
        if changed:
            self._crew.connection.renew()

    def scope(self) -> Scope:
        """What is kept offline."""
        return self._crew.pull.scope

    def _stored_scope(self) -> Scope:
        text = self._outbox.get_meta("scope")
        if not text:
            return Scope()
        stored = json.loads(text)
        scope = Scope.from_text(stored["scope"])
        return replace(scope, attachment_bytes=int(stored["attachment_bytes"]))

    def cancel_job(self, job_id: str) -> None:
        """Stop a job named in a :class:`JobProgress`; it can be taken up again by ``sync_now``."""
        what, _, digest = job_id.partition(":")
        if what == PULL_JOB:
            self._crew.pull.cancel()
        elif what == "file":
            self._crew.fetch.cancel(digest)
        elif what == "upload":
            self._crew.upload.hold(digest)

    async def estimate(self, scope: Scope) -> SizeEstimate:
        """Ask the desk what a scope costs."""
        return await self._ports.adapter.size(scope)

    def load_thread(self, ticket_id: RecordId) -> None:
        """Fetch a conversation ahead of the rest; events tell when it is here."""
        self._crew.fetch.want_thread(ticket_id)

    def fetch_file(self, sha256: str) -> None:
        """Fetch a file's bytes; :class:`JobProgress` ``file:<sha256>`` tells the end."""
        self._crew.fetch.want_file(sha256)

    def mark_read(self, kind: str, record_id: RecordId) -> None:
        """Note that the person has looked at a record as it is now."""
        snap = self._ports.cache.snap(kind, record_id)
        if snap is not None:
            self._ports.cache.mark_read(kind, record_id, snap.ver)
            self._ports.emit(RecordsChanged(kind, (record_id,), frozenset({"unread"})))

    def not_understood(self) -> Sequence[Quarantined]:
        """Records of the desk that could not be read and are not shown."""
        return self._ports.cache.quarantine()

    def facts(self) -> Mapping[str, str]:
        """“About this sync”: English label to text."""
        return gather_facts(self._crew)
