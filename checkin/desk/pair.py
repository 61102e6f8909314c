"""A wristband or card becomes somebody's: whoever shows it from now on is them."""

from checkin.desk.find import NoSuchAttendeeError
from checkin.desk.post import Post
from checkin.desk.register import FormError
from checkin.desk.sealed_badges import ticket_of
from checkin.desk.telling import tell
from checkin.mirror import attendees, only_here
from checkin.model.attendee import Attendee
from checkin.model.code import as_printed, lookup_keys
from checkin.model.ids import AttendeeId
from checkin.model.operation import Pair
from checkin.model.platform import Capability
from checkin.notices import AttendeeChanged

_TAG = "tag"


def pair(post: Post, attendee: AttendeeId, payload: str) -> Attendee:
    """Give an attendee a wristband; it is nobody else's any more.

    Args:
        post: where.
        attendee: whose it becomes.
        payload: what the reader read.

    Raises:
        FormError: what was read is somebody's ticket, or nothing at all.
        NoSuchAttendeeError: the mirror does not have them.
        MirrorError: it could not be recorded.
    """
    payload = ticket_of(post, payload)
    keys, tag = lookup_keys(payload), as_printed(payload)
    if tag not in keys:
        raise FormError({_TAG: "Nothing was read. Hold the wristband to the reader once more."})
    with post.mirror.write() as connection:
        found = attendees.by_number(connection, attendee, post.station.zone)
        if found is None:
            raise NoSuchAttendeeError("This attendee is no longer on this computer.")
        bearers = attendees.by_code(connection, keys, post.station.zone)
        tickets = [one for one in bearers if one.attendee.badge_code in keys]
        if tickets:
            raise FormError({_TAG: "This is a ticket, not a wristband."})
        only_here.add_code(connection, attendee, tag)
        if Capability.PAIRING in post.capabilities:
            tell(connection, post, found.attendee, Pair(tag=tag), post.clock.now())
    post.notices.put_up(AttendeeChanged(attendee=attendee))
    return found.attendee
