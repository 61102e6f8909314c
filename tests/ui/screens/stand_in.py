"""An app and a desk without disk or network, for the screens around the desk."""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from checkin.app import App
from checkin.app.forgetting import Forgotten
from checkin.badges.shelf import Shelf
from checkin.desk.export import ExportFormat
from checkin.desk.register import FormError
from checkin.errors import CheckinError, SettingsError
from checkin.model.admission import Admission, Admitted, Refusal
from checkin.model.attendee import Attendee
from checkin.model.doubles import DoubleEntry
from checkin.model.event import WHOLE_EVENT, Event, PlatformEvent, Zone
from checkin.model.ids import AttendeeId, EventId, MovementId, OperationId, PlatformId, ZoneId
from checkin.model.movement import Movement, Presence
from checkin.model.operation import Move, OperationState, OutboxCounts, ParkedOperation
from checkin.model.past import Numbers, PastEvent, Reminder
from checkin.model.platform import Account, Capability, PlatformForm
from checkin.model.scan import Counts, Found, Scan, Undo
from checkin.model.station import Direction, PlatformStation, Station, StationKind
from checkin.notices import DoublesChanged, MirrorRefreshed, NoticeBoard, OutboxChanged, PullProgressed
from checkin.paths import folders_under
from checkin.settings import Connection, Settings, StationChoice
from tests.fakes.spool import FakeSpool
from tests.ui.screens.sample_event import FORM, NOW, event, person, post

T = TypeVar("T")


class StandInDesk:
    """Finds, admits, undoes and prints in memory; `refuse` answers no, `trouble` fails the next call."""

    def __init__(self, station: Station, people: Sequence[Attendee]) -> None:
        self.station = station
        self.people = list(people)
        self.movements: list[Movement] = []
        self.refuse: dict[AttendeeId, Admission] = {}
        self.trouble: CheckinError | None = None
        self.told_platform = True
        self.printed: list[AttendeeId] = []
        self.asked: list[str] = []
        self.capabilities: frozenset[Capability] = frozenset({Capability.CORRECTION, Capability.PAIRING})
        self.tells_movements = True
        self.notes: tuple[str, ...] = ()
        self.wristbands: dict[AttendeeId, str] = {}

    def _may_fail(self) -> None:
        if self.trouble is not None:
            error, self.trouble = self.trouble, None
            raise error

    def find(self, words: str, limit: int = 50) -> tuple[Found, ...]:
        self._may_fail()
        if words not in {each.ticket.order for each in self.people}:  # nobody typed that
            self.asked.append(words)
        hits = [
            each
            for each in self.people
            if words.casefold() in each.name.casefold() or (words and words == each.ticket.order)
        ]
        return tuple(self.look(each.id) for each in hits[:limit])

    def look(self, attendee: AttendeeId) -> Found:
        who = next(each for each in self.people if each.id == attendee)
        undone = {each.undoes for each in self.movements}
        counted = [
            each
            for each in self.movements
            if each.attendee == attendee and each.undoes is None and each.id not in undone
        ]
        last = counted[-1] if counted else None
        inside = last is not None and last.direction is Direction.IN
        presence = Presence(inside=inside, entries=len(counted), last_in=last if inside else None)
        return Found(
            attendee=who, presence=presence, waiting=inside, badge_prints=self.printed.count(attendee)
        )

    def admit_attendee(self, attendee: AttendeeId, overruled: Refusal | None = None) -> Scan:
        self._may_fail()
        if attendee in self.refuse:
            return Scan(at=NOW, admission=self.refuse[attendee])
        who = self.look(attendee).attendee
        moved = Movement(
            id=MovementId(f"m{len(self.movements)}"),
            attendee=attendee,
            zone=self.station.zone,
            direction=self.station.direction,
            at=NOW + timedelta(seconds=len(self.movements)),
            station=self.station.name,
        )
        self.movements.append(moved)
        admitted = Admitted(attendee=who, direction=self.station.direction, overrode=overruled)
        return Scan(at=NOW, admission=admitted, movement=moved.id)

    def admit_order(self, attendee: AttendeeId) -> tuple[Scan, ...]:
        order = self.look(attendee).attendee.ticket.order
        return tuple(self.admit_attendee(one.id) for one in self.people if one.ticket.order == order)

    def correct(self, attendee: AttendeeId, words: Mapping[str, str]) -> Attendee:
        self._may_fail()
        if not words["given_name"] and not words["family_name"]:
            raise FormError({"given_name": "A name is needed."})
        mended: dict[str, Any] = dict(words)
        self.people = [replace(one, **mended) if one.id == attendee else one for one in self.people]
        return self.look(attendee).attendee

    def pair(self, attendee: AttendeeId, payload: str) -> Attendee:
        self._may_fail()
        if any(one.badge_code == payload for one in self.people):
            raise FormError({"tag": "This is a ticket, not a wristband."})
        self.wristbands[attendee] = payload
        return self.look(attendee).attendee

    def undo(self, movement: MovementId) -> Undo:
        self._may_fail()
        taken = next(each for each in self.movements if each.id == movement)
        way = Direction.OUT if taken.direction is Direction.IN else Direction.IN
        self.movements.append(replace(taken, id=MovementId(f"u{movement}"), undoes=movement, direction=way))
        return Undo(
            movement=movement, attendee=self.look(taken.attendee).attendee, told_platform=self.told_platform
        )

    def counts(self) -> Counts:
        return Counts(attendees=len(self.people))

    def history(self, attendee: AttendeeId) -> tuple[Movement, ...]:
        return tuple(each for each in self.movements if each.attendee == attendee)


@dataclass(frozen=True)
class ACamera:
    """A camera to choose."""

    source: str
    name: str


@dataclass
class StandInClock:
    """A clock that stands."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0


class StandInPractice:
    """A network that can be cut."""

    offline = False

    def go_offline(self) -> None:
        self.offline = True

    def come_back(self) -> None:
        self.offline = False


class StandInApp:  # noqa: PLR0904  (as many as the app has)
    """Answers like the app. `trouble[verb]` fails the next call of that verb."""

    def __init__(self, root: Path = Path("/nowhere")) -> None:
        self.folders = folders_under(root)
        self.templates = Shelf(self.folders.templates)
        self.notices = NoticeBoard()
        self.clock = StandInClock()
        self.settings = Settings()
        self.trouble: dict[str, CheckinError] = {}
        self.forms: tuple[PlatformForm, ...] = (FORM,)
        self.listed: list[PlatformEvent] = [event("PyCon"), event("EuroSciPy", days=20)]
        self.posts: tuple[PlatformStation, ...] = (post(1, "Registration 1", StationKind.REGISTRATION),)
        self.places: tuple[Zone, ...] = ()
        self.people: list[Attendee] = [person(1, "Ada Lovelace"), person(2, "Grace Hopper")]
        self.event: Event | None = None
        self.practice: StandInPractice | None = None
        self.notes: tuple[str, ...] = ()
        self.secrets: dict[str, str] = {}
        self.queues: tuple[str, ...] = ("Label_Printer",)
        self.status = SimpleNamespace(
            online=True,
            sign_in_needed=False,
            counts=OutboxCounts(settled=3),
            last_pull=NOW,
            last_contact=NOW,
            reason="",
        )
        self.door = SimpleNamespace(trouble=None, doubted=False)
        self.came_twice: tuple[DoubleEntry, ...] = ()
        self.reasons: list[str] = []
        self.kept: dict[str, tuple[ParkedOperation, ...]] = {"waiting": (), "parked": ()}
        self.nudges, self.pulled_pages = 0, 2
        self.exported: list[tuple[str, Path, ExportFormat]] = []
        self.journal_trouble: dict[str, str] = {}
        self.over: tuple[Reminder, ...] = ()
        self.erased: tuple[PastEvent, ...] = ()
        self.forgetting: list[tuple[Event, bool]] = []
        self.left = Forgotten(numbers=Numbers())
        self._desk: StandInDesk | None = None
        self.spool: Any = FakeSpool(self.notices, name_of=self._name_of)

    def _name_of(self, attendee: AttendeeId) -> str:
        return next(one.name for one in self.people if one.id == attendee)

    def as_app(self) -> App:
        return cast("App", self)

    def _may_fail(self, verb: str) -> None:
        error = self.trouble.pop(verb, None)
        if error is not None:
            raise error

    def change_settings(self, **changes: object) -> Settings:
        self._may_fail("change_settings")
        self.settings = self.settings.with_changes(**changes)
        return self.settings

    def platforms(self) -> tuple[PlatformForm, ...]:
        self._may_fail("platforms")
        return self.forms

    @property
    def capabilities(self) -> frozenset[Capability]:
        return self.forms[0].capabilities if self.settings.connection is not None else frozenset()

    def read_setup_code(self, payload: str) -> tuple[str, Mapping[str, str]] | None:
        kind, _, secret = payload.partition("|")
        return (kind, {"password": secret}) if secret else None

    def connect(self, connection: Connection, secrets: Mapping[str, str]) -> Account:
        self._may_fail("connect")
        self.secrets = dict(secrets)
        self.settings = self.settings.with_changes(connection=connection)
        return Account(name=connection.account, platform_id=PlatformId("1"), notes=self.notes)

    def practise(self) -> Account:
        self._may_fail("practise")
        self.practice = StandInPractice()
        return Account(name="practice", platform_id=PlatformId("1"))

    def sign_in_again(self, secrets: Mapping[str, str]) -> Account:
        self._may_fail("sign_in_again")
        self.secrets = dict(secrets)
        self.status.sign_in_needed = False
        return Account(name="lead@example.org", platform_id=PlatformId("1"))

    def events(self) -> Sequence[PlatformEvent]:
        self._may_fail("events")
        return self.listed

    def choose_event(self, chosen: PlatformEvent) -> Event:
        self._may_fail("choose_event")
        number = EventId(1 + self.listed.index(chosen))
        self.event = Event(id=number, connection="open_event:https://example.org", platform=chosen)
        return self.event

    def pull(self, cancelled: threading.Event | None = None) -> SimpleNamespace:
        number = EventId(1) if self.event is None else self.event.id
        for page in range(1, self.pulled_pages + 1):
            if cancelled is not None and cancelled.is_set():
                return SimpleNamespace(attendees=page - 1, removed=0, cancelled=True)
            self.notices.put_up(PullProgressed(event=number, done=page, total=self.pulled_pages))
            self._may_fail("pull")
        self.notices.put_up(MirrorRefreshed(event=number, attendees=len(self.people), at=NOW))
        return SimpleNamespace(attendees=len(self.people), removed=0, cancelled=False)

    def stations(self) -> tuple[PlatformStation, ...]:
        self._may_fail("stations")
        return self.posts

    def zones(self) -> tuple[Zone, ...]:
        return self.places

    def choose_station(self, choice: StationChoice) -> None:
        self._may_fail("choose_station")
        self.settings = self.settings.with_changes(station=choice)

    @property
    def ready(self) -> bool:
        return self.settings.station is not None

    @property
    def desk(self) -> StandInDesk:
        station = self.settings.post()
        if station is None:
            raise SettingsError("No post is chosen.")
        if self._desk is None:
            self._desk = StandInDesk(station, self.people)
            self._desk.printed = getattr(self.spool, "printed", self._desk.printed)
        self._desk.station = station
        return self._desk

    def at_desk(self, work: Callable[[], T], /) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(work())
        except CheckinError as error:
            future.set_exception(error)
        return future

    def sync_now(self) -> None:
        self._may_fail("sync_now")
        self.nudges += 1

    def sync_status(self) -> SimpleNamespace:
        self._may_fail("sync_status")
        return self.status

    def photo_of(self, _attendee: AttendeeId) -> bytes | None:
        return None

    def waiting(self, limit: int = 200) -> tuple[ParkedOperation, ...]:
        return self.kept["waiting"][:limit]

    def waiting_check_ins(self) -> int:
        moves = sum(isinstance(each.operation.task, Move) for each in self.kept["waiting"])
        return moves if self.kept["waiting"] else self.status.counts.waiting

    def parked(self) -> tuple[ParkedOperation, ...]:
        return self.kept["parked"]

    def send_again(self, *numbers: OperationId) -> None:
        for number in numbers:
            self._move(number, "parked", "waiting")

    def events_here(self) -> tuple[Event, ...]:
        self._may_fail("events_here")
        here = () if self.event is None else (self.event,)
        return here + tuple(one.event for one in self.over if one.event not in here)

    def reminders(self) -> tuple[Reminder, ...]:
        return self.over

    def past_events(self) -> tuple[PastEvent, ...]:
        return self.erased

    def forget_event(self, event: Event, *, journal: bool = False) -> Forgotten:
        self._may_fail("forget_event")
        self.forgetting.append((event, journal))
        self.over = tuple(one for one in self.over if one.event != event)
        if self.event == event:
            self.event = None
        return self.left

    def withdraw(self, number: OperationId, reason: str = "") -> None:
        self._move(number, "parked", "")
        self.reasons.append(reason)

    def doubles(self, limit: int = 200) -> tuple[DoubleEntry, ...]:
        self._may_fail("doubles")
        return self.came_twice[:limit]

    def double_seen(self, second: MovementId) -> None:
        self._may_fail("double_seen")
        self.came_twice = tuple(
            replace(each, seen=each.seen or each.second.id == second) for each in self.came_twice
        )
        self.notices.put_up(DoublesChanged(open=sum(not each.seen for each in self.came_twice)))

    def _move(self, number: OperationId, source: str, target: str) -> None:
        self._may_fail("move")
        gone = tuple(each for each in self.kept[source] if each.operation.id == number)
        self.kept[source] = tuple(each for each in self.kept[source] if each not in gone)
        if target:
            self.kept[target] += gone
        self.count()

    def count(self) -> None:
        waiting = self.kept["waiting"]
        self.status.counts = OutboxCounts(
            waiting=len(waiting),
            uncertain=sum(each.operation.state is OperationState.UNCERTAIN for each in waiting),
            parked=len(self.kept["parked"]),
            settled=3,
            since=min((each.operation.at for each in waiting), default=None),
        )
        self.notices.put_up(OutboxChanged(counts=self.status.counts))

    def export(self, file: Path, form: ExportFormat) -> int:
        self._may_fail("export")
        self.exported.append(("movements", file, form))
        return 7

    def export_people(self, file: Path, form: ExportFormat) -> int:
        self._may_fail("export")
        self.exported.append(("people", file, form))
        return 1

    def printers(self) -> tuple[str, ...]:
        self._may_fail("printers")
        return self.queues


def trouble_at_the_door(error: CheckinError) -> SimpleNamespace:
    """What the app says of its door when nothing can be recorded."""
    return SimpleNamespace(trouble=SimpleNamespace(at=NOW, error=error), doubted=False)


def at_registration(
    app: StandInApp | None = None, kind: StationKind = StationKind.REGISTRATION
) -> StandInApp:
    """An app whose desk is open."""
    made = app or StandInApp()
    made.event = Event(id=EventId(1), connection="open_event:https://example.org", platform=made.listed[0])
    zone = WHOLE_EVENT if kind is StationKind.REGISTRATION else ZoneId("session:1")
    made.settings = made.settings.with_changes(
        connection=Connection(
            platform="open_event", base_url="https://example.org", account="lead@example.org"
        ),
        station=StationChoice(name="Registration 1", kind=kind, zone=zone, platform_id="1"),
        event=1,
    )
    return made
