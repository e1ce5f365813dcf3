"""How hostile the world of one history is: drawn once from its seed."""

from dataclasses import dataclass, fields, replace

from tools.simulate.chance import Chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """Probabilities: the network's for each message, the others for each step of the story."""

    drop_before: float = 0.0
    """The request never arrives."""
    drop_after: float = 0.0
    """The desk has acted, the answer is lost."""
    duplicate: float = 0.0
    """The request arrives twice, the second time later."""
    slow: float = 0.0
    """Takes long, so that later messages overtake it."""
    truncate: float = 0.0
    fail_before: float = 0.0
    """500 without any effect."""
    fail_after: float = 0.0
    """500 although the desk has acted."""
    busy: float = 0.0
    unauthorised: float = 0.0
    portal: float = 0.0
    wrong_desk: float = 0.0
    crash: float = 0.0
    """A client dies, at a step of the story."""
    failpoint: float = 0.0
    """A client dies at a named place, for each passing."""
    disk: float = 0.0
    """A store call fails."""
    cache_back: float = 0.0
    """A cache steps back to an earlier commit when its client dies."""
    restart: float = 0.0
    restore: float = 0.0
    rights: float = 0.0
    clock: float = 0.0
    tokens: float = 0.0
    """Every access token of the desk runs out."""
    scope: float = 0.0


CALM = Weather()
_WORST = Weather(
    drop_before=0.06,
    drop_after=0.06,
    duplicate=0.06,
    slow=0.08,
    truncate=0.03,
    fail_before=0.03,
    fail_after=0.03,
    busy=0.02,
    unauthorised=0.02,
    portal=0.02,
    wrong_desk=0.004,
    crash=0.06,
    failpoint=0.01,
    disk=0.004,
    cache_back=0.5,
    restart=0.02,
    restore=0.012,
    rights=0.02,
    clock=0.03,
    tokens=0.02,
    scope=0.02,
)
_NAMES = tuple(one.name for one in fields(Weather))


def draw_weather(chance: Chance) -> Weather:
    """Draw a climate: all of it a little, or a few kinds of trouble with full force."""
    if chance.happens(0.03):
        return CALM
    if chance.happens(0.5):
        strength = chance.between(0.1, 1.0)
        return Weather(**{name: getattr(_WORST, name) * strength for name in _NAMES})
    chosen = chance.some_of(_NAMES, 5)
    strong = {name: min(0.6, getattr(_WORST, name) * chance.between(1.0, 4.0)) for name in chosen}
    return replace(CALM, **{"cache_back": 0.3, **strong})
