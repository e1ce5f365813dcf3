"""How long to wait before trying again. Pure but for the injected randomness."""

from deskclient.domain.clock import Randomness

_FLOOR_S = 0.1


def delay_s(attempt: int, base_s: float, cap_s: float, randomness: Randomness) -> float:
    """Draw the pause before try number ``attempt`` (1 after the first failure).

    Exponential with full jitter: many clients that lost the same desk must not return together.
    """
    ceiling = min(cap_s, base_s * 2.0 ** min(attempt - 1, 32))
    share = randomness.bits(24) / float(1 << 24)
    return max(_FLOOR_S, ceiling * share)


def asked_delay_s(wait_s: float, cap_s: float, randomness: Randomness) -> float:
    """Honour what the desk asked for, within reason, plus a little to spread the returns."""
    wished = min(max(wait_s, _FLOOR_S), cap_s)
    return wished * (1.0 + 0.1 * randomness.bits(16) / float(1 << 16))
