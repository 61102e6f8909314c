"""From the platform's payloads to our words.

What comes of rows that are not as they should be:

* an attendee without an id, or whose ``identifier`` is no text, cannot be told apart: left out, logged by id;
* an attendee without an order is kept, but nobody knows whether the ticket was paid: `TicketStatus.UNPAID`,
  found by name and by badge only;
* an order status this version does not know counts as unpaid, which a desk lead may override;
* names, company and the like that are no text are empty.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from checkin.connectors.http.values import clean
from checkin.connectors.open_event.documents import Listing
from checkin.connectors.open_event.payloads import (
    AttendeeAttributes,
    EventAttributes,
    MicrolocationAttributes,
    OrderAttributes,
    Resource,
    SessionAttributes,
    StationAttributes,
    TicketAttributes,
)
from checkin.model.attendee import TicketStatus
from checkin.model.code import badge_key
from checkin.model.event import WHOLE_EVENT, PlatformEvent, TicketType, Zone, ZoneKind
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.pulled import PulledAttendee, PulledCode, PulledMovement
from checkin.model.station import Direction, PlatformStation, StationKind

_log = logging.getLogger(__name__)

_STATUS = {
    "completed": TicketStatus.VALID,
    "placed": TicketStatus.VALID,
    "pending": TicketStatus.UNPAID,
    "initializing": TicketStatus.UNPAID,
    "cancelled": TicketStatus.CANCELLED,
    "expired": TicketStatus.CANCELLED,
}
_KIND = {kind.value: kind for kind in StationKind}
_NOT_HELD = frozenset(["rejected", "withdrawn", "canceled", "cancelled", "draft"])

# What may be wanted on a badge or at the desk; addresses, birth dates and tax numbers stay at the platform.
_EXTRA = (
    "attendee-notes",
    "blog",
    "checkin-times",
    "checkout-times",
    "city",
    "country",
    "facebook",
    "fluent-language",
    "github",
    "home-wiki",
    "instagram",
    "is-checked-in",
    "is-checked-out",
    "linkedin",
    "native-language",
    "state",
    "twitter",
    "website",
)
_MOST_EXTRAS = 100
_MOST_LOGGED = 20
_LARGEST_NUMBER = 2**53

_TIMEZONE = re.compile(r"[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}")

_WITH_IDENTIFIER = 0
_WITH_ATTENDEE_ID = 1
_ORDER_ALONE = 5


def room_zone(microlocation: str) -> ZoneId:
    """The zone of a room."""
    return ZoneId(f"room:{microlocation}")


def session_zone(session: str) -> ZoneId:
    """The zone of a session."""
    return ZoneId(f"session:{session}")


def platform_event(event: Resource[EventAttributes]) -> PlatformEvent:
    """An event in our words."""
    said = event.attributes
    return PlatformEvent(
        platform_id=PlatformId(event.id),
        name=said.name or f"Event {event.id}",
        timezone=said.timezone if _TIMEZONE.fullmatch(said.timezone) else "UTC",
        starts_at=said.starts_at,
        ends_at=said.ends_at,
        place=said.location_name,
        logo_url=said.logo_url,
        badge_profile="EVENTYAY",  # its apps find nobody by the ticket's code at a check-in
    )


def ticket_types(rows: Iterable[Resource[TicketAttributes]]) -> tuple[TicketType, ...]:
    """Ticket types in our words."""
    return tuple(
        TicketType(
            platform_id=PlatformId(row.id),
            name=row.attributes.name or f"Ticket {row.id}",
            extra={
                name: value
                for name, value in (
                    ("badge-id", row.attributes.badge_id),
                    ("form-id", row.attributes.form_id),
                )
                if value
            },
        )
        for row in rows
    )


def zones(
    event: Resource[EventAttributes],
    rooms: Iterable[Resource[MicrolocationAttributes]],
    sessions: Iterable[Resource[SessionAttributes]],
) -> tuple[Zone, ...]:
    """The event, its rooms, and its sessions that are (or may yet be) held."""
    whole = Zone(
        id=WHOLE_EVENT,
        platform_id=PlatformId(event.id),
        kind=ZoneKind.EVENT,
        name=event.attributes.name or f"Event {event.id}",
        starts_at=event.attributes.starts_at,
        ends_at=event.attributes.ends_at,
    )
    return (whole, *map(_room, rooms), *_sessions(sessions))


def _room(row: Resource[MicrolocationAttributes]) -> Zone:
    name = row.attributes.name or row.attributes.room or f"Room {row.id}"
    return Zone(id=room_zone(row.id), platform_id=PlatformId(row.id), kind=ZoneKind.ROOM, name=name)


def _sessions(rows: Iterable[Resource[SessionAttributes]]) -> Iterator[Zone]:
    for row in rows:
        if row.attributes.state not in _NOT_HELD:
            room = row.related("microlocation")
            yield Zone(
                id=session_zone(row.id),
                platform_id=PlatformId(row.id),
                kind=ZoneKind.SESSION,
                name=row.attributes.title or f"Session {row.id}",
                room=room_zone(room) if room else None,
                starts_at=row.attributes.starts_at,
                ends_at=row.attributes.ends_at,
            )


def stations(rows: Iterable[Resource[StationAttributes]]) -> tuple[PlatformStation, ...]:
    """Stations in our words; those of a type this version does not know are left out."""
    return tuple(
        PlatformStation(
            platform_id=PlatformId(row.id),
            name=row.attributes.station_name or f"Station {row.id}",
            kind=_KIND[row.attributes.station_type],
            room=room_zone(row.attributes.microlocation_id) if row.attributes.microlocation_id else None,
        )
        for row in rows
        if row.attributes.station_type in _KIND
    )


def attendees(listing: Listing[AttendeeAttributes]) -> tuple[PulledAttendee, ...]:
    """A page of attendees, linked to the orders that came with it."""
    found = tuple(
        _attendee(row, raw, listing.orders)
        for row, raw in zip(listing.rows, listing.raw, strict=True)
        if row.attributes.deleted_at is None
    )
    without_order = [one.platform_id for one in found if not one.order]
    if without_order:
        _log.warning("%d attendees without an order: %s", len(without_order), without_order[:_MOST_LOGGED])
    return found


def _attendee(
    row: Resource[AttendeeAttributes], raw: Mapping[str, object], orders: Mapping[str, OrderAttributes]
) -> PulledAttendee:
    said = row.attributes
    order = orders.get(row.related("order"))
    if order is None or not order.identifier:
        order = OrderAttributes()
    codes = _codes(row.id, order.identifier, said.identifier)
    return PulledAttendee(
        platform_id=PlatformId(row.id),
        given_name=said.firstname,
        family_name=said.lastname,
        ticket_type=PlatformId(said.ticket_id),
        status=_STATUS.get(order.status, TicketStatus.UNPAID),
        badge_code=codes[0].key,
        codes=codes,
        email=said.email,
        company=said.company,
        job_title=said.job_title,
        order=order.identifier,
        movements=registrations(said.register_times) if said.is_registered else (),
        extra=_extra(raw.get("attributes"), said.complex_field_values),
    )


def _codes(number: str, order: str, identifier: str) -> tuple[PulledCode, ...]:
    """Every form a ticket of this attendee was ever printed in; the form of today comes first.

    Since 2024-03-25 tickets end in the attendee's identifier, before in the attendee's number; attendees
    from before have no identifier. Of an attendee with an identifier the number is no code: identifiers may
    be all digits, and then it would be another attendee's. For three days in 2024 tickets were the order's
    identifier alone, which is ambiguous where an order holds several.
    """
    badge = PulledCode(key=badge_key(number))
    if not order:
        return (badge,)
    ticket = (
        PulledCode(key=f"{order}-{identifier}", rank=_WITH_IDENTIFIER)
        if identifier
        else PulledCode(key=f"{order}-{number}", rank=_WITH_ATTENDEE_ID)
    )
    return (ticket, badge, PulledCode(key=order, rank=_ORDER_ALONE))


def registrations(register_times: str) -> tuple[PulledMovement, ...]:
    """When an attendee was registered; what cannot be read is left out."""
    return tuple(
        PulledMovement(zone=WHOLE_EVENT, direction=Direction.IN, at=at) for at in read_times(register_times)
    )


def read_times(times: str) -> tuple[datetime, ...]:
    """The instants of a comma separated list; times without a zone are UTC, as the platform means them."""
    return tuple(at for at in map(_read_time, times.split(",")) if at is not None)


def _read_time(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text.strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _extra(attributes: object, answers: object) -> dict[str, object]:
    said = attributes if isinstance(attributes, dict) else {}
    found: dict[str, object] = {name: said[name] for name in _EXTRA if name in said}
    if isinstance(answers, dict):
        found = {clean(str(name)): value for name, value in list(answers.items())[:_MOST_EXTRAS]} | found
    plain = ((name, _plain(value)) for name, value in found.items())
    return {name: value for name, value in plain if value not in {None, "", False}}


def _plain(value: object) -> str | float | None:
    """A value that can be kept and printed, None for anything else."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool | int | float):
        return value if abs(value) < _LARGEST_NUMBER else None
    if isinstance(value, list):
        return ", ".join(clean(item) for item in value[:_MOST_EXTRAS] if isinstance(item, str))
    return None
