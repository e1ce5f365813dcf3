"""What can be done at the tracker: first worked out, mails and all, then made known at once.

Values are checked and worked out from the item as whoever writes had loaded it. What is written
goes over what others wrote since: a plain property as a whole, of a list only what comes and goes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.fakes.desks.roundup.classes import CLASSES, KEYS
from tests.fakes.desks.roundup.rights import Rights
from tests.fakes.desks.roundup.stores import Event, Item, Stores, Values

_FIRST, _TALKING = "unread", "chatting"
_WAKES = frozenset({_FIRST, "resolved", "done-cbb"})
"""Statuses that a new message ends."""


class RefusedActError(Exception):
    """Roundup says no; the first argument is the status, the second its sentence."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An item as somebody has read it who is about to write."""

    item: Item
    seen: int
    """The newest entry of the journal then."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is about to be known; nobody sees it yet."""

    klass: str
    id: str
    what: str
    who: str
    at: datetime
    """The moment under which it will be known, however much later."""
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    seen: int


class Acts:
    """Changes the stores.

    Args:
        stores: Gives the desk as it is now; a restored backup is another one.
        now: The desk's clock.
    """

    def __init__(self, stores: Callable[[], Stores], now: Callable[[], datetime]) -> None:
        self._current = stores
        self.now = now

    @property
    def _stores(self) -> Stores:
        return self._current()

    def load(self, klass: str, number: str) -> Loaded | None:
        """Read an item in order to write."""
        item = self._stores.loaded(klass, number)
        return None if item is None else Loaded(item, self._stores.newest)

    # --- new items ------------------------------------------------------------------------------

    def plan_new(self, who: Item, klass: str, values: Values) -> Plan:
        """Work out a new item; its number is taken, whatever comes of it.

        Raises:
            RefusedActError: it cannot be made.
        """
        self._check_new(klass, values)
        if klass == "issue":
            values = self._born(values)
        number = self._stores.number(klass)
        self._check_links(klass, values)
        blank: Values = {
            name: [] if prop.is_many else None for name, prop in CLASSES[klass].items()
        }
        now = self.now()
        stamps = {"creation": now, "activity": now, "creator": who.id, "actor": who.id}
        new = blank | values | stamps
        return Plan(klass, number, "create", who.id, now, {}, new, self._stores.newest)

    def _check_new(self, klass: str, values: Values) -> None:
        key = KEYS.get(klass)
        if key and not values.get(key):
            raise RefusedActError(400, f"Must provide the '{key}' property.")
        if key and self._stores.lookup(klass, values[key]):
            raise RefusedActError(409, f'node with key "{values[key]}" exists')
        if klass in {"msg", "file"} and "content" not in values:
            raise RefusedActError(400, "Must provide the 'content' property.")
        if klass in {"msg", "file"} and values["content"] is None:
            raise RefusedActError(409, "object of type 'NoneType' has no len()")

    def _born(self, values: Values) -> Values:
        """Let a new issue be unread, and watched by who has it and who wrote its messages."""
        watched = set(values.get("nosy") or [])
        watched |= {values["assignedto"]} if values.get("assignedto") else set()
        for number in values.get("messages") or []:
            message = self._stores.find("msg", number)
            watched |= {message.values["author"]} if message else set()
        first = self._stores.lookup("status", _FIRST)
        status = values.get("status") or (first.id if first else None)
        return {**values, "status": status, "nosy": sorted(watched - {None}, key=int)}

    # --- changes --------------------------------------------------------------------------------

    def plan_change(self, who: Item, loaded: Loaded, values: Values) -> Plan | None:
        """Work out a change; ``None`` if all is so already.

        Raises:
            RefusedActError: it cannot be made.
        """
        item = loaded.item
        if item.klass == "issue":
            values = self._stirred(item, values)
        there = self._stores.find(item.klass, item.id)
        if there is None or there.retired:
            raise RefusedActError(409, "Requested item is retired")
        new = {name: value for name, value in values.items() if value != item.values[name]}
        self._check_links(item.klass, new)
        if not new:
            return None
        old = {name: item.values[name] for name in new}
        return Plan(item.klass, item.id, "set", who.id, self.now(), old, new, loaded.seen)

    def _stirred(self, item: Item, values: Values) -> Values:
        """Let a new message begin a talk, and whoever has an issue watch it."""
        found = dict(values)
        if values.get("messages", item.values["messages"]) != item.values["messages"]:
            status = self._stores.find("status", item.values["status"] or "")
            talking = self._stores.lookup("status", _TALKING)
            is_over = status is None or status.values["name"] in _WAKES
            if "status" not in values and talking is not None and is_over:
                found["status"] = talking.id
        owner = values.get("assignedto")
        watchers = values["nosy"] if "nosy" in values else item.values["nosy"]
        if owner and owner not in (watchers or []):
            found["nosy"] = sorted([*(watchers or []), owner], key=int)
        return {name: _as_list(name, value) for name, value in found.items()}

    def _check_links(self, klass: str, values: Values) -> None:
        for name, value in values.items():
            prop = CLASSES[klass][name]
            for one in (value if prop.is_many else [value]) if prop.links and value else []:
                if self._stores.find(prop.to, one) is None:
                    raise RefusedActError(409, f"{prop.to} has no node {one}")

    # --- what becomes of it ---------------------------------------------------------------------

    def commit(self, plan: Plan) -> None:
        """Make known what was worked out."""
        stores = self._stores
        if plan.what == "create":
            stores.items[plan.klass][plan.id] = Item(plan.klass, plan.id, dict(plan.new))
            brought: Sequence[str] = plan.new.get("messages") or []
        else:
            self._write(stores.items[plan.klass][plan.id], plan)
            brought = _came(plan, "messages") if plan.klass == "issue" else []
        self._note(plan)
        for number in brought if plan.klass == "issue" else []:
            self._mail(plan, stores.items["msg"][number])

    def retire(self, who: Item, item: Item) -> None:
        """Take an item out of all lists; neither its stamps nor anything else shows it."""
        there = self._stores.items[item.klass][item.id]
        there.retired = True
        newest = self._stores.newest
        self._note(Plan(item.klass, item.id, "retired", who.id, self.now(), {}, {}, newest))

    def _write(self, item: Item, plan: Plan) -> None:
        for name, value in plan.new.items():
            if not CLASSES[plan.klass][name].is_many:
                item.values[name] = value
                continue
            gone = set(plan.old[name] or []) - set(value or [])
            there = {*(item.values[name] or []), *_came(plan, name)} - gone
            item.values[name] = sorted(there, key=int)
        item.values |= {"activity": plan.at, "actor": plan.who}

    def _mail(self, plan: Plan, message: Item) -> None:
        """Send a message to all who watch its issue and have not got it yet."""
        issue = self._stores.items["issue"][plan.id]
        told = message.values["recipients"]
        users = self._stores.items["user"]
        some = [
            one
            for one in issue.values["nosy"]
            if one not in {*told, message.values["author"]}
            and users[one].values["address"]
            and Rights(self._stores, users[one]).sees(message)
        ]
        if some:
            message.values["recipients"] = [*told, *some]
            message.values |= {"activity": plan.at, "actor": plan.who}

    def _note(self, plan: Plan) -> None:
        number = self._stores.newest + 1
        event = Event(
            number, plan.klass, plan.id, plan.what, plan.who, plan.old, plan.new, plan.seen
        )
        self._stores.journal.append(event)

    # --- all at once ----------------------------------------------------------------------------

    def make(self, who: Item, klass: str, **values: Any) -> str:
        """Let somebody make an item within a moment; gives its number."""
        plan = self.plan_new(who, klass, values)
        self.commit(plan)
        return plan.id

    def change(self, who: Item, number: str, **values: Any) -> None:
        """Let somebody change an issue within a moment."""
        loaded = self.load("issue", number)
        assert loaded is not None
        plan = self.plan_change(who, loaded, values)
        if plan is not None:
            self.commit(plan)

    def write(self, who: Item, number: str, text: str) -> str:
        """Let somebody write a message to an issue within a moment; gives its number."""
        message = self.make(who, "msg", author=who.id, date=self.now(), content=text)
        before = self._stores.items["issue"][number].values["messages"]
        self.change(who, number, messages=[*before, message])
        return message


def _as_list(name: str, value: Any) -> Any:
    return value or [] if CLASSES["issue"][name].is_many else value


def _came(plan: Plan, name: str) -> list[str]:
    """Name the members that come with a change."""
    before = plan.old.get(name) or []
    return [one for one in plan.new.get(name) or [] if one not in before]
