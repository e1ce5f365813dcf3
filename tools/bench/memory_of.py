"""``python -m tools.bench.memory_of HOME``: shows every standing view, prints megabytes held."""

import sys
from pathlib import Path

from deskclient.ui.views import standing_views
from tools.bench.resident import resident_bytes
from tools.bench.stage import stage


def main(home: Path) -> None:
    """Show them."""
    with stage(home) as on:
        for view in standing_views(on.desk.me.person_id):
            on.window.show_view(view)
            on.settle()
        print(resident_bytes() / 1_000_000)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
