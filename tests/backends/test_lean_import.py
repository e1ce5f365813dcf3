"""httpx comes without its command line, and leaves everything else as it was."""

import subprocess
import sys

_PROGRAM = """
import sys
from deskclient.backends.lean_import import without_command_line
with without_command_line():
    import httpx
assert httpx.AsyncClient
assert "httpx._main" not in sys.modules
import click
assert click.command
"""


def test_httpx_is_imported_without_its_command_line():
    assert subprocess.run([sys.executable, "-c", _PROGRAM], check=False).returncode == 0
