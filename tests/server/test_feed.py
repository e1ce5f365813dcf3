"""The change feed and the first pull: nothing is missed, nothing leaks."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from deskclient.domain.digest import row_digest
from deskclient.server.ops.merging import merge_records
from deskclient.server.upkeep import prune
from tests.server.calling import Caller, ask, create, edit, remove
from tests.server.service import MiniDesk, mini_desk
from tests.server.times import Turning

UNIT = {"priority": "normal", "impact": "person", "urgency": "soon"}


def entered(any_mini: MiniDesk, login: str = "anna", scope: str = "") -> Caller:
    caller = Caller(any_mini, login, f"client-{login}")
    if scope:
        caller.scope = scope
    assert caller.sign_in().status == 200
    return caller


def settled(caller: Caller) -> None:
    """What the caller holds is what the desk says it should hold."""
    held = caller.state()
    assert held == caller.ids()
    digest = caller.call("GET", "/v1/digest", query={"scope": caller.scope}).json()
    total = sum(row_digest(kind, name, ver) for (kind, name), ver in held.items()) % 2**64
    assert digest == {"count": len(held), "digest": f"{total:016x}"}


@pytest.mark.parametrize("limit", [1, 7, 500])
def test_a_first_pull_holds_everything_once_newest_work_first(any_mini, limit):
    anna = entered(any_mini)
    page, rows = "", []
    while True:
        query = {"scope": anna.scope, "page": page, "limit": limit}
        found = anna.call("GET", "/v1/snapshot", query=query).json()
        assert len(found["rows"]) <= limit
        rows += found["rows"]
        assert found["done"] == len(rows)
        page = found["page"]
        if not page:
            break
    assert found["total"] == len(rows)
    names = [(row["kind"], row["id"]) for row in rows]
    assert len(set(names)) == len(names)
    tickets = [row["doc"]["number"] for row in rows if row["kind"] == "ticket"]
    assert tickets == sorted(tickets, reverse=True)
    place = {name: number for number, name in enumerate(names)}
    for row in rows:
        if row["kind"] == "entry":
            assert place["ticket", row["doc"]["ticket"]] < place[row["kind"], row["id"]]
    anna.take(rows)
    settled(anna)


@pytest.mark.parametrize("limit", [3, 20])
def test_what_changes_during_a_first_pull_is_in_the_pull_or_in_the_feed(any_mini, limit):
    """Row 20: also the entries of tickets that move to the front meanwhile."""
    anna, lena = entered(any_mini), entered(any_mini, "lena")
    page, number = "", 0
    while True:
        query = {"scope": anna.scope, "page": page, "limit": limit}
        found = anna.call("GET", "/v1/snapshot", query=query).json()
        anna.take(found["rows"])
        anna.cursor, page = found["cursor"], found["page"]
        oldest = any_mini.tickets[number % 20]
        lena.push(
            create("entry", ticket=oldest, type="note", body=f"during {number}"),
            create(
                "ticket",
                subject=f"new {number}",
                queue=any_mini.queues[0],
                requester=any_mini.requesters[0],
            ),
        )
        number += 1
        if not page:
            break
        assert number < 200
    anna.follow()
    settled(anna)


def test_a_ticket_with_very_many_entries_comes_in_bounded_pages(mini, anna, root):
    for start in range(0, 1200, 100):
        root.push(
            *[
                create("entry", ticket=mini.tickets[0], type="note", body=f"{start + n}")
                for n in range(100)
            ]
        )
    anna.pull(limit=50)
    settled(anna)
    # The ticket leaves the scope of a narrow client and comes back with all of it.
    narrow = entered(mini, scope=f"mine=0;queues={mini.queues[1]};days=0")
    narrow.pull()
    assert ("ticket", mini.tickets[0]) not in narrow.rows
    anna.push(edit(mini.tickets[0], {"queue": mini.queues[0]}, queue=mini.queues[1]))
    pages = 0
    while True:
        found = narrow.changes(limit=100).json()
        assert len(found["rows"]) <= 101
        narrow.take(found["rows"])
        narrow.cursor = found["next"]
        pages += 1
        if not found["more"]:
            break
    assert pages > 10
    settled(narrow)


def test_a_page_ends_at_a_size_too(anna, root, mini):
    """Row 41: large bodies make short pages."""
    anna.pull()
    for number in range(8):
        body = f"{number}" * 900_000
        root.push(create("entry", ticket=mini.tickets[0], type="note", body=body))
    answer = anna.changes()
    assert answer.json()["more"]
    assert len(answer.body) < 6 << 20
    anna.follow()
    settled(anna)


def test_each_change_is_told_to_everybody_who_may_see_it_also_to_its_author(any_mini):
    anna, boris = entered(any_mini), entered(any_mini, "boris")
    anna.pull()
    boris.pull()
    verdict = anna.push(edit(any_mini.tickets[0], UNIT, priority="high"))[0]
    rows = anna.follow()
    assert (verdict["ver"], verdict["seq"]) in {(row["ver"], row["seq"]) for row in rows}
    boris.follow()
    assert boris.rows["ticket", any_mini.tickets[0]]["doc"]["priority"] == "high"
    anna.push(edit(any_mini.tickets[1], UNIT, priority="high"))
    assert boris.follow() == []
    anna.follow()
    settled(anna)
    settled(boris)


def test_a_ticket_that_leaves_the_queues_of_a_person_leaves_without_its_words(any_mini):
    """Row 47: told as left_scope; nothing of the new state is told."""
    anna, boris = entered(any_mini), entered(any_mini, "boris")
    boris.pull()
    ticket = any_mini.tickets[0]
    anna.push(
        edit(ticket, {"queue": any_mini.queues[0]}, queue=any_mini.queues[1]),
        create("entry", ticket=ticket, type="note", body="secret words"),
    )
    rows = boris.follow()
    assert [(row["id"], row["op"]) for row in rows] == [(ticket, "left_scope")]
    assert "doc" not in rows[0]
    settled(boris)
    anna.push(edit(ticket, {"queue": any_mini.queues[1]}, queue=any_mini.queues[0]))
    boris.follow()
    settled(boris)
    assert "secret words" in {row["doc"].get("body") for row in boris.rows.values()}


def test_what_moves_within_a_scope_is_told_once_as_it_stands(any_mini):
    """Also to somebody who sees some queues only, and among changes of other records."""
    boris, lena = entered(any_mini, "boris"), entered(any_mini, "lena")
    boris.pull()
    lena.pull()
    ticket = next(name for kind, name in boris.rows if kind == "ticket")
    owner = lena.rows["ticket", ticket]["doc"].get("owner")
    for number, person in enumerate(("anna", "boris", "lena")):
        verdict = lena.push(
            edit(ticket, {"owner": owner}, owner=any_mini.people[person]),
            create("entry", ticket=ticket, type="note", body=f"given on {number}"),
        )[0]
        assert verdict["verdict"] in {"applied", "merged"}, verdict
        owner = any_mini.people[person]
    told = boris.follow()
    assert [row["doc"]["owner"] for row in told if row["id"] == ticket] == [owner]
    assert sum(row["kind"] == "entry" for row in told if row.get("doc")) >= 3
    assert all(row.get("op", "put") == "put" for row in told)
    settled(boris)


def test_mine_follows_owner_and_watchers(any_mini):
    anna = entered(any_mini, scope="mine=1;queues=;days=0")
    lena = entered(any_mini, "lena")
    anna.pull()
    assert not [name for name in anna.rows if name[0] == "ticket"]
    lena.push(edit(any_mini.tickets[0], {"owner": None}, owner=anna.person_id))
    watching = edit(any_mini.tickets[1], {})
    watching["patch"] = {"add": {"watchers": [anna.person_id]}}
    lena.push(watching)
    anna.follow()
    assert len([name for name in anna.rows if name[0] == "ticket"]) == 2
    settled(anna)
    lena.push(edit(any_mini.tickets[0], {"owner": anna.person_id}, owner=lena.person_id))
    anna.follow()
    settled(anna)


def test_a_deleted_ticket_is_a_tombstone_and_a_merged_one_names_the_other(any_mini):
    """Row 45, row 46."""
    anna, lena = entered(any_mini), entered(any_mini, "lena")
    anna.pull()
    lena.push(remove(any_mini.tickets[0], 1))
    for ticket, minutes in ((any_mini.tickets[3], 10), (any_mini.tickets[4], 5)):
        lena.push({**edit(ticket, {}), "patch": {"incr": {"minutes_spent": minutes}}})
    with any_mini.desk.ledger.writing() as change:
        merge_records(
            change,
            change.registry["ticket"],
            any_mini.tickets[3],
            any_mini.tickets[4],
            lena.person_id,
        )
    rows = {row["id"]: row for row in anna.follow()}
    assert rows[any_mini.tickets[0]]["op"] == "tombstone"
    assert rows[any_mini.tickets[3]]["moved_to"] == any_mini.tickets[4]
    assert rows[any_mini.tickets[4]]["doc"]["minutes_spent"] == 15
    settled(anna)
    verdict = anna.push(edit(any_mini.tickets[3], UNIT, priority="high"))[0]
    assert (verdict["verdict"], verdict["moved_to"]) == ("moved", any_mini.tickets[4])
    late = create("entry", ticket=any_mini.tickets[3], type="reply", body="to the old one")
    assert anna.push(late)[0]["moved_to"] == any_mini.tickets[4]
    shown = anna.call("GET", f"/v1/records/ticket/{any_mini.tickets[3]}").json()
    assert (shown["op"], shown["moved_to"]) == ("tombstone", any_mini.tickets[4])
    body = {row["doc"].get("body") for row in anna.rows.values()}
    assert "Words 0 about printer 3" in body


def test_old_finished_tickets_stay_away_until_something_happens_to_them():
    clock = Turning()
    mini = mini_desk(threads=False, clock=clock)
    lena = Caller(mini, "lena")
    lena.sign_in()
    done: dict[str, Any] = {"status": "solved", "resolution_code": "fixed", "resolution": "Done"}
    base = {"status": "new", "resolution_code": None, "resolution": None, "planned_at": None}
    lena.push(edit(mini.tickets[0], base, **done))
    clock.turn(days=40)
    anna = Caller(mini, "anna", scope="mine=0;queues=*;days=30")
    anna.sign_in()
    anna.pull()
    assert ("ticket", mini.tickets[0]) not in anna.rows
    assert ("ticket", mini.tickets[1]) in anna.rows
    lena.sign_in()
    lena.push(create("entry", ticket=mini.tickets[0], type="note", body="again"))
    anna.follow()
    assert len([r for r in anna.rows.values() if r["doc"].get("ticket") == mini.tickets[0]]) == 3
    settled(anna)
    mini.desk.database.close()


def test_a_cursor_from_before_the_kept_log_has_expired():
    """Row 17: long offline; the verdicts' memory says since when it reaches."""
    clock = Turning()
    mini = mini_desk(threads=False, clock=clock)
    anna = Caller(mini)
    anna.sign_in()
    anna.pull()
    op = create("tag", name="old", active=True)
    anna.push(op)
    clock.turn(days=200)
    anna.sign_in()
    anna.push(create("tag", name="new", active=True))
    prune(mini.desk)
    answer = anna.changes()
    assert (answer.status, answer.json()["reason"]) == (410, "expired")
    known = anna.call("GET", "/v1/session").json()["known_since"]
    assert anna.call("GET", f"/v1/ops/{op['op_id']}").json()["known_since"] == known > op["op_id"]
    anna.rows.clear()
    anna.pull()
    anna.follow()
    settled(anna)
    mini.desk.database.close()


def test_a_restored_backup_is_noticed_though_nobody_says_so(mini):
    """Row 18: the same database goes on from an earlier state, with new changes in place of old."""
    anna, lena = entered(mini), entered(mini, "lena")
    lena.pull()
    saved = mini_desk(threads=False)
    saved.desk.database.replace_content(mini.desk.database)
    anna.pull()
    anna.push(create("tag", name="lost", active=True))
    anna.follow()
    epoch = anna.call("GET", "/v1/session").json()["epoch"]
    mini.desk.database.replace_content(saved.desk.database)
    saved.desk.database.close()
    beyond = anna.changes()
    assert (beyond.status, beyond.json()["reason"]) == (410, "epoch")
    assert anna.call("GET", "/v1/session").json()["epoch"] != epoch
    # Everybody learns of it, also those whose own place in the feed was not lost.
    assert lena.changes().json()["reason"] == "epoch"
    anna.rows.clear()
    anna.pull()
    settled(anna)


def test_other_changes_in_place_of_lost_ones_do_not_hide_a_restore(mini):
    """Row 18: the feed has the same length again, with other content."""
    anna = entered(mini)
    anna.pull()
    saved = mini_desk(threads=False)
    saved.desk.database.replace_content(mini.desk.database)
    anna.push(create("tag", name="lost", active=True))
    anna.follow()
    mini.desk.database.replace_content(saved.desk.database)
    saved.desk.database.close()
    anna.push(create("tag", name="other", active=True), create("tag", name="more", active=True))
    assert anna.changes().json()["reason"] == "epoch"


@pytest.mark.parametrize("text", ["x", "AAAA", "Ω", "", "a" * 5000])
def test_a_cursor_that_is_none_is_refused(anna, text):
    anna.cursor = text
    assert anna.changes().status in {400, 410}


def test_a_cursor_works_for_its_person_and_scope_only(anna, boris):
    """Row 47: nobody continues somebody else's feed."""
    anna.pull()
    boris.cursor = anna.cursor
    assert boris.changes().json()["reason"] == "expired"
    anna.scope = "mine=0;queues=;days=0"
    assert anna.changes().json()["reason"] == "expired"


def test_changed_rights_end_the_feed_and_widen_or_narrow_what_is_pulled(anna, boris, mini):
    """Row 47, row 48."""
    boris.pull()
    rev = boris.call("GET", "/v1/session").json()["rights_rev"]
    rights = dict.fromkeys(mini.queues[:2], "work")
    mini.desk.accounts.set_rights(boris.person_id, queues=rights)
    assert boris.changes().json()["reason"] == "rights"
    session = boris.call("GET", "/v1/session").json()
    assert session["rights_rev"] > rev
    assert session["queues"] == rights
    boris.rows.clear()
    boris.pull()
    settled(boris)
    assert ("ticket", mini.tickets[1]) in boris.rows
    mini.desk.accounts.set_rights(boris.person_id, queues={})
    boris.rows.clear()
    boris.pull()
    assert not [name for name in boris.rows if name[0] in {"ticket", "entry"}]


def test_saved_views_are_seen_by_their_owner_until_they_are_shared(anna, boris):
    view = create("saved_view", name="Mine", query="is:open")
    anna.push(view)
    boris.pull()
    assert ("saved_view", view["id"]) not in boris.rows
    anna.push(edit(view["id"], {"shared": None}, kind="saved_view", shared=True))
    boris.follow()
    assert ("saved_view", view["id"]) in boris.rows
    anna.push(edit(view["id"], {"shared": True}, kind="saved_view", shared=False))
    assert [row["op"] for row in boris.follow()] == ["left_scope"]
    taken = edit(view["id"], {"owner": anna.person_id}, kind="saved_view", owner=boris.person_id)
    assert boris.push(taken)[0]["verdict"] == "forbidden"


def test_a_waiting_request_answers_as_soon_as_there_is_news(mini, anna, lena):
    anna.pull()
    started = threading.Event()

    async def wait_and_write() -> float:
        loop = asyncio.get_running_loop()
        query = {"scope": anna.scope, "cursor": anna.cursor, "wait": 20}
        headers = {"Authorization": f"Bearer {anna.token}"}
        waiting = asyncio.ensure_future(ask(mini.app, "GET", "/v1/changes", query, headers))
        await asyncio.sleep(0)
        started.set()
        at = loop.time()
        with mini.desk.ledger.writing() as change:
            change.create(change.registry["tag"], "0" * 8 + "-0000-7000-8000-" + "0" * 12, {}, "")
        answer = await waiting
        assert len(answer.json()["rows"]) == 1
        return loop.time() - at

    assert asyncio.run(wait_and_write()) < 0.4


def test_a_waiting_request_that_hears_nothing_answers_in_time_and_moves_on(mini, anna, boris):
    boris.pull()
    anna.push(edit(mini.tickets[1], UNIT, priority="high"))
    query = {"scope": boris.scope, "cursor": boris.cursor, "wait": 0.05}
    found = boris.call("GET", "/v1/changes", query=query).json()
    assert (found["rows"], found["more"]) == ([], False)
    assert found["next"] != boris.cursor


def test_a_page_at_hand_and_no_news_are_told_while_every_thread_is_busy(tmp_path):
    mini = mini_desk(f"sqlite:///{tmp_path / 'desk.db'}")
    anna = entered(mini)
    anna.pull()
    anna.push(create("tag", name="new"))
    before = anna.changes().json()

    async def asked(cursor: str) -> Any:
        headers = {"Authorization": f"Bearer {anna.token}"}
        query = {"scope": anna.scope, "cursor": cursor, "limit": 500}
        return (await ask(mini.app, "GET", "/v1/changes", query, headers)).json()

    async def scenario() -> None:
        loop, free = asyncio.get_running_loop(), threading.Event()
        loop.set_default_executor(ThreadPoolExecutor(1))
        busy = loop.run_in_executor(None, free.wait)
        try:
            async with asyncio.timeout(5):
                assert (await asked(anna.cursor))["rows"] == before["rows"]
                assert (await asked(before["next"]))["rows"] == []
        finally:
            free.set()
            await busy

    asyncio.run(scenario())
    mini.desk.database.close()
