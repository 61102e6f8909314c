"""A whole day at one desk, compressed: memory does not grow, handles stay, and the last scan is as quick."""

import json
import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.faults import laptop
from tests.faults.figures import Figure, Scale
from tests.faults.soak_day import DAY
from tests.faults.soak_platform import record_of
from tests.faults.warm import Warm

_PLATFORM = "sarcon"  # it is told of undos, and its record can be compared to the last one
_SCANS = 100_000
_FEW = 1500
_MORE_MEMORY, _MUCH_MORE = 0.05, 0.3  # of a whole day; of a few seconds, in which caches still fill
_SLOWER = 1.5
_A_READER = 2  # handles of one more connection to the mirror, of which there is a small pool
_STILL_COMING = 6  # in a few seconds the pool is still filling, and a journal's file may be open just now

Slices = Sequence[Mapping[str, float]]


def prove(scale: Scale) -> list[Figure]:
    """One day; see the module."""
    scans = scale.times(_FEW, _SCANS)
    with (
        tempfile.TemporaryDirectory(prefix="checkin-soak-") as name,
        Warm("tests.faults.soak_platform") as platform,
        Warm("tests.faults.soak_day") as desk,
    ):
        folder = Path(name)
        platform.bear(folder, _PLATFORM, scale.times(300, 3000), scale.seed)
        platform.until("open")
        desk.bear(folder, scans, scale.times(20, 100), scale.seed, platform.pid)
        desk.until("over", patience=3600)
        desk.ended()
        day = json.loads((folder / DAY).read_text())
        faults = [*_settled(day), *laptop.compared_to(record_of(platform, folder), folder)]
    return [_figure(day, faults, scale)]


def _figure(day: Mapping[str, Any], faults: list[str], scale: Scale) -> Figure:
    slices: Slices = day["slices"]
    tenth = len(slices) // 10
    second, last = slices[tenth : 2 * tenth], slices[-tenth:]
    grown = _middle(last, "rss") / _middle(second, "rss") - 1
    slower = _slower(slices)
    handles = [round(_middle(part, "handles")) for part in (second, last)]
    faults += _broken(scale, grown, slower, handles)
    counts = {
        **day["tally"],
        "MB in the 2nd tenth": round(_middle(second, "rss") / 1e6, 1),
        "in the last": round(_middle(last, "rss") / 1e6, 1),
        "of it SQLite's pages": round((_middle(last, "sqlite") - _middle(second, "sqlite")) / 1e6, 1),
        "growth %": round(grown * 100, 1),
        "handles": f"{handles[0]} to {handles[1]}",
        "threads": round(_middle(last, "threads")),
        "p50 ms": round(_middle(slices, "p50") * 1000, 2),
        "p99 ms by tenths": " ".join(f"{value * 1000:.1f}" for value in _by_tenths(slices, "p99")),
        "last to median": round(slower, 2),
    }
    return Figure(name="a day's soak", counts=counts, faults=tuple(faults))


def _broken(scale: Scale, grown: float, slower: float, handles: Sequence[int]) -> Iterator[str]:
    if grown > (_MORE_MEMORY if scale.full else _MUCH_MORE):
        yield f"memory grew by {grown:.1%}"
    if handles[1] > handles[0] + (_A_READER if scale.full else _STILL_COMING):
        yield f"handles grew from {handles[0]} to {handles[1]}"
    if scale.full and slower > _SLOWER:
        yield f"scans became {slower:.2f} times as slow"


def _settled(day: Mapping[str, Any]) -> Iterator[str]:
    for state in ("waiting", "parked"):
        if day[state]:
            yield f"{day[state]} {state} at the end"


def _slower(slices: Slices) -> float:
    """The last tenth's p99 to the median of all, by the clock or by what a bare insert took meanwhile."""
    plain = _by_tenths(slices, "p99")
    to_bare = [ours / bare for ours, bare in zip(plain, _by_tenths(slices, "bare"), strict=True)]
    return min(values[-1] / statistics.median(values) for values in (plain, to_bare))


def _by_tenths(slices: Slices, what: str) -> list[float]:
    tenth = len(slices) // 10
    return [_middle(slices[start : start + tenth], what) for start in range(0, len(slices), tenth)]


def _middle(slices: Slices, what: str) -> float:
    return statistics.median(one[what] for one in slices)
