"""The table and the JSON of a bench run."""

import json
import platform
from collections.abc import Sequence
from pathlib import Path

from tools.bench.figure import Reading

_HEAD = ("name", "ours", "floor", "ratio", "budget", "ok")


def format_table(readings: Sequence[Reading]) -> str:
    """Lay out readings for people: one line each, columns aligned."""
    rows = [_HEAD, *(_cells(one) for one in readings)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
    lines = ["  ".join(cell.ljust(widths[at]) for at, cell in enumerate(row)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def _cells(one: Reading) -> tuple[str, ...]:
    floor = f"{one.floor:,.4g} {one.unit}" if one.floor else "-"
    sign = ">=" if one.more_is_better else "<="
    times = " x" if one.floor else f" {one.unit}"
    return (
        one.name,
        f"{one.ours:,.4g} {one.unit}",
        floor,
        f"{one.ratio:.2f}" if one.floor else "-",
        f"{sign} {one.budget:g}{times}",
        "yes" if one.ok else "NO",
    )


def write_json(readings: Sequence[Reading], target: Path) -> None:
    """Write readings with what they were measured on."""
    content = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "figures": [
            {
                "name": one.name,
                "ours": one.ours,
                "floor": one.floor,
                "ratio": one.ratio,
                "unit": one.unit,
                "budget": one.budget,
                "more_is_better": one.more_is_better,
                "ok": one.ok,
                "note": one.note,
            }
            for one in readings
        ],
    }
    target.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
