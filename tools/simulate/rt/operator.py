"""Who runs the Request Tracker of a history, and colleagues who work in its own pages."""

from collections.abc import Callable
from copy import deepcopy

from deskclient.domain.operation import Operation
from tests.fakes.desks.request_tracker.office import WORK
from tests.fakes.desks.request_tracker.stores import Account, Stores, Ticket
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.marks import Marks
from tools.simulate.rt.desk import RtDesk
from tools.simulate.rt.town import (
    COLLEAGUE,
    FLOOR,
    FLOORS,
    PHONES,
    PRIVATE,
    SERIAL,
)
from tools.simulate.rt.traces import RtTraces
from tools.simulate.session import Session
from tools.simulate.town import Town

_OTHERS = 0.25
"""At how many steps of a story somebody else does something."""


class RtOperator:
    """See :class:`tools.simulate.world.Operator`."""

    def __init__(self, desk: RtDesk, town: Town, clock: SimClock, chance: Chance) -> None:
        self.desk = desk
        self._town = town
        self.clock = clock
        self._chance = chance
        self._others = chance.branch("others")
        self._proofs = 0
        self.told_minutes: list[int] = []
        """Minutes that colleagues noted."""
        self._backup = deepcopy(desk.server.desk)

    @property
    def _stores(self) -> Stores:
        return self.desk.server.desk.stores

    def sign_in(self, person_id: str, machine: str) -> Session:
        """Give name and password, as a person types them."""
        del machine
        return Session(person_id, self._account(person_id).password)

    def back_up(self) -> None:
        """Copy the desk aside."""
        self._backup = deepcopy(self.desk.server.desk)

    def restore(self) -> None:
        """Bring the desk back to its last copy."""
        self.desk.die()
        self.desk.server.desk = deepcopy(self._backup)

    def restart(self) -> None:
        """End the server in the middle of its work."""
        self.desk.die()

    def change_rights(self) -> str:
        """Take somebody a queue or give it."""
        account = self._account(self._chance.one_of(self._town.agents))
        queue = int(self._chance.one_of(self._town.queues))
        if queue in account.rights and self._chance.happens(0.5):
            del account.rights[queue]
        else:
            rights = self._chance.one_of((WORK, WORK, WORK - {"work"}, WORK - {"notes", "delete"}))
            account.rights[queue] = rights
        return f"{account.name} {queue} {sorted(account.rights.get(queue, ()))}"

    def merge_tickets(self, chance: Chance) -> str:
        """Merge two tickets."""
        there = [one.number for one in self._living()]
        if len(there) < 2:
            return ""
        loser = chance.one_of(there)
        survivor = chance.one_of([one for one in there if one != loser])
        self._change(self._stores.tickets[loser], {"MergeInto": survivor})
        return f"{loser} {survivor}"

    def jump_clock(self) -> float:
        """Leave it right: what may still be under way is told by the desk's clock."""
        return 0.0

    def expire_tokens(self) -> None:
        """Let everybody have to choose another password."""
        self._proofs += 1
        for one in self._stores.accounts.values():
            if one.password:
                one.password = f"{one.name} {self._proofs}"

    def forget_logs(self) -> None:
        """RT forgets nothing."""

    def has_applied(self, op: Operation) -> bool:
        """Look at the ticket on the desk."""
        return RtTraces(self.desk.server.desk).shows(op)

    def close(self) -> None:
        """Nothing is open."""

    # --- colleagues -----------------------------------------------------------------------------

    def others(self, marks: Marks) -> str:
        """Let a requester write, or a colleague do something in RT's own pages."""
        if not self._others.happens(_OTHERS):
            return ""
        there = self._living()
        if not there:
            return ""
        ticket = self._others.one_of(there)
        acts: tuple[tuple[Callable[[Ticket, Marks], str], float], ...] = (
            (self._ask_again, 3.0),
            (self._comment, 2.0),
            (self._set, 4.0),
            (self._watch, 1.0),
            (self._fill, 2.0),
            (self._hide, 0.5),
            (self._delete, 0.3),
        )
        return f"{self._others.weighted(acts)(ticket, marks)} {ticket.number}"

    def _ask_again(self, ticket: Ticket, marks: Marks) -> str:
        requesters = ticket.roles["Requestor"]
        who = self._stores.accounts[requesters[0]] if requesters else self._colleague()
        self._say(who, ticket, "correspond", marks.text(), 0)
        return "a requester writes"

    def _comment(self, ticket: Ticket, marks: Marks) -> str:
        minutes = marks.minutes() if self._others.happens(0.5) else 0
        self.told_minutes += [minutes] if minutes else []
        self._say(self._colleague(), ticket, "comment", marks.text(), minutes)
        return "a colleague comments"

    def _set(self, ticket: Ticket, marks: Marks) -> str:
        choices = {
            "Subject": marks.text(),
            "Status": self._others.one_of(("new", "open", "stalled", "resolved")),
            "Owner": self._others.one_of(("Nobody", *self._town.agents)),
            "Priority": self._others.one_of((0, 30, 75, 100)),
            "Queue": int(self._others.one_of(self._town.queues)),
        }
        some = self._others.some_of(tuple(choices), 2)
        self._change(ticket, {name: choices[name] for name in some})
        return f"a colleague sets {some}"

    def _watch(self, ticket: Ticket, marks: Marks) -> str:
        del marks
        names = self._others.some_of((*self._town.agents, *self._town.requesters), 2)
        self._change(ticket, {"Cc": names})
        return f"a colleague sets {names} to watch"

    def _fill(self, ticket: Ticket, marks: Marks) -> str:
        """Write custom fields, and leave empty values behind."""
        there = [one for one in ticket.fields.get(PHONES, ()) if one]
        choices: dict[int, object] = {
            SERIAL: self._others.one_of((marks.text(), marks.text(), None)),
            FLOOR: self._others.one_of((*FLOORS, None)),
            PHONES: [*self._others.some_of(there, 2), marks.name()] if there else [marks.name()],
        }
        field = self._others.one_of(tuple(choices))
        self._change(ticket, {"CustomFields": {str(field): choices[field]}})
        return f"a colleague fills {field}"

    def _hide(self, ticket: Ticket, marks: Marks) -> str:
        del marks
        self._change(ticket, {"Queue": PRIVATE})
        return "a colleague hides"

    def _delete(self, ticket: Ticket, marks: Marks) -> str:
        del marks
        self.desk.server.acts.delete(self._colleague(), ticket)
        return "a colleague deletes"

    def _say(self, who: Account, ticket: Ticket, kind: str, text: str, minutes: int) -> None:
        wish = {"Content": text, "ContentType": "text/plain", "TimeTaken": minutes}
        self.desk.server.acts.say(who, ticket.number, kind, wish)

    def _change(self, ticket: Ticket, body: dict[str, object]) -> None:
        for _ in self.desk.server.acts.steps(self._colleague(), deepcopy(ticket), body):
            pass

    def _living(self) -> list[Ticket]:
        return [
            one
            for one in self._stores.tickets.values()
            if one.effective == one.number and one.status != "deleted"
        ]

    def _colleague(self) -> Account:
        return self._account(COLLEAGUE)

    def _account(self, name: str) -> Account:
        found = self._stores.account(name)
        assert found is not None  # noqa: S101 - of those the office was made with
        return found
