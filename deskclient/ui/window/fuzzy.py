"""Finding by a few letters: ``sso`` finds "Set status › Open". Pure."""

from deskclient.domain.words import fold

_START, _NEXT, _ANY = 8, 5, 1


def score(typed: str, text: str) -> int:
    """Tell how well ``typed`` fits ``text``; 0 means not at all.

    The letters must come in order. Letters at the start of words and letters in a row count more,
    whole words found as they are count most; short texts win among equals.
    """
    wanted, found = fold(typed).replace(" ", ""), fold(text)
    if not wanted:
        return 1
    plain = fold(typed).strip()
    if plain in found:
        starts = found.startswith(plain) or f" {plain}" in found
        return 1000 + 500 * starts - len(found)
    return _spread(wanted, found)


def _spread(wanted: str, found: str) -> int:
    total, at, last = 0, 0, -2
    for letter in wanted:
        at = found.find(letter, at)
        if at < 0:
            return 0
        starts = at == 0 or not found[at - 1].isalnum()
        total += _START if starts else _NEXT if at == last + 1 else _ANY
        last = at
        at += 1
    # A few letters scattered over a long text are no hit.
    return max(0, total * 10 - len(found)) if total >= 3 * len(wanted) else 0
