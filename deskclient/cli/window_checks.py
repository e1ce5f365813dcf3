"""What the diagnostics of a running window look at."""

from collections.abc import Callable, Sequence

from deskclient.services.program import Program


def window_checks(program: Program) -> Sequence[Callable[[], object]]:
    """Give the checks of the doctor, as far as a window that is open leaves anything to ask."""
    # The diagnostics are seldom opened: the start does not wait for what they need.
    from deskclient.cli.doctor import checks_of  # noqa: PLC0415

    return checks_of(program)
