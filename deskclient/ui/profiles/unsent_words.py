"""What waits in a profile, in words."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from deskclient.services.profile_api import UnsentWork
from deskclient.ui.text import Texts

translate = QCoreApplication.translate


def unsent_lines(work: UnsentWork, texts: Texts) -> list[str]:
    """List what would be lost: one sentence for each sort of thing."""
    if not work.readable:
        return [
            translate(
                "UnsentWords",
                "What is kept here cannot be read now, so nobody can say what is in it.",
            )
        ]
    lines = [
        _plural(label, count) for label, count in work.by_label.items() if count and label in _SORTS
    ]
    if not lines and work.changes:
        lines.append(_plural("", work.changes))
    if work.decisions:
        lines.append(
            translate("UnsentWords", "%n of the changes need(s) your decision.", "", work.decisions)
        )
    if work.drafts:
        lines.append(translate("UnsentWords", "%n unfinished text(s).", "", work.drafts))
    if work.files:
        size = texts.size(work.file_bytes)
        lines.append(
            translate(
                "UnsentWords", "%n attached file(s), {size} together.", "", work.files
            ).format(size=size)
        )
    return lines


def _plural(label: str, count: int) -> str:
    sentences: Mapping[str, str] = {
        "reply": translate("UnsentWords", "%n reply(ies) not sent to the requester.", "", count),
        "note": translate("UnsentWords", "%n internal note(s) not on the desk.", "", count),
        "create": translate("UnsentWords", "%n new record(s) the desk does not know.", "", count),
        "edit": translate("UnsentWords", "%n changed record(s).", "", count),
        "bulk": translate("UnsentWords", "%n change(s) of several records at once.", "", count),
        "delete": translate("UnsentWords", "%n deletion(s).", "", count),
    }
    return sentences.get(
        label, translate("UnsentWords", "%n change(s) that are not on the desk.", "", count)
    )


_SORTS = frozenset({"reply", "note", "create", "edit", "bulk", "delete"})
