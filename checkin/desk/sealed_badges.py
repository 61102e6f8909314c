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
    return bearer_of(post, payload)[0]


def bearer_of(post: Post, payload: str) -> tuple[str, PlatformId | None]:
    """Likewise, and by the platform's id whose badge it is: a group may share one code. None for no badge.

    Raises:
        MirrorError: the mirror cannot be read.
    """
    seals = [seal for seal in map(read_seal, lookup_keys(payload)) if seal is not None]
    if not seals:
        return payload, None
    event = post.event.platform.platform_id
    with post.mirror.read() as connection:
        for seal in seals:
            bearer = PlatformId(seal.attendee)
            codes = attendees.codes_of(connection, post.event.id, bearer)
            found = next((code for code in codes if seal.fits(event, code)), None)
            if found is not None:
                return found, bearer
    return payload, None
