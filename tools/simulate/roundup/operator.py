"""Who runs the Roundup of a history, and colleagues who work in its own pages."""

from collections.abc import Callable, Sequence
from typing import Any

from typing_extensions import override

from deskclient.domain.operation import Operation
from tests.fakes.desks.roundup.stores import Item, Stores
from tools.simulate.chance import Chance
from tools.simulate.marks import Marks
from tools.simulate.other_desks.operator import OtherOperator
from tools.simulate.roundup.desk import RoundupDesk
from tools.simulate.roundup.town import AGENT, COLLEAGUE, LEAD, PLACES, PRIVATE
from tools.simulate.roundup.traces import RoundupTraces
from tools.simulate.session import Session

_STATUSES = ("1", "3", "4", "8")


class RoundupOperator(OtherOperator[RoundupDesk, Item]):
    """See :class:`tools.simulate.world.Operator`."""

    @property
    def _stores(self) -> Stores:
        return self.desk.server.stores

    def sign_in(self, person_id: str, machine: str) -> Session:
        """Give name and password, as a person types them."""
        del machine
        values = self._user(person_id).values
        return Session(values["username"], values["password"])

    def change_rights(self) -> str:
        """Take somebody a queue or give it, or the right to retire."""
        user = self._user(self._chance.one_of(self._town.agents))
        queue = self._chance.one_of(self._town.queues)
        hidden = self._stores.kept_from.setdefault(user.id, set())
        if queue in hidden:
            hidden.remove(queue)
        elif self._chance.happens(0.5):
            hidden.add(queue)
        user.values["roles"] = self._chance.one_of((AGENT, LEAD))
        return f"{user.id} {user.values['roles']} {sorted(hidden)}"

    @override
    def merge_tickets(self, chance: Chance) -> str:
        """Let one be superseded by another; it stays what it is."""
        there = [one.id for one in self._stores.all("issue")]
        if len(there) < 2:
            return ""
        loser, survivor = chance.some_of(there, 1)[0], chance.one_of(there)
        if loser != survivor:
            self._change(self._stores.items["issue"][loser], superseder=[survivor])
        return f"{loser} {survivor}"

    def expire_tokens(self) -> None:
        """Let everybody have to choose another password."""
        self._proofs += 1
        for one in self._stores.items["user"].values():
            if one.values["password"]:
                one.values["password"] = f"{one.values['username']} {self._proofs}"

    def has_applied(self, op: Operation) -> bool:
        """Look at the issue on the desk."""
        return RoundupTraces(self._stores).shows(op)

    # --- colleagues -----------------------------------------------------------------------------

    @override
    def _acts(self) -> Sequence[tuple[Callable[[Item, Marks], str], float]]:
        return (
            (self._ask_again, 3.0),
            (self._write, 2.0),
            (self._attach, 1.0),
            (self._set, 4.0),
            (self._watch, 1.0),
            (self._fill, 2.0),
            (self._hide, 0.5),
            (self._retire, 0.3),
        )

    @override
    def _living(self) -> Sequence[Item]:
        return list(self._stores.all("issue"))

    @override
    def _number(self, ticket: Item) -> str:
        return str(ticket.id)

    def _ask_again(self, issue: Item, marks: Marks) -> str:
        maker = self._user(issue.values["creator"])
        who = maker if maker.id in self._town.requesters else self._user(COLLEAGUE)
        self.desk.server.acts.write(who, issue.id, marks.text())
        return "a requester writes"

    def _write(self, issue: Item, marks: Marks) -> str:
        self.desk.server.acts.write(self._user(COLLEAGUE), issue.id, marks.text())
        return "a colleague writes"

    def _attach(self, issue: Item, marks: Marks) -> str:
        """Attach a file without a word."""
        wish = {"name": f"{marks.name()}.png", "type": "image/png", "content": b"\x89PNG"}
        file = self.desk.server.acts.make(self._user(COLLEAGUE), "file", **wish)
        self._change(issue, files=[*issue.values["files"], file])
        return "a colleague attaches"

    def _set(self, issue: Item, marks: Marks) -> str:
        choices: dict[str, Any] = {
            "title": marks.text(),
            "status": self._others.one_of(_STATUSES),
            "assignedto": self._others.one_of((None, *self._town.agents)),
            "priority": self._others.one_of(("1", "3", "5", None)),
            "queue": self._others.one_of((*self._town.queues, None)),
        }
        some = self._others.some_of(tuple(choices), 2)
        self._change(issue, **{name: choices[name] for name in some})
        return f"a colleague sets {some}"

    def _watch(self, issue: Item, marks: Marks) -> str:
        del marks
        people = self._others.some_of((*self._town.agents, *self._town.requesters), 2)
        self._change(issue, nosy=sorted(people, key=int))
        return f"a colleague sets {people} to watch"

    def _fill(self, issue: Item, marks: Marks) -> str:
        """Write properties of the tracker's own, and tags."""
        there = issue.values["keyword"]
        kept = self._others.some_of(there, 2) if there else []
        tag = self.desk.server.acts.make(self._user(COLLEAGUE), "keyword", name=marks.name())
        choices: dict[str, Any] = {
            "serial": self._others.one_of((marks.text(), marks.text(), None)),
            "place": self._others.one_of((*PLACES, None)),
            "keyword": sorted([*kept, tag], key=int),
        }
        name = self._others.one_of(tuple(choices))
        self._change(issue, **{name: choices[name]})
        return f"a colleague fills {name}"

    def _hide(self, issue: Item, marks: Marks) -> str:
        del marks
        self._change(issue, queue=PRIVATE)
        return "a colleague hides"

    def _retire(self, issue: Item, marks: Marks) -> str:
        del marks
        self.desk.server.acts.retire(self._user(COLLEAGUE), issue)
        return "a colleague retires"

    def _change(self, issue: Item, **values: Any) -> None:
        self.desk.server.acts.change(self._user(COLLEAGUE), issue.id, **values)

    def _user(self, number: str) -> Item:
        return self._stores.items["user"][number]
