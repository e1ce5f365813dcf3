"""Who runs the Request Tracker of a history, and colleagues who work in its own pages."""

from collections.abc import Callable, Sequence
from copy import deepcopy

from typing_extensions import override

from deskclient.domain.operation import Operation
from tests.fakes.desks.request_tracker.office import WORK
from tests.fakes.desks.request_tracker.stores import Account, Stores, Ticket
from tools.simulate.chance import Chance
from tools.simulate.marks import Marks
from tools.simulate.other_desks.operator import OtherOperator
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


class RtOperator(OtherOperator[RtDesk, Ticket]):
    """See :class:`tools.simulate.world.Operator`."""

    @property
    def _stores(self) -> Stores:
        return self.desk.server.desk.stores

    def sign_in(self, person_id: str, machine: str) -> Session:
        """Give name and password, as a person types them."""
        del machine
        return Session(person_id, self._account(person_id).password)

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

    @override
    def merge_tickets(self, chance: Chance) -> str:
        """Merge two tickets."""
        there = [one.number for one in self._living()]
        if len(there) < 2:
            return ""
        loser = chance.one_of(there)
        survivor = chance.one_of([one for one in there if one != loser])
        self._change(self._stores.tickets[loser], {"MergeInto": survivor})
        return f"{loser} {survivor}"

    def expire_tokens(self) -> None:
        """Let everybody have to choose another password."""
        self._proofs += 1
        for one in self._stores.accounts.values():
            if one.password:
                one.password = f"{one.name} {self._proofs}"

    def has_applied(self, op: Operation) -> bool:
        """Look at the ticket on the desk."""
        return RtTraces(self.desk.server.desk).shows(op)

    # --- colleagues -----------------------------------------------------------------------------

    @override
    def _acts(self) -> Sequence[tuple[Callable[[Ticket, Marks], str], float]]:
        return (
            (self._ask_again, 3.0),
            (self._comment, 2.0),
            (self._set, 4.0),
            (self._watch, 1.0),
            (self._fill, 2.0),
            (self._hide, 0.5),
            (self._delete, 0.3),
        )

    @override
    def _number(self, ticket: Ticket) -> str:
        return str(ticket.number)

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

    @override
    def _living(self) -> Sequence[Ticket]:
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
