"""What waits in a profile, in words."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from deskclient.services.profile_api import UnsentWork
from deskclient.ui.text import Texts


def unsent_lines(work: UnsentWork, texts: Texts) -> list[str]:
    """List what would be lost: one sentence for each sort of thing."""
    if not work.readable:
        return [_tr("What is kept here cannot be read now, so nobody can say what is in it.")]
    lines = [
        _plural(label, count) for label, count in work.by_label.items() if count and label in _SORTS
    ]
    if not lines and work.changes:
        lines.append(_plural("", work.changes))
    if work.decisions:
        lines.append(_n("%n of the changes need(s) your decision.", work.decisions))
    if work.drafts:
        lines.append(_n("%n unfinished text(s).", work.drafts))
    if work.files:
        size = texts.size(work.file_bytes)
        lines.append(_n("%n attached file(s), {size} together.", work.files).format(size=size))
    return lines


def _tr(text: str) -> str:
    return QCoreApplication.translate("UnsentWords", text)


def _n(text: str, count: int) -> str:
    return QCoreApplication.translate("UnsentWords", text, "", count)


def _plural(label: str, count: int) -> str:
    sentences: Mapping[str, str] = {
        "reply": _n("%n reply(ies) not sent to the requester.", count),
        "note": _n("%n internal note(s) not on the desk.", count),
        "create": _n("%n new record(s) the desk does not know.", count),
        "edit": _n("%n changed record(s).", count),
        "bulk": _n("%n change(s) of several records at once.", count),
        "delete": _n("%n deletion(s).", count),
    }
    return sentences.get(label, _n("%n change(s) that are not on the desk.", count))


_SORTS = frozenset({"reply", "note", "create", "edit", "bulk", "delete"})
