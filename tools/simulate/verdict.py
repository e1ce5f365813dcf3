"""What the oracle finds wrong."""

from dataclasses import dataclass
from enum import StrEnum

from typing_extensions import override


class Fault(StrEnum):
    """Which promise was broken."""

    LOST = "lost"
    DUPLICATED = "duplicated"
    DIVERGED = "diverged"


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken promise, in words for whoever repairs it."""

    fault: Fault
    rule: str
    """A short name of the broken rule."""
    detail: str

    @override
    @override
    def __str__(self) -> str:
        return f"{self.fault.value}: {self.rule}: {self.detail}"
