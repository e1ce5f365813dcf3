"""Local days: those that Qt tells, found without it."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDateTime

from deskclient.ui.local_days import LocalDays

# Windows lets no program choose the zone of its own process.
pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="a process has no own zone")
ZONES = ["UTC", "Europe/Moscow", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"]
"""Some change their clocks; some are no whole hours from UTC."""
MOMENTS = st.integers(0, 2**31).map(lambda second: datetime.fromtimestamp(second, UTC))


@pytest.fixture(params=ZONES, scope="module")
def zone(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


def by_qt(moment):
    return QDateTime.fromMSecsSinceEpoch(int(moment.timestamp() * 1000)).date().toJulianDay()


@given(MOMENTS, st.integers(-86_400, 86_400))
def test_moments_have_the_days_that_qt_tells(zone, moment, seconds):
    days, other = LocalDays(), moment + timedelta(seconds=seconds)
    assert [days.of(moment), days.of(other)] == [by_qt(moment), by_qt(other)]


@pytest.mark.parametrize("zone", ["Asia/Kathmandu"], indirect=True)
def test_a_day_begins_by_the_local_clock(zone):
    days, evening = LocalDays(), datetime(2026, 11, 25, 18, 14, tzinfo=UTC)
    assert days.of(evening + timedelta(minutes=1)) == days.of(evening) + 1


@pytest.mark.parametrize("zone", ["Europe/Berlin"], indirect=True)
def test_a_day_whose_clocks_change_is_told_right_to_the_minute(zone):
    days, changes = LocalDays(), datetime(2026, 10, 25, tzinfo=UTC)
    every = [changes + timedelta(minutes=step) for step in range(-300, 1740, 7)]
    assert [days.of(one) for one in every] == [by_qt(one) for one in every]
