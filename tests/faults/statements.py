"""Death at every boundary between two statements: of each transaction all happened, or none of it."""

import shutil
import sqlite3
import tempfile
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

from checkin.desk import admit
from checkin.errors import CheckinError
from checkin.mirror import outbox
from checkin.mirror.database import Mirror
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.ids import OperationId, PlatformId
from checkin.model.operation import Register, Settled
from checkin.sync.push import push
from tests.fakes.synced import Synced
from tests.faults.figures import Figure, Scale
from tests.faults.soundness import unsound
from tests.faults.statements_desk import ACTIONS, FILE, Action, ground, prepare
from tests.faults.warm import Warm

_FIRST = "open for the first time"
_SOME, _MANY = 3, 5
_WHAT_IS_THERE = (
    "SELECT attendee_id, zone, direction, undoes IS NULL, source FROM movement ORDER BY number",
    "SELECT attendee_id, verb, state, attempts, first_sent_at, last_error FROM operation ORDER BY number",
    "SELECT attendee_id, zone, inside, entries FROM presence ORDER BY 1, 2",
    "SELECT platform_id, given_name, words, seen, removed, walk_in FROM attendee ORDER BY id",
    "SELECT CASE WHEN ours THEN '' ELSE key END, attendee_id, ours FROM code ORDER BY 1, 2",
    "SELECT generation, resume, cursor, pulled_at FROM event ORDER BY id",
    "SELECT operation, state FROM closing ORDER BY number",
)


def prove(scale: Scale) -> list[Figure]:
    """Every boundary of everything that is done; when reduced, some, from one on that the dice say."""
    deaths, faults, dice = 0, list[str](), Random(scale.seed)
    with Warm("tests.faults.statements_desk") as desk, tempfile.TemporaryDirectory() as folder:
        before = Path(folder, "before")
        before.mkdir()
        prepare(before)
        for action in ACTIONS:
            cut = _Cut(desk, Path(folder), action)
            step = scale.times(_MANY if action == _FIRST else _SOME, 1)
            faults += [f"{action}: {fault}" for fault in cut.everywhere(dice.randint(1, step), step)]
            deaths += cut.deaths
    counts = {"actions": len(ACTIONS), "deaths": deaths, "half done": len(faults)}
    return [Figure(name="kill -9 at each statement", counts=counts, faults=tuple(faults))]


class _Cut:
    """One thing, cut short at each of its statements."""

    def __init__(self, desk: Warm, folder: Path, action: str) -> None:
        self._desk = desk
        self._before = folder / "before"
        self._folder = folder / "cut"
        self._action = action
        self.deaths = 0

    def everywhere(self, first: int, step: int) -> Iterator[str]:
        statements = self._statements()
        if not any(map(_commits, statements)):
            yield f"no transaction among {statements}"
        seen: list[object] = []
        for number in range(min(first, len(statements)), len(statements) + 1, step):
            self._live(number)
            if self._desk.ended() == 0:
                yield f"survived statement {number}"
            self.deaths += 1
            yield from (f"at statement {number}: {fault}" for fault in self._look(seen))
            # Only what stands behind a COMMIT may look different from what stands before it.
            passed = statements[number - 1 - step : number - 1]
            if len(seen) > 1 and seen[-1] != seen[-2] and not any(map(_commits, passed)):
                yield f"at statement {number} ({statements[number - 1]}): a transaction is half there"

    def _statements(self) -> list[str]:
        self._live(0)
        self._desk.ended()
        return [" ".join(words) for words in self._desk.heard("statement")]

    def _live(self, dies_at: int) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._action == _FIRST:
            self._folder.mkdir()
        else:
            shutil.copytree(self._before, self._folder)
        self._desk.bear(self._folder, self._action, dies_at)
        self._desk.until("dead")

    def _look(self, seen: list[object]) -> Iterator[str]:
        """Open it once more: whole, in agreement, and the next scan gets the right answer."""
        file = self._folder / FILE
        if self._action == _FIRST:
            Mirror(file).close()
            yield from unsound(file)
            return
        seen.append(_content(file))
        yield from unsound(file)
        taken = [OperationId(words[0]) for words in self._desk.heard("taken")]
        yield from _next_scan(self._folder, ACTIONS[self._action], taken)
        yield from unsound(file)


def _commits(statement: str) -> bool:
    return statement.startswith("COMMIT")


def _content(file: Path) -> object:
    with closing(sqlite3.connect(file)) as connection:
        return [connection.execute(sql).fetchall() for sql in _WHAT_IS_THERE]


_INSIDE = """SELECT inside FROM code JOIN attendee ON attendee.id = code.attendee_id
LEFT JOIN presence ON presence.attendee_id = attendee.id WHERE code.key = ?"""


def _next_scan(folder: Path, action: Action, taken: Sequence[OperationId]) -> Iterator[str]:
    """Whoever stood there shows the code again, and what waits is told."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        [(inside,)] = connection.execute(_INSIDE, (action.code,)).fetchall()
    synced = ground(folder, taken)
    try:
        answer = admit.admit(synced.post, action.code).admission
        told = list(_told(synced)) if action.tells else []
    except CheckinError as error:
        yield f"after it: {error}"
        return
    finally:
        synced.mirror.close()
    if inside and (not isinstance(answer, Refused) or answer.refusal is not Refusal.ALREADY_INSIDE):
        yield "whoever is inside is let in again"
    if not inside and not isinstance(answer, Admitted):
        yield "whoever is not inside is not let in"
    yield from told


def _told(synced: Synced) -> Iterator[str]:
    """As after a start: everything is settled, and the platform took nothing twice."""
    with synced.mirror.write() as connection:
        outbox.recover(connection)
        outbox.wake(connection)
    while due := synced.due():
        for operation in due:
            walks_in = isinstance(operation.task, Register)
            synced.connector.answers = deque([Settled(attendee=PlatformId("77"))] if walks_in else [])
            push(synced.mirror, synced.connector, synced.clock, operation)
    counts, times = synced.counts(), Counter(one.id for one in synced.it.taken)
    if counts.waiting or counts.parked:
        yield f"{counts.waiting} wait, {counts.parked} parked"
    if set(times.values()) != {1}:
        yield "told twice"
