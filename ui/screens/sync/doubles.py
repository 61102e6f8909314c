"""Double entries in words: who came in twice while stations were apart, and what a lead makes of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from checkin.model.doubles import THEIRS, DoubleEntry
from checkin.model.ids import AttendeeId, MovementId
from checkin.model.movement import Movement, Source
from checkin.model.operation import OperationState
from ui.screens.moments import moment
from ui.screens.sync.explaining import Explanation

COLUMNS = ("Who", "Ticket type", "Where", "First", "First at", "Then", "Then at", "Looked at")

_HARDLY_ONE = timedelta(minutes=3)
"""Nobody walks from one door to the other, queues and is let in again within so short a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleRow:
    """One double entry in words; `key` is the second movement."""

    key: MovementId
    attendee: AttendeeId
    who: str
    ticket: str
    where: str
    first: str
    first_at: str
    second: str
    second_at: str
    seen: bool

    @property
    def about(self) -> str:
        """The kind of ticket, and where they came in."""
        return " \N{MIDDLE DOT} ".join(part for part in (self.ticket, self.where) if part)

    @property
    def cells(self) -> tuple[str, ...]:
        """As a line of a table with the headings `COLUMNS`."""
        when = (self.first, self.first_at, self.second, self.second_at)
        return (self.who, self.ticket, self.where, *when, "yes" if self.seen else "")


def row(entry: DoubleEntry, now: datetime, zone: tzinfo) -> DoubleRow:
    """The line of a double entry."""
    return DoubleRow(
        key=entry.second.id,
        attendee=entry.attendee,
        who=entry.name or f"Attendee {entry.attendee}",
        ticket=entry.ticket_type,
        where=entry.zone_name,
        first=_when(entry, entry.first, now, zone),
        first_at=_station(entry.first),
        second=_when(entry, entry.second, now, zone),
        second_at=_station(entry.second),
        seen=entry.seen,
    )


def explain(entry: DoubleEntry, now: datetime, zone: tzinfo) -> Explanation:
    """What happened, what it may mean and what to do, made for exactly this one."""
    line = row(entry, now, zone)
    return Explanation(
        key=line.key,
        title=f"{line.who} came in twice",
        about=line.about,
        sections=(
            ("What happened", _happened(entry, now, zone)),
            ("What it may mean", _meaning(entry)),
            ("What to do", _TO_DO),
        ),
        go="" if entry.seen else "Looked at",
        back="Take ours back",
    )


_TO_DO = (
    "Find them and ask; look at a photo or an ID. One person who used two doors needs nothing more. If ours "
    "was a mistake, take it back here. Then note that you have looked at it."
)


def _when(entry: DoubleEntry, movement: Movement, now: datetime, zone: tzinfo) -> str:
    unsaid = entry.untimed and movement.source is Source.PLATFORM
    return "before" if unsaid else moment(movement.at, now, zone)


def _station(movement: Movement) -> str:
    named = movement.station.strip()
    if movement.source is Source.HERE:
        return f"this computer ({named})" if named else "this computer"
    return named or "another station"


def _happened(entry: DoubleEntry, now: datetime, zone: tzinfo) -> str:
    first, second = (_told_of(entry, one, now, zone) for one in (entry.first, entry.second))
    return (
        f"They were let in {first}, and again {second}. The two stations were apart: neither could know of "
        f"the other\N{RIGHT SINGLE QUOTATION MARK}s. {_platform_has(entry.told)} Both are kept here and in "
        "the export."
    )


def _told_of(entry: DoubleEntry, movement: Movement, now: datetime, zone: tzinfo) -> str:
    if entry.untimed and movement.source is Source.PLATFORM:
        return f"at {_station(movement)} (the platform does not say when)"
    at = moment(movement.at, now, zone)
    return f"{'on' if ',' in at else 'at'} {at} at {_station(movement)}"


_OF_OURS = {
    OperationState.SETTLED.value: "The platform was told of ours, too, and took it.",
    OperationState.PENDING.value: "The platform is still to be told of ours.",
    OperationState.SENDING.value: "The platform is just being told of ours.",
    OperationState.UNCERTAIN.value: "Whether the platform took ours is being looked up.",
    OperationState.PARKED.value: "The platform refused ours; it stands among the refused.",
    OperationState.WITHDRAWN.value: "The platform is not told of ours.",
    THEIRS: "The platform had the other one before ours and keeps that one.",
}


def _platform_has(told: str) -> str:
    return _OF_OURS.get(told, "The platform is told of neither from here.")


def _meaning(entry: DoubleEntry) -> str:
    shared = "the ticket was passed on and two people are in"
    badge = "a name badge was passed back to somebody outside"
    doors = "the same person went out and came in by another door"
    apart = abs(entry.second.at - entry.first.at)
    if not entry.untimed and apart < _HARDLY_ONE:
        return f"So soon after each other it is hardly one person walking: most likely {shared}, or {badge}."
    return f"Perhaps {doors}. Perhaps {shared}, or {badge}."
