"""The client without a window at a real desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deskclient.services.api import Desk
from tools.bench.client import Ear
from tools.desks.agent import Proof, agent_at


@contextmanager
def client_at(folder: Path, url: str, proof: Proof) -> Iterator[tuple[Desk, Ear]]:
    """Sign in afresh and listen; the engine is not started."""
    with agent_at(folder, url, proof) as desk:
        ear = Ear()
        desk.listen(ear.hear)
        yield desk, ear
