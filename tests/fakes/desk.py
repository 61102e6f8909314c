"""A desk in memory: the real decision over a handful of people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from itertools import count

from checkin.clock import Clock
from checkin.desk.register import FormError
from checkin.errors import CheckinError
from checkin.model.admission import Admitted, Candidate, Door, Refusal, Refused, Showing, decide
from checkin.model.attendee import Attendee, Ticket, TicketStatus
from checkin.model.form import FAMILY_NAME, GIVEN_NAME, NAME_ONLY, Form, FormField
from checkin.model.ids import AttendeeId, EventId, MovementId, PlatformId, StationId
from checkin.model.movement import Movement, Presence
from checkin.model.platform import Capability
from checkin.model.scan import Counts, Found, Scan, Undo
from checkin.model.station import Direction, Station, StationKind
from checkin.notices import AttendeeChanged, NoticeBoard, Scanned, Undone
from tests.fakes.people import CROWD

FRONT_DESK = Station(id=StationId("here"), name="Front Desk", kind=StationKind.REGISTRATION)


@dataclass
class FakeDesk:
    """What `checkin.desk.desk.Desk` does, without a disk.

    Attributes:
        shared: codes that lead to several people.
        fails: raised by the next call of anything but looking.
        look_fails: raised by the next look at one attendee.
        platform_keeps: an undo is not told to the platform.
        printed: whose badges were printed.
        asked: what was looked for.
        questions: of the platform, asked at the door.
        revoked: codes that were replaced.
        walk_in_form: what is asked of a walk-in.
        told: the answers that came with admissions and registrations.
    """

    clock: Clock
    people: Sequence[Attendee] = CROWD
    station: Station = FRONT_DESK
    notices: NoticeBoard = field(default_factory=NoticeBoard)
    shared: dict[str, tuple[int, ...]] = field(default_factory=dict)
    fails: CheckinError | None = None
    look_fails: CheckinError | None = None
    platform_keeps: bool = False
    extra_people: int = 0
    printed: list[AttendeeId] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    questions: tuple[FormField, ...] = ()
    revoked: tuple[str, ...] = ()
    walk_in_form: Form = NAME_ONLY
    capabilities: frozenset[Capability] = frozenset({Capability.CHECK_IN_OUR_TIME, Capability.WALK_IN})
    tells_movements: bool = True
    notes: tuple[str, ...] = ()
    told: list[dict[str, str]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def admit(
        self, payload: str, overruled: Refusal | None = None, answers: Mapping[str, str] | None = None
    ) -> Scan:
        """Answer a code: ``C`` and the attendee's number, or one of `shared`."""
        self._maybe_fail()
        if payload in self.revoked:
            return Scan(at=self.clock.now(), admission=Refused(refusal=Refusal.REVOKED))
        numbers = self.shared.get(payload) or tuple(
            person.id for person in self.people if person.badge_code == payload
        )
        return self._decide([person for person in self.people if person.id in numbers], overruled, answers)

    def admit_attendee(
        self,
        attendee: AttendeeId,
        overruled: Refusal | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> Scan:
        """Answer for somebody chosen by hand."""
        self._maybe_fail()
        return self._decide([person for person in self.people if person.id == attendee], overruled, answers)

    def register(self, answers: Mapping[str, str], ticket_type: str = "") -> AttendeeId:
        """Put a walk-in among the people, as the real one does; a name is needed."""
        self._maybe_fail()
        if not answers.get(GIVEN_NAME) and not answers.get(FAMILY_NAME):
            raise FormError({GIVEN_NAME: "A name is needed."})
        number = AttendeeId(max(person.id for person in self.people) + 1)
        types = dict(self.walk_in_form.ticket_types)
        newcomer = Attendee(
            id=number,
            event=EventId(1),
            platform_id=None,
            given_name=answers.get(GIVEN_NAME, ""),
            family_name=answers.get(FAMILY_NAME, ""),
            company=answers.get("company", ""),
            ticket=Ticket(
                type_id=PlatformId(ticket_type),
                type_name=types.get(ticket_type, ""),
                status=TicketStatus.VALID,
            ),
            badge_code=f"W{number}",
            walk_in=True,
        )
        self.people = (*self.people, newcomer)
        self.told.append(dict(answers))
        self.notices.put_up(AttendeeChanged(attendee=number))
        return number

    def gets_ticket(self, number: int, **ticket: object) -> None:
        """Somebody's ticket is another one."""
        self.people = tuple(
            replace(one, ticket=replace(one.ticket, **ticket))  # type: ignore[arg-type]  # named by tests
            if one.id == number
            else one
            for one in self.people
        )

    def find(self, words: str, limit: int = 50) -> tuple[Found, ...]:
        """Everybody with a word that begins with each word."""
        self._maybe_fail()
        self.asked.append(words)
        wanted = words.casefold().split()
        return tuple(
            self.look(person.id)
            for person in self.people
            if all(any(each.startswith(word) for each in _words(person)) for word in wanted)
        )[:limit]

    def look(self, attendee: AttendeeId) -> Found:
        """One attendee."""
        failure, self.look_fails = self.look_fails, None
        if failure is not None:
            raise failure
        person = next(person for person in self.people if person.id == attendee)
        return Found(attendee=person, presence=self._presence(attendee))

    def undo(self, movement: MovementId) -> Undo:
        """Take a movement back."""
        self._maybe_fail()
        undone = next(each for each in self.movements if each.id == movement)
        self.movements.remove(undone)
        told = not self.platform_keeps
        self.notices.put_up(Undone(movement=movement, attendee=undone.attendee, told_platform=told))
        return Undo(
            movement=MovementId(f"undo-{movement}"),
            attendee=self.look(undone.attendee).attendee,
            told_platform=told,
        )

    def recent(self, limit: int = 20) -> tuple[tuple[Movement, Found], ...]:
        """The newest movements."""
        return tuple((each, self.look(each.attendee)) for each in reversed(self.movements))[:limit]

    def history(self, attendee: AttendeeId) -> tuple[Movement, ...]:
        """Everything recorded of an attendee."""
        return tuple(each for each in self.movements if each.attendee == attendee)

    def counts(self) -> Counts:
        """How many came in."""
        self._maybe_fail()
        inside = sum(self._presence(person.id).inside for person in self.people)
        return Counts(
            attendees=len(self.people) + self.extra_people,
            checked_in=inside + self.extra_people // 3,
            inside=inside,
        )

    def was_inside(self, attendee: int, *, minutes_ago: int = 0, station: str = "Front Desk") -> None:
        """Somebody came in before the test begins."""
        self._record(AttendeeId(attendee), minutes_ago=minutes_ago, station=station)

    def _decide(
        self,
        people: Sequence[Attendee],
        overruled: Refusal | None,
        answers: Mapping[str, str] | None = None,
    ) -> Scan:
        now = self.clock.now()
        candidates = [Candidate(attendee=each, presence=self._presence(each.id)) for each in people]
        admission = decide(
            candidates,
            Door(station=self.station, event=EventId(1), zone_time=UTC, questions=self.questions),
            Showing(now=now, overruled=overruled, answers=answers or {}),
        )
        movement = None
        if isinstance(admission, Admitted):
            if answers is not None:
                self.told.append(dict(answers))
            overrode = "" if admission.overrode is None else admission.overrode.value
            movement = self._record(admission.attendee.id, overrode=overrode).id
        scan = Scan(at=now, admission=admission, movement=movement)
        self.notices.put_up(Scanned(scan=scan))
        return scan

    def _record(
        self, attendee: AttendeeId, *, minutes_ago: int = 0, station: str = "", overrode: str = ""
    ) -> Movement:
        movement = Movement(
            id=MovementId(f"m{next(self._numbers)}"),
            attendee=attendee,
            zone=self.station.zone,
            direction=self.station.direction,
            at=self.clock.now() - timedelta(minutes=minutes_ago),
            station=station or self.station.name,
            overrode=overrode,
        )
        self.movements.append(movement)
        return movement

    def _presence(self, attendee: AttendeeId) -> Presence:
        entries = [
            each for each in self.movements if each.attendee == attendee and each.direction is Direction.IN
        ]
        return Presence(inside=bool(entries), entries=len(entries), last_in=entries[-1] if entries else None)

    def _maybe_fail(self) -> None:
        failure, self.fails = self.fails, None
        if failure is not None:
            raise failure


def _words(person: Attendee) -> list[str]:
    return f"{person.name} {person.company} {person.ticket.order} {person.badge_code}".casefold().split()
