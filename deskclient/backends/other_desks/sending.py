"""Bringing operations to a desk that takes what belongs together in one request."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from deskclient.backends.other_desks.bundles import Bundle, bundles
from deskclient.backends.other_desks.held_files import HeldFiles
from deskclient.backends.other_desks.verdicts import UPLOAD_MISSING, rejected
from deskclient.domain.errors import DeskError
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation, OpProblem, Verdict, VerdictKind

UNWRITABLE = OpProblem("append_only", "This cannot be changed once it is written.")
MOVED_ON = OpProblem("moved_on", "The requester wrote again after you had read this.")
FAILED = OpProblem("desk_failed", "The desk failed before anything was changed.")
FILE_ALONE = OpProblem(
    "refused",
    "This desk takes files only together with their message.",
    hint="Write another message and attach the file to it.",
)
FILE_MISSING = OpProblem(UPLOAD_MISSING, "The file has to be brought here once more.")
FILES_TOO_LARGE = OpProblem(
    "too_large",
    "The files of this message are larger than 64 MB together.",
    hint="Send them with several messages.",
)


async def in_turn(
    ops: Sequence[Operation], send: Callable[[Bundle], Awaitable[Sequence[Verdict]]]
) -> Sequence[Verdict]:
    """Send what belongs together in one request, one after the other.

    Raises:
        DeskError: the first of them failed; what failed later stays without an answer.
    """
    found: list[Verdict] = []
    for place, bundle in enumerate(bundles(ops)):
        try:
            found += await send(bundle)
        except DeskError:
            # What was answered before must not be lost; the rest is unknown and asked again.
            if place == 0:
                raise
            break
    return found


def judged_here(bundle: Bundle, problems: Mapping[OpId, OpProblem]) -> Sequence[Verdict]:
    """Refuse what the desk cannot keep, before it is asked, and block what belongs to it."""
    return [
        rejected(op, problems[op.op_id])
        if op.op_id in problems
        else Verdict(op_id=op.op_id, kind=VerdictKind.BLOCKED)
        for op in bundle.ops
    ]


def digest_of(op: Operation) -> str:
    """Name the bytes of an attachment."""
    return str(op.patch.set.get("sha256") or "")


def fit_together(bundle: Bundle, held: HeldFiles) -> bool:
    """Tell whether the files of a message can be here at once."""
    sizes = [op.patch.set.get("size") for op in bundle.files]
    return held.holds_together(sum(size for size in sizes if isinstance(size, int)))


def contents_of(bundle: Bundle, held: HeldFiles) -> tuple[Mapping[str, bytes], frozenset[OpId]]:
    """Take the bytes of its files now: others may push them out before the message is written.

    Returns:
        Bytes by digest, and the operations whose bytes are not here.
    """
    found: dict[str, bytes] = {}
    missing: set[OpId] = set()
    for op in bundle.files:
        content = held.content(digest_of(op))
        if content is None:
            missing.add(op.op_id)
        else:
            found[digest_of(op)] = content
    return found, frozenset(missing)


def forget_files(bundle: Bundle, held: HeldFiles) -> None:
    """Let go of files whose message has gone."""
    for op in bundle.files:
        held.drop(digest_of(op))
