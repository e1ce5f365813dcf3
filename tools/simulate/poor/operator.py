"""Who runs the poor desk of a history, and colleagues who work in its own pages."""

from collections.abc import Callable, Sequence
from typing import Any

from typing_extensions import override

from deskclient.domain.operation import Operation
from tests.fakes.desks.poor.server import STATUSES, PoorServer, Ticket
from tools.simulate.marks import Marks
from tools.simulate.other_desks.operator import OtherOperator
from tools.simulate.poor.desk import PoorDesk
from tools.simulate.poor.town import COLLEAGUE, PRIVATE
from tools.simulate.poor.traces import PoorTraces
from tools.simulate.session import Session


class PoorOperator(OtherOperator[PoorDesk, Ticket]):
    """See :class:`tools.simulate.world.Operator`."""

    @property
    def _server(self) -> PoorServer:
        return self.desk.server

    def sign_in(self, person_id: str, machine: str) -> Session:
        """Give name and password, as a person types them."""
        del machine
        return Session(person_id, self._server.password(person_id))

    def change_rights(self) -> str:
        """Take somebody a queue or give it."""
        person = self._chance.one_of(self._town.agents)
        queue = int(self._chance.one_of(self._town.queues))
        hidden = self._server.kept_from.setdefault(person, set())
        hidden ^= {queue}
        return f"{person} {sorted(hidden)}"

    def expire_tokens(self) -> None:
        """Let everybody have to choose another password."""
        self._proofs += 1
        self._server.secret = f"secret {self._proofs}"

    def has_applied(self, op: Operation) -> bool:
        """Look at the ticket on the desk."""
        return PoorTraces(self._server, {}).shows(op)

    # --- colleagues -----------------------------------------------------------------------------

    @override
    def _acts(self) -> Sequence[tuple[Callable[[Ticket, Marks], str], float]]:
        return (
            (self._ask_again, 3.0),
            (self._write, 2.0),
            (self._set, 4.0),
            (self._touch, 2.0),
            (self._hide, 0.5),
            (self._delete, 0.3),
        )

    @override
    def _living(self) -> Sequence[Ticket]:
        return [self._server.tickets[number] for number in sorted(self._server.tickets)]

    @override
    def _number(self, ticket: Ticket) -> str:
        return str(ticket.number)

    def _ask_again(self, ticket: Ticket, marks: Marks) -> str:
        self._server.say(ticket.number, marks.text(), by=ticket.requester)
        return "a requester writes"

    def _write(self, ticket: Ticket, marks: Marks) -> str:
        public = self._others.happens(0.5)
        self._server.say(ticket.number, marks.text(), by=COLLEAGUE, public=public)
        return "a colleague writes"

    def _set(self, ticket: Ticket, marks: Marks) -> str:
        choices: dict[str, Any] = {
            "title": marks.text(),
            "status": self._others.one_of(STATUSES),
            "owner": self._others.one_of((None, *self._town.agents)),
            "priority": self._others.one_of((1, 3, 5)),
            "queue": int(self._others.one_of(self._town.queues)),
        }
        some = self._others.some_of(tuple(choices), 2)
        self._change(ticket, **{name: choices[name] for name in some})
        return f"a colleague sets {some}"

    def _touch(self, ticket: Ticket, marks: Marks) -> str:
        """Save without having changed anything, which cuts the pages of the list anew."""
        del marks
        self._server.touch(ticket.number)
        return "a colleague saves"

    def _hide(self, ticket: Ticket, marks: Marks) -> str:
        del marks
        self._change(ticket, queue=PRIVATE)
        return "a colleague hides"

    def _delete(self, ticket: Ticket, marks: Marks) -> str:
        del marks
        self._server.remove(ticket.number, by=COLLEAGUE)
        return "a colleague deletes"

    def _change(self, ticket: Ticket, **values: Any) -> None:
        self._server.change(ticket.number, by=COLLEAGUE, **values)
