"""The platform's own badges, each for the items that have it."""

import json
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checkin.connectors.http import PublicFiles
from checkin.connectors.pretix import conversion
from checkin.connectors.pretix.catalogue import Furniture
from checkin.connectors.pretix.rows import BadgeLayout, EventRow
from checkin.connectors.pretix.structure import Structure, Structures
from checkin.errors import ConnectorError
from checkin.model.badge_design import BadgeDesign, DesignKind

_MOST = 50


class Designs:
    """Reads an event's badge layouts; fifty at most, and each background once.

    Args:
        furniture: the requests.
        structures: knows the event's items and questions.
        files: fetches backgrounds, which need no sign-in.
    """

    def __init__(self, furniture: Furniture, structures: Structures, files: PublicFiles) -> None:
        self._furniture = furniture
        self._structures = structures
        self._files = files

    def of(self, event: str) -> tuple[BadgeDesign, ...]:
        """All of an event's. Raises ConnectorErrors."""
        layouts = self._furniture.badge_layouts(event)[:_MOST]
        if not layouts:
            return ()
        worn = {row.item: row.layout for row in self._furniture.badge_items(event)}
        structure = self._structures.lately(event)
        context = _context(structure) if structure else {}
        backgrounds = {address: self._fetch(address) for address in {row.background for row in layouts}}
        return tuple(
            BadgeDesign(
                name=row.name or f"Badge {row.id}",
                kind=DesignKind.PRETIX,
                document=json.dumps({"layout": row.layout, "size": row.size, **context}),
                background=backgrounds[row.background][0],
                ticket_types=_types(structure, {item for item, layout in worn.items() if layout == row.id}),
                is_usual=row.default,
                notes=(*backgrounds[row.background][1], *_without_badge(row, structure, worn)),
            )
            for row in layouts
        )

    def _fetch(self, address: str) -> tuple[bytes, tuple[str, ...]]:
        if not address:
            return b"", ()
        try:
            return self._files.fetch(address), ()
        except ConnectorError as error:
            return b"", (f"The background could not be fetched: {error}",)


def _types(structure: Structure | None, items: set[str]) -> tuple[str, ...]:
    """The names of items, and of what may be chosen of each."""
    known = structure.items.values() if structure else ()
    return tuple(one.name for one in conversion.ticket_types(item for item in known if item.id in items))


def _without_badge(row: BadgeLayout, structure: Structure | None, worn: Mapping[str, str]) -> tuple[str, ...]:
    """Said with the usual badge, which such items would get here."""
    if not row.default:
        return ()
    bare = {item for item, layout in worn.items() if not layout}
    known = structure.items.values() if structure else ()
    return tuple(f"“{item.name}” has no badge at the platform." for item in known if item.id in bare)


def _context(structure: Structure) -> Mapping[str, object]:
    """What of an event it takes to understand a layout; see `checkin.badges.importing.pretix_layout`."""
    return {
        "questions": {one.identifier: one.id for one in structure.questions if one.identifier},
        "texts": {name: text for name, text in _texts(structure.event).items() if text},
    }


def _texts(event: EventRow) -> Mapping[str, str]:
    """Where and when the event is; the dates of a series are each its own, and not told."""
    if event.has_subevents:
        return {"event_location": event.location}
    begin, end = _here(event.date_from, event.timezone), _here(event.date_to, event.timezone)
    first, last = (f"{at:%Y-%m-%d}" if at else "" for at in (begin, end))
    return {
        "event_location": event.location,
        "event_date": first,
        "event_date_range": f"{first} – {last}" if last and last != first else first,  # noqa: RUF001
        "event_begin": f"{begin:%Y-%m-%d %H:%M}" if begin else "",
        "event_begin_date": first,
        "event_begin_time": f"{begin:%H:%M}" if begin else "",
        "event_end": f"{end:%Y-%m-%d %H:%M}" if end else "",
        "event_end_date": last,
        "event_end_time": f"{end:%H:%M}" if end else "",
    }


def _here(at: datetime | None, timezone: str) -> datetime | None:
    try:
        return at and at.astimezone(ZoneInfo(timezone))
    except (ZoneInfoNotFoundError, ValueError, OverflowError):
        return at
