"""The desks at which histories can happen, by the name they are asked for with."""

from collections.abc import Mapping

from tools.simulate.own import OwnWorld
from tools.simulate.poor.world import PoorWorld
from tools.simulate.redmine.world import RedmineWorld
from tools.simulate.roundup.world import RoundupWorld
from tools.simulate.rt.world import RtWorld

WORLDS: Mapping[
    str, type[OwnWorld] | type[RtWorld] | type[RedmineWorld] | type[RoundupWorld] | type[PoorWorld]
] = {
    "own": OwnWorld,
    "poor": PoorWorld,
    "redmine": RedmineWorld,
    "roundup": RoundupWorld,
    "rt": RtWorld,
}
