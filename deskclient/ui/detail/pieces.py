"""The parts of a ticket's panel, built one after the other so that nothing waits for them all."""

from collections.abc import Iterator
from functools import cached_property

from PySide6.QtWidgets import QWidget

from deskclient.ui.detail.composer import Composer
from deskclient.ui.detail.conversation import Conversation
from deskclient.ui.detail.header import TicketHeader
from deskclient.ui.detail.side_panel import SidePanel, side_fields
from deskclient.ui.empty_state import EmptyState
from deskclient.ui.forms.record_form import RecordForm
from deskclient.ui.markup.renderer import BodyRenderer
from deskclient.ui.parts import Parts


class PanelPieces:
    """Each part is made when it is first asked for."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.kind = parts.desk.registry["ticket"]
        self.renderer = BodyRenderer()

    @cached_property
    def empty(self) -> EmptyState:
        """What is shown without a ticket."""
        return EmptyState(self._parts.theme)

    @cached_property
    def header(self) -> TicketHeader:
        """The subject and the fields above the conversation."""
        return TicketHeader(self.kind, self._parts)

    @cached_property
    def conversation(self) -> Conversation:
        """What was written."""
        return Conversation(self._parts, self.renderer)

    @cached_property
    def composer(self) -> Composer:
        """Where an answer is written."""
        return Composer(self._parts)

    @cached_property
    def form(self) -> RecordForm:
        """All other fields."""
        return RecordForm(self.kind, self._parts, fields=side_fields(self.kind), columns=1)

    @cached_property
    def side(self) -> SidePanel:
        """Who asks, all other fields, the history."""
        return SidePanel(self.kind, self._parts, form=self.form)

    def steps(self) -> Iterator[QWidget]:
        """Make one part for each step, the quickest to be needed first."""
        yield self.empty
        yield self.header
        yield self.conversation
        yield self.composer
        yield self.form
        yield self.side
