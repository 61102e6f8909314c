"""A desk that kills itself as the n-th statement of something begins; see `tests.faults.statements`."""

import os
import signal
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import event as sqlalchemy_events
from sqlalchemy.engine import Engine
from typing_extensions import override

from checkin.desk import admit, register, undo
from checkin.errors import ConnectorError
from checkin.mirror import movements, outbox
from checkin.mirror.database import Mirror
from checkin.model.ids import AttendeeId, OperationId, PlatformId
from checkin.model.operation import Operation, Settled, Verdict
from checkin.model.platform import Capability
from checkin.sync.push import push
from tests.fakes.builders import a_pulled
from tests.fakes.clock import FakeClock
from tests.fakes.connector import FakeConnector, FakePlatform, dropped
from tests.fakes.synced import Synced, a_synced
from tests.faults.warm import say

FILE = "mirror.sqlite"
TOLD, WAITING, FRESH = 1, 2, 3
"""Attendees, before it begins: the platform has the check-in of the first, not of the second."""

_ALL = frozenset(Capability)


class TellingPlatform(FakePlatform):
    """Says what it takes, in the moment it does."""

    @override
    def takes(self, operation: Operation) -> Verdict:
        verdict = super().takes(operation)
        say("taken", operation.id)
        return verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that is done.

    Attributes:
        tells: the platform is told something, or is not to be told something.
        code: whose is scanned after it was cut short.
    """

    do: Callable[[Synced], object]
    tells: bool = False
    code: str = f"C{FRESH}"


def ground(folder: Path, taken: Sequence[OperationId] = (), *, telling: bool = False) -> Synced:
    """The station and what the platform knows, as at any start; `taken` is what it took before."""
    clock = FakeClock()
    it = TellingPlatform(clock) if telling else FakePlatform(clock)
    it.put(*(a_pulled(number) for number in range(1, 5)))
    synced = a_synced(Mirror(folder / FILE), clock, it, FakeConnector(it))
    synced.connector.capabilities = _ALL
    synced.connector.page_size = 4
    synced.post = replace(synced.post, capabilities=_ALL)
    with synced.mirror.read() as connection:
        known = [outbox.get(connection, number) for number in taken]
    it.taken += [one for one in known if one is not None]
    return synced


def prepare(folder: Path) -> None:
    """Everybody pulled; the first two let in, a walk-in registered; of that the platform has the first."""
    synced = ground(folder)
    synced.pull.everything()
    synced.admit(TOLD)
    push(synced.mirror, synced.connector, synced.clock, synced.due()[0])
    synced.admit(WAITING)
    register.register(synced.post, {"given_name": "Walk"})
    synced.mirror.close()


def _admit(synced: Synced) -> None:
    admit.admit(synced.post, f"C{FRESH}")


def _refuse(synced: Synced) -> None:
    admit.admit(synced.post, f"C{TOLD}")


def _undo(number: int, synced: Synced) -> None:
    with synced.mirror.read() as connection:
        recorded = movements.history(connection, AttendeeId(number))
    undo.undo(synced.post, recorded[-1].id)


def _register(synced: Synced) -> None:
    register.register(synced.post, {"given_name": "Zora"})


def _pull(synced: Synced) -> None:
    it = synced.it
    it.put(a_pulled(1, "Adele"), a_pulled(5), a_pulled(6))
    it.remove(PlatformId("4"))
    it.report(PlatformId("3"))
    synced.pull.everything()


def _push(synced: Synced) -> None:
    push(synced.mirror, synced.connector, synced.clock, synced.due()[0])


def _push_into_the_void(synced: Synced) -> None:
    synced.connector.faults = deque([dropped()])
    try:
        _push(synced)
    except ConnectorError:
        return


def _settle_walk_in(synced: Synced) -> None:
    synced.connector.answers = deque([Settled(attendee=PlatformId("77"), codes=("C77",))])
    push(synced.mirror, synced.connector, synced.clock, synced.due()[1])


ACTIONS = MappingProxyType(
    {
        "open for the first time": Action(do=lambda _: None),
        "admit": Action(do=_admit),
        "refuse": Action(do=_refuse, code=f"C{TOLD}"),
        "undo what waits": Action(tells=True, do=lambda synced: _undo(WAITING, synced), code=f"C{WAITING}"),
        "undo what was told": Action(tells=True, do=lambda synced: _undo(TOLD, synced), code=f"C{TOLD}"),
        "register": Action(do=_register),
        "pull": Action(do=_pull),
        "push": Action(tells=True, do=_push, code=f"C{WAITING}"),
        "push into the void": Action(tells=True, do=_push_into_the_void, code=f"C{WAITING}"),
        "settle a walk-in": Action(tells=True, do=_settle_walk_in),
    }
)


def live(folder: str, action: str, dies_at: int) -> None:
    """Do it, and be killed as statement number `dies_at` begins, counted from 1; 0 is never."""
    statements = count(1)

    def heard(statement: str) -> None:
        if statement.startswith("--"):  # what SQLite does within a statement
            return
        number = next(statements)
        if number == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        if not dies_at:
            say("statement", *statement.split()[:2])

    if action == "open for the first time":
        sqlalchemy_events.listen(Engine, "connect", lambda driver, _: driver.set_trace_callback(heard))
        Mirror(Path(folder) / FILE).close()
        return
    synced = ground(Path(folder), telling=True)
    with synced.mirror.write() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
    driver.set_trace_callback(heard)
    ACTIONS[action].do(synced)
    driver.set_trace_callback(None)
