"""Power cuts: what was written and not synced may be gone, or there in part; what was green is there."""

import pickle
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from checkin.desk import admit
from checkin.errors import MirrorError
from checkin.mirror.database import Mirror
from tests.fakes.builders import stored
from tests.faults.figures import Figure, Scale
from tests.faults.power_disk import Disk
from tests.faults.power_load import LOG, PEOPLE, crowd
from tests.faults.power_vfs import Happened, library
from tests.faults.soundness import unsound
from tests.faults.statements_desk import FILE, ground
from tests.faults.warm import Warm

_RUNS, _ACTS = 6, 140
_BETWEEN = 0.1  # of the other lines of a log are cut at, too
_OURS = "FULL"
_MUTANTS = ("NORMAL", "OFF")


def prove(scale: Scale) -> list[Figure]:
    """Cuts at syncs and between them; and that less syncing than ours would have been noticed."""
    with tempfile.TemporaryDirectory(prefix="checkin-power-") as folder:
        if library() is None:
            return [photographed(scale, Path(folder))]
        return [_watched(scale, Path(folder))]


def _watched(scale: Scale, folder: Path) -> Figure:
    dice = random.Random(scale.seed)
    faults: list[str] = []
    counts = dict.fromkeys(("runs", "power cuts", "writes", "syncs", "greens shown", "lost"), 0)
    caught = 0
    with Warm("tests.faults.power_load") as desk:
        for _ in range(scale.times(1, _RUNS)):
            run = _Run(desk, folder, dice.randrange(10**9), scale.times(50, _ACTS), _OURS)
            faults += run.cut_all(dice, at_each_sync=scale.times(1, 2), between=_BETWEEN)
            counts["runs"] += 1
            counts["power cuts"] += run.cuts
            for name, kind in (("writes", "write"), ("syncs", "sync"), ("greens shown", "shown")):
                counts[name] += sum(line.kind == kind for line in run.log)
        for mutant in _MUTANTS:
            run = _Run(desk, folder, dice.randrange(10**9), 40, mutant)
            caught += any("lost" in fault for fault in run.cut_all(dice, at_each_sync=1, between=_BETWEEN))
    counts["lost"] = sum("lost" in fault for fault in faults)
    faults += [] if caught == len(_MUTANTS) else ["too little syncing was not noticed"]
    more = {"mutants caught": f"{caught} of {len(_MUTANTS)}", "recorded by": "a VFS before SQLite's own"}
    return Figure(name="power cut", counts={**counts, **more}, faults=tuple(faults))


class _Run:
    """One desk's log, and the disks that any instant of it may leave."""

    def __init__(self, desk: Warm, folder: Path, seed: int, acts: int, synchronous: str) -> None:
        self._disk = folder / "disk"
        work = folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        _prepare(work)
        self._base = {FILE: (work / FILE).read_bytes()}
        desk.bear(work, seed, acts, synchronous)
        assert desk.ended() == 0
        self.log: list[Happened] = pickle.loads((work / LOG).read_bytes())  # noqa: S301 - our own child's
        self.cuts = 0

    def cut_all(self, dice: random.Random, *, at_each_sync: int, between: float) -> Iterator[str]:
        """Cut the power; say what was lost or half there."""
        disk, shown, undone = Disk(self._base), set[str](), set[str]()
        for line in self.log:
            times = at_each_sync if line.kind in {"sync", "shown"} else int(dice.random() < between)
            if line.kind == "sync":
                yield from self._cut(disk, times, dice, shown, undone)
            disk.follow(line)
            shown |= {line.name} if line.kind == "shown" else set()
            undone |= {line.name} if line.kind == "undone" else set()
            yield from self._cut(disk, times, dice, shown, undone)

    def _cut(
        self, disk: Disk, times: int, dice: random.Random, shown: set[str], undone: set[str]
    ) -> Iterator[str]:
        for _ in range(times):
            self.cuts += 1
            yield from _look(self._disk, disk.cut(dice), shown, undone)


def _prepare(folder: Path) -> None:
    synced = ground(folder)
    stored(synced.mirror, synced.post.event, *crowd(range(PEOPLE)))
    synced.mirror.close()


def _look(folder: Path, left: dict[str, bytes], shown: set[str], undone: set[str]) -> Iterator[str]:
    """Start again on what is left of the disk."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in left.items():
        (folder / name).write_bytes(content)
    yield from unsound(folder / FILE)
    with closing(sqlite3.connect(folder / FILE)) as connection:
        found = {row[0] for row in connection.execute("SELECT id FROM movement")}
        taken_back = {row[0] for row in connection.execute("SELECT undoes FROM movement")}
    if shown - found:
        yield f"{len(shown - found)} green lost"
    if undone - taken_back:
        yield f"{len(undone - taken_back)} undo lost"
    try:
        Mirror(folder / FILE).close()
    except MirrorError as error:
        yield f"it does not open: {error}"


def photographed(scale: Scale, folder: Path) -> Figure:
    """Without a look at the writes: of the WAL what was there at a commit, and any part of what follows."""
    dice = random.Random(scale.seed)
    cuts, faults, shown = 0, list[str](), set[str]()
    _prepare(folder)
    synced = ground(folder)
    wal = folder / f"{FILE}-wal"
    before = (b"", b"")
    for number in range(scale.times(40, PEOPLE)):
        scan = admit.admit(synced.post, f"C{number}")
        now = ((folder / FILE).read_bytes(), wal.read_bytes())
        if before[0] == now[0] and before[1] == now[1][: len(before[1])]:
            tail = now[1][len(before[1]) :]
            left = before[1] + tail[: dice.randrange(len(tail) + 1)] + dice.randbytes(dice.randrange(5000))
            faults += _look(folder / "disk", {FILE: now[0], wal.name: left}, shown, set())
            cuts += 1
        shown |= {str(scan.movement)}
        faults += _look(folder / "disk", {FILE: now[0], wal.name: now[1]}, shown, set())
        cuts += 1
        before = now
    synced.mirror.close()
    counts: dict[str, int | float | str] = {
        "power cuts": cuts,
        "greens shown": len(shown),
        "recorded by": "photographs of the WAL",
    }
    return Figure(name="power cut", counts=counts, faults=tuple(faults))
