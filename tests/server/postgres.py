"""A private PostgreSQL for tests: a cluster of its own in a temporary folder."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text


def find_bin() -> Path | None:
    """Find the folder of the newest installed server programs."""
    found = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found.sort(key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    known = shutil.which("initdb")
    return Path(known).resolve().parent if known else None


def _user() -> str | None:
    """The server refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(user: str | None, folder: Path, *command: str | Path) -> None:
    done = subprocess.run(
        command,
        user=user,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Start a server; give the URL of it, to which a database's name is to be added."""
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="dcpg"))
    data = folder / "data"
    if user is not None:
        shutil.chown(folder, user)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    start: list[str | Path] = [
        programs / "pg_ctl",
        "-D",
        data,
        "-w",
        "-t",
        "30",
        "-l",
        folder / "log",
    ]
    try:
        _run(
            user, folder, programs / "initdb", "-D", data, "-U", "desk", "-A", "trust", "-E", "UTF8"
        )
        _run(user, folder, *start, "-o", settings, "start")
        yield f"postgresql+psycopg://desk@127.0.0.1:{port}/"
    finally:
        if (data / "postmaster.pid").exists():
            _run(user, folder, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str, name: str) -> str:
    """Make an empty database; give its URL."""
    engine = create_engine(f"{server}postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return f"{server}{name}"
