"""Asks before something goes with which other things would go too."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from deskclient.domain.operation import OpState
from deskclient.services.api import OutboxItem

translate = QCoreApplication.translate

_ON_THE_WAY = frozenset({OpState.INFLIGHT, OpState.ACKED})


def ask_first(item: OutboxItem, window: QWidget, remove: Callable[[], None]) -> None:
    """Remove an item at once if nothing waits for it; ask before others would go with it.

    Args:
        item: What is to go.
        window: Where the question is asked.
        remove: Removes it, with all that waits for it.
    """
    said = also_gone(item)
    if not said:
        remove()
        return
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(translate("Outbox", "Remove more than this?"))
    box.setText(said)
    box.setInformativeText(translate("Outbox", "Nothing of it has reached the desk yet."))
    go = box.addButton(
        translate("Outbox", "&Remove everything"), QMessageBox.ButtonRole.DestructiveRole
    )
    keep = box.addButton(translate("Outbox", "&Keep everything"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    go.clicked.connect(remove)
    box.open()


def also_gone(item: OutboxItem) -> str:
    """Say what would go with an item, counted by kind of thing; empty for nothing."""
    waiting = [one for one in item.behind if any(op.state not in _ON_THE_WAY for op in one.ops)]
    count = Counter(
        one.label if one.label in {"reply", "note", "create"} else "" for one in waiting
    )
    things = [
        translate("Outbox", "%n replies", "", count["reply"]),
        translate("Outbox", "%n notes", "", count["note"]),
        translate("Outbox", "%n new records", "", count["create"]),
        translate("Outbox", "%n other changes", "", count[""]),
    ]
    named = [
        words
        for words, name in zip(things, ("reply", "note", "create", ""), strict=True)
        if count[name]
    ]
    if not named:
        return ""
    return translate("Outbox", "This also removes what waits for it: {things}.").format(
        things=", ".join(named)
    )
