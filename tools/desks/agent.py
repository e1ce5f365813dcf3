"""An agent at a real desk: the whole client but its window, in a folder of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deskclient.services.api import Desk
from deskclient.services.options import ClientOptions
from deskclient.services.profile_api import KeyPlace, SignInForm
from deskclient.services.program import build_program


@dataclass(frozen=True, slots=True)
class Proof:
    """How an agent signs in."""

    login: str
    secret: str
    way: str


@contextmanager
def agent_at(folder: Path, url: str, proof: Proof) -> Iterator[Desk]:
    """Sign in with a fresh profile in ``folder`` and open it; the engine is not started.

    Bytes of files stay on the desk, and nothing waits to be taken back.
    """
    shutil.rmtree(folder, ignore_errors=True)
    with build_program(ClientOptions(data_dir=folder)) as program:
        program.settings.set("attachment_mb", 0)
        program.settings.set("undo_send_s", 0)
        form = SignInForm(url, proof.login, proof.secret, KeyPlace.SESSION, "", way=proof.way)
        signed_in = program.profiles.sign_in(form).result()
        desk = program.profiles.open(signed_in.profile.profile_id)
        try:
            yield desk
        finally:
            desk.close()
