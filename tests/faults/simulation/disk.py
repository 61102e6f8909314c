"""A station's file, reset from a picture of it in memory: a history must cost milliseconds.

The mirror is the real one on a real file; it stays open from history to history, because compiling SQL anew
would cost more than the history itself. Its death is an exception at a transaction's edge: what the disk
then holds is what a kill would have left (kills of real processes are proved by `tests.faults.kills`).
"""

import contextlib
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil
from sqlalchemy import Connection
from typing_extensions import override

from checkin.errors import MirrorFullError
from checkin.mirror.database import Mirror
from checkin.model.event import Event
from tests.faults.simulation.line import Died


def _nothing() -> None:
    """What happens at a commit when nobody listens."""


class MortalMirror(Mirror):
    """A mirror whose process may die before or after a commit, and whose disk may be full.

    Attributes:
        dies_in: the commit at which it dies, counted from now; None for never.
        keeps_it: that commit is on the disk all the same.
        full_for: so many transactions find no room.
        committed: told after each commit; `refused` instead where there was no room for it.
    """

    dies_in: int | None = None
    keeps_it: bool = True
    full_for: int = 0
    committed: Callable[[], None] = staticmethod(_nothing)
    refused: Callable[[], None] = staticmethod(_nothing)

    @override
    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        if self.full_for:
            self.full_for -= 1
            self.refused()
            raise MirrorFullError("The disk is full.")
        strikes = self._strikes()
        with super().write() as connection:
            yield connection
            if strikes and not self.keeps_it:
                raise Died
        self.committed()
        if strikes:
            raise Died

    def _strikes(self) -> bool:
        if self.dies_in is None:
            return False
        self.dies_in -= 1
        if self.dies_in >= 0:
            return False
        self.dies_in = None
        return True

    def live_on(self) -> None:
        """Nothing strikes it any more."""
        self.dies_in, self.full_for = None, 0


@dataclass(kw_only=True)
class Disk:
    """One station's disk: the mirror on it, and a look at its file from outside."""

    mirror: MortalMirror
    outside: sqlite3.Connection


_NAME = re.compile(r"histories-(\d+)-")


def room() -> Path:
    """Where histories are kept while they last: in memory, where there is a folder in it."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own in it
    return memory if memory.is_dir() else Path(tempfile.gettempdir())


def _folder() -> Path:
    """A new one, named after this process; those of processes that were killed go, so that none piles up."""
    for left in room().glob("histories-*"):
        whose = _NAME.match(left.name)
        if whose is not None and not psutil.pid_exists(int(whose[1])):
            shutil.rmtree(left, ignore_errors=True)  # another process may be at it, too
    return Path(tempfile.mkdtemp(prefix=f"histories-{os.getpid()}-", dir=room()))


class Disks:
    """As many as a history has stations; used again by the next. A context manager that leaves nothing.

    On shared memory where there is some.

    Attributes:
        event: the one every history is about.
    """

    def __init__(self, prepare: Callable[[Mirror], Event], most: int = 3) -> None:
        """`prepare` makes what every history begins with."""
        self._folder = _folder()
        self._picture = sqlite3.connect(":memory:", check_same_thread=False)
        self._disks: list[Disk] = []
        self.event = self._prepared(prepare)
        for number in range(most):
            self._disks.append(self._disk(self._folder / f"{number}.sqlite"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for disk in self._disks:
            disk.outside.close()
            disk.mirror.close()
        self._picture.close()
        shutil.rmtree(self._folder)

    def _prepared(self, prepare: Callable[[Mirror], Event]) -> Event:
        mirror = Mirror(self._folder / "prepared.sqlite")
        event = prepare(mirror)
        mirror.close()
        with contextlib.closing(sqlite3.connect(mirror.path)) as prepared:
            prepared.backup(self._picture)
        return event

    def _disk(self, path: Path) -> Disk:
        shutil.copyfile(self._folder / "prepared.sqlite", path)
        mirror = MortalMirror(path)
        outside = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        outside.row_factory = sqlite3.Row
        return Disk(mirror=mirror, outside=outside)

    def fresh(self, number: int) -> Disk:
        """A station's disk as it was at the beginning."""
        disk = self._disks[number]
        disk.mirror.live_on()
        disk.mirror.committed = disk.mirror.refused = _nothing
        self._picture.backup(disk.outside)
        return disk
