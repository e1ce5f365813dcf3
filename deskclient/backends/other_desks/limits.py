"""What a desk cannot promise, told before somebody signs in there. Pure.

“About this sync” says the same of a desk that one is signed in to, from the same capabilities.
"""

from deskclient.backends.port import Caps
from deskclient.domain.words import phrase

LATE = (
    "Changes are found by comparing the whole list, so they may come late, and of several between "
    "two looks only the last is seen."
)
UNSEEN = (
    "Of two people who change the same field in the same moment, one may overwrite the other "
    "unseen."
)


def with_limits(promise: str, caps: Caps) -> str:
    """Add to what a desk promises what it cannot promise.

    Args:
        promise: One English sentence; see ``DeskAt.promise``.
        caps: What its adapter declares.

    Returns:
        Sentences that the window can say in another language, each by itself.
    """
    told = promise
    for limit in _limits(caps):
        told = phrase("{promise} {limit}", promise=told, limit=limit)
    return told


def _limits(caps: Caps) -> list[str]:
    found = [LATE] if caps.feed == "list" else []
    return found if caps.audited else [*found, UNSEEN]
