"""Words on the terminal."""

import sys

from deskclient.domain.errors import DeskError


def say(text: str) -> None:
    """Write a line to standard output, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"deskclient: {text}\n")
    sys.stderr.flush()


def explain(trouble: DeskError) -> None:
    """Write an error with its hint to standard error."""
    complain(": ".join(part for part in (trouble.title, trouble.detail) if part))
    if trouble.hint:
        complain(trouble.hint)
