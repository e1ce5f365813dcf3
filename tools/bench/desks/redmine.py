"""Redmine, for the bench."""

from tools.bench.desks.declared import BenchDesk
from tools.bench.desks.redmine_bare_pull import bare_pull
from tools.desks.agent import Proof
from tools.desks.desk import Desk
from tools.desks.lost.redmine import REDMINE as LOST
from tools.desks.redmine.server import Redmine


def _proof(desk: Desk) -> Proof:
    return LOST.proof(desk, "anna")


def _colleague_notes(desk: Desk, text: str) -> str:
    if not isinstance(desk, Redmine):
        raise TypeError(desk)
    ticket = str(desk.landmarks().typed)
    LOST.meddle(desk, ticket, text)
    return ticket


REDMINE = BenchDesk(
    name="redmine",
    title="Redmine",
    at=Redmine,
    proof=_proof,
    bare_pull=bare_pull,
    colleague_notes=_colleague_notes,
)
