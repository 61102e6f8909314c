"""From the platform's tickets and guests to our words.

What comes of rows that are not as they should be: a status this version does not know counts as unpaid, which
a desk lead may overrule; a ticket without a barcode is found by name and by its badge only; a span of time
that has no length says nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin.connectors.http.values import as_number, as_text
from checkin.connectors.nutickets.documents import Answer, EventRow, Guest, Question, TicketRow, ZoneScan
from checkin.connectors.nutickets.names import split_name
from checkin.model.attendee import TicketStatus
from checkin.model.event import WHOLE_EVENT, PlatformEvent
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.pulled import PulledAttendee, PulledCode, PulledMovement
from checkin.model.station import Direction

_GUEST = "guest:"
_GUEST_LIST = "guestlist:"
_TIMEZONE = re.compile(r"[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}")
_MOST_ADMITTED = 500
_MOST_EXTRAS = 100

_STATUS = {
    "": TicketStatus.VALID,
    "sold": TicketStatus.VALID,
    "scanned": TicketStatus.VALID,
    "refunded": TicketStatus.CANCELLED,
    "locked": TicketStatus.BLOCKED,
}
_GUEST_STATUS = {
    "": TicketStatus.VALID,
    "valid": TicketStatus.VALID,
    "approved": TicketStatus.VALID,
    "confirmed": TicketStatus.VALID,
    "attended": TicketStatus.VALID,
    "cancelled": TicketStatus.CANCELLED,
    "canceled": TicketStatus.CANCELLED,
    "declined": TicketStatus.CANCELLED,
    "refunded": TicketStatus.CANCELLED,
    "rejected": TicketStatus.CANCELLED,
}
_COMPANY = frozenset(["company", "company name", "employer", "organisation", "organization"])
_JOB = frozenset(["job", "job title", "position", "role"])
_DIRECTIONS = {"in": Direction.IN, "out": Direction.OUT}

# Readers that type the tag's number leave out what the platform writes before it.
_TAG_PREFIX = "0x"

_BARCODE = 0
_TAG = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What holds for all tickets of an event.

    Attributes:
        entry: the zone one comes in by; None for an event without zones.
    """

    entry: str | None = None
    questions: Mapping[str, Question] | None = None


def zone_id(zone: str) -> ZoneId:
    """Our id of a zone."""
    return ZoneId(f"zone:{zone}")


def guest_id(guest: str) -> PlatformId:
    """How an entry of a guest list is told apart from a ticket of the same number."""
    return PlatformId(f"{_GUEST}{guest}")


def guest_number(attendee: str) -> str:
    """The platform's number of a guest, empty for whoever is none."""
    return as_number(attendee.removeprefix(_GUEST)) if attendee.startswith(_GUEST) else ""


def guest_list_type(number: str) -> PlatformId:
    """The kind of ticket everybody on a guest list has."""
    return PlatformId(f"{_GUEST_LIST}{number}")


def span(start: datetime | None, end: datetime | None) -> tuple[datetime | None, datetime | None]:
    """Both ends of a time, or none of them where it ends before it starts."""
    return (None, None) if start is not None and end is not None and end <= start else (start, end)


def tag_on_the_platform(tag: str) -> str:
    """A tag's number as the platform writes it: ``0x`` and capitals before what is plainly hexadecimal."""
    digits = tag.strip().removeprefix(_TAG_PREFIX).removeprefix("0X")
    is_plain = len(digits) >= len("ABCDEF01") and set(digits.upper()) <= set("0123456789ABCDEF")
    return f"{_TAG_PREFIX}{digits.upper()}" if is_plain else tag.strip()


def platform_event(row: EventRow) -> PlatformEvent:
    """An event in our words."""
    return PlatformEvent(
        platform_id=PlatformId(row.id),
        name=row.name or f"Event {row.id}",
        timezone=row.timezone if _TIMEZONE.fullmatch(row.timezone) else "UTC",
        starts_at=row.start,
        ends_at=row.end,
        place=", ".join(filter(None, (row.venue.name, row.venue.city))),
        logo_url=row.thumbnail,
    )


def attendee(row: TicketRow, around: Around) -> PulledAttendee:
    """A ticket and whose it is."""
    given, family = split_name(row.stable.customer_name)
    valid_from, valid_until = span(row.stable.valid_from, row.stable.valid_to)
    codes = tuple(_codes(row))
    answers = dict(_answers(row.stable.data_capture_answers, around.questions or {}))
    return PulledAttendee(
        platform_id=PlatformId(row.id),
        given_name=given,
        family_name=family,
        ticket_type=PlatformId(row.const.type_id),
        status=_STATUS.get(row.variable.status, TicketStatus.UNPAID),
        badge_code=codes[0].key,
        codes=codes,
        email=row.stable.customer_email,
        company=_said(answers, _COMPANY),
        job_title=_said(answers, _JOB),
        order=row.const.transaction_id,
        valid_from=valid_from,
        valid_until=valid_until,
        zones=_zones(row, around),
        remark="; ".join(filter(None, (row.stable.order_notes, row.stable.item_notes))),
        movements=tuple(_movements(row, around)),
        extra=answers | _kind(row),
    )


def _codes(row: TicketRow) -> Iterator[PulledCode]:
    """The ticket's barcode first; one it had before it was passed on admits nobody any more."""
    yield PulledCode(key=row.const.barcode or f"nutickets:{row.id}", rank=_BARCODE)
    tag = row.variable.nfc_id.strip()
    for key in dict.fromkeys((tag, tag.removeprefix(_TAG_PREFIX))):
        if key:
            yield PulledCode(key=key, rank=_TAG)
    for old in dict.fromkeys(row.variable.historic_barcodes):
        if old != row.const.barcode:
            yield PulledCode(key=old, rank=_BARCODE, revoked=True)


def _zones(row: TicketRow, around: Around) -> frozenset[ZoneId] | None:
    """What the ticket opens; whoever may come in by the entry may also be registered for the event."""
    opened = row.zone_data.access_to_zones
    if opened is None or around.entry is None:
        return None
    entry = {WHOLE_EVENT} if around.entry in opened else set()
    return frozenset({zone_id(zone) for zone in opened} | entry)


def _movements(row: TicketRow, around: Around) -> Iterator[PulledMovement]:
    entry = WHOLE_EVENT if around.entry is None else zone_id(around.entry)
    told = [found for found in map(_movement, row.zone_data.scans) if found is not None]
    yield from told
    came_in = any(one.zone == entry and one.direction is Direction.IN for one in told)
    if not came_in and row.variable.status == "scanned" and row.variable.scanned_on is not None:
        yield PulledMovement(zone=entry, direction=Direction.IN, at=row.variable.scanned_on)


def _movement(scan: ZoneScan) -> PulledMovement | None:
    direction = _DIRECTIONS.get(scan.scan)
    if direction is None or scan.scanned_on is None or not scan.zone_id:
        return None
    return PulledMovement(zone=zone_id(scan.zone_id), direction=direction, at=scan.scanned_on)


def _answers(answers: Sequence[Answer], questions: Mapping[str, Question]) -> Iterator[tuple[str, str]]:
    for answer in answers[:_MOST_EXTRAS]:
        question = questions.get(answer.id)
        options = {option.id: option.value for option in question.available_options} if question else {}
        text = _answer_text(answer.answer, options)
        if text:
            yield (question.question if question else "") or f"Question {answer.id}", text


def _answer_text(answer: object, options: Mapping[str, str]) -> str:
    chosen = answer if isinstance(answer, list) else [answer]
    told = (options.get(as_number(one)) or as_text(one) for one in chosen[:_MOST_EXTRAS])
    return ", ".join(text for text in told if text)


def _said(answers: Mapping[str, str], labels: frozenset[str]) -> str:
    found = (text for label, text in answers.items() if label.strip(" :?*").casefold() in labels)
    return next(found, "")


def _kind(row: TicketRow) -> dict[str, str]:
    return {"Kind": row.item_type.replace("_", " ")} if row.item_type not in {"", "ticket"} else {}


def guest(row: Guest, around: Around, arrivals: Sequence[datetime]) -> PulledAttendee:
    """An entry of a guest list: as many people as it names, one scan each.

    Args:
        row: as the platform has it.
        around: what holds for the event.
        arrivals: when others than this station let one of them in.
    """
    code = row.barcode or str(guest_id(row.id))
    entry = WHOLE_EVENT if around.entry is None else zone_id(around.entry)
    return PulledAttendee(
        platform_id=guest_id(row.id),
        given_name=row.name,
        family_name=row.surname,
        ticket_type=guest_list_type(row.guest_list_id),
        status=_GUEST_STATUS.get(row.registration_status.casefold(), TicketStatus.BLOCKED),
        badge_code=code,
        codes=(PulledCode(key=code, rank=_BARCODE),),
        email=row.email,
        order=row.order_reference,
        admits=min(max(row.num_of_guests or 1, 1), _MOST_ADMITTED),
        remark=row.notes,
        movements=tuple(PulledMovement(zone=entry, direction=Direction.IN, at=at) for at in arrivals),
    )
