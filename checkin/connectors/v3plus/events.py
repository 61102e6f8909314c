"""Conferences and townhalls as events."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from typing import Final, Self
from zoneinfo import ZoneInfo

from checkin.connectors.v3plus.catalogue import Of
from checkin.connectors.v3plus.resources import Conference, Townhall
from checkin.model.event import PlatformEvent
from checkin.model.ids import PlatformId

_OVER: Final = frozenset(["archive", "archived", "hidden"])
_STAGING: Final = "staging"
_KINDS: Final = {"conference": Of.CONFERENCE, "townhall": Of.TOWNHALL}
_ID: Final = re.compile(r"(conference|townhall):([A-Za-z0-9_.-]{1,64})")
_INSTANT: Final = re.compile(r"\d{9,11}")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_LAST: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKey:
    """Which conference or townhall, such as ``conference:1``."""

    of: Of
    number: str

    @classmethod
    def read(cls, event: str) -> Self | None:
        """From an event's id; None when it is none of ours."""
        found = _ID.fullmatch(event)
        return cls(of=_KINDS[found[1]], number=found[2]) if found else None

    @property
    def platform_id(self) -> PlatformId:
        """As an event's id."""
        return PlatformId(f"{self.of.removesuffix('s')}:{self.number}")


def events_of(conferences: Iterable[Conference], townhalls: Iterable[Townhall]) -> list[PlatformEvent]:
    """What is or will be held, soonest first; archives and what is hidden are left out."""
    found = [
        *(event(Of.CONFERENCE, one) for one in conferences if one.state.casefold() not in _OVER),
        *(event(Of.TOWNHALL, one) for one in townhalls if one.state.casefold() not in _OVER),
    ]
    return sorted(found, key=lambda one: (one.starts_at or _LAST, one.platform_id))


def event(of: Of, one: Conference | Townhall) -> PlatformEvent:
    """A conference or townhall in our words."""
    key = EventKey(of=of, number=one.id)
    zone = zone_of(one.timezone)
    return PlatformEvent(
        platform_id=key.platform_id,
        name=one.name or f"{key.of.removesuffix('s').capitalize()} {one.id}",
        timezone=getattr(zone, "key", "UTC"),
        starts_at=instant(one.start_date, zone),
        ends_at=instant(one.end_date, zone, end_of_day=True),
        logo_url=one.photo if one.photo.startswith("https://") else "",
    )


def remarks(one: Conference | Townhall) -> tuple[str, ...]:
    """What the desk lead should know of its state."""
    state = one.state.casefold()
    if state == _STAGING:
        return ("At V3Plus this conference is still being prepared (“staging”).",)
    return (f"At V3Plus this event counts as “{one.state}”.",) if state in _OVER else ()


def zone_of(name: str) -> tzinfo:
    """A time zone by its name, UTC for none that is known."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # no name, a folder of the database, not in it
        return UTC


def instant(text: str, zone: tzinfo, *, end_of_day: bool = False) -> datetime | None:
    """A time of whichever form, aware UTC; without an offset it is meant in the event's time zone."""
    try:
        if _INSTANT.fullmatch(text):
            return datetime.fromtimestamp(int(text), UTC)
        at = datetime.fromisoformat(text)
        if end_of_day and _DAY.fullmatch(text):
            at = datetime.combine(at.date(), time.max)
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
