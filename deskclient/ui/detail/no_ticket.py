"""What stands in a ticket's place: that none is chosen, or where the one that was read has gone."""

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from deskclient.domain.events import RecordMoved, RecordsChanged
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.services.api import Draft, RecordView
from deskclient.services.drafts import draft_id_of
from deskclient.ui.empty_state import EmptyState
from deskclient.ui.parts import Notice, Parts

_OPEN, _COPY = "open survivor", "copy words"


class NoTicket(QObject):
    """Fills the empty state of a panel."""

    def __init__(self, kind: Kind, parts: Parts, empty: EmptyState) -> None:
        super().__init__(empty)
        self._kind = kind
        self._parts = parts
        self._empty = empty
        self._gone: RecordView | None = None
        self._moved: dict[RecordId, RecordId] = {}
        """Where tickets went that were told of as merged since this panel is there."""
        empty.acted.connect(self._on_act)
        parts.bridge.record_moved.connect(self._on_moved)
        parts.bridge.records_changed.connect(self._on_records)
        self.say()

    def show_none(self) -> None:
        """No ticket is chosen."""
        self._gone = None
        self.say()

    def show_gone(self, view: RecordView) -> None:
        """The ticket that was read is not here any more."""
        self._gone = view
        self.say()

    def say(self) -> None:
        """Say it in the language of now."""
        if self._gone is None:
            self._empty.say(
                "message-square",
                self.tr("No ticket is open here."),
                self.tr("Choose one in the list to read and answer it here."),
                (("file.new", self.tr("New ticket")),),
            )
            return
        title = self.tr("{ticket} is no longer here.").format(ticket=self._name(self._gone))
        survivor = self._survivor()
        acts: list[tuple[str, str]] = []
        detail = self.tr(
            "It was deleted, or it left what is kept on this computer. "
            "What waited to be sent stands in the outbox."
        )
        if survivor is None and self._gone.record_id in self._moved:
            detail = self.tr("It was merged into a ticket that is not kept on this computer.")
        elif survivor is not None:
            name = self._name(survivor)
            detail = self.tr("It was merged into {ticket}.").format(ticket=name)
            acts.append((_OPEN, self.tr("Open {ticket}").format(ticket=name)))
        if self._words():
            acts.append((_COPY, self.tr("Copy the words you had begun")))
        icon = "archive" if survivor is None else "git-merge"
        self._empty.say(icon, title, detail, tuple(acts))

    def _begun(self) -> list[Draft]:
        """What was being written to the ticket that has gone, the last one first."""
        gone = self._gone.record_id if self._gone is not None else None
        return [one for one in self._parts.desk.drafts.all() if one.record_id == gone]

    def _words(self) -> str:
        """The last words; a note is never put together with what everybody reads."""
        bodies = (str(one.content.get("body") or "") for one in self._begun())
        return next((one for one in bodies if one.strip()), "")

    def _survivor(self) -> RecordView | None:
        if self._gone is None or self._gone.record_id not in self._moved:
            return None
        into, seen = self._gone.record_id, set[RecordId]()
        while into in self._moved and into not in seen:
            seen.add(into)
            into = self._moved[into]
        return self._parts.desk.reads.record(self._kind.name, into)

    def _name(self, view: RecordView) -> str:
        number = view.doc.get(self._kind.number_field)
        title = str(view.doc.get(self._kind.title_field) or "")
        return f"#{number}" if isinstance(number, int) else f"“{title}”"

    def _on_moved(self, event: RecordMoved) -> None:
        if event.kind == self._kind.name:
            self._moved[event.record_id] = event.survivor
            self.say()

    def _on_records(self, event: RecordsChanged) -> None:
        """The survivor may come later, and go."""
        if self._gone is not None and event.kind == self._kind.name:
            self.say()

    def _on_act(self, name: str) -> None:
        survivor = self._survivor()
        if name == _COPY:
            QGuiApplication.clipboard().setText(self._words())
            self._parts.host.notify(Notice(self.tr("The words were copied.")))
        elif name != _OPEN:
            self._parts.host.run(name)
        elif survivor is None:
            self.say()
        else:
            self._take_along(survivor.record_id)
            self._parts.host.open_record(self._kind.name, survivor.record_id)

    def _take_along(self, survivor: RecordId) -> None:
        """Begin there what was begun here, unless something else is; here it stays too."""
        drafts = self._parts.desk.drafts
        for one in self._begun():
            if drafts.load(one.kind, survivor) is None:
                drafts.save(
                    replace(one, draft_id=draft_id_of(one.kind, survivor), record_id=survivor)
                )
