"""How it all stands in one sentence, to be read from two metres and said on the radio: a pure function."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import PurePath
from typing import Protocol

from checkin.errors import CheckinError
from checkin.model.operation import OutboxCounts
from ui import wording
from ui.screens.moments import moment
from ui.theme.tokens import Tone
from ui.wording import is_about_rights

APART = " \N{MIDDLE DOT} "
"""What stands between the parts of the sentence."""


class SyncState(Protocol):
    """What the app says of its sync; see `checkin.app.SyncStatus`."""

    @property
    def online(self) -> bool:
        """The platform answered last time."""
        ...

    @property
    def sign_in_needed(self) -> bool:
        """A person must sign in."""
        ...

    @property
    def counts(self) -> OutboxCounts:
        """What waits and what needs a look."""
        ...

    @property
    def last_pull(self) -> datetime | None:
        """When the last complete pull ended."""
        ...

    @property
    def last_contact(self) -> datetime | None:
        """When the platform last answered."""
        ...

    @property
    def reason(self) -> str:
        """For people, why it is not online; empty when all is well."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the sentence is made of.

    Attributes:
        tells: whether the platform is told of check-ins here.
        check_ins: how many of what waits are check-ins; None where everything is.
        door: why nothing can be recorded; None while the door works.
        doubted: the sync could not write where the door writes, and nobody has tried the door since.
        journals: folders whose journal cannot be written, each with the reason.
        own_journal: the folder of the one beside the attendee list.
        doubles: double entries no lead has looked at.
        photos: how many could not be fetched for badges.
    """

    status: SyncState
    tells: bool = True
    check_ins: int | None = None
    door: CheckinError | None = None
    doubted: bool = False
    journals: Mapping[str, str] = field(default_factory=dict)
    own_journal: str = ""
    doubles: int = 0
    photos: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The sentence, and how it sounds.

    Attributes:
        door_works: whether check-ins can be recorded; when not, that comes first in the sentence.
        to_look_at: how many things wait for a lead.
    """

    tone: Tone
    line: str
    door_works: bool = True
    to_look_at: int = 0


def health(facts: Facts, now: datetime, zone: tzinfo) -> Health:
    """Say how it stands; times are written in `zone`, with the day where it is not today's."""
    counts = facts.status.counts
    parts = [part for part in _parts(facts, now, zone) if part]
    line = APART.join(parts)
    return Health(
        tone=_tone(facts),
        line=f"{line[0].upper()}{line[1:]}",
        door_works=facts.door is None,
        to_look_at=counts.parked + facts.doubles,
    )


def of_door(error: CheckinError) -> str:
    """That nothing can be recorded, and why."""
    return f"the door does NOT work: {wording.why_not_recorded(error)}"


def _tone(facts: Facts) -> Tone:
    status = facts.status
    if facts.door is not None:
        return Tone.NO
    if facts.doubted or status.sign_in_needed or status.counts.parked or facts.journals or facts.doubles:
        return Tone.ASK
    if not facts.tells:
        return Tone.IDLE
    return Tone.YES if status.online else Tone.ASK


def _parts(facts: Facts, now: datetime, zone: tzinfo) -> Iterator[str]:
    if facts.door is not None:
        yield of_door(facts.door)
    counts = facts.status.counts
    yield _waiting(facts, now, zone) if facts.tells else _kept(counts, now, zone)
    yield _looked_up(counts)
    yield _refused(counts.parked)
    yield _sign_in(facts.status)
    yield _contact(facts.status, now, zone)
    yield _journals(facts.journals, facts.own_journal)
    yield _doubles(facts.doubles)
    if facts.door is None:
        yield _DOUBTED if facts.doubted else "the door works normally"


_DOUBTED = (
    "the sync could not write to this computer\N{RIGHT SINGLE QUOTATION MARK}s disk: try the door with a scan"
)


def _waiting(facts: Facts, now: datetime, zone: tzinfo) -> str:
    counts = facts.status.counts
    if counts.waiting:
        return f"{_what_waits(counts.waiting, facts.check_ins)} waiting{_since(counts, now, zone)}"
    return "everything has arrived" if counts.settled and not counts.parked else "nothing is waiting"


def _what_waits(waiting: int, check_ins: int | None) -> str:
    """Badges, corrections and refusals are told as well, and nobody stands at the door for them."""
    others = 0 if check_ins is None else max(0, waiting - check_ins)
    if not others:
        return _number(waiting, "check-in")
    if others == waiting:
        return f"no check-in, but {_number(others, 'other thing')}"
    return f"{_number(waiting - others, 'check-in')} and {_number(others, 'other thing')}"


def _kept(counts: OutboxCounts, now: datetime, zone: tzinfo) -> str:
    kept = "check-ins stay on this computer"
    if not counts.waiting:
        return kept
    return f"{kept}{APART}{_number(counts.waiting, 'change')} waiting{_since(counts, now, zone)}"


def _since(counts: OutboxCounts, now: datetime, zone: tzinfo) -> str:
    return "" if counts.since is None else f" since {moment(counts.since, now, zone)}"


def _looked_up(counts: OutboxCounts) -> str:
    match counts.uncertain:
        case 0:
            return ""
        case 1 if counts.waiting <= 1:
            return "it is being looked up before it is sent again"
        case 1:
            return "1 being looked up before it is sent again"
        case many:
            return f"{many:,} being looked up before they are sent again"


def _refused(parked: int) -> str:
    return f"{parked:,} refused by the platform, to be looked at" if parked else ""


def _sign_in(status: SyncState) -> str:
    if not status.sign_in_needed:
        return ""
    if is_about_rights(status.reason):
        return "the account lacks a right, nothing is sent until it has it"
    return "sign-in needed, nothing is sent until then"


def _contact(status: SyncState, now: datetime, zone: tzinfo) -> str:
    at = "" if status.last_contact is None else moment(status.last_contact, now, zone)
    last = f"last contact {at}" if at else "no contact yet"
    if status.online or status.sign_in_needed:
        return last if at else ""
    return f"offline, {last}"


def _journals(journals: Mapping[str, str], own: str) -> str:
    if not journals:
        return ""
    if len(journals) > 1:
        return f"{len(journals)} journals cannot be written, they catch up by themselves"
    [(folder, why)] = journals.items()
    if folder == own:
        return "the journal on this computer cannot be written, it catches up by itself"
    name = f"\N{LEFT DOUBLE QUOTATION MARK}{PurePath(folder).name}\N{RIGHT DOUBLE QUOTATION MARK}"
    state = "is gone" if is_gone(why) else "cannot be written"
    return f"the journal's folder {name} {state}: the journal on this computer goes on, that one catches up"


def is_gone(why: str) -> bool:
    """Whether a journal cannot be written because its folder is not there: a stick that was pulled out."""
    return why.rstrip(".").endswith("not there")


def _doubles(number: int) -> str:
    match number:
        case 0:
            return ""
        case 1:
            return "1 double entry to look at"
        case many:
            return f"{many:,} double entries to look at"


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
