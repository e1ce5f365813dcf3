"""Cutting a row of operations into requests that the desk accepts. Pure."""

from collections.abc import Iterator, Sequence

import msgspec

from deskclient.backends.native import wire
from deskclient.backends.native.mapping import wire_op
from deskclient.domain.operation import Operation

ENVELOPE_BYTES = 512
"""More than client, person and brackets of a batch take."""


def batches(
    ops: Sequence[Operation],
    max_ops: int = wire.MAX_BATCH_OPS,
    max_bytes: int = wire.MAX_BATCH_BYTES,
) -> tuple[list[list[wire.WireOp]], list[Operation]]:
    """Cut ``ops`` into batches in their order, and name those no batch can hold.

    Operations of one group that stand together stay in one batch as long as one can hold them;
    the desk applies them all together or not at all.
    """
    room = max_bytes - ENVELOPE_BYTES
    made: list[list[wire.WireOp]] = []
    oversized: list[Operation] = []
    filled = 0
    for run in _runs(ops):
        sized = [(one, len(msgspec.json.encode(one)) + 1) for one in map(wire_op, run)]
        oversized += [op for op, (_, size) in zip(run, sized, strict=True) if size > room]
        fitting = [(one, size) for one, size in sized if size <= room]
        total = sum(size for _, size in fitting)
        keeps_together = len(fitting) <= max_ops and total <= room
        if (
            keeps_together
            and made
            and not _fits(made[-1], filled, len(fitting), total, max_ops, room)
        ):
            made.append([])
            filled = 0
        for one, size in fitting:
            if not made or not _fits(made[-1], filled, 1, size, max_ops, room):
                made.append([])
                filled = 0
            made[-1].append(one)
            filled += size
    return made, oversized


def _fits(
    batch: Sequence[wire.WireOp], filled: int, count: int, size: int, max_ops: int, room: int
) -> bool:
    return len(batch) + count <= max_ops and filled + size <= room


def _runs(ops: Sequence[Operation]) -> Iterator[list[Operation]]:
    """Give neighbours of one group together, everything else alone."""
    run: list[Operation] = []
    for op in ops:
        if run and (not op.group_id or op.group_id != run[-1].group_id):
            yield run
            run = []
        run.append(op)
    if run:
        yield run
