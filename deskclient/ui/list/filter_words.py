"""Filters in words, and what can be chosen for one."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from deskclient.domain.fields import FieldSpec, FieldType, Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.domain.query import Comparison, Filter
from deskclient.services.api import Desk
from deskclient.ui.choice_popup import Option
from deskclient.ui.text import Texts, domain_text

STATES = "*state"
"""Stands for the conditions that concern no field: open, done, unsent."""
EMPTY = "*empty"
_SHOWN_VALUES = 2


class FilterWords:
    """Writes and offers filters of one kind."""

    def __init__(self, desk: Desk, kind: Kind, texts: Texts) -> None:
        self._desk = desk
        self._kind = kind
        self._texts = texts

    def number(self, count: int) -> str:
        """Write a count."""
        return self._texts.number(count)

    # --- saying -----------------------------------------------------------------------------

    def say(self, one: Filter) -> str:
        """Write a filter as a chip has it."""
        translate = QCoreApplication.translate
        bare = {
            Comparison.OPEN: (translate("Filters", "Open"), translate("Filters", "Not open")),
            Comparison.DONE: (
                translate("Filters", "Finished"),
                translate("Filters", "Not finished"),
            ),
            Comparison.UNSENT: (
                translate("Filters", "Unsent"),
                translate("Filters", "Nothing unsent"),
            ),
        }
        if one.test in bare:
            return bare[one.test][1 if one.negated else 0]
        spec = self._kind.field_map.get(one.field)
        label = domain_text(spec.label) if spec is not None else one.field
        if one.test is Comparison.EMPTY:
            pattern = (
                translate("Filters", "{field}: set")
                if one.negated
                else translate("Filters", "{field}: none")
            )
            return pattern.format(field=label)
        span = self._span(one)
        if span and not one.negated:
            return translate("Filters", "{field}: {value}").format(field=label, value=span)
        return self._pattern(one).format(field=label, value=self._values(spec, one))

    @staticmethod
    def _span(one: Filter) -> str:
        sign = {Comparison.BEFORE: "<", Comparison.AFTER: ">"}.get(one.test)
        return _moment_words().get(f"{sign}{one.values[0]}", "") if sign and one.values else ""

    @staticmethod
    def _pattern(one: Filter) -> str:
        translate = QCoreApplication.translate
        if one.test is Comparison.BEFORE:
            return translate("Filters", "{field}: before {value}")
        if one.test is Comparison.AFTER:
            return translate("Filters", "{field}: since {value}")
        return (
            translate("Filters", "{field}: not {value}")
            if one.negated
            else translate("Filters", "{field}: {value}")
        )

    def _values(self, spec: FieldSpec | None, one: Filter) -> str:
        if spec is None:
            return ", ".join(str(value) for value in one.values)
        shown = [self._value(spec, value) for value in one.values[:_SHOWN_VALUES]]
        rest = len(one.values) - len(shown)
        if rest > 0:
            shown.append(QCoreApplication.translate("Filters", "%n more", "", rest))
        return ", ".join(shown)

    def _value(self, spec: FieldSpec, value: Value) -> str:
        if spec.type is FieldType.REF_SET or spec.ref:
            return self._title(spec.ref, str(value))
        if spec.type in {FieldType.TEXT_SET, FieldType.DATE}:
            return str(value)
        if spec.type is FieldType.MOMENT:
            return self._texts.exact(str(value)) or str(value)
        return self._texts.value(spec, value, self._title)

    def _title(self, kind: str, record_id: str) -> str:
        # Before the first sync nobody's name is here but mine.
        if record_id == self._desk.me.person_id:
            return self._desk.me.name
        return self._desk.reads.title(kind, RecordId(record_id))

    # --- offering -----------------------------------------------------------------------------

    def fields(self) -> Sequence[Option]:
        """Offer what can be filtered by."""
        translate = QCoreApplication.translate
        specs = [
            spec
            for spec in self._kind.columns
            if spec.filter_words and spec.type not in {FieldType.INTEGER, FieldType.TEXT}
        ]
        return (
            Option(STATES, translate("Filters", "Open, finished, unsent"), "circle-dot"),
            *(Option(spec.name, domain_text(spec.label), _icon(spec)) for spec in specs),
        )

    def options(self, field: str, now: Sequence[Filter]) -> Sequence[Option]:
        """Offer the values of a field, those in force checked."""
        if field == STATES:
            return self._states(now)
        spec = self._kind.field_map[field]
        set_now = {value for one in now if one.field == field for value in one.values}
        empty_now = any(one.field == field and one.test is Comparison.EMPTY for one in now)
        if spec.type is FieldType.MOMENT:
            return self._moments()
        if spec.type is FieldType.CHOICE:
            return [
                Option(c.value, domain_text(c.label), c.icon, checked=c.value in set_now)
                for c in spec.choices
            ]
        none = Option(
            EMPTY, QCoreApplication.translate("Filters", "None"), "circle-dashed", checked=empty_now
        )
        named = self.tags() if spec.type is FieldType.TEXT_SET else self.records(spec.ref)
        return [none, *(_checked(one, set_now) for one in named)]

    def tags(self) -> list[Option]:
        """Offer all tags."""
        names = sorted(self._desk.reads.names("tag").values())
        return [Option(name, name, "tag") for name in names]

    def records(self, kind: str, *, agents_only: bool = False) -> list[Option]:
        """Offer the records of a reference kind; I come first among people."""
        me = self._desk.me.person_id
        icon = self._desk.registry[kind].icon
        found = [
            Option(one.record_id, self._title(kind, one.record_id), icon, words=_words(one.doc))
            for one in self._desk.reads.reference(kind)
            if one.doc.get("active") is not False
            and (not agents_only or one.doc.get("is_agent") is True)
        ]
        if kind == "person":
            found.sort(key=lambda one: (one.value != me, one.label))
        return found

    @staticmethod
    def _states(now: Sequence[Filter]) -> Sequence[Option]:
        translate = QCoreApplication.translate
        tests = {one.test for one in now if not one.negated}
        rows = (
            (Comparison.OPEN, translate("Filters", "Open"), "circle-play"),
            (Comparison.DONE, translate("Filters", "Finished"), "circle-check"),
            (Comparison.UNSENT, translate("Filters", "Unsent"), "cloud-upload"),
        )
        return [Option(t.value, text, icon, checked=t in tests) for t, text, icon in rows]

    @staticmethod
    def _moments() -> Sequence[Option]:
        return (
            *(Option(key, _moment_words()[key], "clock") for key in _MOMENTS),
            Option(EMPTY, QCoreApplication.translate("Filters", "None"), "circle-dashed"),
        )

    def filter_of(self, field: str, chosen: Sequence[Value]) -> Filter | None:
        """Make the filter of a choice; ``None`` takes the filter away."""
        if not chosen:
            return None
        if field == STATES:
            test = Comparison(str(chosen[-1]))
            return Filter("" if test is Comparison.UNSENT else "status", test)
        if EMPTY in chosen:
            return Filter(field, Comparison.EMPTY)
        if self._kind.field_map[field].type is FieldType.MOMENT:
            span = str(chosen[-1])
            test = Comparison.BEFORE if span[0] == "<" else Comparison.AFTER
            return Filter(field, test, (span[1:],))
        return Filter(field, values=tuple(chosen))


_MOMENTS = ("<now", ">today", ">1d", ">7d", ">30d", "<7d", "<30d", "<+1d", "<+7d")
"""Offered spans: before or since a moment as the search line writes it."""


def _moment_words() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "<now": translate("Filters", "before now"),
        ">today": translate("Filters", "today or later"),
        ">1d": translate("Filters", "in the last 24 hours"),
        ">7d": translate("Filters", "in the last 7 days"),
        ">30d": translate("Filters", "in the last 30 days"),
        "<7d": translate("Filters", "longer than 7 days ago"),
        "<30d": translate("Filters", "longer than 30 days ago"),
        "<+1d": translate("Filters", "until this time tomorrow"),
        "<+7d": translate("Filters", "within 7 days"),
    }


def _icon(spec: FieldSpec) -> str:
    by_type = {FieldType.MOMENT: "clock", FieldType.TEXT_SET: "tag"}
    by_name = {"queue": "inbox", "line": "layers", "organisation": "building", "category": "folder"}
    by_name |= {"owner": "user-round-check", "requester": "user-round", "priority": "chevrons-up"}
    return by_name.get(spec.name) or by_type.get(spec.type) or "circle-dot"


def _checked(option: Option, values: set[Value]) -> Option:
    checked = option.value in values
    return Option(option.value, option.label, option.icon, option.count, checked, option.words)


def _words(doc: object) -> str:
    if not hasattr(doc, "get"):
        return ""
    return " ".join(str(doc.get(name) or "") for name in ("login", "email", "slug"))
