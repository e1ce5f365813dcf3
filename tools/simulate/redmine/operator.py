"""Who runs the Redmine of a history, and colleagues who work in its own pages."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from typing_extensions import override

from deskclient.domain.operation import Operation
from tests.fakes.desks.redmine.acts import RefusedActError
from tests.fakes.desks.redmine.office import MANAGER, READER
from tests.fakes.desks.redmine.stores import Account, Issue, Stores
from tools.simulate.marks import Marks
from tools.simulate.other_desks.operator import OtherOperator
from tools.simulate.redmine.desk import RedmineDesk
from tools.simulate.redmine.town import (
    ASSISTANT,
    COLLEAGUE,
    FLOOR,
    FLOORS,
    PHONES,
    PRIVATE,
    SERIAL,
)
from tools.simulate.redmine.traces import RedmineTraces
from tools.simulate.session import Session


class RedmineOperator(OtherOperator[RedmineDesk, Issue]):
    """See :class:`tools.simulate.world.Operator`."""

    @property
    def _stores(self) -> Stores:
        return self.desk.server.desk.stores

    def sign_in(self, person_id: str, machine: str) -> Session:
        """Give name and password, as a person types them."""
        del machine
        account = self._stores.accounts[int(person_id)]
        return Session(account.login, account.password)

    def change_rights(self) -> str:
        """Give somebody another role in a project, or none any more."""
        person = int(self._chance.one_of(self._town.agents))
        project = int(self._chance.one_of(self._town.queues))
        there = next(
            one
            for one in self._stores.memberships.values()
            if (one.person, one.project) == (person, project)
        )
        if there.roles and self._chance.happens(0.5):
            there.roles = ()
        else:
            there.roles = (self._chance.one_of((MANAGER, MANAGER, READER, ASSISTANT)),)
        return f"{person} {project} {there.roles}"

    def expire_tokens(self) -> None:
        """Let everybody have to choose another password."""
        self._proofs += 1
        for one in self._stores.accounts.values():
            if one.password:
                one.password = f"{one.login} {self._proofs}"

    def has_applied(self, op: Operation) -> bool:
        """Look at the issue on the desk."""
        return RedmineTraces(self.desk.server.desk).shows(op)

    # --- colleagues -----------------------------------------------------------------------------

    @override
    def _acts(self) -> Sequence[tuple[Callable[[Issue, Marks], str], float]]:
        return (
            (self._ask_again, 3.0),
            (self._note, 2.0),
            (self._set, 4.0),
            (self._watch, 1.0),
            (self._fill, 2.0),
            (self._look, 1.0),
            (self._hide, 0.5),
            (self._delete, 0.3),
        )

    @override
    def _living(self) -> Sequence[Issue]:
        return list(self._stores.issues.values())

    @override
    def _number(self, ticket: Issue) -> str:
        return str(ticket.number)

    def _ask_again(self, issue: Issue, marks: Marks) -> str:
        author = self._stores.accounts[issue.author]
        is_requester = str(author.number) in self._town.requesters and issue.project != PRIVATE
        who = author if is_requester else self._colleague()
        self.desk.server.acts.edit(who, issue.number, notes=marks.text())
        return "a requester writes"

    def _note(self, issue: Issue, marks: Marks) -> str:
        private = self._others.happens(0.5)
        self._change(issue, notes=marks.text(), private_notes=private)
        minutes = marks.minutes() if self._others.happens(0.5) else 0
        if minutes:
            self.told_minutes.append(minutes)
            wish = {"issue_id": issue.number, "hours": minutes / 60, "spent_on": "2026-03-02"}
            self.desk.server.acts.book(self._colleague(), wish)
        return "a colleague writes"

    def _set(self, issue: Issue, marks: Marks) -> str:
        choices: dict[str, Any] = {
            "subject": marks.text(),
            "status_id": self._others.one_of((1, 2, 4, 5)),
            "assigned_to_id": self._others.one_of(("", *self._town.agents)),
            "priority_id": self._others.one_of((1, 2, 3, 5)),
            "project_id": self._others.one_of(self._town.queues),
        }
        some = self._others.some_of(tuple(choices), 2)
        self._change(issue, **{name: choices[name] for name in some})
        return f"a colleague sets {some}"

    def _watch(self, issue: Issue, marks: Marks) -> str:
        del marks
        person = int(self._others.one_of((*self._town.agents, *self._town.requesters)))
        acts = self.desk.server.acts
        (acts.unwatch if person in issue.watchers else acts.watch)(issue, person)
        return f"a colleague lets {person} watch or not"

    def _fill(self, issue: Issue, marks: Marks) -> str:
        """Write custom fields, and empty them."""
        there = issue.fields.get(PHONES)
        phones = there if isinstance(there, list) else []
        choices: dict[int, object] = {
            SERIAL: self._others.one_of((marks.text(), marks.text(), "")),
            FLOOR: self._others.one_of((*FLOORS, "")),
            PHONES: [*(self._others.some_of(phones, 2) if phones else ()), marks.name()],
        }
        field = self._others.one_of(tuple(choices))
        self._change(issue, custom_fields=[{"id": field, "value": choices[field]}])
        return f"a colleague fills {field}"

    def _look(self, issue: Issue, marks: Marks) -> str:
        """Save without having changed anything."""
        del marks
        self._change(issue, subject=issue.subject)
        return "a colleague saves"

    def _hide(self, issue: Issue, marks: Marks) -> str:
        del marks
        self._change(issue, project_id=PRIVATE)
        return "a colleague hides"

    def _delete(self, issue: Issue, marks: Marks) -> str:
        del marks
        self.desk.server.acts.delete(issue.number)
        return "a colleague deletes"

    def _change(self, issue: Issue, **body: Any) -> None:
        # Not everybody may own what is in every project, for one.
        with suppress(RefusedActError):
            self.desk.server.acts.edit(self._colleague(), issue.number, **body)

    def _colleague(self) -> Account:
        return self._stores.accounts[COLLEAGUE]
