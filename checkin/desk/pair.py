"""A wristband or card becomes somebody's: whoever shows it from now on is them."""

from checkin.desk.find import NoSuchAttendeeError
from checkin.desk.post import Post
from checkin.desk.register import FormError
from checkin.desk.sealed_badges import is_sealed
from checkin.desk.telling import tell
from checkin.mirror import attendees, events, only_here
from checkin.mirror.database import Transaction
from checkin.model.attendee import Attendee
from checkin.model.code import as_printed, is_vcard, lookup_keys
from checkin.model.ids import AttendeeId
from checkin.model.operation import Pair
from checkin.model.platform import Capability
from checkin.notices import AttendeeChanged

_TAG = "tag"
_TAKE_ONE = "Hold a wristband to the reader."


def pair(post: Post, attendee: AttendeeId, payload: str) -> Attendee:
    """Give an attendee a wristband; it is nobody else's any more.

    Args:
        post: where.
        attendee: whose it becomes.
        payload: what the reader read.

    Raises:
        FormError: what was read is a ticket or a badge, of whatever event and whoever has it, or nothing.
        NoSuchAttendeeError: the mirror does not have them.
        MirrorError: it could not be recorded.
    """
    keys, tag = lookup_keys(payload), as_printed(payload)
    if tag not in keys:
        raise FormError({_TAG: "Nothing was read. Hold the wristband to the reader once more."})
    if is_sealed(payload) or is_vcard(tag):
        raise FormError({_TAG: f"This is a badge, of this event or another, not a wristband. {_TAKE_ONE}"})
    with post.mirror.write() as connection:
        found = attendees.by_number(connection, attendee, post.station.zone)
        if found is None:
            raise NoSuchAttendeeError("This attendee is no longer on this computer.")
        if _is_ticket(connection, post, keys):
            raise FormError({_TAG: f"This is somebody's ticket, not a wristband. {_TAKE_ONE}"})
        only_here.add_code(connection, attendee, tag)
        if Capability.PAIRING in post.capabilities:
            tell(connection, post, found.attendee, Pair(tag=tag), post.clock.now())
    post.notices.put_up(AttendeeChanged(attendee=attendee))
    return found.attendee


def _is_ticket(connection: Transaction, post: Post, keys: tuple[str, ...]) -> bool:
    """Also one that was replaced or revoked. Platforms tell of wristbands beside their tickets."""
    knows_wristbands = Capability.PAIRING in post.capabilities
    return attendees.are_tickets(connection, keys, knows_wristbands=knows_wristbands) or events.is_revoked(
        connection, post.event.id, keys
    )
