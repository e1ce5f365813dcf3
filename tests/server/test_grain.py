"""Moments are too coarse to order changes; numbers do."""

from tests.server.calling import Caller, create, edit
from tests.server.service import mini_desk
from tests.server.times import Turning

UNIT = {"priority": "normal", "impact": "person", "urgency": "soon"}


def test_many_changes_within_one_moment_are_all_told():
    """Row 16: the clock stands still, pages end in the middle of the moment, nothing is missed."""
    clock = Turning()
    mini = mini_desk(threads=False, clock=clock)
    anna, boris = Caller(mini), Caller(mini, "boris", "client-2")
    for one in (anna, boris):
        assert one.sign_in().status == 200
        one.pull()
    for number in range(7):
        anna.push(create("tag", name=f"tag {number}"))
        anna.push(edit(mini.tickets[0], {"asset_tag": _known(number)}, asset_tag=f"NB-{number}"))
        if number == 3:
            boris.follow(limit=1)
    boris.follow(limit=2)
    assert boris.state() == boris.ids()
    assert boris.rows["ticket", mini.tickets[0]]["doc"]["asset_tag"] == "NB-6"
    names = {row["doc"].get("name") for row in boris.rows.values() if row["kind"] == "tag"}
    assert names == {f"tag {number}" for number in range(7)}
    mini.desk.database.close()


def _known(number: int) -> str | None:
    return f"NB-{number - 1}" if number else None
