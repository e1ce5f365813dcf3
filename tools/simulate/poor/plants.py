"""Bugs that are planted on purpose in what speaks to a poor desk."""

from collections.abc import Mapping

from tests.fakes.desks.poor.adapter import PoorAdapter
from tools.simulate.other_desks.plants import plants_in
from tools.simulate.plants import Plant

PLANTS: Mapping[str, Plant] = plants_in(PoorAdapter)
