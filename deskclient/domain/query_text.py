"""Reads and writes the search line: ``queue:network is:open -tag:vip "exact phrase" #1042``.

Whatever is typed gives a query; what could not be understood is reported, never raised. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol

from msgspec import Struct

from deskclient.domain.fields import FieldSpec, FieldType, Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.domain.query import Comparison, Filter, ListQuery, ParsedQuery, Word
from deskclient.domain.words import fold


class Names(Protocol):
    """Finds records by what a person calls them."""

    def find(self, kind: str, text: str) -> Sequence[RecordId]:
        """Give the ids of the records with this short name, title or other name."""
        ...

    def title(self, kind: str, record_id: RecordId) -> str:
        """Give the name to write for a record; empty if it is not here."""
        ...


_STATES = {
    "open": Comparison.OPEN,
    "открыто": Comparison.OPEN,
    "done": Comparison.DONE,
    "завершено": Comparison.DONE,
    "unsent": Comparison.UNSENT,
    "неотправлено": Comparison.UNSENT,
}
_STATE_WORD = {
    Comparison.OPEN: "open",
    Comparison.DONE: "done",
    Comparison.UNSENT: "unsent",
}
_IS = frozenset({"is", "это"})
_ME = frozenset({"me", "я", "мне", "мои"})
_NONE = frozenset({"none", "нет", "никто", "пусто"})
_TRUE = frozenset({"yes", "true", "1", "да"})
_FALSE = frozenset({"no", "false", "0", "нет"})
_UNITS = {"ч": "h", "д": "d", "н": "w", "м": "m", "г": "y"}
_TIMES = {"now": "now", "сейчас": "now", "today": "today", "сегодня": "today"}
# Patterns are compiled when they are first used: no start needs them.
_WORDS = (
    r"""(?P<minus>-?)(?:(?P<name>[^\s":]+):(?P<op>[<>]=?)?)?"""
    r"""(?:"(?P<phrase>[^"]*)"?|(?P<bare>[^\s"]*))"""
)
_OFFSET = r"([+-]?)(\d{1,5})([hdwmyчднмг])"
_DAY = r"\d{4}-\d{2}-\d{2}"
_NUMBER = r"#?(\d{1,12})"
_DATES = frozenset({FieldType.MOMENT, FieldType.DATE})
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.COUNTER})


class _Token(Struct, frozen=True):
    typed: str
    negated: bool
    name: str
    sign: str
    text: str
    quoted: bool


class _Context(Struct, frozen=True):
    kind: Kind
    names: Names
    me: RecordId | None


def parse_query(text: str, kind: Kind, names: Names, me: RecordId | None) -> ParsedQuery:
    """Read a search line.

    Args:
        text: As typed.
        kind: The kind of record searched.
        names: Finds what a reference filter names.
        me: The person meant by ``owner:me``; ``None`` if nobody is signed in.
    """
    context = _Context(kind, names, me)
    filters: list[Filter] = []
    words: list[Word] = []
    unknown: list[str] = []
    number: int | None = None
    for token in _tokens(text):
        if token.name:
            found = _filters(context, token)
            if found:
                filters += found
            else:
                unknown.append(token.typed)
        elif token.text.startswith("#") and not token.quoted and re.fullmatch(_NUMBER, token.text):
            number = int(token.text[1:])
            words.append(Word(str(number)))
        elif any(char.isalnum() for char in token.text):
            phrase = token.quoted or not _is_plain(token.text)
            words.append(Word(token.text, phrase, token.negated))
        elif token.text:
            unknown.append(token.typed)
    words = list(dict.fromkeys(words))
    number = _lone_number(words) if number is None else number
    query = ListQuery(kind.name, tuple(filters), tuple(words), number=number)
    return ParsedQuery(_united(query), tuple(unknown))


def format_query(query: ListQuery, kind: Kind, names: Names, me: RecordId | None = None) -> str:
    """Write a query as the search line would have it; reading that gives the same query."""
    parts = [_filter_text(kind, names, me, one) for one in query.filters]
    number = None if query.number is None else str(query.number)
    lone = number is not None and _lone_number(query.words) == query.number
    for word in query.words:
        mark = "#" if word == Word(number or "") and not lone else ""
        parts.append(f"{'-' * word.negated}{mark}{_quoted(word.text, always=word.phrase)}")
    if number is not None and Word(number) not in query.words:
        parts.append(f"#{number}")
    return " ".join(part for part in parts if part)


def _lone_number(words: Sequence[Word]) -> int | None:
    """A number typed alone means the record with it."""
    if len(words) != 1 or words[0].negated or words[0].phrase:
        return None
    # The canonical form only: a serial number with leading zeros is a word.
    text = words[0].text
    alone = text.isascii() and re.fullmatch(_NUMBER, text) and str(int(text.lstrip("#"))) == text
    return int(text) if alone else None


def _united(query: ListQuery) -> ListQuery:
    """Values of one field given one by one mean any of them: ``queue:a queue:b``."""
    filters: list[Filter] = []
    for one in query.filters:
        at = next((i for i, old in enumerate(filters) if _joins(old, one)), None)
        if at is None:
            filters.append(one)
        else:
            values = tuple(dict.fromkeys((*filters[at].values, *one.values)))
            filters[at] = Filter(one.field, one.test, values, one.negated)
    return ListQuery(
        query.kind, tuple(dict.fromkeys(filters)), query.words, query.sort, query.number
    )


def _joins(old: Filter, new: Filter) -> bool:
    same = (old.field, old.test, old.negated) == (new.field, new.test, new.negated)
    return same and new.test is Comparison.IN


def _tokens(text: str) -> Iterator[_Token]:
    for found in re.finditer(_WORDS, text):
        typed = found.group()
        if typed.strip():
            phrase = found["phrase"]
            body = found["bare"] if phrase is None else phrase
            yield _Token(
                typed=typed,
                negated=bool(found["minus"]),
                name=fold(found["name"] or ""),
                sign=found["op"] or "",
                text=(body or "").strip(),
                quoted=phrase is not None,
            )


# --- reading filters ------------------------------------------------------------------------------


def _filters(context: _Context, token: _Token) -> list[Filter]:
    """Read one filter; nothing if it cannot be understood. A range gives two."""
    if token.name in _IS and not token.quoted:
        test = _STATES.get(fold(token.text))
        if test is not None and _has_state(context.kind, test):
            field = context.kind.workflow.field if context.kind.workflow else ""
            name = "" if test is Comparison.UNSENT else field
            return [Filter(name, test, negated=token.negated)]
    spec = _spec(context.kind, token.name)
    if spec is None or not token.text:
        return []
    if fold(token.text) in _NONE and not token.quoted and spec.type is not FieldType.BOOLEAN:
        return [Filter(spec.name, Comparison.EMPTY, negated=token.negated)]
    if spec.type in _DATES:
        return _date_filters(spec, token)
    if spec.type in _NUMBERS:
        return _number_filters(spec, token)
    values = () if token.sign else _values(context, spec, token)
    return [Filter(spec.name, Comparison.IN, values, token.negated)] if values else []


def _has_state(kind: Kind, test: Comparison) -> bool:
    return test is Comparison.UNSENT or kind.workflow is not None


def _spec(kind: Kind, name: str) -> FieldSpec | None:
    for spec in kind.fields:
        if any(fold(word) == name for word in spec.filter_words):
            return spec
    return next((s for s in kind.fields if s.filter_words and fold(s.name) == name), None)


def _values(context: _Context, spec: FieldSpec, token: _Token) -> tuple[Value, ...]:
    # A quoted value is one value; else commas part several: priority:high,critical.
    texts = [token.text] if token.quoted else [one for one in token.text.split(",") if one]
    found: list[Value] = []
    for text in texts:
        meant = _meant(context, spec, text, quoted=token.quoted)
        if not meant:
            return ()
        found += meant
    return tuple(dict.fromkeys(str(one) if not isinstance(one, bool) else one for one in found))


def _meant(context: _Context, spec: FieldSpec, text: str, *, quoted: bool) -> Sequence[Value]:
    if spec.type in {FieldType.REF, FieldType.REF_SET}:
        if fold(text) in _ME and not quoted and spec.ref == "person":
            return [context.me] if context.me is not None else []
        return list(context.names.find(spec.ref, text))
    if spec.type is FieldType.CHOICE:
        return _choices(spec, text)
    if spec.type is FieldType.BOOLEAN:
        return [True] if fold(text) in _TRUE else [False] if fold(text) in _FALSE else []
    return [text]


def _choices(spec: FieldSpec, text: str) -> Sequence[str]:
    typed = fold(text)
    exact = [one.value for one in spec.choices if fold(one.value) == typed]
    if exact:
        return exact
    return [
        one.value
        for one in spec.choices
        if typed == fold(one.label) or any(fold(word) == typed for word in one.words)
    ]


def _number_filters(spec: FieldSpec, token: _Token) -> list[Filter]:
    found = re.fullmatch(_NUMBER, token.text)
    if found is None:
        return []
    value = int(found[1])
    if not token.sign:
        return [Filter(spec.name, Comparison.IN, (value,), token.negated)]
    low = value + (token.sign in {">", "<="})
    test = Comparison.AFTER if token.sign.startswith(">") else Comparison.BEFORE
    return [Filter(spec.name, test, (low,), token.negated)]


def _date_filters(spec: FieldSpec, token: _Token) -> list[Filter]:
    when = _date(token.text)
    if when is None:
        return []
    if not token.sign:
        return _on(spec, when, negated=token.negated)
    ends_a_day = token.sign in {">", "<="} and re.fullmatch(_DAY, when)
    bound = _after(when) if ends_a_day else when
    if not bound:
        return []
    test = Comparison.AFTER if token.sign.startswith(">") else Comparison.BEFORE
    return [Filter(spec.name, test, (bound,), token.negated)]


def _on(spec: FieldSpec, when: str, *, negated: bool) -> list[Filter]:
    """Without a sign an offset means since then (or until then), a day means that day."""
    if re.fullmatch(_OFFSET, when):
        test = Comparison.BEFORE if when.startswith("+") else Comparison.AFTER
        return [Filter(spec.name, test, (when,), negated)]
    if when == "today":
        return [Filter(spec.name, Comparison.AFTER, (when,), negated)]
    following = _after(when)
    if when == "now" or negated or not following:
        return []
    return [
        Filter(spec.name, Comparison.AFTER, (when,)),
        Filter(spec.name, Comparison.BEFORE, (following,)),
    ]


def _date(text: str) -> str | None:
    typed = fold(text)
    if typed in _TIMES:
        return _TIMES[typed]
    offset = re.fullmatch(_OFFSET, typed)
    if offset is not None:
        sign, count, unit = offset.groups()
        return f"{'+' if sign == '+' else ''}{int(count)}{_UNITS.get(unit, unit)}"
    if not typed.isascii() or not re.fullmatch(_DAY, typed):
        return None
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        return None


def _after(day: str) -> str:
    """Give the next day; empty if there is none."""
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return ""


# --- writing --------------------------------------------------------------------------------------


def _filter_text(kind: Kind, names: Names, me: RecordId | None, one: Filter) -> str:
    minus = "-" if one.negated else ""
    if one.test in _STATE_WORD:
        return f"{minus}is:{_STATE_WORD[one.test]}"
    spec = kind.field_map.get(one.field)
    if spec is None:
        return ""
    name = spec.filter_words[0] if spec.filter_words else spec.name
    if one.test is Comparison.EMPTY:
        return f"{minus}{name}:none"
    if one.test is not Comparison.IN:
        sign = ">=" if one.test is Comparison.AFTER else "<"
        return f"{minus}{name}:{sign}{one.values[0] if one.values else ''}"
    texts = [_value_text(spec, names, me, value) for value in one.values]
    return " ".join(f"{minus}{name}:{text}" for text in texts)


def _value_text(spec: FieldSpec, names: Names, me: RecordId | None, value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if spec.type in {FieldType.REF, FieldType.REF_SET}:
        if value == me and me is not None and spec.ref == "person":
            return "me"
        title = names.title(spec.ref, RecordId(str(value)))
        if '"' in title or value not in names.find(spec.ref, title):
            title = str(value)
        return _quoted(title, always=_is_reserved(title))
    return _quoted(str(value), always=_is_reserved(str(value)))


def _is_reserved(text: str) -> bool:
    return fold(text) in _ME | _NONE or "," in text


def _quoted(text: str, *, always: bool = False) -> str:
    return text if _is_plain(text) and not always else '"' + text.replace('"', " ") + '"'


def _is_plain(text: str) -> bool:
    """Tell whether a text is read as itself without quotes."""
    return bool(text) and not re.search(r'[\s":]', text) and text[0] not in "-#<>"
