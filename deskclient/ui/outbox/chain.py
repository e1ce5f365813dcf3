"""Which items of the outbox stand beneath the one that they wait for."""

from collections.abc import Mapping, Sequence

from deskclient.domain.ids import OpId
from deskclient.services.api import OutboxItem
from deskclient.ui.outbox.way_back import is_blocked


def key_of(item: OutboxItem) -> OpId:
    """Name an item, as long as it waits."""
    return item.ops[0].op_id


def beneath_causes(
    items: Sequence[OutboxItem],
) -> tuple[list[OutboxItem], Mapping[OpId, Sequence[OutboxItem]]]:
    """Put what is blocked beneath its cause, which was refused or waits for a decision.

    Returns:
        The items that stand by themselves, and those beneath each by its key.
    """
    beneath: dict[OpId, list[OutboxItem]] = {}
    placed: set[OpId] = set()
    for item in items:
        if is_blocked(item):
            continue
        chain = [one for one in item.behind if is_blocked(one) and key_of(one) not in placed]
        if chain:
            beneath[key_of(item)] = chain
            placed.update(key_of(one) for one in chain)
    return [one for one in items if not one.ops or key_of(one) not in placed], beneath
