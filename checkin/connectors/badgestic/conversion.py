"""Badgestic's guests and events in our words."""

from collections.abc import Iterable, Sequence

from checkin.connectors.badgestic.fields import FieldMap, value
from checkin.connectors.badgestic.moments import is_filled, read_moment
from checkin.connectors.badgestic.payloads import EventWords, Guest, ShownEvent
from checkin.model.attendee import TicketStatus
from checkin.model.code import LONGEST_KEY
from checkin.model.event import WHOLE_EVENT, PlatformEvent, TicketType
from checkin.model.form import COMPANY, EMAIL, FAMILY_NAME, GIVEN_NAME, JOB_TITLE, FieldKind, Form, FormField
from checkin.model.ids import PlatformId
from checkin.model.pulled import PulledAttendee, PulledCode, PulledMovement
from checkin.model.station import Direction

_NO_TYPE = PlatformId("guest")
_TYPE = "type:"
_OUR_NAMES = frozenset({GIVEN_NAME, FAMILY_NAME, EMAIL, COMPANY, JOB_TITLE})

_KEPT_HERE = "Check-ins are kept here: no guest field was chosen that takes them at Badgestic."


def platform_event(event: str, words: EventWords) -> PlatformEvent:
    """An event by its number."""
    return PlatformEvent(
        platform_id=PlatformId(event),
        name=words.name or f"Event {event}",
        timezone=words.timezone,
        starts_at=words.starts_at,
        ends_at=words.ends_at,
        place=words.place,
    )


def fallback_code(guest: str) -> str:
    """What the badge of somebody says who has no QR code at Badgestic."""
    return f"badgestic:{guest}"


def ticket_types(shown: ShownEvent, fields: FieldMap) -> tuple[TicketType, ...]:
    """Every value of the field that holds the type, and one for those without."""
    values = sorted({value(guest, fields.ticket_type) for guest in shown.guests} - {""})
    named = [TicketType(platform_id=_type_id(name), name=name) for name in values]
    return (TicketType(platform_id=_NO_TYPE, name="Ticket"), *named)


def _type_id(name: str) -> PlatformId:
    return PlatformId(f"{_TYPE}{name}") if name else _NO_TYPE


def type_value(ticket_type: str) -> str:
    """What a ticket type's field is to say; the reverse of the types' ids."""
    return ticket_type.removeprefix(_TYPE) if ticket_type.startswith(_TYPE) else ""


def attendee(guest: Guest, fields: FieldMap, words: EventWords, codes: Iterable[str]) -> PulledAttendee:
    """A guest with the codes that are known of them."""
    usable = [code for code in codes if 0 < len(code) <= LONGEST_KEY]
    fallback = fallback_code(guest.id)
    return PulledAttendee(
        platform_id=PlatformId(guest.id),
        given_name=guest.first_name,
        family_name=guest.last_name,
        email=guest.email,
        company=value(guest, fields.company),
        job_title=value(guest, fields.job_title),
        ticket_type=_type_id(value(guest, fields.ticket_type)),
        status=TicketStatus.VALID if guest.active else TicketStatus.BLOCKED,
        badge_code=usable[0] if usable else fallback,
        codes=(*(PulledCode(key=code) for code in usable), PulledCode(key=fallback, rank=1)),
        movements=_movements(guest, fields, words),
        extra={name: said for name, said in guest.custom.items() if said and not fields.is_mapped(name)},
    )


def _movements(guest: Guest, fields: FieldMap, words: EventWords) -> tuple[PulledMovement, ...]:
    said = value(guest, fields.checkin)
    at = read_moment(said, words.offset) if is_filled(said) else None
    return () if at is None else (PulledMovement(zone=WHOLE_EVENT, direction=Direction.IN, at=at),)


def walk_in_form(shown: ShownEvent, fields: FieldMap) -> Form:
    """What to ask of a walk-in: what Badgestic needs, and the account's own fields."""
    mapped = [
        FormField(name=name, label=label)
        for name, label, field in (
            (COMPANY, "Company", fields.company),
            (JOB_TITLE, "Job title", fields.job_title),
        )
        if field
    ]
    own = [
        FormField(name=name, label=name.replace("_", " ").capitalize())
        for name in shown.fields
        if not fields.is_mapped(name) and name not in _OUR_NAMES
    ]
    kinds = ticket_types(shown, fields)
    return Form(
        fields=(
            FormField(name=GIVEN_NAME, label="First name", required=True),
            FormField(
                name=FAMILY_NAME,
                label="Last name",
                required=True,
                help="Badgestic needs one: a dash for people who have a single name.",
            ),
            FormField(name=EMAIL, label="E-mail address", kind=FieldKind.EMAIL),
            *mapped,
            *own,
        ),
        ticket_types=tuple((kind.platform_id, kind.name) for kind in kinds) if len(kinds) > 1 else (),
    )


def event_notes(shown: ShownEvent, fields: FieldMap, without_code: int | None) -> tuple[str, ...]:
    """What the desk lead should know; `without_code` people have no QR code, None while that is not known."""
    unread = len(shown.unreadable) + shown.skipped
    said: Sequence[tuple[bool, str]] = (
        (not fields.checkin, _KEPT_HERE),
        (bool(unread), f"Guests who could not be read from what Badgestic sent: {unread}."),
        (
            bool(without_code),
            f"Guests without a QR code that could be read: {without_code}. They are found by name.",
        ),
    )
    return tuple(sentence for holds, sentence in said if holds)
