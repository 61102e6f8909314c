"""What a zone's rule may ask for, and what follows from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from checkin.model.movement import Movement
from checkin.model.station import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
    """One attendee, one zone, one instant. Times are aware; None where the platform does not say.

    Attributes:
        now: the instant that is judged.
        zone_time: the event's time zone; a day is a day there.
        ticket_type: the platform's id of the product, as the rule has it.
        variation: the platform's id of the product's variation; empty for none.
        gate: the platform's id of the gate this post stands at; empty for none, None when nobody knows.
        event_ends: None means that the event begins and ends at once, as pretix has it.
        event_admission: None means from the beginning on.
        movements: this attendee's check-ins and check-outs in this zone that still stand, in order of
            recording: of two at the same instant the later in the sequence counts as the later.
    """

    now: datetime
    zone_time: tzinfo
    ticket_type: str
    variation: str = ""
    gate: str | None = None
    event_starts: datetime | None = None
    event_ends: datetime | None = None
    event_admission: datetime | None = None
    movements: Sequence[Movement] = ()

    def today_at(self, at: time) -> datetime:
        """This time of the day that `now` is in, in UTC."""
        local = self.now.astimezone(self.zone_time)
        moment = local.replace(hour=at.hour, minute=at.minute, second=at.second, microsecond=at.microsecond)
        # In UTC, because Python compares two times of the same zone by the clock on the wall.
        return moment.astimezone(UTC)

    @property
    def weekday(self) -> int:
        """1 for Monday to 7 for Sunday."""
        return self.now.astimezone(self.zone_time).isoweekday()

    @property
    def entries(self) -> tuple[datetime, ...]:
        """When they came in, earliest first."""
        return tuple(sorted(one.at for one in self.movements if one.direction is Direction.IN))

    @property
    def entries_today(self) -> int:
        """How often they came in from midnight on, without an end.

        So pretix counts: what was recorded for tomorrow already counts today.
        """
        midnight = self.today_at(time())
        return sum(entry >= midnight for entry in self.entries)

    def days(self, instants: Iterable[datetime]) -> int:
        """On how many different days these are."""
        return len({instant.astimezone(self.zone_time).date() for instant in instants})

    def minutes_since(self, which: int) -> int:
        """Whole minutes since the entry with this index; -1 without any entry, as pretix has it."""
        entries = self.entries
        return (self.now - entries[which]) // timedelta(minutes=1) if entries else -1

    @property
    def is_present(self) -> bool:
        """Whether the last movement led in."""
        in_turn = sorted(self.movements, key=lambda movement: movement.at)
        return bool(in_turn) and in_turn[-1].direction is Direction.IN
