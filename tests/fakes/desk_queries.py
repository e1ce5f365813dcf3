"""List queries over documents in memory, with the meaning the real reader gives them."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from deskclient.domain.fields import Doc
from deskclient.domain.kind import Kind
from deskclient.domain.query import Comparison, Filter, ListQuery, Word
from deskclient.domain.times import to_text
from deskclient.domain.words import fold
from deskclient.services.api import RecordView
from tests.fakes.desk_content import NOW


def select(kind: Kind, records: Iterable[RecordView], query: ListQuery) -> list[RecordView]:
    """Filter and sort."""
    found = [one for one in records if matches(kind, one, query)]
    field = query.sort.removeprefix("-")
    spec = kind.field_map.get(field)
    ranks = {c.value: c.rank for c in spec.choices} if spec is not None else {}

    def order(record: RecordView) -> tuple[bool, str | int, int]:
        value = record.doc.get(field)
        if isinstance(value, str) and value in ranks:
            value = ranks[value]
        if value is None or isinstance(value, list):
            return (True, 0, record.key)
        return (False, value, record.key)

    present = [one for one in found if one.doc.get(field) is not None]
    absent = [one for one in found if one.doc.get(field) is None]
    down = query.sort.startswith("-")
    return [*sorted(present, key=order, reverse=down), *sorted(absent, key=_by_key, reverse=down)]


def _by_key(record: RecordView) -> int:
    return record.key


def matches(kind: Kind, record: RecordView, query: ListQuery) -> bool:
    """Tell whether a record belongs into a list."""
    if query.number is not None and record.doc.get(kind.number_field) == query.number:
        return True
    if query.number is not None and not query.words and not query.filters:
        return False
    return all(_holds(kind, record, one) is not one.negated for one in query.filters) and all(
        _has_word(record.doc, word) is not word.negated for word in query.words
    )


def _holds(kind: Kind, record: RecordView, one: Filter) -> bool:
    return _TESTS[one.test](kind, record, one)


def _in(kind: Kind, record: RecordView, one: Filter) -> bool:
    value = record.doc.get(one.field)
    if isinstance(value, list):
        return any(member in one.values for member in value)
    return value in one.values


def _empty(kind: Kind, record: RecordView, one: Filter) -> bool:
    return record.doc.get(one.field) in (None, "", [])


def _before(kind: Kind, record: RecordView, one: Filter) -> bool:
    value = record.doc.get(one.field)
    return isinstance(value, str) and value < _bound(one)


def _after(kind: Kind, record: RecordView, one: Filter) -> bool:
    value = record.doc.get(one.field)
    return isinstance(value, str) and value >= _bound(one)


def _bound(one: Filter) -> str:
    when = str(one.values[0])
    if when in {"now", "today"}:
        return to_text(NOW) if when == "now" else to_text(NOW)[:10]
    if when[-1] in "hdw":
        hours = int(when[:-1]) * {"h": 1, "d": 24, "w": 168}[when[-1]]
        return to_text(NOW + timedelta(hours=hours if when[0] == "+" else -hours))
    return when


def _open(kind: Kind, record: RecordView, one: Filter) -> bool:
    flow = kind.workflow
    return flow is None or flow.is_open(str(record.doc.get(flow.field)))


def _done(kind: Kind, record: RecordView, one: Filter) -> bool:
    return not _open(kind, record, one)


def _unsent(kind: Kind, record: RecordView, one: Filter) -> bool:
    return record.pending > 0


_TESTS: dict[Comparison, Callable[[Kind, RecordView, Filter], bool]] = {
    Comparison.IN: _in,
    Comparison.EMPTY: _empty,
    Comparison.BEFORE: _before,
    Comparison.AFTER: _after,
    Comparison.OPEN: _open,
    Comparison.DONE: _done,
    Comparison.UNSENT: _unsent,
}


def _has_word(doc: Doc, word: Word) -> bool:
    text = fold(" ".join(str(value) for value in doc.values() if isinstance(value, str | int)))
    wanted = fold(word.text)
    if word.phrase:
        return wanted in text
    return any(part.startswith(wanted) for part in text.replace("«", " ").split())
