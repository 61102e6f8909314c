"""python -m tests.faults [PROOF ...] [--json FILE] [--seed N] [--reduced]: a line for each figure."""

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from tests.faults.figures import Figure, Proof, Scale, found


def main(arguments: Sequence[str], known: Mapping[str, Proof], out: TextIO) -> int:
    """Run what `arguments` name, all that are known when they name none; 0 when every promise held."""
    asked = _asked(arguments, tuple(known))
    scale = Scale(full=not asked.reduced, seed=asked.seed)
    out.write(f"seed {scale.seed}\n")
    figures: list[Figure] = []
    for name in asked.proofs or known:
        began = time.monotonic()
        for figure in known[name](scale):
            figures.append(figure)
            out.write(f"{figure.line()} ({time.monotonic() - began:.0f} s)\n")
            out.flush()
    if asked.json is not None:
        told = {"seed": scale.seed, "full": scale.full, "figures": [one.as_json() for one in figures]}
        asked.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0 if all(figure.ok for figure in figures) else 1


def _asked(arguments: Sequence[str], known: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="faults", description="Nothing lost, nothing twice: the figures.")
    parser.add_argument(
        "proofs", nargs="*", metavar="PROOF", help=f"one of {', '.join(known)}; all by default"
    )
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--reduced", action="store_true", help="as few as the test suite does")
    asked = parser.parse_args(arguments)
    unknown = set(asked.proofs) - set(known)
    if unknown:
        parser.error(f"There is no proof {', '.join(sorted(unknown))}; there are {', '.join(known)}.")
    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], found(), sys.stdout))
