"""Disks that are full, or may not be written: what was green is on them, what was not is an error."""

import json
from collections import defaultdict

from tests.faults.figures import Figure, Scale
from tests.faults.small_disk import mechanism, run_with


def prove(scale: Scale) -> list[Figure]:
    """A figure for each story."""
    said = run_with("tests.faults.disks_station", scale.times(1, 12), scale.seed)
    told = json.loads(said.splitlines()[-1])
    stories: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    for one in told:
        stories[str(one["name"])].append(one)
    kind, _ = mechanism()
    return [_figure(name, kind, lived) for name, lived in stories.items()]


def _figure(name: str, kind: str, lived: list[dict[str, object]]) -> Figure:
    counts: dict[str, int | str] = {"times": len(lived), "disk": kind}
    faults: list[str] = []
    for one in lived:
        match one:
            case {"greens": int(greens), "refused": int(refused), "faults": list(wrong)}:
                counts["greens"] = int(counts.get("greens", 0)) + greens
                counts["said to fail"] = int(counts.get("said to fail", 0)) + refused
                faults += map(str, wrong)
            case _:
                faults.append(f"nothing was told: {one}")
    return Figure(name=f"disk {name.replace('_', ' ')}", counts=counts, faults=tuple(faults))
