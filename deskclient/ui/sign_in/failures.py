"""What keeps somebody out, in words that say what to do next."""

from math import ceil

from PySide6.QtCore import QCoreApplication

from deskclient.domain.errors import BusyError, DeskError
from deskclient.ui.page_parts import error_words
from deskclient.ui.text import domain_text

_BY_ITSELF = "comes by itself"
"""How hints end that were written for the sync, which tries again; here nobody does."""


def entry_failure(error: BaseException) -> tuple[str, str]:
    """Say why signing in did not work, as a title and the next step."""
    translate = QCoreApplication.translate
    if isinstance(error, BusyError):
        wait = translate(
            "SignInFailures",
            "Too many tries or too much work: try again in %n second(s).",
            "",
            ceil(error.wait_s),
        )
        return domain_text(error.title), wait
    if isinstance(error, DeskError) and _BY_ITSELF in error.hint:
        again = translate("SignInFailures", "Try again in a moment.")
        detail = " ".join(part for part in (domain_text(error.detail), again) if part)
        return domain_text(error.title), detail
    return error_words(error)
