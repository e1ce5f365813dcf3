"""Roundup, for the bench."""

from tools.bench.desks.declared import BenchDesk
from tools.bench.desks.roundup_bare_pull import bare_pull
from tools.desks.agent import Proof
from tools.desks.desk import Desk
from tools.desks.lost.roundup import ROUNDUP as LOST
from tools.desks.roundup.server import Roundup


def _proof(desk: Desk) -> Proof:
    return LOST.proof(desk, "anna")


def _colleague_notes(desk: Desk, text: str) -> str:
    if not isinstance(desk, Roundup):
        raise TypeError(desk)
    ticket = desk.landmarks().typed
    LOST.meddle(desk, ticket, text)
    return ticket


ROUNDUP = BenchDesk(
    name="roundup",
    title="Roundup",
    at=Roundup,
    proof=_proof,
    bare_pull=bare_pull,
    colleague_notes=_colleague_notes,
)
