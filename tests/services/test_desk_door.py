"""The first contact with desks of every kind that is installed."""

import subprocess
import sys

from tests.server.service import cheap_config, mini_desk, running

_LOOK = """
import sys
from deskclient.domain.clock import SystemClock
from deskclient.services.desk_door import DeskDoor
found = DeskDoor(SystemClock(), "a test").probe(sys.argv[1])
print(found.backend)
ours = [name.split(".") for name in sys.modules if name.startswith("deskclient.backends.")]
print(*sorted({parts[2] for parts in ours}))
print("importlib.metadata" in sys.modules)
"""


def test_other_kinds_of_desks_are_not_loaded_once_the_desk_is_found(home):
    """All that was loaded stays in memory, and most people have one desk."""
    mini = mini_desk(config=cheap_config(home / "files"))
    with running(mini) as url:
        command = [sys.executable, "-c", _LOOK, url]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    mini.desk.database.close()
    backend, loaded, looked_around = told.splitlines()
    assert backend == "native"
    assert "native" in loaded.split()
    assert looked_around == "False", "nobody looks for kinds of others where ours answers"
    assert not {"redmine", "request_tracker", "roundup"} & set(loaded.split())
