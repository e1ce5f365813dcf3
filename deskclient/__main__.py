"""Starts the program: ``python -m deskclient`` and the installed command ``deskclient``."""

import sys


def main() -> int:
    """Run the command line; gives the exit code."""
    from deskclient.cli.main import run  # noqa: PLC0415 - multiprocessing children import this file

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
