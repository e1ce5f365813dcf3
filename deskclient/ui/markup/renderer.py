"""Makes bodies safe: small ones at once, large ones off the window's thread."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from typing_extensions import override

from deskclient.ui.markup.body import SafeBody
from deskclient.ui.markup.plain_body import plain_body

AT_ONCE_CHARS = 16_000
"""Bodies up to this length take a few milliseconds."""
_KEPT = 200

Shown = Callable[[SafeBody], None]


def safe_body(text: str, body_format: str) -> SafeBody:
    """Make a body showable; ``body_format`` is the entry's."""
    if body_format != "html":
        return plain_body(text)
    # Only here: it takes two megabytes, and many desks have plain words only.
    from deskclient.ui.markup.html_body import html_body  # noqa: PLC0415

    return html_body(text)


class BodyRenderer(QObject):
    """Hands out safe bodies and remembers the latest; entries never change once written."""

    _made = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._kept: OrderedDict[str, SafeBody] = OrderedDict()
        self._waiting: dict[str, list[Shown]] = {}
        self._made.connect(self._on_made, Qt.ConnectionType.QueuedConnection)

    def render(self, key: str, text: str, body_format: str, shown: Shown) -> SafeBody | None:
        """Give the safe body at once, or ``None`` and call ``shown`` soon on this thread.

        Args:
            key: Names the text; the same key always means the same text.
            text: The body as it was sent.
            body_format: ``plain`` or ``html``.
            shown: Called only if ``None`` was returned.
        """
        found = self._kept.get(key)
        if found is None and len(text) <= AT_ONCE_CHARS:
            found = self._keep(key, safe_body(text, body_format))
        if found is not None:
            return found
        waiting = self._waiting.setdefault(key, [])
        waiting.append(shown)
        if len(waiting) == 1:
            self._pool.start(_Job(self._made.emit, key, text, body_format))
        return None

    def wait(self) -> None:
        """Wait until nothing is being made; before the program ends."""
        self._pool.waitForDone()

    def _keep(self, key: str, body: SafeBody) -> SafeBody:
        self._kept[key] = body
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return body

    def _on_made(self, key: str, body: SafeBody) -> None:
        self._keep(key, body)
        for shown in self._waiting.pop(key, []):
            shown(body)


class _Job(QRunnable):
    """Makes one body safe on the pool's thread."""

    def __init__(
        self, made: Callable[[str, SafeBody], None], key: str, text: str, body_format: str
    ) -> None:
        super().__init__()
        self._made = made
        self._key = key
        self._text = text
        self._format = body_format

    @override
    def run(self) -> None:
        try:
            body = safe_body(self._text, self._format)
        except Exception:  # noqa: BLE001 - a stranger's text must never stop the window
            body = plain_body("")
        try:
            self._made(self._key, body)
        except RuntimeError:  # The window has gone meanwhile.
            return
