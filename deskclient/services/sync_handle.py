"""The engine's handle for the window: last known facts at once, wishes handed over."""

import logging
from collections.abc import Callable, Mapping, Sequence

from typing_extensions import override

from deskclient.domain.events import JobProgress, Link, SyncStatus
from deskclient.domain.ids import RecordId
from deskclient.domain.scope import Scope
from deskclient.services.api import NotUnderstood, Sync
from deskclient.services.engine_link import EngineLink
from deskclient.services.engine_port import EngineCalls, RunningEngine
from deskclient.storage.port import Quarantined

_log = logging.getLogger(__name__)
_SHOWN_BYTES = 4000


class SyncHandle(Sync):
    """Used from the UI thread; the ``show_…`` methods are called from the engine's."""

    def __init__(self, link: EngineLink, first_scope: Scope) -> None:
        self._link = link
        self._status = SyncStatus(Link.CONNECTING)
        self._scope = first_scope
        self._facts: Mapping[str, str] = {}
        self._job: JobProgress | None = None

    def show_running(self, running: RunningEngine) -> None:
        """Take over what the engine knows at its start."""
        self._status = running.calls.status()
        self._scope = running.calls.scope()
        self._facts = running.calls.facts()

    def show_status(self, status: SyncStatus) -> None:
        """Take over a told status."""
        self._status = status

    def show_job(self, job: JobProgress) -> None:
        """Take over a told job, if it is about records."""
        if job.unit == "records":
            self._job = job if job.stopped or not job.ended else None

    @override
    def status(self) -> SyncStatus:
        return self._status

    @override
    def job(self) -> JobProgress | None:
        return self._job

    @override
    def sync_now(self) -> None:
        self._link.call(lambda engine: engine.sync_now())

    @override
    def set_offline(self, wanted: bool) -> None:
        self._link.call(lambda engine: engine.set_offline(wanted))

    @override
    def cancel_job(self, job_id: str) -> None:
        self._link.call(lambda engine: engine.cancel_job(job_id))

    @override
    def scope(self) -> Scope:
        return self._scope

    @override
    def set_scope(self, scope: Scope) -> None:
        self._scope = scope
        self._link.call(lambda engine: engine.set_scope(scope))

    @override
    def estimate(self, scope: Scope, done: Callable[[int, int, int], None]) -> None:
        size = self._link.call_async(lambda engine: engine.estimate(scope))

        def answer() -> None:
            failure = size.exception()
            if failure is not None:
                # Told as "unknown": the window shows a dash, the status says what is wrong.
                _log.info("no size estimate: %s", failure)
                done(-1, -1, -1)
                return
            found = size.result()
            files = found.attachment_bytes
            done(found.tickets, found.bytes, -1 if files is None else files)

        size.add_done_callback(lambda _: answer())

    @override
    def load_thread(self, ticket_id: RecordId) -> None:
        self._link.call(lambda engine: engine.load_thread(ticket_id))

    @override
    def not_understood(self, done: Callable[[Sequence[NotUnderstood]], None]) -> None:
        found = self._link.call(lambda engine: engine.not_understood())

        def answer() -> None:
            failure = found.exception()
            if failure is not None:
                _log.info("no list of records that were not understood: %s", failure)
                done(())
                return
            done(tuple(_shortened(one) for one in found.result()))

        found.add_done_callback(lambda _: answer())

    @override
    def facts(self) -> Mapping[str, str]:
        def refresh(engine: EngineCalls) -> None:
            self._facts = engine.facts()

        self._link.call(refresh)
        return self._facts

    @override
    def mark_read(self, kind: str, record_id: RecordId) -> None:
        self._link.call(lambda engine: engine.mark_read(kind, record_id))


def _shortened(one: Quarantined) -> NotUnderstood:
    content = one.raw[:_SHOWN_BYTES].decode("utf-8", "replace")
    return NotUnderstood(one.kind, one.server_id, one.error, content)
