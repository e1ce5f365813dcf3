"""The operator's page is true: its program makes a queue on a running desk."""

import re
import subprocess
import sys
from pathlib import Path

from tests.server.service import PASSWORD, mini_desk, running

PAGE = Path(__file__).parents[2] / "docs" / "server.md"


def test_the_program_on_the_page_makes_a_queue():
    (program,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    mini = mini_desk()
    with running(mini) as url:
        done = subprocess.run(
            [sys.executable, "-c", program, url, "root", PASSWORD, "On site", "on-site"],
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.stdout.strip(), done.stderr) == ("applied", "")
    mini.desk.database.close()
