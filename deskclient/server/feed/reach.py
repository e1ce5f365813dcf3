"""Which records a person gets in a scope: once in Python for the feed, once in SQL for the rest."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, FromClause, and_, false, or_, true

from deskclient.domain.scope import Scope
from deskclient.domain.times import to_text
from deskclient.server.access.principal import Principal
from deskclient.server.records.stored import PERSONAL, QUEUE, REFERENCE, Keys


@dataclass(frozen=True, slots=True)
class Wanted:
    """One person's scope at one moment, ready to be asked."""

    principal: Principal
    mine: bool
    queues: frozenset[str] | None
    oldest: str
    """Finished records last changed before this are out of scope; empty: none is."""

    def key(self) -> Hashable:
        """Give what views share that are equal but for what belongs to one person."""
        who = self.principal
        queues = None if who.is_administrator else tuple(sorted(who.queues))
        mine = who.person_id if self._mine_matters else ""
        return (queues, mine, self.queues, self.oldest)

    @property
    def _mine_matters(self) -> bool:
        return self.mine and not (self.queues is None and not self.oldest)

    def includes(self, keys: Keys) -> bool:
        """Tell whether a root record with these keys is visible and in scope."""
        if keys.reach != QUEUE:
            return self.principal.sees(keys)
        if not self.principal.sees(keys):
            return False
        in_queues = self.queues is None or keys.queue in self.queues
        if in_queues and (not self.oldest or keys.open or keys.updated_at >= self.oldest):
            return True
        return self.mine and self._is_mine(keys)

    def _is_mine(self, keys: Keys) -> bool:
        me = self.principal.person_id
        return keys.owner == me or f"|{me}|" in keys.watchers

    def clause(self, root: FromClause) -> ColumnElement[bool]:
        """Write :meth:`includes` in SQL for the record table or an alias of it."""
        me = self.principal.person_id
        personal = and_(
            root.c.reach == PERSONAL, or_(root.c.shared == true(), root.c.owner_id == me)
        )
        return or_(self.common_clause(root), personal)

    def common_clause(self, root: FromClause) -> ColumnElement[bool]:
        """Write the part that leaves out what belongs to one person."""
        return or_(root.c.reach == REFERENCE, self.queue_clause(root))

    def queue_clause(self, root: FromClause) -> ColumnElement[bool]:
        """Write the part that concerns records of queues."""
        chosen = self._recent_enough(root, self._in_chosen(root))
        if self._mine_matters:
            me = self.principal.person_id
            watched = root.c.watchers.contains(f"|{me}|", autoescape=True)
            chosen = or_(chosen, root.c.owner_id == me, watched)
        return and_(root.c.reach == QUEUE, self._seen(root), chosen)

    def chosen_clause(self, root: FromClause) -> ColumnElement[bool]:
        """Write whether a record's queue is enough to have it in scope while it is young."""
        return and_(root.c.reach == QUEUE, self._seen(root), self._in_chosen(root))

    def _seen(self, root: FromClause) -> ColumnElement[bool]:
        if self.principal.is_administrator:
            return true()
        names = sorted(self.principal.queues)
        return root.c.queue_id.in_(names) if names else false()

    def _in_chosen(self, root: FromClause) -> ColumnElement[bool]:
        if self.queues is None:
            return true()
        return root.c.queue_id.in_(sorted(self.queues)) if self.queues else false()

    def _recent_enough(self, root: FromClause, chosen: ColumnElement[bool]) -> ColumnElement[bool]:
        if not self.oldest:
            return chosen
        return and_(chosen, or_(root.c.open == true(), root.c.updated_at >= self.oldest))


def wanted(principal: Principal, scope: Scope, now: datetime) -> Wanted:
    """Prepare a scope; the age limit moves once a day, so that digests stand still meanwhile."""
    oldest = ""
    if scope.days > 0:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        oldest = to_text(midnight - timedelta(days=min(scope.days, 36_500)))
    queues = None if scope.queues is None else frozenset(scope.queues)
    return Wanted(principal, scope.mine, queues, oldest)
