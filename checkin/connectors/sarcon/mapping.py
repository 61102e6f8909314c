"""What Sarcon's public documentation leaves open and the organiser's people know: the mapping file's form.

The file is TOML; ``resources/mappings/sarcon.example.toml`` is one with explanations. Whatever it names that
is not known here is refused, so that a slip of the pen is found when the file is read and not at the door.
"""

from datetime import UTC, tzinfo
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic.functional_validators import AfterValidator, model_validator
from typing_extensions import override

from checkin.connectors.sarcon.asking import (
    OF_A_MOVE,
    Asking,
    DoorId,
    Listing,
    Part,
    Path,
    PlaceName,
    Pointer,
    SomePointers,
    Table,
    Telling,
    TimeFormat,
    Words,
)
from checkin.connectors.sarcon.times import zone_named
from checkin.model.attendee import TicketStatus
from checkin.model.form import NAME_ONLY, FieldKind

_OF_AN_UNDO: Final = OF_A_MOVE | {"check_in"}
_OF_A_WALK_IN: Final = frozenset({"event", "code", "time", "station", "operation", "ticket_type"})

Standing = Literal["valid", "unpaid", "cancelled", "blocked"]


def _checked_zone(name: str) -> str:
    if zone_named(name) is None:
        raise ValueError("no time zone, such as Europe/Berlin")
    return name


class ChangedSince(Part):
    """How to ask only for what changed."""

    parameter: Words
    format: TimeFormat = "iso"


class StatusTable(Part):
    """What the platform's words for the state of a registration mean.

    Attributes:
        words: compared without regard to case.
        otherwise: what any other word means.
    """

    pointer: Pointer
    words: dict[str, Standing]
    otherwise: Standing = "blocked"

    def standing(self, word: str) -> TicketStatus:
        """What a word means."""
        table = {known.strip().casefold(): standing for known, standing in self.words.items()}
        return TicketStatus(table.get(word.casefold(), self.otherwise))


class Registrations(Listing):
    """Where the people are; everything but `path` has the same meaning as in `PulledAttendee`.

    Attributes:
        codes: where a ticket's codes are; the first that is found is printed on badges.
        revoked_codes: where the codes are that were theirs once.
        check_in_times, check_out_times: of the whole event.
        check_in_stations, check_out_stations: who made these, one for each time; never a person's name.
    """

    id: Pointer = "/id"
    given_name: Pointer = ""
    family_name: Pointer = ""
    full_name: Pointer = ""
    email: Pointer = ""
    company: Pointer = ""
    job_title: Pointer = ""
    order: Pointer = ""
    ticket_type: Pointer = ""
    ticket_type_name: Pointer = ""
    codes: SomePointers
    revoked_codes: tuple[Pointer, ...] = ()
    check_in_times: tuple[Pointer, ...] = ()
    check_out_times: tuple[Pointer, ...] = ()
    check_in_stations: tuple[Pointer, ...] = ()
    check_out_stations: tuple[Pointer, ...] = ()
    status: StatusTable | None = None
    changed_since: ChangedSince | None = None


class TicketTypes(Listing):
    """Where the kinds of tickets are."""

    id: Pointer = "/id"
    name: Pointer = "/name"


class Undo(Telling):
    """Takes a check-in back."""

    places: ClassVar[frozenset[str]] = _OF_AN_UNDO


class AskedField(Part):
    """A question to a walk-in besides name, company and e-mail."""

    name: PlaceName
    label: Words
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    options: Table


class WalkInLookUp(Listing):
    """How a walk-in is found again whose answer was lost.

    Attributes:
        operation: where a row keeps what was sent as ``${operation}``.
    """

    places: ClassVar[frozenset[str]] = frozenset({"event", "operation", "code"})

    operation: Pointer
    id: Pointer = "/id"
    codes: tuple[Pointer, ...] = ()


class WalkIn(Telling):
    """Registers somebody.

    Attributes:
        id, codes: where the answer keeps the new registration's.
        email_required: the platform takes nobody without an e-mail address.
        fields: what is asked besides.
    """

    id: Pointer = "/data/id"
    codes: tuple[Pointer, ...] = ()
    email_required: bool = False
    fields: tuple[AskedField, ...] = ()
    look_up: WalkInLookUp | None = None

    @override
    def known_places(self) -> frozenset[str]:
        """What a place may be called: the answers' names, too."""
        usual = {field.name for field in NAME_ONLY.fields}
        return _OF_A_WALK_IN | usual | {field.name for field in self.fields}


class Recorded(Part):
    """Where an answer keeps what happened to somebody.

    Attributes:
        rows: every check-in (or check-out) as a row; a list, or one object, or a bare time.
        operation: within a row, what was sent as ``${operation}``.
        time: within a row, when it happened; ``""`` when the row itself is the time.
    """

    rows: Pointer
    operation: Pointer | None = None
    time: Pointer | None = None

    @model_validator(mode="after")
    def _tells_rows_apart(self) -> Self:
        if self.operation is None and self.time is None:
            raise ValueError("name `operation` or `time`: without one of them nobody knows which row is ours")
        return self


class LookUp(Asking):
    """How a registration is looked up to see whether a check-in arrived whose answer was lost."""

    check_ins: Recorded | None = None
    check_outs: Recorded | None = None


class EventList(Listing):
    """Where events are and how they look, when the connector's own guesses fail."""

    places: ClassVar[frozenset[str]] = frozenset()

    path: Path = "/events"
    id: Pointer = ""
    name: Pointer = ""
    starts_at: Pointer = ""
    ends_at: Pointer = ""
    timezone: Pointer = ""
    place: Pointer = ""


class Door(Part):
    """A post that the organiser wants told apart; its id is sent as ``${station}``."""

    id: DoorId
    name: Words


class Mapping(Part):
    """The whole file; every part may be missing.

    Attributes:
        time_zone: of times that name none, and in which times are written.
    """

    time_zone: Annotated[str, AfterValidator(_checked_zone)] = "UTC"
    events: EventList = EventList()
    registrations: Registrations | None = None
    ticket_types: TicketTypes | None = None
    check_in: Telling | None = None
    check_out: Telling | None = None
    undo: Undo | None = None
    walk_in: WalkIn | None = None
    look_up: LookUp | None = None
    stations: tuple[Door, ...] = ()

    @model_validator(mode="after")
    def _has_each_station_once(self) -> Self:
        ids = [door.id for door in self.stations]
        if len(set(ids)) != len(ids):
            raise ValueError("stations: an id is there twice")
        return self

    def zone(self) -> tzinfo:
        """The time zone."""
        return zone_named(self.time_zone) or UTC

    def missing(self) -> tuple[str, ...]:
        """What cannot be done because the file does not tell how, in sentences."""
        wanted = {
            "registrations": "which paths list the attendees, so only events can be listed",
            "check_in": "how a check-in is told, so check-ins stay on this computer",
            "check_out": "how a check-out is told",
            "undo": "how a check-in is taken back",
            "walk_in": "how somebody is registered at the desk",
        }
        return tuple(
            f"The mapping file does not say {what} (part [{part}])."
            for part, what in wanted.items()
            if getattr(self, part) is None
        )
