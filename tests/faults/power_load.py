"""A desk whose every write and sync is written down; see `tests.faults.power`."""

import os
import pickle
import random
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from checkin.desk import admit, register, undo
from checkin.model.admission import Admitted
from checkin.model.ids import MovementId
from checkin.model.operation import Move
from checkin.model.pulled import PulledAttendee
from checkin.sync.push import push
from tests.fakes.builders import a_pulled, stored
from tests.fakes.synced import Synced
from tests.faults.power_vfs import Watch, library
from tests.faults.statements_desk import ground

LOG = "log.pickle"
PEOPLE = 400


def crowd(numbers: Iterable[int], name: str = "Ada") -> list[PulledAttendee]:
    """These people, all of that name."""
    return [a_pulled(number, name) for number in numbers]


def live(folder: str, seed: int, acts: int, synchronous: str) -> None:
    """Work for so many acts, with what SQLite syncs as our mirror has it, or as a mutant has it."""
    found = library()
    assert found is not None
    watch = Watch(found, Path(folder))
    shift = _Shift(Path(folder), random.Random(seed), watch, synchronous)
    for _ in range(acts):
        shift.act()
    Path(folder, LOG).write_bytes(pickle.dumps(watch.log))
    os._exit(0)  # as it is: nothing is tidied up


class _Shift:
    """What a desk does that writes."""

    def __init__(self, folder: Path, dice: random.Random, watch: Watch, synchronous: str) -> None:
        self._folder = folder
        self._dice = dice
        self._watch = watch
        self._synchronous = synchronous
        self._next = 0
        self._green: list[MovementId] = []
        self._synced = self._opened()

    def act(self) -> None:
        """One thing, by the dice."""
        match self._dice.randrange(24):
            case 0 | 1 if self._green:
                self._take_back()
            case 2 | 3:
                self._pull()
            case 4 | 5 | 6:
                self._push()
            case 7:
                register.register(self._synced.post, {"given_name": "Walk"})
            case 8 | 9 | 10 | 11:
                self._keep_house()
            case _:
                self._admit()

    def _keep_house(self) -> None:
        match self._dice.randrange(8):
            case 0:
                self._synced.mirror.compact()
            case 1:
                self._synced.mirror.close()
                self._synced = self._opened()
            case 2 | 3:
                self._driver.execute(f"PRAGMA wal_autocheckpoint = {self._dice.choice([2, 10, 1000])}")
            case _:
                mode = self._dice.choice(["PASSIVE", "FULL", "RESTART", "TRUNCATE"])
                self._driver.execute(f"PRAGMA wal_checkpoint({mode})")

    def _opened(self) -> Synced:
        synced = ground(self._folder)
        with synced.mirror.write() as connection:
            driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        self._driver = driver
        synced.it.put(*crowd(range(PEOPLE + 30)))
        driver.execute(f"PRAGMA synchronous = {self._synchronous}")
        return synced

    def _admit(self) -> None:
        self._next += 1
        scan = admit.admit(self._synced.post, f"C{self._next}")
        if isinstance(scan.admission, Admitted) and scan.movement is not None:
            self._watch.note("shown", scan.movement)
            self._green.append(scan.movement)

    def _take_back(self) -> None:
        movement = self._green.pop(self._dice.randrange(len(self._green)))
        undo.undo(self._synced.post, movement)
        self._watch.note("undone", movement)

    def _pull(self) -> None:
        some, name = self._dice.randrange(PEOPLE), self._dice.choice(["Ada", "Zoë"])
        stored(self._synced.mirror, self._synced.post.event, *crowd(range(some, some + 30), name))

    def _push(self) -> None:
        for operation in self._synced.due()[:3]:
            if isinstance(operation.task, Move):
                push(self._synced.mirror, self._synced.connector, self._synced.clock, operation)
