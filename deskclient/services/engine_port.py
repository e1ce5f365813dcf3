"""What the services ask of the engine and its thread.

Stated here as Protocols, so that the window can show its first rows before anything heavy (asyncio,
SQLAlchemy, httpx) is imported; :mod:`deskclient.services.engine_room` brings the real parts.
"""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Future
from typing import Any, ParamSpec, Protocol, TypeVar

from deskclient.backends.port import SizeEstimate
from deskclient.domain.events import SyncStatus
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import Operation
from deskclient.domain.scope import Scope
from deskclient.storage.port import Draft, Outbox, Quarantined, StagedFile

P = ParamSpec("P")
T = TypeVar("T")


class EngineCalls(Protocol):
    """The engine's methods, for its own thread; see :class:`deskclient.sync.engine.Engine`."""

    def commit(
        self,
        ops: Sequence[Operation],
        *,
        files: Sequence[StagedFile] = (),
        finished_draft: str = "",
        origin: str = "",
        replaces: Sequence[OpId] = (),
    ) -> Sequence[Operation]:
        """W1 and W2."""
        ...

    def undo(self, op_ids: Sequence[OpId]) -> Sequence[Operation]:
        """Take back; gives the inverse operations."""
        ...

    def take_back(
        self, op_ids: Sequence[OpId], keep: Callable[[Sequence[Operation]], Draft] | None = None
    ) -> Sequence[Operation]:
        """Remove unsent operations, storing the draft that keeps their words; gives them."""
        ...

    def discard(self, op_ids: Sequence[OpId]) -> None:
        """Drop."""
        ...

    def settle(self, op_ids: Sequence[OpId]) -> None:
        """Drop what the person has seen on the desk."""
        ...

    def retry(self, op_ids: Sequence[OpId]) -> None:
        """Send again."""
        ...

    def send_now(self, op_ids: Sequence[OpId]) -> None:
        """End a hold."""
        ...

    def decide(self, decisions: Mapping[OpId, Mapping[str, Value]]) -> Sequence[Operation]:
        """Settle conflicts."""
        ...

    def resend(self, op_ids: Sequence[OpId]) -> None:
        """Send what a restored desk has forgotten."""
        ...

    def save_draft(self, draft: Draft) -> None:
        """Store a draft."""
        ...

    def delete_draft(self, draft_id: str) -> None:
        """Forget a draft."""
        ...

    def status(self) -> SyncStatus:
        """The last status told."""
        ...

    def set_offline(self, wanted: bool) -> None:  # noqa: FBT001 - a state, not a mode
        """Work offline by choice."""
        ...

    def sync_now(self) -> None:
        """Try at once."""
        ...

    def set_scope(self, scope: Scope) -> None:
        """Keep other tickets."""
        ...

    def scope(self) -> Scope:
        """What is kept."""
        ...

    def cancel_job(self, job_id: str) -> None:
        """Stop a job."""
        ...

    async def estimate(self, scope: Scope) -> SizeEstimate:
        """Ask the desk what a scope costs."""
        ...

    def load_thread(self, ticket_id: RecordId) -> None:
        """Fetch a conversation first."""
        ...

    def fetch_file(self, sha256: str) -> None:
        """Fetch a file."""
        ...

    def mark_read(self, kind: str, record_id: RecordId) -> None:
        """Note what was looked at."""
        ...

    def not_understood(self) -> Sequence[Quarantined]:
        """Records that could not be read."""
        ...

    def facts(self) -> Mapping[str, str]:
        """About this sync."""
        ...


class EngineRunner(Protocol):
    """The engine's thread."""

    def submit(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run between two steps of the loop."""
        ...

    def submit_coroutine(self, make: Callable[[], Coroutine[Any, Any, T]]) -> "Future[T]":
        """Run a coroutine in the loop."""
        ...

    def stop(self, timeout_s: float = 1.0) -> bool:
        """Cancel everything and wait."""
        ...


class RunningEngine(Protocol):
    """An engine at work, with the outbox it owns."""

    @property
    def calls(self) -> EngineCalls:
        """The engine; touch it in its thread only."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Its outbox; touch it in the engine's thread only."""
        ...

    @property
    def cache_is_new(self) -> bool:
        """Whether the cache was damaged and another file stands in its place now."""
        ...

    @property
    def runner(self) -> EngineRunner:
        """Its thread."""
        ...
