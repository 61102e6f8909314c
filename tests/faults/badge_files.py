"""`kill -9` while a PDF of badges is written, or before it is counted: no name outlives its event."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.fakes.pulled import pull_into, station_like
from tests.faults.figures import Figure, Scale
from tests.faults.warm import Warm

_PEOPLE = 60
_PART = 25
_PLACES = ("in mid-file", "whole, before it has its name", "before it is counted")


def prove(scale: Scale) -> list[Figure]:
    """A death in each place, in one file and in parts; see the module."""
    del scale  # the places are few: all are tried
    counts: Counter[str] = Counter()
    faults: list[str] = []
    with (
        tempfile.TemporaryDirectory(prefix="checkin-badges-") as folder,
        Warm("tests.faults.badge_files_desk") as desk,
    ):
        pulled = pull_into(Path(folder) / "pulled", attendees=_PEOPLE)
        for number, place in enumerate(_PLACES):
            for part in (0, _PART):
                own = Path(folder) / f"{number}-{part}"
                faults += [f"{place}: {fault}" for fault in _one(desk, pulled, own, place, part, counts)]
    return [Figure(name="badge files and kill -9", counts=dict(counts), faults=tuple(faults))]


def _one(desk: Warm, pulled: Path, own: Path, place: str, part: int, counts: Counter[str]) -> Iterator[str]:
    chosen = own / "chosen"
    chosen.mkdir(parents=True)
    (chosen / "mine.pdf").touch()
    with station_like(pulled, own / "app") as app:
        event = app.event
        assert event is not None
        desk.bear(own / "app", chosen, place, part)
        desk.ended()
        left = set(chosen.iterdir())
        counts["deaths"] += 1
        counts["files left by them"] += len(left) - 1
        if len(left) == 1:
            yield "it died before there was anything"
        app.forget_event(event)
    stay = {file.name for file in chosen.iterdir()}
    if stay != {"mine.pdf"}:
        yield f"of {len(left)} files there are {sorted(stay)} when the event is forgotten"
