"""From an event's own things to our words: types of tickets, zones, stations, what to ask.

A ticket type is an item, so that the lists' limits and rules, which name items, mean what they say. What a
walk-in may choose is finer: ``"<item>-<variation>"`` where an item has variations; these stand among the
ticket types, too.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checkin.connectors.pretix.names import asks_for_one_name
from checkin.connectors.pretix.questions import kinds_of_tickets
from checkin.connectors.pretix.rows import CheckinList, EventRow, EventSettings, Item
from checkin.model.event import PlatformEvent, TicketType, Zone, ZoneKind
from checkin.model.form import COMPANY, EMAIL, FAMILY_NAME, GIVEN_NAME, FieldKind, Form, FormField, FormOption
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.station import PlatformStation, StationKind
from checkin.model.zone_rules import ZoneRules

_TIMEZONE = re.compile(r"[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}")
_OUT = "/out"
DATE = "subevent"
"""What the question for the date of a series is called."""

_SIGNATURES = "pretix_sig1"


def list_zone(number: str) -> ZoneId:
    """The zone of a check-in list."""
    return ZoneId(f"list:{number}")


def list_of(station: PlatformId) -> str:
    """The check-in list behind a station."""
    return station.removesuffix(_OUT)


def platform_event(event: EventRow) -> PlatformEvent:
    """An event in our words."""
    return PlatformEvent(
        platform_id=PlatformId(event.slug),
        name=event.name or event.slug,
        timezone=event.timezone if _TIMEZONE.fullmatch(event.timezone) else "UTC",
        starts_at=event.date_from,
        ends_at=event.date_to,
        place=event.location,
    )


def ticket_types(items: Iterable[Item]) -> tuple[TicketType, ...]:
    """Items, and what may be chosen of each, as ticket types."""
    return tuple(
        TicketType(platform_id=PlatformId(number), name=name)
        for item in items
        for number, name in ((item.id, _name(item)), *_choices(item))
    )


def _name(item: Item) -> str:
    return item.name or f"Product {item.id}"


def _choices(item: Item) -> Iterator[tuple[str, str]]:
    for variation in item.variations:
        kind = variation.value or f"Variation {variation.id}"
        yield f"{item.id}-{variation.id}", f"{_name(item)}, {kind}"


def zones(lists: Iterable[CheckinList], items: Mapping[str, Item]) -> tuple[Zone, ...]:
    """Check-in lists as zones with the rules of each."""
    return tuple(
        Zone(
            id=list_zone(one.id),
            platform_id=PlatformId(one.id),
            kind=ZoneKind.AREA,
            name=one.name or f"List {one.id}",
            rules=_rules(one, items),
        )
        for one in lists
    )


def _rules(one: CheckinList, items: Mapping[str, Item]) -> ZoneRules:
    logic = one.rules if isinstance(one.rules, dict) else {}
    return ZoneRules(
        ticket_types=None
        if one.all_products
        else frozenset(map(PlatformId, kinds_of_tickets(one.limit_products, items))),
        several_entries=one.allow_multiple_entries,
        again_after_leaving=one.allow_entry_after_exit,
        lets_unpaid=one.include_pending,
        logic=logic,
    )


def stations(lists: Iterable[CheckinList]) -> tuple[PlatformStation, ...]:
    """Two ways to work at each list: in, with badges, and out."""
    return tuple(
        PlatformStation(
            platform_id=PlatformId(f"{one.id}{end}"),
            name=f"{one.name or f'List {one.id}'}{words}",
            kind=kind,
            zone=list_zone(one.id),
        )
        for one in lists
        for kind, end, words in (
            (StationKind.REGISTRATION, "", ""),
            (StationKind.CHECK_OUT, _OUT, " (exit)"),
        )
    )


def keys(event: EventRow) -> tuple[str, ...]:
    """Public keys for signed codes, as PEM; what is none is left out."""
    told = event.valid_keys.get(_SIGNATURES) if isinstance(event.valid_keys, dict) else None
    return tuple(filter(None, map(_pem, told if isinstance(told, list) else ())))


def _pem(key: object) -> str:
    try:
        text = base64.b64decode(key, validate=True).decode("ascii") if isinstance(key, str) else ""
    except (binascii.Error, ValueError):
        return ""
    return text if text.startswith("-----BEGIN PUBLIC KEY-----") else ""


def walk_in(items: Iterable[Item], settings: EventSettings, dates: Sequence[FormField] = ()) -> Form:
    """What to ask of whoever registers at the desk; `dates` asks which date of a series they come to."""
    active = [item for item in items if item.active]
    sold = [item for item in active if item.admission] or active
    offered = tuple(choice for item in sold for choice in _offered(item))
    one_name = asks_for_one_name(settings.name_scheme)
    return Form(
        fields=(
            *dates,
            FormField(name=GIVEN_NAME, label="Name" if one_name else "Given name", required=True),
            *([] if one_name else [FormField(name=FAMILY_NAME, label="Family name")]),
            FormField(name=COMPANY, label="Company", required=settings.attendee_company_required),
            FormField(
                name=EMAIL,
                label="E-mail address",
                kind=FieldKind.EMAIL,
                required=settings.attendee_emails_required,
            ),
        ),
        ticket_types=offered,
        refused="" if offered else "This event has no product that is on sale.",
    )


def dates(event: EventRow, lists: Sequence[CheckinList]) -> tuple[FormField, ...]:
    """The question for the date of a series, by the lists that are for one date only; else nothing.

    An order without a date is taken when it is forced, and then no list of a date knows its ticket (pretix
    2026.8, observed). The post's own list tells the date where it has one.
    """
    if not event.has_subevents:
        return ()
    named = {one.subevent: one.name or f"List {one.id}" for one in reversed(lists) if one.subevent}
    return (
        FormField(
            name=DATE,
            label="Date",
            kind=FieldKind.CHOICE,
            required=any(not one.subevent for one in lists),
            help="Left empty, it is the date of this post's list.",
            options=tuple(FormOption(label=name, value=number) for number, name in reversed(named.items())),
        ),
    )


def _offered(item: Item) -> tuple[tuple[str, str], ...]:
    if not item.variations:
        return ((item.id, _name(item)),)
    active = {f"{item.id}-{variation.id}" for variation in item.variations if variation.active}
    return tuple((number, name) for number, name in _choices(item) if number in active)


def notes(event: EventRow, lists: Iterable[CheckinList]) -> tuple[str, ...]:
    """What the desk lead should know of this event before it begins."""
    found = []
    if event.testmode:
        found.append("The event's shop is in test mode: orders made now are test orders.")
    if event.has_subevents:
        found.append("This is a series: choose the list of the right date.")
    found += [
        f"List “{one.name}” also takes main tickets in place of their add-ons at the platform; "
        "here the add-on's own code has to be scanned."
        for one in lists
        if one.addon_match
    ]
    return tuple(found)
