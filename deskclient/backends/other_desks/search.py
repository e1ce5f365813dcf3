"""Looking for operations whose answer was lost, one bundle after the other."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from deskclient.backends.other_desks.bundles import Bundle, bundles
from deskclient.backends.other_desks.verdicts import later
from deskclient.domain.errors import RefusedError, ServerError
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation, Verdict

Found = Mapping[OpId, Verdict | None]
"""``None`` is proved absence, no key no proof."""


async def look_for_each(
    ops: Sequence[Operation], look: Callable[[Bundle], Awaitable[Found]]
) -> Found:
    """Look for each bundle; one that the desk fails at must not stop the others.

    Returns:
        What ``look`` found. ``RETRY_LATER`` where the desk failed: that proves nothing, and the
        next look may. No key where it refuses to tell.

    Raises:
        DeskError: the desk could not be reached, or asks to wait.
    """
    found: dict[OpId, Verdict | None] = {}
    for bundle in bundles(ops):
        try:
            found |= await look(bundle)
        except ServerError:
            found |= {op.op_id: later(op) for op in bundle.ops}
        except RefusedError:
            continue
    return found
