"""Bugs that are planted on purpose in what speaks to a Redmine."""

from collections.abc import Mapping

from deskclient.backends.redmine.adapter import RedmineAdapter
from tools.simulate.other_desks.plants import plants_in
from tools.simulate.plants import Plant

PLANTS: Mapping[str, Plant] = plants_in(RedmineAdapter)
