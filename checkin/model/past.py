"""What stays of an event after everybody in it was erased: numbers. And when it is time to erase them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from checkin.model.event import Event

FEWEST = 5
"""Of how many people a number must speak at least, so that it speaks of nobody."""

OTHER = "other"
"""What groups are counted under that are smaller than that."""

AFTER_THE_END = timedelta(days=3)
AFTER_THE_LAST = timedelta(days=14)
"""How long people may still be needed: after the event's end, or after anything happened in it at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How many people there were of a kind, and how many of them came."""

    people: int = 0
    came: int = 0

    def __add__(self, other: "Group") -> "Group":
        return Group(people=self.people + other.people, came=self.came + other.came)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What is counted before an event is erased.

    Attributes:
        attendees: people the event had, walk-ins among them.
        checked_in: people who came into the event, or into any zone of it.
        walk_ins: people registered at this computer.
        badges: how often badges were printed at this computer.
        unheard: check-ins the platform was never told of, because a person said so.
        ticket_types: people by the names of their kinds of tickets, small ones under `OTHER`.
        zones: how many people came into each, by their names, small ones under `OTHER`.
        hours: how many check-ins there were, into whatever zone, by the beginnings of the hours, UTC.
    """

    attendees: int = 0
    checked_in: int = 0
    walk_ins: int = 0
    badges: int = 0
    unheard: int = 0
    ticket_types: Mapping[str, Group] = field(default_factory=dict)
    zones: Mapping[str, int] = field(default_factory=dict)
    hours: Mapping[datetime, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEvent:
    """An event everybody was erased of."""

    name: str
    erased_at: datetime
    numbers: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """An event is over, and its people are still on this computer.

    Attributes:
        ended: when it ended, as far as anybody knows, aware UTC.
        people: how many of them are here.
        waiting: check-ins the platform is still to be told of; they go first.
        parked: check-ins it refused; somebody has to decide on each.
    """

    event: Event
    ended: datetime
    people: int
    waiting: int
    parked: int


def without_small(groups: Mapping[str, Group]) -> dict[str, Group]:
    """Groups of fewer than `FEWEST` together, and the next bigger ones with them until they are as many."""
    kept = dict(sorted(groups.items(), key=lambda one: one[1].people))
    other = Group()
    for name, group in list(kept.items()):
        if group.people >= FEWEST and not 0 < other.people < FEWEST:
            break
        other += kept.pop(name)
    return {**kept, OTHER: kept.get(OTHER, Group()) + other} if other.people else kept


def ended(event: Event, last: datetime | None, now: datetime) -> datetime | None:
    """When the event ended, if that is so long ago that nobody in it is needed here any more.

    A day that is still to come by this computer's clock says nothing: one of the two clocks was wrong then.

    Args:
        event: the event.
        last: the last movement recorded in it, None when there is none.
        now: by this computer's clock.
    """
    there = event.platform
    happened = last if last is not None and last <= now else None
    if there.ends_at is not None:
        end, patience = max(there.ends_at, happened or there.ends_at), AFTER_THE_END
    else:
        known = happened or there.starts_at
        if known is None:
            return None
        end, patience = known, AFTER_THE_LAST
    return end if now - end > patience else None
