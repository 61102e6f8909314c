"""What an event is made of besides people: zones, ways of working, what a walk-in is asked, what to know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checkin.connectors.nutickets import conversion
from checkin.connectors.nutickets.catalogue import Catalogue
from checkin.connectors.nutickets.documents import EventRow, ZoneRow
from checkin.connectors.nutickets.failures import ForbiddenError
from checkin.connectors.nutickets.form import SALE, walk_in_form
from checkin.connectors.nutickets.session import Session
from checkin.model.event import TicketType, Zone, ZoneKind
from checkin.model.form import Form
from checkin.model.ids import PlatformId
from checkin.model.pulled import EventFacts
from checkin.model.station import PlatformStation, StationKind
from checkin.model.zone_rules import ZoneRules

_ENTRY = "entry"
_DOOR = "/door"
_OUT = "/out"
_IN_ONLY = "in"

_SECURE = (
    "This event scans “Secure QR Only”: its tickets show codes that change all the time, and how they are "
    "made is not published. This app knows each ticket's fixed barcode only; find people by name, or switch "
    "the event's scanning mode to “QR Only”."
)
_PAIRED = "This event works with wristbands: pair each ticket with its tag at the first check-in."
_NO_SALES = "The account of this token may not see what is sold, so nobody can be registered at the desk."


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """See `checkin.model.pulled.Page`.

    Attributes:
        entry: the zone one comes in by; None for an event without zones.
        types: names of what is sold, by their ids among the kinds of tickets.
    """

    zones: tuple[Zone, ...]
    stations: tuple[PlatformStation, ...]
    facts: EventFacts
    entry: str | None
    types: dict[str, str]


def entry_zone(zones: Sequence[ZoneRow]) -> str | None:
    """The zone every event has from the beginning: called Entry, else the oldest."""
    called = [zone for zone in zones if zone.name.strip().casefold() == _ENTRY]
    return min(called or zones, key=lambda zone: int(zone.id)).id if zones else None


def zone_of(station: str | None) -> str | None:
    """The platform's zone of one of our stations; None for the event's entry."""
    return None if station is None else station.split("/", maxsplit=1)[0]


class Reading:
    """Reads one event's structure.

    Args:
        catalogue: the requests.
        session: knows which language the platform answers in.
    """

    def __init__(self, catalogue: Catalogue, session: Session) -> None:
        self._catalogue = catalogue
        self._session = session

    def of(self, event: str) -> Structure:
        """The structure of an event, as it is now."""
        rows = [zone for zone in self._catalogue.zones(event).rows if zone.deleted_at is None]
        entry = entry_zone(rows)
        form, types, without = self._sales(event)
        notes = (*self._of_mode(event), *_of_zones(rows), *without, *language_notes(self._session))
        return Structure(
            zones=tuple(_zone(row) for row in rows),
            stations=tuple(station for row in rows for station in _stations(row, is_entry=row.id == entry)),
            facts=EventFacts(walk_in=form, notes=notes),
            entry=entry,
            types=types,
        )

    def _sales(self, event: str) -> tuple[Form, dict[str, str], tuple[str, ...]]:
        try:
            sold, slots = self._catalogue.sale_items(event)
            questions = self._catalogue.form_questions(event).rows
        except ForbiddenError:
            return Form(refused=_NO_SALES), {}, (_NO_SALES,)
        form = walk_in_form(sold, slots, questions)
        return form, {f"{SALE}{one.id}": one.name or f"Item {one.id}" for one in sold}, ()

    def _of_mode(self, event: str) -> tuple[str, ...]:
        try:
            listed = self._catalogue.activated_events().rows
        except ForbiddenError:
            return ("How this event's tickets are scanned is not told to the account of this token.",)
        modes = [scanning_note(row) for row in listed if row.id == event]
        return tuple(filter(None, modes))


def scanning_note(event: EventRow) -> str:
    """What to know of how an event's tickets are scanned, empty for nothing."""
    mode = "".join(letter for letter in event.scanning_mode.casefold() if letter.isalpha())
    if "secure" in mode or "dynamic" in mode:
        return _SECURE
    return _PAIRED if "nfc" in mode else ""


def language_notes(session: Session) -> tuple[str, ...]:
    """What to know of the language the platform answers in."""
    other = session.other_language
    if not other:
        return ()
    note = (
        f"The company does not offer the chosen language: the platform answers in “{other}”, and so are the "
        "names of zones, tickets and questions."
    )
    return (note,)


def ticket_types(types: dict[str, str]) -> tuple[TicketType, ...]:
    """Kinds of tickets by their ids."""
    return tuple(TicketType(platform_id=PlatformId(key), name=name) for key, name in types.items())


def _zone(row: ZoneRow) -> Zone:
    opens, closes = conversion.span(row.opening_date, row.closing_date)
    # Without exits nobody is known to have left, and the platform itself minds no limit then.
    capacity = None if row.scan == _IN_ONLY else row.capacity or None
    return Zone(
        id=conversion.zone_id(row.id),
        platform_id=PlatformId(row.id),
        kind=ZoneKind.AREA,
        name=_name(row),
        starts_at=opens,
        ends_at=closes,
        rules=ZoneRules(opens=opens, closes=closes, capacity=capacity),
    )


def _stations(row: ZoneRow, *, is_entry: bool) -> Iterator[PlatformStation]:
    zone = conversion.zone_id(row.id)
    if is_entry:
        yield PlatformStation(
            platform_id=PlatformId(row.id),
            name=f"{_name(row)} (registration, with badges)",
            kind=StationKind.REGISTRATION,
            zone=zone,
        )
    yield PlatformStation(
        platform_id=PlatformId(f"{row.id}{_DOOR}"),
        name=f"{_name(row)} (in)",
        kind=StationKind.CHECK_IN,
        zone=zone,
    )
    if row.scan != _IN_ONLY:
        yield PlatformStation(
            platform_id=PlatformId(f"{row.id}{_OUT}"),
            name=f"{_name(row)} (out)",
            kind=StationKind.CHECK_OUT,
            zone=zone,
        )


def _name(row: ZoneRow) -> str:
    return row.name or f"Zone {row.id}"


def _of_zones(rows: Sequence[ZoneRow]) -> Iterator[str]:
    for row in rows:
        if row.min_age is not None or row.max_age is not None:
            yield f"Zone “{_name(row)}” is for {_ages(row)} only: have a look at their papers."
        if any(question.required for question in row.data_capture_fields):
            yield f"Zone “{_name(row)}” asks questions at each scan; this app does not ask them."


def _ages(row: ZoneRow) -> str:
    if row.min_age is None:
        return f"ages up to {row.max_age}"
    upper = "" if row.max_age is None else f" to {row.max_age}"
    return f"ages from {row.min_age}{upper}"
