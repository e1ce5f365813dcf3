"""What can be said of a simulation whatever it finds."""

import pytest

from deskclient.domain.errors import DiskFullError
from deskclient.storage.database import Database
from tools.simulate.batch import Tally, play, play_again
from tools.simulate.chance import Chance
from tools.simulate.disk import BlankDisks
from tools.simulate.history import Outcome
from tools.simulate.marks import Marks, repeated_digits
from tools.simulate.own import OwnWorld
from tools.simulate.plants import HEALTHY
from tools.simulate.verdict import Fault, Finding


@pytest.fixture(scope="module")
def world() -> OwnWorld:
    return OwnWorld()


def test_the_first_histories_keep_every_promise(world: OwnWorld):
    for seed in range(8):
        assert not play(world, seed, HEALTHY).findings


def test_a_seed_replays_to_the_last_bit(world: OwnWorld):
    for seed in (5, 11):
        first = play(world, seed, HEALTHY)
        assert first.trace
        assert play_again(world, first, HEALTHY) is first


def test_seeds_differ(world: OwnWorld):
    assert play(world, 1, HEALTHY).trace != play(world, 2, HEALTHY).trace


def test_the_last_line_counts_broken_promises_by_their_kind():
    tally = Tally()
    tally.add(Outcome(1, "", (), 3))
    tally.add(Outcome(2, "", (Finding(Fault.LOST, "a", ""), Finding(Fault.DIVERGED, "b", "")), 1))
    assert tally.last_line() == "histories=2 lost=1 duplicated=0 diverged=1"
    assert list(tally.failed) == [2]


def test_streams_of_chance_do_not_disturb_each_other():
    one, other = Chance("s"), Chance("s")
    other.branch("x").number(0, 9)
    assert [one.number(0, 99) for _ in range(5)] == [other.number(0, 99) for _ in range(5)]


def test_a_step_counted_twice_shows_in_the_sum():
    marks = Marks(Chance("m"))
    steps = [marks.minutes() for _ in range(5)]
    assert not repeated_digits(sum(steps))
    assert not repeated_digits(steps[0] + steps[3])
    assert repeated_digits(sum(steps) + steps[2])
    assert repeated_digits(-steps[1])


def test_a_power_loss_keeps_the_outbox_and_may_bring_an_older_cache_back(world: OwnWorld):
    disk = BlankDisks(world.registry).new()
    disk.keep_older_cache()
    for store in (disk.outbox, disk.cache):
        store.execute("INSERT INTO meta(k, v) VALUES ('kept', 'yes')")
        store.execute("BEGIN")
        store.execute("INSERT INTO meta(k, v) VALUES ('lost', 'yes')")
    disk.lose_power(step_back=True)
    kept = "SELECT k FROM meta WHERE k IN ('kept', 'lost')"
    assert disk.outbox.execute(kept).fetchall() == [("kept",)]
    assert disk.cache.execute(kept).fetchall() == []
    disk.close()


def test_a_full_disk_in_the_simulation_is_what_the_program_takes_for_one(world: OwnWorld):
    disks = BlankDisks(world.registry)
    disk = disks.new()
    database = Database(disk.outbox)
    disks.trouble(lambda: True).attach(database)
    with pytest.raises(DiskFullError), database.write() as session:
        session.run("SELECT 1")
    disk.close()
