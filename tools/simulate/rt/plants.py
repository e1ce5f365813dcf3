"""Bugs that are planted on purpose in what speaks to a Request Tracker."""

from collections.abc import Mapping

from deskclient.backends.request_tracker.adapter import RequestTrackerAdapter
from tools.simulate.other_desks.plants import plants_in
from tools.simulate.plants import Plant

PLANTS: Mapping[str, Plant] = plants_in(RequestTrackerAdapter)
