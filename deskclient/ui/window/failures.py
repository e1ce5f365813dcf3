"""Failures in words."""

from PySide6.QtCore import QCoreApplication

from deskclient.domain.errors import DeskError
from deskclient.domain.kind import Kind
from deskclient.services.api import Refusal
from deskclient.ui.parts import Notice, Tone
from deskclient.ui.text import domain_text


def failure_notice(error: BaseException, kind: Kind | None) -> Notice:
    """Write a failure as a notice.

    Args:
        error: What a future or a call ended with.
        kind: Whose fields a refusal names.
    """
    if isinstance(error, Refusal):
        return Notice(_refusal_words(error, kind), Tone.WARNING)
    if isinstance(error, DeskError):
        parts = (f"{domain_text(error.title)}.", domain_text(error.detail), domain_text(error.hint))
        return Notice(" ".join(part for part in parts if part not in {"", "."}), Tone.DANGER)
    text = QCoreApplication.translate(
        "Failures", "Something went wrong that should not; the log has the details."
    )
    return Notice(text, Tone.DANGER)


def _refusal_words(refusal: Refusal, kind: Kind | None) -> str:
    lines: list[str] = []
    for trouble in refusal.troubles:
        spec = kind.field_map.get(trouble.field) if kind is not None else None
        words = domain_text(trouble.message)
        if spec is not None:
            pattern = QCoreApplication.translate("Failures", "{field}: {trouble}")
            words = pattern.format(field=domain_text(spec.label), trouble=words)
        if words not in lines:
            lines.append(words)
    return "\n".join(lines)
