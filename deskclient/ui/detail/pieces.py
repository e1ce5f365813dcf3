"""The parts of a ticket's panel, built one after the other so that nothing waits for them all."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from deskclient.domain.kind import Kind
from deskclient.ui.detail.composer import Composer
from deskclient.ui.detail.conversation import Conversation
from deskclient.ui.detail.header import TicketHeader
from deskclient.ui.detail.side_panel import SidePanel
from deskclient.ui.empty_state import EmptyState
from deskclient.ui.markup.renderer import BodyRenderer
from deskclient.ui.parts import Parts


class PanelPieces:
    """What stands in a panel, and where.

    Whatever is made is made inside what holds it, from the outside in: a widget that gets another
    parent is styled anew with all that is in it, which costs more than to make it.
    """

    stack: QStackedLayout
    empty: EmptyState
    filled: QWidget
    header: TicketHeader
    conversation: Conversation
    composer: Composer
    side: SidePanel

    def __init__(self, kind: Kind, parts: Parts, panel: QWidget) -> None:
        self._kind = kind
        self._parts = parts
        self._panel = panel

    def steps(self) -> Iterator[None]:
        """Make one part for each step, the quickest to be needed first."""
        yield from self._frame()
        yield from self._talk_part()
        yield from self._side_part()

    def _frame(self) -> Iterator[None]:
        held = QHBoxLayout(self._panel)
        held.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedLayout()
        held.addLayout(self.stack)
        self.empty = EmptyState(self._parts.theme, self._panel)
        self.stack.addWidget(self.empty)
        self.filled = QWidget(self._panel)
        self._column = QVBoxLayout(self.filled)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.stack.addWidget(self.filled)
        yield
        self.header = TicketHeader(self._kind, self._parts, self.filled)
        self._column.addWidget(self.header)
        yield

    def _talk_part(self) -> Iterator[None]:
        self._across = QSplitter(Qt.Orientation.Horizontal, self.filled)
        self._column.addWidget(self._across, 1)
        talk = QSplitter(Qt.Orientation.Vertical, self._across)
        talk.setMinimumWidth(self._parts.theme.px(320))
        self.conversation = Conversation(self._parts, BodyRenderer(self._panel), talk)
        yield
        # To name a widget that Qt made, the binding once looks through all kinds there are.
        self.conversation.viewport()
        yield
        self.composer = Composer(self._parts, talk, gradually=True)
        yield from self.composer.building()
        talk.setStretchFactor(0, 1)
        talk.setStretchFactor(1, 0)
        talk.setChildrenCollapsible(False)
        yield

    def _side_part(self) -> Iterator[None]:
        self.side = SidePanel(self._kind, self._parts, self._across, gradually=True)
        self.side.setMinimumWidth(self._parts.theme.px(230))
        self._across.setStretchFactor(0, 1)
        self._across.setStretchFactor(1, 0)
        self._across.setChildrenCollapsible(False)
        yield
        yield from self.side.steps()
