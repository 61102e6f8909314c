"""From orders to attendees: each position of an order, add-ons too, is one attendee.

=====================================================  ====================================================
at the platform                                        here
=====================================================  ====================================================
canceled position; order canceled or expired           cancelled
blocked position                                       blocked
pending order, unless it is good until it is paid      unpaid; awaiting approval is said in the remark
order in a status this version does not know           unpaid, which a desk lead may override
attention wanted by item, variation or order           somebody has to look and confirm
their texts for check-in                               the remark
=====================================================  ====================================================

An add-on without a name is the person of the ticket it belongs to. An attendee without an own e-mail address
is found by that of whoever ordered.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from checkin.connectors.http.values import as_number, clean
from checkin.connectors.pretix.conversion import list_zone
from checkin.connectors.pretix.names import beside, parts_of, split
from checkin.connectors.pretix.payloads import Listing
from checkin.connectors.pretix.photos import address_of
from checkin.connectors.pretix.questions import field_name, told
from checkin.connectors.pretix.rows import Checkin, CheckinList, Item, Order, Position, Variation
from checkin.model.attendee import TicketStatus
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.pulled import PulledAttendee, PulledCode, PulledMovement
from checkin.model.station import Direction

_log = logging.getLogger(__name__)

_PAID, _PENDING = "p", "n"
_ENDED = frozenset("ce")
_DIRECTION = {"entry": Direction.IN, "exit": Direction.OUT}
_NO_VARIATION = Variation(id="0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surrounded:
    """What an order does not tell of its tickets.

    Attributes:
        items: by number.
        lists: every check-in list; series: each ticket is for one date only.
        photos: the identifiers of questions for a photo, by their numbers.
    """

    items: Mapping[str, Item] = field(default_factory=dict)
    lists: tuple[CheckinList, ...] = ()
    series: bool = False
    photos: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who is in a page of orders.

    Attributes:
        present: who is there but cannot be read.
        blind: somebody may be there of whom not even the id can be read.
    """

    attendees: tuple[PulledAttendee, ...]
    present: tuple[PlatformId, ...] = ()
    blind: bool = False


def people(page: Listing[Order], around: Surrounded) -> People:
    """Everybody in a page of orders, in our words."""
    attendees: list[PulledAttendee] = []
    present: list[str] = []
    blind = False
    for row in page.left_out:
        known = _ids(row.get("positions") if isinstance(row, dict) else None)
        present += filter(None, known)
        blind = blind or not known or not all(known)
    for order in page.rows:
        positions, unreadable = _positions(order)
        present += filter(None, unreadable)
        blind = blind or not all(unreadable)
        attendees += (_attendee(one, order, positions, around) for one in positions.values())
    return People(attendees=tuple(attendees), present=tuple(map(PlatformId, present)), blind=blind)


def _ids(rows: object) -> list[str]:
    if not isinstance(rows, list):
        return []
    return [as_number(row.get("id")) if isinstance(row, dict) else "" for row in rows]


def _positions(order: Order) -> tuple[dict[str, Position], list[str]]:
    found: dict[str, Position] = {}
    unreadable: list[str] = []
    for row in order.positions:
        try:
            position = Position.model_validate(row)
        except ValidationError:
            unreadable += _ids([row])
            continue
        found[position.id] = position
    if unreadable:
        _log.warning(
            "pretix: left out %d unreadable positions with these ids: %s", len(unreadable), unreadable
        )
    return found, unreadable


def _attendee(
    position: Position, order: Order, positions: Mapping[str, Position], around: Surrounded
) -> PulledAttendee:
    bearer = _bearer(position, positions)
    parts = parts_of(bearer.attendee_name_parts)
    given, family = split(parts, bearer.attendee_name)
    item = around.items.get(position.item)
    variation = _variation(item, position.variation)
    return PulledAttendee(
        platform_id=PlatformId(position.id),
        given_name=clean(given),
        family_name=clean(family),
        ticket_type=PlatformId(position.item),
        status=_status(position, order),
        badge_code=position.secret,
        codes=(PulledCode(key=position.secret),),
        email=position.attendee_email or bearer.attendee_email or order.email,
        company=position.company or bearer.company,
        order=order.code,
        valid_from=position.valid_from,
        valid_until=position.valid_until,
        zones=_zones(position, around),
        remark=_remark(order, item, variation),
        needs_confirmation=order.checkin_attention
        or variation.checkin_attention
        or (item is not None and item.checkin_attention),
        movements=movements(position.checkins),
        extra=_extra(position, parts, variation),
        photo=_photo(position, bearer, around),
    )


def _photo(position: Position, bearer: Position, around: Surrounded) -> str:
    """The platform hands out none of a canceled position's answers, and nobody gets a badge for it."""
    if position.canceled:
        return ""
    return address_of(position, around.photos) or address_of(bearer, around.photos)


def _bearer(position: Position, positions: Mapping[str, Position]) -> Position:
    main = positions.get(position.addon_to)
    named = position.attendee_name or parts_of(position.attendee_name_parts)
    return position if main is None or named else main


def _variation(item: Item | None, number: str) -> Variation:
    known = item.variations if item is not None else ()
    return next((variation for variation in known if variation.id == number), _NO_VARIATION)


def _status(position: Position, order: Order) -> TicketStatus:
    if position.canceled or order.status in _ENDED:
        return TicketStatus.CANCELLED
    if position.blocked:
        return TicketStatus.BLOCKED
    good = order.status == _PAID or (
        order.status == _PENDING and order.valid_if_pending and not order.require_approval
    )
    return TicketStatus.VALID if good else TicketStatus.UNPAID


def _zones(position: Position, around: Surrounded) -> frozenset[ZoneId] | None:
    if not around.series:
        return None
    return frozenset(list_zone(one.id) for one in around.lists if one.subevent in {"", position.subevent})


def _remark(order: Order, item: Item | None, variation: Variation) -> str:
    said = (
        "Test order." if order.testmode else "",
        "Waits for approval." if order.status == _PENDING and order.require_approval else "",
        order.checkin_text,
        item.checkin_text if item is not None else "",
        variation.checkin_text,
    )
    return "\n".join(dict.fromkeys(filter(None, said)))


def movements(checkins: tuple[Checkin, ...]) -> tuple[PulledMovement, ...]:
    """What the platform knows of somebody's coming and going, earliest first."""
    found = [
        PulledMovement(
            zone=list_zone(one.list), direction=_DIRECTION[one.type], at=one.datetime, station=_made_by(one)
        )
        for one in checkins
        if one.datetime is not None and one.type in _DIRECTION
    ]
    return tuple(sorted(found, key=lambda movement: movement.at))


def _made_by(one: Checkin) -> str:
    """What the platform tells of the station: numbers, which its own pages show beside the names."""
    if one.auto_checked_in:
        return "automatic"
    gate = f"Gate {one.gate}" if one.gate else ""
    device = f"Device {one.device_id}" if one.device_id else ""
    return ", ".join(filter(None, (gate, device)))


def _extra(position: Position, parts: Mapping[str, str], variation: Variation) -> dict[str, object]:
    told_of = {
        "variation": position.variation,
        "variation_name": variation.value,
        "addon_to": position.addon_to,
        **{name: clean(text) for name, text in beside(parts).items()},
        **{field_name(answer.question): told(answer.answer) for answer in position.answers},
    }
    return {name: text for name, text in told_of.items() if text}
