"""A computer's clock that is wrong, set, or turned at night: the order is kept and the sync goes on.

The platform's clock is right all the time. Time is virtual, requests and the file are real.
"""

import csv
import math
import os
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from types import MappingProxyType

from checkin.app.accounts import Accounts, completed
from checkin.clock import Clock
from checkin.credentials import SessionVault
from checkin.desk import admit, undo
from checkin.desk.export import ExportFormat, export
from checkin.desk.post import Post
from checkin.mirror import backlog, events
from checkin.mirror.database import Mirror
from checkin.model.admission import Admitted, Refusal
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import MovementId, StationId
from checkin.model.operation import OutboxCounts
from checkin.model.station import Station, StationKind
from checkin.notices import NoticeBoard
from checkin.practice.open_event import PracticeServer
from checkin.practice.pretix import PretixPractice
from checkin.sync.cycle import Cycle, Schedule
from checkin.sync.pull import Pull
from tests.fakes.clock import FakeClock
from tests.faults import laptop
from tests.faults.figures import Figure, Scale
from tests.faults.soundness import unsound

_DAY = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)
_SUMMER_ENDS = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)  # in Berlin it is 2:50, and soon 2:00 once more
_SUMMER_BEGINS = datetime(2026, 3, 29, 0, 50, tzinfo=UTC)
_PATIENCE = 3600.0  # seconds, by the platform's clock, until everything must have been told
_PLACES = ("Europe/Berlin", "Pacific/Kiritimati", "America/St_Johns")
_NEAR = 5.0  # seconds between the truth and what an export says with the measured offset
_HOUR = 3600.0
_YEAR = 365 * 24 * _HOUR


class DeskClock:
    """The computer's own clock: as late or early as somebody made it."""

    def __init__(self, truth: FakeClock, wrong: float) -> None:
        self._truth = truth
        self.wrong = wrong

    def now(self) -> datetime:
        return self._truth.now() + timedelta(seconds=self.wrong)

    def monotonic(self) -> float:
        return self._truth.monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Upheaval:
    """How wrong the clock is, in seconds, from one stretch of work to the next."""

    wrong: Sequence[float]
    begins: datetime = _DAY


UPHEAVALS: Mapping[str, Upheaval] = MappingProxyType(
    {
        "set back three hours": Upheaval(wrong=(0, -3 * _HOUR, -3 * _HOUR)),
        "set forward five hours": Upheaval(wrong=(0, 5 * _HOUR, 5 * _HOUR)),
        "forward and back again": Upheaval(wrong=(0, _YEAR, 0, -2 * _HOUR)),
        "years late at the start": Upheaval(wrong=(-20 * _YEAR, -20 * _YEAR, 0)),
        "years early at the start": Upheaval(wrong=(10 * _YEAR, 10 * _YEAR, 0)),
        "minutes, again and again": Upheaval(wrong=(-90, 240, -600, 30, 0)),
        "summer time ends": Upheaval(wrong=(0, 0, 0), begins=_SUMMER_ENDS),
        "summer time begins": Upheaval(wrong=(0, 0, 0), begins=_SUMMER_BEGINS),
        "summer time ends, done by hand": Upheaval(wrong=(0, -_HOUR, -_HOUR), begins=_SUMMER_ENDS),
    }
)

Practice = PracticeServer | PretixPractice
_MAKE: Mapping[str, Callable[[int, Clock], Practice]] = MappingProxyType(
    {
        "open_event": lambda people, clock: PracticeServer(attendees=people, clock=clock),
        "pretix": lambda people, clock: PretixPractice(attendees=people, clock=clock),
    }
)


def prove(scale: Scale) -> list[Figure]:
    """Every upheaval at each platform; more people at full scale."""
    dice, faults = random.Random(scale.seed), list[str]()
    people = measured = unmeasured = 0
    for platform, name in product(_MAKE, UPHEAVALS):
        upheaval = UPHEAVALS[name]
        truth = FakeClock(upheaval.begins)
        with (
            tempfile.TemporaryDirectory(prefix="checkin-clocks-") as folder,
            _MAKE[platform](scale.times(20, 400), truth) as practice,
        ):
            work = _Work(practice, truth, upheaval, Path(folder), dice)
            faults += [f"{name} at {platform}: {fault}" for fault in work.live()]
            people, measured = people + len(work.shown), measured + work.measured
            unmeasured += work.unmeasured
    counts = {
        "upheavals": len(UPHEAVALS),
        "platforms": len(_MAKE),
        "greens": people,
        "with a measured offset": measured,
        # Sent right after the clock was set, the answer lost, and the clock set again before the next one.
        "ours taken for others'": unmeasured,
    }
    return [Figure(name="clocks", counts=counts, faults=tuple(faults))]


class _Work:
    """One station whose clock is wrong."""

    def __init__(
        self, practice: Practice, truth: FakeClock, upheaval: Upheaval, folder: Path, dice: random.Random
    ) -> None:
        self._practice = practice
        self._truth = truth
        self._upheaval = upheaval
        self._folder = folder
        self._dice = dice
        self._clock = DeskClock(truth, upheaval.wrong[0])
        self.shown: list[tuple[MovementId, datetime]] = []
        self._undone: set[MovementId] = set()
        self.measured = 0
        self.unmeasured = 0
        if isinstance(practice, PracticeServer):
            practice.platform.process_started -= timedelta(days=2)
        self._sign_in()

    def _sign_in(self) -> None:
        practice = self._practice
        accounts = Accounts(SessionVault(), self._clock, self._folder)
        asked = practice.connection
        connection = completed(asked, accounts.sign_in(asked, practice.secrets))
        self._connector = accounts.at_hand(connection)
        self._mirror = Mirror(self._folder / "mirror.sqlite")
        main = next(one for one in self._connector.events() if one.platform_id == practice.main_event)
        with self._mirror.write() as transaction:
            self._event = events.choose(transaction, connection.id, main)
        self._pull = Pull(
            mirror=self._mirror,
            connector=self._connector,
            event=self._event,
            clock=self._clock,
            notices=NoticeBoard(),
            cancelled=threading.Event(),
        )
        self._pull.everything()
        with self._mirror.read() as transaction:
            stations = events.stations(transaction, self._event.id)
        wanted = practice.main_station
        fitting = [one for one in stations if wanted in {None, one.platform_id}]
        post = next(one for one in fitting if wanted or one.kind is StationKind.REGISTRATION)
        self._post = Post(
            mirror=self._mirror,
            clock=self._clock,
            notices=NoticeBoard(),
            event=self._event,
            station=Station(
                id=StationId("1"),
                name=post.name,
                kind=post.kind,
                zone=post.zone or WHOLE_EVENT,
                platform_id=post.platform_id,
            ),
            clock_offset=self._connector.clock_offset,
            capabilities=self._connector.capabilities,
        )

    def live(self) -> Iterator[str]:
        """Work through it; say what is not as it must be."""
        codes = laptop.welcome(self._practice)
        share = len(codes) // len(self._upheaval.wrong)
        cycle = Cycle(self._pull, Schedule(changes=20.0, everything=120.0))
        self._practice.faults.drop_answers(0.2)
        for number, wrong in enumerate(self._upheaval.wrong):
            self._clock.wrong = wrong
            yield from self._let_in(codes[number * share : (number + 1) * share], cycle)
        self._practice.faults.clear()
        counts = self._wait(cycle)
        if counts.waiting or counts.parked:
            yield f"{counts.waiting} wait and {counts.parked} are parked an hour later"
        yield from self._compared(cycle)
        yield from unsound(self._folder / "mirror.sqlite")
        yield from self._exported()
        self._connector.close()
        self._mirror.close()

    def _let_in(self, codes: Sequence[str], cycle: Cycle) -> Iterator[str]:
        for code in codes:
            scan = admit.admit(self._post, code, overruled=Refusal.NEEDS_CONFIRMATION)
            if not isinstance(scan.admission, Admitted) or scan.movement is None:
                yield f"somebody was not let in: {scan.admission}"
                continue
            self.shown.append((scan.movement, self._truth.now()))
            self._truth.advance(self._dice.uniform(1, 20))
            if self._dice.random() < 0.1:
                undo.undo(self._post, scan.movement)
                self._undone.add(scan.movement)
            if self._dice.random() < 0.4:
                cycle.step()

    def _wait(self, cycle: Cycle) -> OutboxCounts:
        until, counts = self._truth.monotonic() + _PATIENCE, OutboxCounts()
        while self._truth.monotonic() < until:
            wait = cycle.step()
            with self._mirror.read() as connection:
                counts = backlog.counts(connection)
            if not counts.waiting:
                break
            self._truth.advance(0.01 + (60.0 if math.isinf(wait) else min(60.0, wait)))
        return counts

    def _compared(self, cycle: Cycle) -> Iterator[str]:
        """A pull, once all is told, takes nothing of ours for somebody else's."""
        for _ in range(2):
            cycle.hurry(everything=True)
            cycle.step()
            self._truth.advance(30.0)
        with self._mirror.read() as connection:
            rows = connection.exec_driver_sql("SELECT id, source, undoes FROM movement ORDER BY number").all()
        order = [row.id for row in rows if row.undoes is None and row.source == "here"]
        if order != [number for number, _ in self.shown]:
            yield "the order of movements is not that of scans"
        self.unmeasured, others = self._taken_for_others()
        if others or (self.unmeasured and len(set(self._upheaval.wrong)) == 1):
            yield f"{others + self.unmeasured} of ours were taken for somebody else's, doubled"
        record = self._practice.record()
        stands = len(self.shown) - len(self._undone)
        if record and max(record.values()) > 1:
            yield "the platform has somebody doubled"
        if not stands <= record.total() <= len(self.shown):
            yield f"the platform has {record.total()} of {stands}: lost or doubled"

    def _taken_for_others(self) -> tuple[int, int]:
        """How many of ours are shown as others', sent when nobody had compared clocks; and the rest."""
        with self._mirror.read() as connection:
            measured = connection.exec_driver_sql(
                "SELECT operation.sent_offset_ms IS NOT NULL, min(operation.number)"
                " FROM movement JOIN operation USING (attendee_id)"
                " WHERE movement.source <> 'here' AND operation.verb = 'move'"
                " GROUP BY movement.id"
            ).scalars()
            of = list(measured)
        return of.count(0), of.count(1)

    def _exported(self) -> Iterator[str]:
        """With the measured offset each time is the true one; where the computer stands changes nothing."""
        texts = set()
        for place in _PLACES:
            with _standing_in(place):
                export(self._mirror, self._event, self._folder / "all.csv", ExportFormat.CSV)
                texts.add((self._folder / "all.csv").read_text(encoding="utf-8-sig"))
        if len(texts) != 1:
            yield "what is exported depends on the computer's time zone"
        said = {row["movement"]: row for row in csv.DictReader(texts.pop().splitlines())}
        for number, truly in self.shown:
            row = said[number]
            if not row["clock_offset_ms"]:
                continue  # nobody had measured it: the export says so
            self.measured += 1
            at = datetime.fromisoformat(row["at"]) + timedelta(milliseconds=int(row["clock_offset_ms"]))
            if abs((at - truly).total_seconds()) > _NEAR:
                yield f"a movement at {truly:%H:%M:%S} is said to have been at {at:%Y-%m-%d %H:%M:%S}"


@contextmanager
def _standing_in(place: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = place
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        os.environ |= {} if before is None else {"TZ": before}
        time.tzset()
