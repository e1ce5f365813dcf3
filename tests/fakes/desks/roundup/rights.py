"""Who may do what: the classic roles, and a private queue for those of one role. Pure."""

from tests.fakes.desks.roundup.classes import props_of
from tests.fakes.desks.roundup.stores import Item, Stores

_OF_PEOPLE = frozenset({"id", "realname", "timezone", "username"})
_SMALL = frozenset({"priority", "status", "place", "keyword"})
_MADE = frozenset({"issue", "msg", "file", "keyword"})
_EDITED = frozenset({"issue", "msg", "file", "keyword"})


class Rights:
    """What one person may do.

    Args:
        stores: What the tracker keeps.
        who: The person.
    """

    def __init__(self, stores: Stores, who: Item) -> None:
        self._stores = stores
        self._who = who
        self._roles = frozenset(str(who.values["roles"] or "").split(","))

    @property
    def is_admin(self) -> bool:
        return "Admin" in self._roles

    @property
    def may_come_in(self) -> bool:
        """Whether programs may be used at all."""
        return self.is_admin or "User" in self._roles

    def sees(self, item: Item) -> bool:
        """Tell whether something of an item may be seen."""
        if self.is_admin or item.klass in _SMALL:
            return True
        if item.klass == "queue":
            return self._sees_queue(item.id)
        if item.klass == "issue":
            return self._sees_issue(item)
        return item.klass == "user" or self._sees_part(item)

    def sees_all_of(self, item: Item) -> frozenset[str]:
        """Name the properties of an item that may be seen."""
        every = frozenset(props_of(item.klass))
        if not self.sees(item):
            return frozenset()
        if item.klass == "user" and item.id != self._who.id and not self.is_admin:
            return _OF_PEOPLE
        return every

    def may_make(self, klass: str) -> bool:
        return self.is_admin or klass in _MADE

    def may_edit(self, item: Item) -> bool:
        return self.is_admin or (item.klass in _EDITED and self.sees(item))

    def may_retire(self) -> bool:
        return self.is_admin or "Lead" in self._roles

    def _sees_queue(self, number: str) -> bool:
        if number in self._stores.kept_from.get(self._who.id, ()):
            return False
        queue = self._stores.find("queue", number)
        return queue is None or not queue.values["private"] or "Personnel" in self._roles

    def _sees_issue(self, issue: Item) -> bool:
        queue = issue.values["queue"]
        return queue is None or self._sees_queue(queue)

    def _sees_part(self, part: Item) -> bool:
        """Tell whether a message or file is of an issue that is seen, or one's own and of none."""
        issues = self._stores.issues_of(part.klass, part.id)
        if not issues:
            return bool(part.values["creator"] == self._who.id)
        return any(self._sees_issue(one) for one in issues)
