"""Bugs that are planted on purpose: the simulation must find each of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol

from typing_extensions import override

from deskclient.backends.http import Transport
from deskclient.backends.native.adapter import NativeAdapter
from deskclient.backends.port import Adapter
from deskclient.backends.tokens import TokenStore
from deskclient.domain.clock import Clock
from deskclient.domain.fields import Doc
from deskclient.domain.ids import OpId
from deskclient.domain.kind import Kind
from deskclient.domain.merge import Merged, merge_patch
from deskclient.domain.operation import Operation, Patch, Verdict
from deskclient.server.ops import apply
from deskclient.sync.engine import Engine
from tools.simulate.lineage import WatchedOutbox


class AdapterMaker(Protocol):
    """Makes an adapter for one person and desk."""

    def __call__(
        self, transport: Transport, base_url: str, tokens: TokenStore, clock: Clock, instance: str
    ) -> Adapter:
        """Make it."""
        ...


@dataclass(frozen=True, slots=True)
class Plant:
    """Which parts are exchanged for faulty ones; none by default."""

    name: str = ""
    outbox: type[WatchedOutbox] = WatchedOutbox
    adapter: AdapterMaker = NativeAdapter
    spoil: Callable[[Engine], None] = lambda _: None
    """Changes a new engine."""
    service: Callable[[], AbstractContextManager[None]] = nullcontext
    """Changes the service for as long as the context lasts."""


class _ForgetsSending(WatchedOutbox):
    """Does not write down that operations are about to be sent (W3)."""

    @override
    def mark_sending(self, ops: Sequence[Operation]) -> None:
        return


class _TrustsAbsence(NativeAdapter):
    """Takes “not found” for proof, however long ago the operation was made."""

    @override
    async def find(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        found = dict(await super().find(ops))
        for op in ops:
            found.setdefault(op.op_id, None)
        return found


def _clear_on_reset(engine: Engine) -> None:
    """Let a lost cursor empty the outbox along with the cache."""
    crew: Any = engine._crew  # noqa: SLF001 - a bug may sit anywhere
    begin = crew.pull._begin_anew  # noqa: SLF001

    def forgetful(*args: Any) -> Any:
        crew.book.discard([op.op_id for op in crew.book.all()])
        return begin(*args)

    crew.pull._begin_anew = forgetful  # noqa: SLF001


def _last_writer(kind: Kind, theirs: Doc, patch: Patch, base: Doc) -> Merged:
    """Merge as if everybody had seen everything."""
    return merge_patch(kind, theirs, patch, {name: theirs.get(name) for name in base})


@contextmanager
def _last_writer_wins() -> Iterator[None]:
    module: Any = apply
    module.merge_patch = _last_writer
    try:
        yield
    finally:
        module.merge_patch = merge_patch


HEALTHY = Plant()
PLANTS: Mapping[str, Plant] = {
    "": HEALTHY,
    "skip-w3": Plant("skip-w3", outbox=_ForgetsSending),
    "clear-outbox-on-reset": Plant("clear-outbox-on-reset", spoil=_clear_on_reset),
    "trust-404": Plant("trust-404", adapter=_TrustsAbsence),
    "last-writer-wins": Plant("last-writer-wins", service=_last_writer_wins),
}
