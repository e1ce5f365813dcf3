"""Links while somebody else is at them too, or where one may not link."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from deskclient.backends.http import HttpRequest
from deskclient.backends.redmine.adapter import RedmineAdapter
from deskclient.backends.redmine.rest import by_key
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Verdict, VerdictKind
from tests.backends.redmine.contract_desk import members
from tests.fakes.desks.redmine.acts import Acts
from tests.fakes.desks.redmine.office import AGENT, small_office
from tests.fakes.desks.redmine.server import RedmineServer
from tests.fakes.desks.wire import Wire

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


class Office:
    """A desk with two issues of one project, and Lena who works there beside Anna."""

    def __init__(self) -> None:
        self.server = RedmineServer(small_office(NOON), lambda: NOON)
        self.stores = self.server.desk.stores
        self.acts = Acts(lambda: self.stores, lambda: NOON)
        self.lena = self.stores.account("lena")
        wish = {"project_id": 2, "subject": "Linked", "description": "Hello."}
        self.one, self.other, self.third = (
            ServerId(str(self.acts.create(self.lena, wish).number)) for _ in range(3)
        )

    def relate(self, type_: str = "relates") -> None:
        body = {"issue_to_id": int(self.other), "relation_type": type_}
        self.acts.relate(self.lena, self.stores.issues[int(self.one)], body)

    def push(self, op, act: Callable[[], object] = lambda: None) -> Verdict:
        """Let Anna do something, and somebody else right before it arrives."""
        store = MemoryTokenStore(by_key(self.stores.account("anna").key))
        line, left = Wire(self.server), [act]

        def meanwhile(request: HttpRequest) -> None:
            if request.method != "GET" and left:
                left.pop()()

        line.meanwhile = meanwhile
        adapter = RedmineAdapter(line, self.server.url, store, SystemClock())
        (verdict,) = asyncio.run(adapter.push([op], "test"))
        return verdict


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_relation_that_somebody_made_meanwhile_is_as_wanted(office):
    verdict = office.push(members(office.one, "related", add=(office.other,)), office.relate)
    assert verdict.kind is VerdictKind.APPLIED
    assert (verdict.doc or {})["related"] == [office.other]
    assert len(office.stores.relations) == 1


def test_a_relation_that_somebody_took_away_meanwhile_is_as_wanted(office):
    office.relate()
    op = members(office.one, "related", remove=(office.other,))
    verdict = office.push(op, office.stores.relations.clear)
    assert verdict.kind is VerdictKind.APPLIED
    assert (verdict.doc or {})["related"] == []


def test_a_relation_that_is_kept_the_other_way_round_stands_in_the_way(office):
    office.relate("duplicated")
    verdict = office.push(members(office.other, "related", add=(office.one,)))
    assert verdict.kind is VerdictKind.REJECTED
    assert verdict.problem is not None
    assert "in another way" in verdict.problem.message


def test_a_whole_that_somebody_gave_before_is_not_replaced(office):
    office.acts.edit(office.lena, int(office.one), parent_issue_id=int(office.third))
    verdict = office.push(members(office.one, "part_of", add=(office.other,)))
    assert verdict.kind is VerdictKind.REJECTED
    assert office.stores.issues[int(office.one)].parent == int(office.third)


def test_a_whole_that_somebody_gave_meanwhile_is_given_back(office):
    one, third = int(office.one), int(office.third)
    verdict = office.push(
        members(office.one, "part_of", add=(office.other,)),
        lambda: office.acts.edit(office.lena, one, parent_issue_id=third),
    )
    assert verdict.kind is VerdictKind.REJECTED
    assert office.stores.issues[one].parent == third


def test_a_part_that_is_left_out_in_silence_is_told_as_refused(office):
    role = office.stores.roles[AGENT]
    rights = tuple(one for one in role.rights if one != "manage_subtasks")
    office.stores.roles[AGENT] = type(role)(role.number, role.name, rights)
    verdict = office.push(members(office.one, "part_of", add=(office.other,)))
    assert verdict.kind is VerdictKind.REJECTED
    assert office.stores.issues[int(office.one)].parent is None
