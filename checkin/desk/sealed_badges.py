"""Badges that show our own signed code stand for the ticket they were printed for."""

from checkin.desk.post import Post
from checkin.mirror import attendees
from checkin.model.code import lookup_keys
from checkin.model.ids import PlatformId
from checkin.model.seal import read_seal


def ticket_of(post: Post, payload: str) -> str:
    """The code of the ticket whose badge was shown; what was shown where it is no such badge of this event.

    Raises:
        MirrorError: the mirror cannot be read.
    """
    seals = [seal for seal in map(read_seal, lookup_keys(payload)) if seal is not None]
    if not seals:
        return payload
    event = post.event.platform.platform_id
    with post.mirror.read() as connection:
        for seal in seals:
            codes = attendees.codes_of(connection, post.event.id, PlatformId(seal.attendee))
            found = next((code for code in codes if seal.fits(event, code)), None)
            if found is not None:
                return found
    return payload
