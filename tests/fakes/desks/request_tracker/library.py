"""Articles and assets as Request Tracker lists them, to whoever may see them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Shelved:
    """An article or asset: its fields in RT's own form, custom fields by name."""

    number: int
    told: Json
    updated: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    disabled: bool = False


class Shelves:
    """All of them."""

    def __init__(self) -> None:
        self.of: dict[str, dict[int, Shelved]] = {"article": {}, "asset": {}}

    def put(self, kind: str, updated: str, told: Json, **fields: str) -> int:
        """Add one; gives its number."""
        number = len(self.of[kind]) + 1
        values = {name: [text] if text else [] for name, text in fields.items()}
        self.of[kind][number] = Shelved(number, told, updated, values)
        return number

    def change(self, kind: str, number: int, updated: str, told: Json, **fields: str) -> None:
        """Change one."""
        found = self.of[kind][number]
        found.told |= told
        found.fields |= {name: [text] for name, text in fields.items()}
        found.updated = updated

    def found(self, kind: str, query: str) -> Sequence[Shelved]:
        """Search as JSON tells it; articles out of use are listed no more."""
        tests = [_test(one) for one in json.loads(query)]
        every = (one for one in self.of[kind].values() if not one.disabled)
        return [one for one in every if all(test(one) for test in tests)]


def _test(sought: Mapping[str, Any]) -> Callable[[Shelved], bool]:
    field_name, operator, value = sought["field"], sought["operator"], str(sought["value"])
    if (field_name, operator) == ("id", ">"):
        return lambda one: one.number > int(value)
    if (field_name, operator) == ("id", "="):
        return lambda one: one.number == int(value)
    if (field_name, operator) == ("LastUpdated", ">="):
        # Compared as the database keeps it, in no zone at all.
        return lambda one: one.updated >= value
    msg = f"a search for what is looked up by {field_name} {operator}"
    raise AssertionError(msg)


def listed(base: str, kind: str, one: Shelved, fields: Iterable[str]) -> Json:
    """Tell one in a list; what is not known there is empty."""
    told: Json = {"type": kind, "id": str(one.number), "_url": f"{base}/{kind}/{one.number}"}
    moment = f"{one.updated.replace(' ', 'T')}Z"
    custom = [
        {
            "type": "customfield",
            "id": str(at),
            "_url": f"{base}/customfield/{at}",
            "name": name,
            "values": values,
        }
        for at, (name, values) in enumerate(one.fields.items(), 101)
    ]
    known = {"Created": moment, "LastUpdated": moment, "CustomFields": custom, **one.told}
    return told | {name: known.get(name, "") for name in fields}
