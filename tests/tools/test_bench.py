"""The bench judges readings as the budgets say, and its instruments count what there is."""

import json
import socket
import threading
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import QTimer

from deskclient.server.demo.world import DEMO_LOGIN, DEMO_PASSWORD
from tools.bench.__main__ import chosen, main
from tools.bench.data import home, ticket_rows
from tools.bench.desks.figures import DESK_FIGURES, DESKS
from tools.bench.desks.kept import running_desk
from tools.bench.desks.rt import RT
from tools.bench.figure import Reading, Room, middle, middle_pair, middle_pass, p95, p99
from tools.bench.figures import FIGURES
from tools.bench.figures.search import make_queries
from tools.bench.known import LOGIN, PASSWORD
from tools.bench.lag_meter import LagMeter
from tools.bench.relay import relay_to
from tools.bench.report import format_table, write_json


@pytest.mark.parametrize(
    ("reading", "ok"),
    [
        (Reading("ratio kept", 19, 10, "ms", 2.0), True),
        (Reading("ratio broken", 21, 10, "ms", 2.0), False),
        (Reading("absolute kept", 49, 0, "ms", 50), True),
        (Reading("absolute broken", 51, 0, "ms", 50), False),
        (Reading("rate kept", 6, 10, "/s", 0.6, more_is_better=True), True),
        (Reading("rate broken", 5, 10, "/s", 0.6, more_is_better=True), False),
    ],
    ids=lambda one: one.name if isinstance(one, Reading) else "",
)
def test_a_reading_is_judged_by_its_budget(reading, ok):
    assert reading.ok is ok


def test_few_values_have_their_largest_as_percentile():
    assert (middle([3, 1, 2]), p95([3, 1, 2]), p99(range(50))) == (2, 3, 49)


def test_a_pass_in_which_the_machine_stood_still_does_not_decide():
    quiet = [10.0] * 100, [5.0] * 100
    disturbed = [10.0] * 90 + [40.0] * 10, [5.0] * 100
    slower = [12.0] * 100, [5.0] * 100
    assert middle_pass([quiet, disturbed, slower]) == (12, 5)
    assert middle_pass([disturbed]) == (40, 5)


def test_a_slow_while_of_the_machine_does_not_change_the_middle_pair():
    """What both of a pair are slowed by cancels out; one pair that is off is none of the middle."""
    assert middle_pair([19, 19, 38, 38, 38], [10, 10, 20, 20, 20]) == (38, 20)
    assert middle_pair([19, 19, 38], [10, 10, 10]) == (19, 10)


def test_percentiles_of_many_values_leave_the_worst_out():
    values = [1.0] * 999 + [1000.0]
    assert (p95(values), p99(values)) == (1.0, 1.0)


def test_every_figure_of_the_budget_is_measured():
    names = {figure.name for figure in FIGURES}
    wanted = {"start", "memory", "open-view", "search", "save", "pull", "lag", "push", "serve"}
    assert names == wanted


def test_every_desk_has_the_same_figures_but_for_a_search_that_is_not_declared():
    names = {figure.name for figure in DESK_FIGURES}
    wanted = {f"{kind.name}-{what}" for kind in DESKS for what in ("pull", "idle", "one-change")}
    assert {kind.name for kind in DESKS} == {"rt", "redmine", "roundup"}
    assert names == wanted | {"rt-search"}
    assert not names & {figure.name for figure in FIGURES}


def test_desks_are_measured_only_when_they_are_named():
    assert list(chosen(())) == list(FIGURES)
    assert list(chosen(("desks",))) == list(DESK_FIGURES)
    assert [one.name for one in chosen(("rt-idle", "push"))] == ["push", "rt-idle"]


class PaperDesk:
    """A desk that notes what is done to it."""

    def __init__(self, folder, port):
        self.url, self.folder, self.done = f"http://127.0.0.1:{port}", folder, []

    def make(self, tickets):
        self.folder.mkdir()
        self.done.append(f"make {tickets}")

    def start(self):
        self.done.append("start")

    def stop(self):
        self.done.append("stop")


def test_a_desk_is_made_once_and_answers_at_the_same_address_again(tmp_path):
    met = []

    def at(folder, port):
        met.append(PaperDesk(folder, port))
        return met[-1]

    kind, room = replace(RT, at=at), Room(tmp_path)
    for _ in range(2):
        with running_desk(room, kind, 5, lambda _: met[-1].done.append("fill")) as desk:
            assert desk is met[-1]
    first, second = met
    assert first.done == ["make 5", "fill", "start", "stop"]
    assert second.done == ["start", "stop"]
    assert first.url == second.url


def test_an_unknown_figure_is_refused_in_words():
    with pytest.raises(SystemExit, match="no figure is called speed"):
        main(["speed"])


def test_the_table_says_which_budget_is_broken():
    table = format_table([Reading("a", 3, 1, "ms", 2.0), Reading("b", 1, 1, "ms", 2.0)])
    assert [line.split()[-1] for line in table.splitlines()] == ["ok", "NO", "yes"]


def test_the_json_holds_what_the_table_shows(tmp_path):
    write_json([Reading("a", 3, 2, "ms", 2.0, note="why")], tmp_path / "out.json")
    (figure,) = json.loads((tmp_path / "out.json").read_text("utf-8"))["figures"]
    assert (figure["ratio"], figure["ok"], figure["note"]) == (1.5, True, "why")


def test_queries_come_in_both_languages_and_always_the_same():
    queries = make_queries(100)
    assert len(queries) == 100 == len([one for one in queries if len(one) >= 3])
    assert queries == make_queries(100)
    assert sum(any("а" <= letter <= "я" for letter in one.lower()) for one in queries) == 50


def test_tickets_of_a_data_set_are_all_different_and_newest_first():
    rows = [one[0] for one in ticket_rows(50, entries=False)]
    born = [str(row.doc["created_at"]) for row in rows]
    assert len({row.id for row in rows}) == 50
    assert born == sorted(born, reverse=True)


def test_a_data_set_is_made_once(tmp_path):
    room = Room(tmp_path, tickets=20)
    made = home(room, 20, full=True)
    moment = (made / "ready").stat().st_mtime_ns
    assert home(room, 20, full=True) == made
    assert (made / "ready").stat().st_mtime_ns == moment


def test_the_meter_notices_a_stall_of_the_loop(qtbot):
    meter, woken = LagMeter(), threading.Event()
    meter.begin()
    QTimer.singleShot(20, lambda: woken.wait(0.1))  # nobody sets it: a stall of 100 ms
    QTimer.singleShot(40, meter.end)
    with qtbot.waitSignal(meter.ended, timeout=5000):
        pass
    assert max(meter.late_ms) > 50


def test_the_relay_counts_requests_those_that_send_something_and_bytes():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with relay_to(f"http://127.0.0.1:{port}") as relay:
            for request in (b"GET / HTTP/1.1\r\n\r\n", b"POST /x HTTP/1.1\r\n\r\n"):
                with socket.create_connection(("127.0.0.1", urlsplit(relay.url).port)) as client:
                    client.sendall(request)
                    there, _ = server.accept()
                    with there:
                        assert there.recv(100) == request
                        there.sendall(b"answer")
                    assert client.recv(100) == b"answer"
            assert (relay.posts, relay.requests) == (1, 2)
            assert relay.passed_bytes == 18 + 20 + 2 * len(b"answer")


def test_the_bench_signs_in_as_the_demo_desk_lets_one():
    assert (LOGIN, PASSWORD) == (DEMO_LOGIN, DEMO_PASSWORD)
