"""python -m tests.benchmarks [NAME] [--json FILE]: measure, print a table, fail when a goal is missed."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.measurement import Measurement
from tests.benchmarks.registry import found


def main(arguments: Sequence[str], console: Console, known: Mapping[str, Callable[[], Measurement]]) -> int:
    """Run what `arguments` name, all that are known when they name none; 0 when every goal was met."""
    asked = _asked(arguments, tuple(known))
    measured: list[Measurement] = []
    for name in [asked.name] if asked.name else list(known):
        console.print(f"measuring {name} ...")
        measured.append(known[name]())
    console.print(table(measured))
    if asked.json is not None:
        rows = [one.as_json() for one in measured]
        asked.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    return 0 if all(one.ok for one in measured) else 1


def table(measured: Sequence[Measurement]) -> Table:
    """The measurements as people read them."""
    rows = Table("what", "unit", "ours", "reference", "ratio", "goal", "")
    for one in measured:
        sign = "≥" if one.better == "higher" else "≤"
        rows.add_row(
            one.name,
            one.unit,
            f"{one.ours:.4g}",
            f"{one.reference:.4g}",
            f"{one.ratio:.2f}",
            f"{sign} {one.goal:g}",
            "ok" if one.ok else "MISSED",
        )
    return rows


def _asked(arguments: Sequence[str], known: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("name", nargs="?", choices=known, help="only this one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measurements there as well")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Console(), found()))
