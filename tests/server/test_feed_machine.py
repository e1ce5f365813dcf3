"""Whatever happens in whatever order, those who follow the change feed hold what they should."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from deskclient.server.ops.merging import merge_records
from tests.server.calling import Caller, create, edit, remove
from tests.server.service import mini_desk
from tests.server.test_feed import settled


class FeedMachine(RuleBasedStateMachine):
    """Row 20: whatever happens in whatever order, a client that follows holds what it should."""

    def __init__(self) -> None:
        super().__init__()
        self.mini = mini_desk(threads=False, tickets=4)
        self.lena = Caller(self.mini, "lena")
        self.lena.sign_in()
        self.followers: list[Caller] = []

    @initialize()
    def begin(self) -> None:
        first, second = self.mini.queues[:2]
        for login, scope in (
            ("anna", "mine=1;queues=*;days=0"),
            ("anna", f"mine=1;queues={first};days=0"),
            ("anna", "mine=1;queues=;days=0"),
            ("boris", f"mine=0;queues={first},{second};days=0"),
        ):
            caller = Caller(self.mini, login, scope=scope)
            assert caller.sign_in().status == 200
            caller.pull(limit=5)
            self.followers.append(caller)

    def doc(self, number: int) -> tuple[str, dict[str, Any], int] | None:
        name = self.mini.tickets[number % len(self.mini.tickets)]
        answer = self.lena.call("GET", f"/v1/records/ticket/{name}").json()
        if "doc" not in answer:
            return None
        return name, answer["doc"], answer["ver"]

    def change(self, number: int, **values: Any) -> None:
        found = self.doc(number)
        if found is not None:
            name, doc, ver = found
            base = {field: doc.get(field) for field in values}
            assert self.lena.push(edit(name, base, ver=ver, **values))[0]["verdict"] == "applied"

    @rule(number=st.integers(0, 9), queue=st.integers(0, 2))
    def move(self, number: int, queue: int) -> None:
        self.change(number, queue=self.mini.queues[queue])

    @rule(number=st.integers(0, 9), who=st.sampled_from(["anna", "boris", ""]))
    def give(self, number: int, who: str) -> None:
        self.change(number, owner=self.mini.people[who] if who else None)

    @rule(number=st.integers(0, 9))
    def write(self, number: int) -> None:
        name = self.mini.tickets[number % len(self.mini.tickets)]
        self.lena.push(create("entry", ticket=name, type="note", body="x"))

    @rule(queue=st.integers(0, 2))
    def add(self, queue: int) -> None:
        op = create(
            "ticket",
            subject="New",
            queue=self.mini.queues[queue],
            requester=self.mini.requesters[0],
        )
        self.mini.tickets.append(op["id"])
        assert self.lena.push(op)[0]["verdict"] == "applied"

    @rule(number=st.integers(0, 9))
    def delete(self, number: int) -> None:
        found = self.doc(number)
        if found is not None:
            assert self.lena.push(remove(found[0], found[2]))[0]["verdict"] == "applied"

    @rule(one=st.integers(0, 9), other=st.integers(0, 9))
    def merge(self, one: int, other: int) -> None:
        names = [self.mini.tickets[n % len(self.mini.tickets)] for n in (one, other)]
        if names[0] != names[1] and self.doc(one) and self.doc(other):
            with self.mini.desk.ledger.writing() as change:
                merge_records(
                    change, change.registry["ticket"], names[0], names[1], self.lena.person_id
                )

    @rule(who=st.integers(0, 3), limit=st.integers(1, 6))
    def one_page(self, who: int, limit: int) -> None:
        found = self.followers[who].changes(limit).json()
        self.followers[who].take(found["rows"])
        self.followers[who].cursor = found["next"]

    @rule(limit=st.integers(1, 30))
    def all_follow(self, limit: int) -> None:
        for caller in self.followers:
            caller.follow(limit)
            settled(caller)

    @invariant()
    def nobody_sees_what_they_must_not(self) -> None:
        if len(self.followers) == 4:
            queues = {
                row["doc"]["queue"]
                for (kind, _), row in self.followers[3].rows.items()
                if kind == "ticket"
            }
            assert queues <= {self.mini.queues[0]}

    @override
    def teardown(self) -> None:
        for caller in self.followers:
            caller.follow()
            settled(caller)
        self.mini.desk.database.close()


FeedMachine.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestFeed = FeedMachine.TestCase
