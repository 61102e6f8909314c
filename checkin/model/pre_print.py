"""Badges printed ahead, many into one file: whose, in which order, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from checkin.model.counted import counted
from checkin.model.ids import AttendeeId, PlatformId


class Order(StrEnum):
    """What badges are sorted by; the name decides among those that are alike."""

    NAME = "name"
    COMPANY = "company"
    TYPE = "type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whose badges; everybody's whose ticket is valid, or has yet to be paid, unless something is said.

    Attributes:
        types: ticket types by their names, one of which it is; letter case does not matter.
        words: as they are typed into the search.
        unprinted: only who has had no badge printed on this computer.
        checked_in: only who has come in, or only who has not; None for both.
        people, platform_ids: only these.
        order: how they are sorted.
    """

    types: tuple[str, ...] = ()
    words: str = ""
    unprinted: bool = False
    checked_in: bool | None = None
    people: frozenset[AttendeeId] = frozenset()
    platform_ids: frozenset[PlatformId] = frozenset()
    order: Order = Order.NAME


class NoBadge(StrEnum):
    """Why somebody is not wanted: the first of these that is so, as it is said after a number of people."""

    CANCELLED = "with a cancelled ticket"
    BLOCKED = "with a blocked ticket"
    REVOKED = "with a revoked ticket"
    OTHER_TYPE = "with another ticket type"
    NOT_NAMED = "not among those named"
    NOT_FOUND = "not found by the words searched for"
    HAD_ONE = "who had a badge from this computer"
    CAME = "who came in already"
    NOT_YET = "who did not come in yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How many people of an event get a badge, and why the others get none.

    Attributes:
        people: of the event, as far as they are on this computer.
        wanted: who gets one.
        unpaid: of those who get one, whose ticket has yet to be paid.
        others: who gets none, by the reason.
    """

    people: int
    wanted: int
    unpaid: int = 0
    others: Mapping[NoBadge, int] = field(default_factory=dict)

    @property
    def left_over(self) -> str:
        """In a sentence who gets none and why; empty where everybody gets one."""
        reasons = [(self.others[why], why.value) for why in NoBadge if self.others.get(why)]
        match reasons:
            case []:
                return ""
            case [(number, why)]:
                get = "gets" if number == 1 else "get"
                return f"Of {counted(self.people, 'person', 'people')}, {number:,} {why} {get} no badge."
            case _:
                number = sum(count for count, _ in reasons)
                listed = ", ".join(f"{count:,} {why}" for count, why in reasons)
                return f"Of {counted(self.people, 'person', 'people')}, {number:,} get no badge: {listed}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A badge that is not as it should be.

    Attributes:
        name: whose, for the screen or the terminal; never for a log.
        why: in words, without anybody's data.
        look: what does not keep it from being printed, and should be looked at; in words of the same kind.
        order: of the ticket, to tell people without a name apart; as `name`.
        printed: it is in the file all the same.
    """

    attendee: AttendeeId
    name: str
    why: tuple[str, ...]
    look: tuple[str, ...] = ()
    order: str = ""
    printed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeFile:
    """A file that is whole, and whose badges are in it, in order."""

    path: Path
    people: tuple[AttendeeId, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrePrinted:
    """What became of it.

    Attributes:
        printed: the files; none where nobody's badge could be drawn.
        pages: of all files.
        kept: how many badges are in files that were there already, just as they would be now.
        doubts: whose badges are missing or have faults, and why.
        shortened: how many texts end in an ellipsis, because they do not fit.
        cancelled: it was broken off; what is in `printed` is complete.
    """

    printed: tuple[BadgeFile, ...] = ()
    pages: int = 0
    kept: int = 0
    doubts: tuple[Doubt, ...] = field(default=(), repr=False)
    shortened: int = 0
    cancelled: bool = False

    @property
    def files(self) -> tuple[Path, ...]:
        """Where the badges are."""
        return tuple(file.path for file in self.printed)

    @property
    def people(self) -> tuple[AttendeeId, ...]:
        """Whose badges are in the files, in order."""
        return tuple(one for file in self.printed for one in file.people)
