"""After the event: erasing everybody from this computer."""

from pathlib import Path

from checkin.errors import CheckinError
from checkin.mirror import events, outbox, prints
from checkin.mirror.database import Mirror
from checkin.model.event import Event


class StillNeededError(CheckinError):
    """Something is still to be told to the platform, or waits for a person to look at it."""


class BadgesLeftError(CheckinError):
    """The event is erased, but badge files could not be deleted."""


def forget(mirror: Mirror, event: Event) -> None:
    """Erase an event with everybody in it, everything recorded of them, and their badge files.

    Raises:
        StillNeededError: check-ins wait to be sent or were refused; nothing was erased.
        BadgesLeftError: some badge files could not be deleted; everything else is erased.
        MirrorError: the mirror cannot be written.
    """
    with mirror.write() as connection:
        counts = outbox.counts(connection, event.id)
        if counts.waiting:
            raise StillNeededError(f"{counts.waiting} check-ins still wait to be sent. Send them first.")
        if counts.parked:
            raise StillNeededError(
                f"The platform refused {counts.parked} check-ins. Decide on each of them under Sync first."
            )
        files = [Path(place) for place in prints.places(connection, event.id) if place.endswith(".pdf")]
        events.forget(connection, event.id)
    mirror.compact()
    _delete(files)


def _delete(files: list[Path]) -> None:
    left = 0
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError:
            left += 1
    if left:
        raise BadgesLeftError(f"{left} badge files could not be deleted; the first is in {files[0].parent}.")
