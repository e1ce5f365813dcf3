"""Identifiers rise, whatever the clock does."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from deskclient.domain.clock import SeededRandomness
from deskclient.domain.ids import IdMaker, is_uuid7
from tests.fakes.fixed_clock import FixedClock

YEARS_S = timedelta(days=50 * 365).total_seconds()
JUMPS_S = st.one_of(
    st.floats(-YEARS_S, YEARS_S), st.sampled_from([0.0, 0.001, -0.001, -1.0, -3600.0])
)


class Repeating:
    """The worst of chance: always the same bits, all of them set or none."""

    def __init__(self, bit: int) -> None:
        self._bit = bit

    def bits(self, count: int) -> int:
        return self._bit * ((1 << count) - 1)


CHANCE = st.one_of(
    st.builds(Repeating, st.sampled_from([0, 1])), st.builds(SeededRandomness, st.integers())
)


@given(st.lists(JUMPS_S, max_size=40), CHANCE)
def test_identifiers_rise_however_the_clock_jumps(jumps, chance):
    """Row 14: what was made later sorts later, as text too, and none is made twice."""
    clock = FixedClock()
    maker = IdMaker(clock, chance)
    made = [maker.new()]
    for seconds in jumps:
        clock.advance(seconds)
        made.append(maker.new())
    assert made == sorted(set(made))
    assert all(map(is_uuid7, made))
