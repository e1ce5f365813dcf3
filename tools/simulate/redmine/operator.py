"""Who runs the Redmine of a history, and colleagues who work in its own pages."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from deskclient.domain.operation import Operation
from tests.fakes.desks.redmine.office import MANAGER, READER
from tests.fakes.desks.redmine.stores import Account, Issue, Stores
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.marks import Marks
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
from tools.simulate.town import Town

_OTHERS = 0.25
"""At how many steps of a story somebody else does something."""


class RedmineOperator:
    """See :class:`tools.simulate.world.Operator`."""

    def __init__(self, desk: RedmineDesk, town: Town, clock: SimClock, chance: Chance) -> None:
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
        account = self._stores.accounts[int(person_id)]
        return Session(account.login, account.password)

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

    def merge_tickets(self, chance: Chance) -> str:
        """Redmine merges nothing."""
        del chance
        return ""

    def jump_clock(self) -> float:
        """Leave it right: what may still be under way is told by the desk's clock."""
        return 0.0

    def expire_tokens(self) -> None:
        """Let everybody have to choose another password."""
        self._proofs += 1
        for one in self._stores.accounts.values():
            if one.password:
                one.password = f"{one.login} {self._proofs}"

    def forget_logs(self) -> None:
        """Redmine forgets nothing."""

    def has_applied(self, op: Operation) -> bool:
        """Look at the issue on the desk."""
        return RedmineTraces(self.desk.server.desk).shows(op)

    def close(self) -> None:
        """Nothing is open."""

    # --- colleagues -----------------------------------------------------------------------------

    def others(self, marks: Marks) -> str:
        """Let a requester write, or a colleague do something in Redmine's own pages."""
        there = list(self._stores.issues.values())
        if not self._others.happens(_OTHERS) or not there:
            return ""
        issue = self._others.one_of(there)
        acts: tuple[tuple[Callable[[Issue, Marks], str], float], ...] = (
            (self._ask_again, 3.0),
            (self._note, 2.0),
            (self._set, 4.0),
            (self._watch, 1.0),
            (self._fill, 2.0),
            (self._look, 1.0),
            (self._hide, 0.5),
            (self._delete, 0.3),
        )
        return f"{self._others.weighted(acts)(issue, marks)} {issue.number}"

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
        self.desk.server.acts.edit(self._colleague(), issue.number, **body)

    def _colleague(self) -> Account:
        return self._stores.accounts[COLLEAGUE]
