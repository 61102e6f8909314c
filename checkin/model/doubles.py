"""Somebody came in twice while stations were apart: told from the movements alone, a pure judgement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from checkin.model.admission import Refusal, came_before
from checkin.model.ids import AttendeeId, MovementId, ZoneId
from checkin.model.movement import Movement, Presence, Source
from checkin.model.operation import OperationState
from checkin.model.station import Direction
from checkin.model.zone_rules import OPEN_TO_ALL, ZoneRules

THEIRS = "theirs"
"""What is told of a check-in of ours where the platform had somebody else's before."""

_ONE_STAMP = timedelta(minutes=1)
"""Two stamps of the platform's that are no further apart may be of one check-in: some round."""

_UNSEEN = "theirs:"

_KNOWINGLY = frozenset({Refusal.ALREADY_INSIDE.value, Refusal.ENTRIES_USED_UP.value})
"""What a lead overrules who knows that somebody came before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleEntry:
    """A check-in the door would have refused had it known another one; at least one of the two is ours.

    Attributes:
        first, second: the earlier and the later check-in, by their times as the platform's clock has them.
        told: what the platform has of ours: the operation's state, `THEIRS` where it has the other one
            instead, empty when it is not told.
        seen: a lead has looked at it.
        untimed: the platform does not say when the other one was; its time stands for "before".
    """

    attendee: AttendeeId
    name: str
    ticket_type: str
    zone: ZoneId
    zone_name: str
    first: Movement
    second: Movement
    told: str
    seen: bool
    untimed: bool = False

    @property
    def ours(self) -> Movement:
        """The one of the two that was let in here."""
        return self.first if self.first.source is Source.HERE else self.second

    @property
    def other(self) -> Movement:
        """The one of the two that was let in elsewhere."""
        return self.second if self.first.source is Source.HERE else self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnessed:
    """A movement that stands, and what is known beside it.

    Attributes:
        number: its place in the order in which they became known here.
        ahead: what to add to its time to get the platform's.
        told: as in `DoubleEntry`; of ours alone.
        taken_at: when the platform took what it has instead or of it, where it says.
        daily: it happened at a station that lets in once a day.
    """

    movement: Movement
    number: int
    ahead: timedelta = timedelta()
    told: str = ""
    taken_at: datetime | None = None
    daily: bool = False
    untimed: bool = False

    @property
    def at(self) -> datetime:
        """When, by the platform's clock as well as it is known."""
        return self.movement.at + self.ahead

    @property
    def is_ours(self) -> bool:
        """Whether it was recorded here."""
        return self.movement.source is Source.HERE

    @property
    def is_arrival(self) -> bool:
        """Whether it led in."""
        return self.movement.direction is Direction.IN


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for one attendee in one zone.

    Attributes:
        admits: how many people their ticket lets in.
        rules: the zone's.
        zone_time: the event's; a day is a day there.
    """

    zone_time: tzinfo
    admits: int = 1
    rules: ZoneRules = OPEN_TO_ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two check-ins of which one was one too many."""

    first: Witnessed
    second: Witnessed

    @property
    def ours(self) -> Witnessed:
        """The one of the two that was let in here."""
        return self.first if self.first.is_ours else self.second


def pairs_of(history: Sequence[Witnessed], terms: Terms) -> tuple[Pair, ...]:
    """The double entries among the standing movements of one attendee in one zone.

    The movements are lived through again in the order of their times. A check-in the zone's rules refuse
    is one too many when this station could not know: of the two one is ours, the other's became known later,
    and no lead overruled it. What two other stations did is theirs to list: whether it was overruled
    only they know.
    """
    whole = sorted([*_missing(history), *history], key=lambda one: one.at)
    return tuple(_replayed(whole, terms, once_a_day=any(one.daily for one in history)))


def kept_under(movement: MovementId) -> MovementId:
    """The movement on record under which it is kept that a lead has looked at a double entry.

    It is the second one; while the mirror knows that one only by the platform's answer to ours, it is ours.
    """
    return MovementId(movement.removeprefix(_UNSEEN))


def is_off_record(movement: MovementId) -> bool:
    """Whether the mirror knows of it only by the platform's answer to ours."""
    return movement.startswith(_UNSEEN)


def _replayed(whole: Sequence[Witnessed], terms: Terms, *, once_a_day: bool) -> Iterator[Pair]:
    inside, came = False, list[Witnessed]()
    stands: Witnessed | None = None
    for one in whole:
        if not one.is_arrival:
            inside = False
            continue
        refusal = came_before(
            Presence(inside=inside, entries=len(came), last_in=None if stands is None else _timed(stands)),
            one.at,
            admits=terms.admits,
            rules=terms.rules,
            a_day_in=terms.zone_time if once_a_day else None,
        )
        first = _other_of(one, stands, came, refusal)
        if first is not None:
            yield Pair(first=first, second=one)
        elif refusal is None or one.is_ours:
            stands = one  # an entry the door granted knowingly is what counts from then on
        inside = True
        came.append(one)


def _timed(one: Witnessed) -> Movement:
    return replace(one.movement, at=one.at)


def _other_of(
    one: Witnessed, stands: Witnessed | None, came: Sequence[Witnessed], refusal: Refusal | None
) -> Witnessed | None:
    """The check-in because of which this one was too many; None when it was not, or knowingly."""
    if refusal is None or one.movement.overrode in _KNOWINGLY:
        return None
    before = [stands] if refusal is Refusal.ALREADY_INSIDE else [*reversed(came)]
    return next((first for first in before if first is not None and _were_apart(first, one)), None)


def _were_apart(first: Witnessed, second: Witnessed) -> bool:
    """Whether exactly one of them is ours, and the other became known here only afterwards."""
    if first.is_ours == second.is_ours:
        return False
    ours, other = (first, second) if first.is_ours else (second, first)
    return other.number > ours.number


def _missing(history: Sequence[Witnessed]) -> Iterator[Witnessed]:
    """What the platform has instead of ours, by its own answer, and no pull has brought yet."""
    arrivals = [one for one in history if one.is_arrival]
    for one in arrivals:
        if one.told != THEIRS or any(_explains(other, one) for other in arrivals if other is not one):
            continue
        at = one.at if one.taken_at is None else one.taken_at
        there = replace(
            one.movement,
            id=MovementId(f"{_UNSEEN}{one.movement.id}"),
            at=at,
            station="",
            source=Source.PLATFORM,
            overrode="",
        )
        arrivals.append(
            Witnessed(movement=there, number=_LAST, taken_at=one.taken_at, untimed=one.taken_at is None)
        )
        yield arrivals[-1]


_LAST = 2**63 - 1  # whatever it is, it was not known


def _explains(other: Witnessed, ours: Witnessed) -> bool:
    """Whether the platform may have meant this one when it said that it has somebody's already."""
    if other.is_ours and other.told != OperationState.SETTLED:
        return False
    stamp = other.taken_at if other.is_ours else other.at
    return stamp is None or ours.taken_at is None or abs(stamp - ours.taken_at) <= _ONE_STAMP
