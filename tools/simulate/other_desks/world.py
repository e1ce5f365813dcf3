"""What the worlds of desks that are not our own have in common."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from typing import TypeAlias

from deskclient.backends.port import RemoteRow
from deskclient.domain.desk_words import DeskWords, shaped
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.lacking import without
from deskclient.domain.scope import Scope
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.disk import BlankDisks
from tools.simulate.machine import Machine
from tools.simulate.other_desks.views import LeftOut, check_views_of
from tools.simulate.session import Session
from tools.simulate.town import Town
from tools.simulate.verdict import Finding
from tools.simulate.weather import Weather, draw_weather
from tools.simulate.world import Operator, Scene

Pull: TypeAlias = Callable[[Session, SimClock, Scope], Awaitable[list[RemoteRow]]]
"""Fetches everything anew from the desk of a history."""


class OtherWorld:
    """Does of :class:`tools.simulate.world.World` what is the same at all such desks.

    Args:
        town: Who and what is there.
        words: What the desk calls things.
        lacks: What it does not keep; see ``DeskAt.lacks``.
    """

    repair_rounds = (12, 190)
    """Until each has asked for news; until each has compared what it keeps, name by name."""

    def __init__(self, town: Town, words: DeskWords, lacks: Collection[str]) -> None:
        self.town = town
        self.registry = without(shaped(standard_registry(), words), lacks)
        self.disks = BlankDisks(self.registry)

    def climate(self, chance: Chance) -> Weather:
        """Leave out that the desk is restored: what was settled would be missing on it.

        Some also give the numbers that they forgot to others.
        """
        return replace(draw_weather(chance), restore=0.0)

    async def check_shown(
        self,
        scene: Scene,
        operator: Operator,
        pull: Pull,
        left_out: Callable[[Machine], LeftOut],
    ) -> list[Finding]:
        """Compare each client with what its person would get who signs in anew.

        Args:
            scene: The history.
            operator: Lets them sign in.
            pull: Fetches everything anew.
            left_out: Gives what the client of a machine need not know as well as that.
        """
        found: list[Finding] = []
        for machine in scene.machines:
            if machine.client is None:
                continue
            session = operator.sign_in(machine.person_id, machine.name)
            rows = await pull(session, machine.clock, machine.client.engine.scope())
            found += check_views_of(machine, self.registry, rows, left_out(machine))
        return found
