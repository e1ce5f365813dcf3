"""What a client finds on a real desktop: a keyring, a screen; here without a desktop."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_UNLOCK = 'printf %s bench | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "$@"'


def run_with_keyring(module: str, *arguments: str, screen: Mapping[str, str]) -> str:
    """Run a module of the bench where a keyring is; gives what it prints.

    On Linux that is a Secret Service of its own; elsewhere the system's keyring is used.
    """
    command: Sequence[str] = [sys.executable, "-m", module, *arguments]
    with tempfile.TemporaryDirectory(prefix="bench-keyring") as folder:
        environment = {**compiled_once(Path(folder)), **screen}
        if sys.platform == "linux":
            if not has_keyring():
                sys.exit("bench: start needs dbus-run-session and gnome-keyring-daemon")
            environment |= {"XDG_DATA_HOME": folder, "XDG_RUNTIME_DIR": folder}
            command = ["dbus-run-session", "--", "bash", "-c", _UNLOCK, "bench", *command]
        done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE)
    return done.stdout.decode()


def compiled_once(folder: Path) -> dict[str, str]:
    """Give an environment as where the client is installed: no module is compiled at each start."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "code")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def has_keyring() -> bool:
    """Whether a keyring can be had here."""
    return all(shutil.which(name) for name in ("dbus-run-session", "gnome-keyring-daemon"))


@contextmanager
def screens() -> Iterator[Mapping[str, Mapping[str, str]]]:
    """Give the screens to measure on, by name: none at all, and X where its server is there."""
    found: dict[str, Mapping[str, str]] = {"offscreen": {"QT_QPA_PLATFORM": "offscreen"}}
    if shutil.which("Xvfb") is None:
        yield found
        return
    with _x_server() as display:
        yield {**found, "xcb": {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}}


@contextmanager
def _x_server() -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24"]
    process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with Path(f"/dev/fd/{reading}").open() as pipe:
            number = pipe.readline().strip()
        yield f":{number}"
    finally:
        os.close(reading)
        process.terminate()
        process.wait()
