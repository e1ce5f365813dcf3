"""Which of the things a person did wait for which others. Pure."""

from collections.abc import Mapping, Sequence

from deskclient.domain.operation import Operation


def behind(acts: Mapping[str, Sequence[Operation]]) -> Mapping[str, tuple[str, ...]]:
    """List for each act the others that depend on it, directly or not, in the order of ``acts``.

    Args:
        acts: Operations by what the person did; see :func:`deskclient.domain.operation.by_act`.

    Returns:
        Names of acts by that of the one they wait for; those for which nothing waits are left out.
    """
    act_of = {op.op_id: act for act, ops in acts.items() for op in ops}
    waiting: dict[str, set[str]] = {}
    for act, ops in acts.items():
        for op in ops:
            for needed in op.depends_on:
                cause = act_of.get(needed, act)
                if cause != act:
                    waiting.setdefault(cause, set()).add(act)
    found = {cause: _reached(cause, waiting) for cause in waiting}
    place = {act: at for at, act in enumerate(acts)}
    return {cause: tuple(sorted(them, key=place.__getitem__)) for cause, them in found.items()}


def _reached(cause: str, waiting: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    ahead = [cause]
    while ahead:
        fresh = waiting.get(ahead.pop(), set()) - reached - {cause}
        reached |= fresh
        ahead += fresh
    return reached
