"""``python -m tools.bench.start_rounds HOME ROUNDS``: starts client and empty window in turn.

Prints their times in milliseconds as JSON. Runs where a keyring is, see ``tools.bench.keyring``.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from deskclient.services.keys import SystemVault
from deskclient.services.profile_api import KeyPlace
from tools.bench.known import KEY, PROFILE


def main(home: Path, rounds: int) -> None:
    """Measure, after one round nobody counts."""
    SystemVault(home / "data" / "profiles").put_key(PROFILE, KeyPlace.KEYRING, KEY)
    ours = ["-m", "deskclient", "--data-dir", str(home), "--offline", "--quit-after-paint"]
    floor = ["-m", "tools.bench.empty_window"]
    times: dict[str, list[float]] = {"ours": [], "floor": []}
    for at in range(rounds + 1):
        for name, arguments in (("floor", floor), ("ours", ours)):
            took_ms = _run([sys.executable, *arguments])
            if at:
                times[name].append(took_ms)
    print(json.dumps(times))


def _run(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=sys.stderr)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
