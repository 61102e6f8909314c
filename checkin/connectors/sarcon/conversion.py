"""Rows of Sarcon's lists in our words, by the mapping where there is one and by guesses for events."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from checkin.connectors.sarcon.mapping import EventList, Mapping, Registrations, TicketTypes
from checkin.connectors.sarcon.pointers import as_text, everything_at, text_at
from checkin.connectors.sarcon.times import read_time, zone_named
from checkin.model.attendee import TicketStatus
from checkin.model.event import WHOLE_EVENT, PlatformEvent, TicketType
from checkin.model.ids import PlatformId
from checkin.model.pulled import PulledAttendee, PulledCode, PulledMovement
from checkin.model.station import Direction

_LAST_RESORT = 9
"""The rank of an id that stands in for a code: a real code of that text goes before it."""

_FAR = datetime.max.replace(tzinfo=UTC)

# Sarcon does not document an event's fields: the first of these that there is.
_IDS = ("/id", "/uuid", "/event_id", "/eventId", "/slug")
_NAMES = ("/name", "/title", "/event_name", "/eventName", "/label")
_STARTS = (
    "/start_date",
    "/starts_at",
    "/start_at",
    "/start_time",
    "/start",
    "/startDate",
    "/date_from",
    "/date",
)
_ENDS = ("/end_date", "/ends_at", "/end_at", "/end_time", "/end", "/endDate", "/date_to")
_ZONES = ("/timezone", "/time_zone", "/timezone/name")
_PLACES = ("/venue/name", "/venue", "/location/name", "/location", "/place", "/city")


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The registrations of one page.

    Attributes:
        unreadable: rows without any id.
        types: the kinds of tickets they have, name by id.
    """

    attendees: tuple[PulledAttendee, ...] = ()
    unreadable: int = 0
    types: tuple[tuple[str, str], ...] = ()


def events(rows: Iterable[object], mapped: EventList, zone: tzinfo) -> list[PlatformEvent]:
    """The events that have an id, soonest first; those without a date last."""
    found = [one for row in rows if (one := _event(row, mapped, zone))]
    return sorted(found, key=lambda one: (one.starts_at or _FAR, one.platform_id))


def _event(row: object, mapped: EventList, zone: tzinfo) -> PlatformEvent | None:
    number = _first_text(row, mapped.id, _IDS)
    if not number:
        return None
    named = _first_text(row, mapped.timezone, _ZONES)
    own = zone_named(named) if named else None
    return PlatformEvent(
        platform_id=PlatformId(number),
        name=_first_text(row, mapped.name, _NAMES) or f"Event {number}",
        timezone=named if own else str(zone),
        starts_at=_first_time(row, mapped.starts_at, _STARTS, own or zone),
        ends_at=_first_time(row, mapped.ends_at, _ENDS, own or zone),
        place=_first_text(row, mapped.place, _PLACES),
    )


def _first_text(row: object, mapped: str, guesses: Sequence[str]) -> str:
    return next((text for pointer in _either(mapped, guesses) if (text := text_at(row, pointer))), "")


def _first_time(row: object, mapped: str, guesses: Sequence[str], zone: tzinfo) -> datetime | None:
    times = (
        read_time(one, zone) for pointer in _either(mapped, guesses) for one in everything_at(row, pointer)
    )
    return next((at for at in times if at), None)


def _either(mapped: str, guesses: Sequence[str]) -> Sequence[str]:
    return (mapped,) if mapped else guesses


def people(rows: Iterable[object], mapping: Mapping, mapped: Registrations) -> People:
    """The registrations of one page; a row that cannot be read is counted, nobody is lost for it."""
    attendees: list[PulledAttendee] = []
    types: dict[str, str] = {}
    unreadable = 0
    for row in rows:
        one = attendee(row, mapping, mapped)
        if one is None:
            unreadable += 1
            continue
        attendees.append(one)
        if one.ticket_type:
            types[one.ticket_type] = text_at(row, mapped.ticket_type_name) or one.ticket_type
    return People(attendees=tuple(attendees), unreadable=unreadable, types=tuple(types.items()))


def attendee(row: object, mapping: Mapping, mapped: Registrations) -> PulledAttendee | None:
    """A registration as the mapping reads it; None when it has no id."""
    number = text_at(row, mapped.id)
    if not number:
        return None
    codes = tuple(_codes(row, mapped, number))
    word = text_at(row, mapped.status.pointer) if mapped.status else ""
    status = mapped.status.standing(word) if mapped.status else TicketStatus.VALID
    told = "" if status is TicketStatus.VALID or not word else f"The platform's status: {word[:40]}"
    return PulledAttendee(
        platform_id=PlatformId(number),
        given_name=text_at(row, mapped.given_name) or text_at(row, mapped.full_name),
        family_name=text_at(row, mapped.family_name),
        ticket_type=PlatformId(text_at(row, mapped.ticket_type) or text_at(row, mapped.ticket_type_name)),
        status=status,
        badge_code=next(code.key for code in codes if not code.revoked),
        codes=codes,
        email=text_at(row, mapped.email),
        company=text_at(row, mapped.company),
        job_title=text_at(row, mapped.job_title),
        order=text_at(row, mapped.order),
        remark=told,
        movements=tuple(_movements(row, mapped, mapping.zone())),
    )


def _codes(row: object, mapped: Registrations, number: str) -> Iterator[PulledCode]:
    """Each code once; the id when there is none, so that a badge can be printed and found again."""
    good = dict.fromkeys(_texts(row, mapped.codes))
    for rank, key in enumerate(good):
        yield PulledCode(key=key, rank=rank)
    if not good:
        yield PulledCode(key=number, rank=_LAST_RESORT)
    for key in dict.fromkeys(_texts(row, mapped.revoked_codes)):
        if key not in good:
            yield PulledCode(key=key, revoked=True)


def _texts(row: object, pointers: Iterable[str]) -> Iterator[str]:
    for pointer in pointers:
        yield from (text for one in everything_at(row, pointer) if (text := as_text(one)))


def _movements(row: object, mapped: Registrations, zone: tzinfo) -> Iterator[PulledMovement]:
    for direction, when, where in (
        (Direction.IN, mapped.check_in_times, mapped.check_in_stations),
        (Direction.OUT, mapped.check_out_times, mapped.check_out_stations),
    ):
        times = [one for pointer in when for one in everything_at(row, pointer)]
        names = [as_text(one) for pointer in where for one in everything_at(row, pointer)]
        if len(names) != len(times):  # then nobody knows which is whose
            names = [""] * len(times)
        for written, name in zip(times, names, strict=True):
            at = read_time(written, zone)
            if at is not None:
                yield PulledMovement(zone=WHOLE_EVENT, direction=direction, at=at, station=name)


def ticket_types(rows: Iterable[object], mapped: TicketTypes) -> dict[str, str]:
    """The kinds of tickets, name by id."""
    numbered = {text_at(row, mapped.id): text_at(row, mapped.name) for row in rows}
    return {number: name or number for number, name in numbered.items() if number}


def as_ticket_types(types: Iterable[tuple[str, str]]) -> tuple[TicketType, ...]:
    """Kinds of tickets as the mirror keeps them."""
    return tuple(TicketType(platform_id=PlatformId(number), name=name) for number, name in types)
