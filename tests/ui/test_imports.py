"""Importing stays what Python does: Qt's binding would read every module's source for it."""

import subprocess
import sys

_PROGRAM = """
import linecache, os, sys
import deskclient.ui.main_window
own = os.path.dirname(deskclient.__file__)
read = [name for name in linecache.cache if name.startswith(own)]
sys.exit(len(read))
"""


def test_importing_the_window_reads_no_sources() -> None:
    assert subprocess.run([sys.executable, "-c", _PROGRAM], check=False).returncode == 0
