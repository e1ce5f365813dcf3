"""The trials with lost answers: their plan, the wire that is cut, and how they are judged."""

import socket
import threading
from collections import Counter
from dataclasses import replace

import pytest

from tools.desks.lost.cutter import Cutter
from tools.desks.lost.declared import Message, Truth
from tools.desks.lost.judging import Left, Score, Wanted
from tools.desks.lost.plan import Deed, Trial, draw_trial
from tools.desks.lost.wire import Cut, CuttingWire, Passing

EVERY = frozenset(Deed)


def test_a_seed_gives_the_same_trials_and_most_are_cut_after_the_desk_has_acted():
    plan = [draw_trial(1, number, EVERY) for number in range(300)]
    assert plan == [draw_trial(1, number, EVERY) for number in range(300)]
    assert plan != [draw_trial(2, number, EVERY) for number in range(300)]
    before = [one for one in plan if Cut.BEFORE in one.cuts]
    assert 15 <= len(before) <= 45
    assert Counter(one.deed for one in plan).keys() == EVERY
    assert any(one.read_back for one in plan)
    assert any(one.looks and one.meddles for one in plan)


def test_a_desk_is_only_asked_for_what_it_can_do():
    deeds = frozenset({Deed.NOTE, Deed.TIME})
    assert {draw_trial(1, number, deeds).deed for number in range(40)} == deeds


def test_the_wire_may_be_cut_at_any_request_of_those_that_write_a_deed():
    several = [draw_trial(1, n, EVERY, steps=lambda _, files: files + 1) for n in range(300)]
    assert {(one.files, one.step) for one in several} == {
        (files, step) for files in range(3) for step in range(files + 1)
    }
    alone = [draw_trial(1, number, EVERY) for number in range(300)]
    assert [replace(one, step=0) for one in several] == alone


def test_what_takes_no_files_gets_none():
    bare = frozenset({Deed.NOTE})
    plan = [draw_trial(1, number, EVERY, bare) for number in range(300)]
    assert not any(one.files for one in plan if one.deed is Deed.NOTE)
    assert any(one.files for one in plan if one.deed is Deed.REPLY)


# --- the wire -------------------------------------------------------------------------------------


class _Desk:
    """Answers one request, and keeps what it got."""

    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.got = b""
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        with self._listener:
            there, _ = self._listener.accept()
            with there:
                while b"words" not in self.got:
                    self.got += there.recv(1000)
                there.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok")

    def end(self):
        if self._thread.is_alive() and not self.got:
            with socket.create_connection(("127.0.0.1", self.port)) as one:
                one.sendall(b"words")
        self._thread.join(10)


@pytest.fixture
def desk():
    one = _Desk()
    yield one
    one.end()


def sent(desk, cut):
    seen = []

    def judge(passing):
        seen.append(passing)
        return cut

    with CuttingWire(desk.port, judge) as wire:
        port = int(wire.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), 10) as client:
            client.sendall(b"POST /x?y=1 HTTP/1.1\r\nhost: elsewhere\r\nContent-Length: 5\r\n")
            client.sendall(b"Connection: keep-alive\r\n\r\nwords")
            try:
                answer = client.makefile("rb").read()
            except ConnectionError:
                answer = None
    return seen, answer


def test_what_passes_is_read_and_the_answer_comes_back_whole(desk):
    seen, answer = sent(desk, Cut.NONE)
    assert seen == [Passing("POST", "/x?y=1", b"words")]
    assert answer is not None
    assert answer.endswith(b"\r\n\r\nok")
    # A client that does not know would send the next request into a closed connection.
    assert all(b"\r\nConnection: close\r\n" in one for one in (desk.got, answer))
    assert b"keep-alive" not in desk.got


def test_the_desk_is_asked_under_its_own_name(desk):
    sent(desk, Cut.NONE)
    assert f"Host: 127.0.0.1:{desk.port}\r\n".encode() in desk.got
    assert b"elsewhere" not in desk.got


def test_an_answer_is_cut_after_the_desk_had_everything(desk):
    _, answer = sent(desk, Cut.AFTER)
    assert answer in {None, b""}
    assert desk.got.endswith(b"words")


def test_a_request_that_is_cut_before_the_desk_never_arrives(desk):
    _, answer = sent(desk, Cut.BEFORE)
    assert answer in {None, b""}
    assert desk.got == b""


# --- which requests are cut -----------------------------------------------------------------------


def cutter():
    meddled = []

    def ticket_of(passing):
        return passing.path.rpartition("/")[2] if passing.path.startswith("/ticket/") else ""

    return Cutter(ticket_of, lambda ticket, words: meddled.append((ticket, words))), meddled


def test_a_trial_is_cut_as_planned_then_left_alone():
    made, meddled = cutter()
    made.expect(Trial(1, "<m>", Deed.REPLY, looks=1, meddles=True), "7", "words")
    write, look = Passing("POST", "/ticket/7", b""), Passing("GET", "/find?ObjectId%20=%207", b"")
    other = Passing("GET", "/find?ObjectId%20=%2077", b"")
    cuts = [made.judge(one) for one in (look, write, other, look, look, write)]
    assert cuts == [Cut.NONE, Cut.AFTER, Cut.NONE, Cut.BEFORE, Cut.NONE, Cut.NONE]
    assert meddled == [("7", "words")]


def test_reading_back_is_cut_after_a_write_that_passed():
    made, _ = cutter()
    made.expect(Trial(1, "<m>", Deed.EDIT, cuts=(), read_back=True), "7", "")
    write, look = Passing("PUT", "/ticket/7", b""), Passing("GET", "/ticket/7", b"")
    assert [made.judge(one) for one in (write, look, look)] == [Cut.NONE, Cut.BEFORE, Cut.NONE]


def test_a_new_ticket_is_known_by_its_mark():
    made, _ = cutter()
    made.expect(Trial(1, "<m.1>", Deed.CREATE), "", "")
    foreign, own = Passing("POST", "/new", b"<m.10>"), Passing("POST", "/new", b"..<m.1>..")
    assert [made.judge(one) for one in (foreign, own, own)] == [Cut.NONE, Cut.AFTER, Cut.NONE]


def test_requests_that_come_before_pass_and_one_without_a_ticket_is_known_by_its_mark():
    made, _ = cutter()
    made.expect(Trial(1, "<m>", Deed.REPLY, step=2), "7", "")
    file, text = Passing("POST", "/file", b"..<m>.."), Passing("POST", "/message", b"<m>")
    ticket = Passing("PATCH", "/ticket/7", b"")
    cuts = [made.judge(one) for one in (file, text, ticket, ticket)]
    assert cuts == [Cut.NONE, Cut.NONE, Cut.AFTER, Cut.NONE]


# --- the verdict ----------------------------------------------------------------------------------

REPLY = Wanted(Trial(1, "<m>", Deed.REPLY), "7", "Words <m>", {"a.txt": b"a"})
TICKET = {"subject": "s", "status": "open", "priority": "low", "minutes_spent": 7}
SAID = Message("7", "anna", is_note=False, text="Words <m>\r\n", files={"a.txt": b"a"})


def judged(wanted, *messages, left=None, tickets=None):
    score = Score()
    score.take(wanted, left or Left(), Truth(messages, tickets or {"7": TICKET}), "anna")
    return score.lost, score.duplicated, score.asked.total()


def test_messages_are_counted_on_the_desk():
    by_ben = Message("7", "ben", is_note=True, text="Words <m>")
    waits = Left(("entry unconfirmed",))
    without_file = Message("7", "anna", is_note=False, text="Words <m>")
    assert judged(REPLY, SAID, by_ben) == (0, 0, 0)
    assert judged(REPLY) == (1, 0, 0)
    assert judged(REPLY, left=waits) == (0, 0, 1)
    assert judged(REPLY, SAID, SAID, left=waits) == (0, 1, 1)
    assert judged(REPLY, without_file) == (1, 0, 0)
    assert judged(REPLY, SAID, left=Left(shown=2)) == (0, 1, 0)


def test_twins_are_wanted_twice():
    twins = Wanted(Trial(1, "<m>", Deed.TWINS), "7", "Words <m>", {"a.txt": b"a"})
    found = [judged(twins, *[SAID] * count) for count in (1, 2, 3)]
    assert found == [(1, 0, 0), (0, 0, 0), (0, 1, 0)]


@pytest.mark.parametrize(("minutes", "verdict"), [(7, (0, 0, 0)), (14, (0, 1, 0)), (0, (1, 0, 0))])
def test_minutes_counted_twice_are_duplicated(minutes, verdict):
    time = Wanted(Trial(1, "<m>", Deed.TIME), "7", fields={"minutes_spent": 7})
    assert judged(time, tickets={"7": {**TICKET, "minutes_spent": minutes}}) == verdict


def test_new_tickets_are_counted_by_their_marks():
    new = Wanted(Trial(1, "<m>", Deed.CREATE), "", "Words <m>", {"a.txt": b"a"})
    made = {**TICKET, "subject": "<m>"}
    assert judged(new, SAID, tickets={"7": made}) == (0, 0, 0)
    assert judged(new, SAID, tickets={"7": made, "8": made}) == (0, 1, 0)
    assert judged(new, tickets={"7": TICKET}) == (1, 0, 0)


def test_a_run_is_clean_if_nothing_is_lost_and_few_are_asked_about():
    score = Score(trials=20, asked=Counter({"reply": 1}))
    assert score.last_line() == "trials=20 lost=0 duplicated=0 settled_without_asking=95.0%"
    assert score.is_clean
    assert not Score(trials=20, asked=Counter({"reply": 2})).is_clean
    assert not Score(trials=20, lost=1).is_clean
