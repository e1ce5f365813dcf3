"""The facts of a sync in words: how we stand, what is kept, what this desk guarantees."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from deskclient.domain.events import Link
from deskclient.domain.scope import Scope
from deskclient.services.api import Desk
from deskclient.ui.text import Texts

translate = QCoreApplication.translate


def link_words(link: Link) -> str:
    """Say how we stand with the desk, in one sentence."""
    return {
        Link.CONNECTING: translate("SyncWords", "The desk is being asked for the first time."),
        Link.ONLINE: translate("SyncWords", "The desk answers; news come as they happen."),
        Link.OFFLINE: translate(
            "SyncWords", "You work offline; everything is kept here until you go online."
        ),
        Link.UNREACHABLE: translate(
            "SyncWords", "The desk does not answer; it is asked again and again."
        ),
        Link.LIMITED: translate("SyncWords", "Something else answers in the desk's place."),
        Link.AUTH_NEEDED: translate("SyncWords", "The session has ended; sign in again to go on."),
        Link.SERVER_RESET: translate(
            "SyncWords", "The desk was restored from a backup; everything is fetched anew."
        ),
        Link.WRONG_DESK: translate(
            "SyncWords", "Another desk answers at this address; nothing is sent to it."
        ),
        Link.UPDATE_NEEDED: translate("SyncWords", "This program is too old for the desk."),
        Link.ERASED: translate(
            "SyncWords", "The desk has ordered the copy here erased; nothing is exchanged any more."
        ),
        Link.STORAGE_TROUBLE: translate(
            "SyncWords", "The files on this computer cannot be written."
        ),
        Link.READ_ONLY: translate(
            "SyncWords", "The files on this computer are open for reading only."
        ),
    }[link]


def scope_words(scope: Scope, desk: Desk, texts: Texts) -> list[str]:
    """Say what is kept, a sentence for each rule."""
    lines = [translate("SyncWords", "Your own tickets, whatever their age.")] if scope.mine else []
    if scope.queues is None:
        lines.append(translate("SyncWords", "Tickets of every queue you may see."))
    elif scope.queues:
        names = {str(key): name for key, name in desk.reads.names("queue").items()}
        listed = ", ".join(sorted(names.get(one, one) for one in scope.queues))
        lines.append(
            translate("SyncWords", "Tickets of these queues: {queues}.").format(queues=listed)
        )
    if scope.days:
        days = translate(
            "SyncWords", "Of those, all that are open or changed in the last %n day(s).", "",
            scope.days,
        )  # fmt: skip
        lines.append(days)
    room = texts.size(scope.attachment_bytes)
    lines.append(translate("SyncWords", "Attached files up to {size}.").format(size=room))
    return lines


def guarantees(facts: Mapping[str, str]) -> list[str]:
    """Say what can be relied on with this desk, from what its adapter declares and tests prove."""
    return [words for name, value in facts.items() if (words := _guarantee(name, value))]


def _guarantee(name: str, value: str) -> str:
    known = _of_reading() | _of_writing()
    if (name, value) in known:
        return known[name, value]
    if name in {"New records are made once by", "Entries are added once by"}:
        return translate(
            "SyncWords", "If an answer is lost, the desk is searched before anything is sent again."
        )
    return ""


def _of_reading() -> dict[tuple[str, str], str]:
    return {
        ("Changes are found by", "cursor"): translate(
            "SyncWords", "Every change of the desk is told in order; none is missed."
        ),
        ("Changes are found by", "updated_since"): translate(
            "SyncWords",
            "Changes are found by their time; a full comparison finds what that misses.",
        ),
        ("Changes are found by", "list"): translate(
            "SyncWords",
            "Changes are found by comparing the whole list, so they may come late, and of several "
            "between two looks only the last is seen.",
        ),
        ("Deletions are told by", "tombstone"): translate(
            "SyncWords", "What is deleted on the desk goes here too."
        ),
        ("Deletions are told by", "flag"): translate(
            "SyncWords", "What is deleted on the desk goes here too."
        ),
        ("Deletions are told by", "sweep"): translate(
            "SyncWords", "What is deleted on the desk is noticed by a comparison, every few hours."
        ),
        ("Deletions are told by", "list"): translate(
            "SyncWords", "What is deleted on the desk goes here too when the list is compared."
        ),
        ("News come", "at once"): translate("SyncWords", "News come within seconds."),
        ("News come", "by asking"): translate(
            "SyncWords", "News come when the desk is asked, every few minutes."
        ),
    }


def _of_writing() -> dict[tuple[str, str], str]:
    return {
        ("New records are made once by", "key"): translate(
            "SyncWords", "A new record is made exactly once, however often it has to be sent."
        ),
        ("New records are made once by", "poe"): translate(
            "SyncWords", "A new record is made exactly once, however often it has to be sent."
        ),
        ("Entries are added once by", "key"): translate(
            "SyncWords", "A reply or note appears exactly once, however often it has to be sent."
        ),
        ("Edits are checked by", "merge"): translate(
            "SyncWords", "The desk merges field by field: nobody's change is overwritten unseen."
        ),
        ("Edits are checked by", "etag"): translate(
            "SyncWords",
            "The desk refuses an edit of an older state, so nobody's change is overwritten unseen.",
        ),
        ("Edits are checked by", "etag alone"): translate(
            "SyncWords",
            "The desk refuses an edit of an older state; but of two who write in the same moment, "
            "one may overwrite the other unseen.",
        ),
        ("Edits are checked by", "lock_version"): translate(
            "SyncWords",
            "The desk refuses an edit of an older state, so nobody's change is overwritten unseen.",
        ),
        ("Edits are checked by", "none"): translate(
            "SyncWords",
            "The desk does not check edits; what was overwritten is found afterwards and shown.",
        ),
        ("Edits are checked by", "none alone"): translate(
            "SyncWords",
            "The desk does not check edits. They are compared just before they are sent; but of "
            "two who write in the same moment, one may overwrite the other unseen.",
        ),
        ("Files are sent", "resumable"): translate(
            "SyncWords",
            "An interrupted upload goes on where it stopped, and is checked by its content.",
        ),
    }


GUARANTEE_FACTS = frozenset(
    {
        "Changes are found by",
        "New records are made once by",
        "Entries are added once by",
        "Edits are checked by",
        "Deletions are told by",
        "Merges are told by",
        "Files are sent",
        "News come",
    }
)
"""Facts that are told as guarantees and not as a table."""
