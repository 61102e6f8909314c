"""A long day at one desk in a short time, in a process of its own; see `tests.faults.soak`."""

import ctypes
import gc
import json
import os
import random
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import psutil

from checkin.app import App, Schedule
from checkin.app.awaited_badge import awaited_badge
from checkin.app.command_line import choose_first_station, push_everything
from checkin.model.admission import Admitted
from checkin.model.ids import AttendeeId, MovementId
from checkin.settings import Connection
from tests.faults import laptop
from tests.faults.power_vfs import library
from tests.faults.soak_platform import OFFLINE, ONLINE, OPEN
from tests.faults.warm import say

DAY = "day.json"
_TRIM = getattr(ctypes.CDLL(None), "malloc_trim", bool)
_COMPRESSED = 100  # so much oftener than in eight hours everything comes that comes by the clock
_BARE_EVERY, _STATUS_EVERY, _BADGE_EVERY, _LOOK_EVERY = 20, 40, 400, 1000


def live(folder: str, scans: int, slices: int, seed: int, platform: int) -> None:
    """Live through it, and write down what was measured, slice by slice."""
    at_hand: dict[str, Any] = json.loads(Path(folder, OPEN).read_text())
    often = Schedule(changes=30.0 / _COMPRESSED, everything=600.0 / _COMPRESSED)
    with laptop.opened(Path(folder), often) as app:
        app.connect(Connection.model_validate(at_hand["connection"]), at_hand["secrets"])
        app.choose_event(next(one for one in app.events() if one.platform_id == at_hand["event"]))
        app.pull()
        choose_first_station(app, at_hand["station"])
        app.start_sync()
        day = _Day(app, Path(folder), random.Random(seed), at_hand, platform)
        measured = [day.live_slice(scans // slices, number % (slices // 10)) for number in range(slices)]
        os.kill(platform, ONLINE)
        pushed = push_everything(app, patience=120)
        told = {"slices": measured, "waiting": pushed.counts.waiting, "parked": pushed.counts.parked}
        Path(folder, DAY).write_text(json.dumps({**told, "tally": day.tally}))
    say("over")


class _Day:
    """What happens at a desk, by the dice, and what it costs."""

    def __init__(
        self, app: App, folder: Path, dice: random.Random, at_hand: dict[str, Any], platform: int
    ) -> None:
        self._app = app
        self._dice = dice
        self._platform = platform
        self._to_come: list[str] = at_hand["welcome"]
        self._turned: list[str] = at_hand["turned"]
        self._inside: list[tuple[str, MovementId, AttendeeId]] = []  # no more of them: it is our own memory
        self._took: list[float] = []
        self._bare = _Bare(folder / "bare.sqlite")
        self._me = psutil.Process()
        self.tally = dict.fromkeys(("scans", "greens", "refused", "undone", "badges", "outages"), 0)
        dice.shuffle(self._to_come)

    def live_slice(self, scans: int, number: int) -> dict[str, float]:
        """A part of a tenth of the day; the second part of each is spent without a network."""
        if number == 1:
            self.tally["outages"] += 1
            os.kill(self._platform, OFFLINE)
        else:
            os.kill(self._platform, ONLINE)
            self._app.sync_now()
        self._took, self._bare.took = [], []
        for _ in range(scans):
            self._scan()
            self._something_else(self.tally["scans"])
        gc.collect()
        _TRIM(0)  # what is free, but was not given back, is nobody's leak
        return {
            "rss": self._me.memory_info().rss,
            "sqlite": _held_by_sqlite(),
            "handles": self._me.num_fds(),
            "threads": threading.active_count(),
            "p50": _percentile(self._took, 0.5),
            "p99": _percentile(self._took, 0.99),
            "bare": _percentile(self._bare.took, 0.5),
        }

    def _scan(self) -> None:
        match self._dice.randrange(20):
            case 0 | 1 if self._to_come:
                self._admit(self._to_come.pop())
            case 2 | 3:
                self._admit(self._dice.choice(self._turned))
            case 4 | 5 | 6:
                self._admit(f"nobody's {self._dice.random()}")
            case _ if self._inside:
                self._admit(self._dice.choice(self._inside)[0])
            case _:
                self._admit("nobody's")

    def _admit(self, code: str) -> None:
        began = time.perf_counter()
        scan = self._app.desk.admit(code)
        self._took.append(time.perf_counter() - began)
        self.tally["scans"] += 1
        if isinstance(scan.admission, Admitted):
            self.tally["greens"] += 1
            assert scan.movement is not None
            self._inside.append((code, scan.movement, scan.admission.attendee.id))
        else:
            self.tally["refused"] += 1

    def _something_else(self, number: int) -> None:
        if number % _BARE_EVERY == 0:
            self._bare.insert()
        if number % _STATUS_EVERY == 0:
            self._app.sync_status()
            self._app.desk.recent()
            self._app.desk.find(self._dice.choice(["a", "be", "mar", "sch"]))
        if number % _BADGE_EVERY == 1 and self._inside:
            self._print()
        if number % _LOOK_EVERY == 2:
            self._app.look()
        if self._dice.random() < 0.03 and self._inside:
            self._take_back()

    def _take_back(self) -> None:
        code, movement, _ = self._inside.pop(self._dice.randrange(len(self._inside)))
        self._app.desk.undo(movement)
        self._to_come.insert(0, code)
        self.tally["undone"] += 1

    def _print(self) -> None:
        badge = awaited_badge(self._app, self._dice.choice(self._inside)[2])
        assert badge.path is not None
        badge.path.unlink()
        self.tally["badges"] += 1


class _Bare:
    """One durable insert with nothing around it: how quick the machine is just now."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.executescript("PRAGMA journal_mode = WAL; CREATE TABLE bare (x)")
        self.took: list[float] = []

    def insert(self) -> None:
        began = time.perf_counter()
        self._connection.execute("INSERT INTO bare VALUES (1)")
        self.took.append(time.perf_counter() - began)


def _held_by_sqlite() -> int:
    """Bytes in SQLite's own hands: pages of the file, as many as the mirror's limit allows; 0 if unknown."""
    found = library()
    if found is None:
        return 0
    found.sqlite3_memory_used.restype = ctypes.c_int64
    return int(found.sqlite3_memory_used())


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
