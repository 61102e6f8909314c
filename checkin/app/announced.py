"""What the core announces, as facts that may be written down: numbers and kinds, nobody's data.

An attendee is their number in this computer's mirror, which says nothing to anybody else. Reasons are told by
the kind of the error; its words only where they are all ours, for those of a platform may name somebody.
"""

from collections.abc import Mapping

from checkin.model.admission import Admitted
from checkin.model.print_job import PrintJob
from checkin.model.scan import Scan
from checkin.notices import (
    AttendeeChanged,
    BadgePrinted,
    BadgeTroubled,
    DoorTroubled,
    DoublesChanged,
    JournalTroubled,
    MirrorRefreshed,
    Notice,
    OutboxChanged,
    PhotosFetched,
    PlatformLost,
    PlatformReached,
    Scanned,
    SignInNeeded,
    SyncTroubled,
    Undone,
)

Facts = tuple[str, Mapping[str, object]]
"""What happened, and what about it."""

WORDS_ARE_OURS = frozenset(
    {
        "UnreachableError",
        "MirrorError",
        "MirrorFullError",
        "MirrorLockedError",
        "MirrorDamagedError",
        "SettingsError",
    }
)
"""Errors, by their names, whose words are never a platform's."""


_BY_FIELDS: Mapping[type[Notice], tuple[str, tuple[str, ...]]] = {
    Undone: ("undone", ("movement", "attendee", "told_platform")),
    AttendeeChanged: ("attendee changed", ("attendee",)),
    MirrorRefreshed: ("pulled", ("event", "attendees")),
    PhotosFetched: ("photos fetched", ("fetched", "failed")),
    PlatformReached: ("platform reached", ()),
    DoublesChanged: ("double entries", ("open",)),
}
"""Those whose fields are numbers already."""


def facts(notice: Notice) -> Facts | None:
    """A notice for the log; None for what only a progress bar wants to know."""
    if type(notice) in _BY_FIELDS:
        what, fields = _BY_FIELDS[type(notice)]
        return what, {name: getattr(notice, name) for name in fields}
    if isinstance(notice, BadgePrinted | BadgeTroubled):
        return _of_badge(notice.job)
    return _told(notice)


def _told(notice: Notice) -> Facts | None:
    match notice:
        case Scanned(scan=scan):
            return "scanned", _of_scan(scan)
        case OutboxChanged(counts=counts):
            return "outbox", {"waiting": counts.waiting, "parked": counts.parked, "settled": counts.settled}
        case DoorTroubled() | JournalTroubled():
            ill, well = _ILL_AND_WELL[type(notice)]
            return (ill if notice.reason else well), {}
        case PlatformLost() | SignInNeeded() | SyncTroubled():
            return _AS[type(notice)], _of_trouble(notice)
        case _:
            return None


_ILL_AND_WELL: Mapping[type[DoorTroubled | JournalTroubled], tuple[str, str]] = {
    DoorTroubled: ("door troubled", "door works again"),
    JournalTroubled: ("journal troubled", "journal well again"),
}


_AS: Mapping[type[PlatformLost | SignInNeeded | SyncTroubled], str] = {
    PlatformLost: "platform lost",
    SignInNeeded: "sign-in needed",
    SyncTroubled: "sync troubled",
}


def _of_scan(scan: Scan) -> Mapping[str, object]:
    admission = scan.admission
    attendee = None if admission.attendee is None else admission.attendee.id
    if isinstance(admission, Admitted):
        overrode = None if admission.overrode is None else admission.overrode.value
        said = {"answer": "admitted", "direction": admission.direction.value, "overrode": overrode}
    else:
        said = {"answer": admission.refusal.value}
    return {**said, "attendee": attendee, "movement": scan.movement}


def _of_badge(job: PrintJob) -> Facts:
    return f"badge {job.state}", {"job": job.id, "attendee": job.attendee, "attempts": job.attempts}


def _of_trouble(notice: PlatformLost | SignInNeeded | SyncTroubled) -> Mapping[str, object]:
    told = {"kind": notice.kind}
    return {**told, "reason": notice.reason} if notice.kind in WORDS_ARE_OURS else told
