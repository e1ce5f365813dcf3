"""Line-by-line three-way merge of long texts."""


def merge_text(base: str, mine: str, theirs: str) -> str | None:
    """Merge two texts that grew out of ``base``; ``None`` where both changed the same lines.

    Changes that touch neighbouring lines collide too: which belongs first is then a guess.
    """
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    lines = base.split("\n")
    edits = [(*edit, 0) for edit in _edits(lines, mine.split("\n"))]
    edits += [(*edit, 1) for edit in _edits(lines, theirs.split("\n"))]
    edits.sort(key=lambda edit: (edit[0], edit[1], edit[3]))
    merged: list[str] = []
    at = 0
    last: tuple[int, int, tuple[str, ...], int] | None = None
    for edit in edits:
        start, end, new, side = edit
        if last is not None and last[:3] == edit[:3] and last[3] != side:
            continue
        if last is not None and side != last[3] and start <= last[1]:
            return None
        merged += lines[at:start]
        merged += new
        at = end
        last = edit
    merged += lines[at:]
    return "\n".join(merged)


def _edits(old: list[str], new: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """List changed line ranges of ``old`` with the lines that replace them."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - few texts are ever merged

    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (start, end, tuple(new[new_start:new_end]))
        for tag, start, end, new_start, new_end in matcher.get_opcodes()
        if tag != "equal"
    ]
