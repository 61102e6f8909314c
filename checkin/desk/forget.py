"""After the event: erasing everybody from this computer, and keeping how many they were."""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from checkin.desk.begun_files import begun_files
from checkin.errors import CheckinError
from checkin.mirror import backlog, events, past, prints
from checkin.mirror.database import Mirror, Transaction
from checkin.model.counted import counted
from checkin.model.event import Event
from checkin.model.past import Numbers


class StillNeededError(CheckinError):
    """Something is still to be told to the platform, or waits for a person to look at it."""


class BadgesLeftError(CheckinError):
    """The event is erased, but badge files could not be deleted."""


def forget(
    mirror: Mirror, event: Event, now: datetime, *, unheard: int = 0, badges: Path | None = None
) -> Numbers:
    """Erase an event with everybody in it, everything recorded of them, and their badge files.

    What is kept, and returned, is how many they were.

    Args:
        mirror: what it is erased from; its numbers are kept there.
        event: the event.
        now: when it is erased.
        unheard: this many check-ins wait or were refused, and a person wants them erased all the same.
        badges: the app's own folder of badges; what nobody knows there any more is erased, too.

    Raises:
        StillNeededError: others than these check-ins wait to be sent or were refused; nothing was erased.
        BadgesLeftError: some badge files could not be deleted; everything else is erased.
        MirrorLockedError: another program reads the mirror: everything is erased, but traces of it stay in
            the file until an event is forgotten, or `Mirror.compact` is called, once more.
        MirrorError: the mirror cannot be written.
    """
    begun = begun_files(mirror, event)
    with mirror.write() as connection:
        counts = backlog.counts(connection, event.id)
        if counts.waiting + counts.parked != unheard:
            _refuse(counts.waiting, counts.parked, unheard)
        numbers = past.count(connection, event.id, unheard=unheard)
        files = _of_prints(connection, event, badges) | begun.files()
        past.add(connection, event, now, numbers)
        events.forget(connection, event.id)
    try:  # the files first: nobody would look for them again if the power went in the long work on the mirror
        _delete(files)
        _delete([begun.notes])
    finally:
        mirror.compact()
    return numbers


def badge_files(mirror: Mirror, event: Event, badges: Path | None = None) -> frozenset[Path]:
    """The files that are there and that `forget` would erase, wherever whoever printed them had them put.

    Raises:
        MirrorError: the mirror cannot be read.
    """
    with mirror.read() as connection:
        files = _of_prints(connection, event, badges)
    return frozenset(file for file in files | begun_files(mirror, event).files() if os.path.lexists(file))


def _of_prints(connection: Transaction, event: Event, badges: Path | None) -> set[Path]:
    """Files that were printed to, and what is in the app's own folder and of no other event."""
    others = (one.id for one in events.everything(connection) if one.id != event.id)
    theirs = {Path(place).name for other in others for place in prints.places(connection, other)}
    ours = {Path(place) for place in prints.places(connection, event.id) if place.endswith(".pdf")}
    return ours | {file for file in _within(badges) if file.name not in theirs}


def _still_waits(number: int) -> str:
    return f"{counted(number, 'thing')} still {'waits' if number == 1 else 'wait'}"


def _refuse(waiting: int, parked: int, unheard: int) -> None:
    if unheard:
        now = counted(waiting + parked, "check-in")
        raise StillNeededError(f"Meanwhile it is {now} the platform has not taken, not {unheard}.")
    if waiting:
        raise StillNeededError(
            f"{_still_waits(waiting)} to be sent. Send {'it' if waiting == 1 else 'them'} first."
        )
    raise StillNeededError(
        f"The platform refused {parked} of what it was told. Decide on that under Sync first."
    )


def _within(folder: Path | None) -> Iterable[Path]:
    """Also what a print left that broke off; where badges were kept once, the folder may be gone."""
    for place, _, names in os.walk(folder or ""):
        yield from (Path(place, name) for name in names)


def _delete(files: Iterable[Path]) -> None:
    left: list[Path] = []
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError:
            left.append(file)
    if left:
        raise BadgesLeftError(
            f"{counted(len(left), 'badge file')} could not be deleted; the first is in {left[0].parent}."
        )
