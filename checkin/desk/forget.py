"""After the event: erasing everybody from this computer."""

from checkin.errors import CheckinError
from checkin.mirror import events, outbox
from checkin.mirror.database import Mirror
from checkin.model.event import Event


class StillWaitingError(CheckinError):
    """Something is still to be told to the platform."""


def forget(mirror: Mirror, event: Event) -> None:
    """Erase an event with everybody in it and everything recorded of them; nothing of it stays in the file.

    Raises:
        StillWaitingError: check-ins still wait to be sent; nothing was erased.
        MirrorError: the mirror cannot be written.
    """
    with mirror.write() as connection:
        if outbox.counts(connection, event.id).waiting:
            raise StillWaitingError("Check-ins still wait to be sent. Send or withdraw them first.")
        events.forget(connection, event.id)
    mirror.compact()
