"""Badges that show our own signed code stand for the ticket they were printed for."""

from collections.abc import Iterator
from dataclasses import dataclass

from checkin.desk.post import Post
from checkin.mirror import attendees, events
from checkin.mirror.database import Transaction
from checkin.model.code import lookup_keys
from checkin.model.event import Event
from checkin.model.ids import EventId, PlatformId
from checkin.model.seal import Seal, read_seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Whose badge was shown; a group may share one code."""

    event: EventId
    attendee: PlatformId


def is_sealed(payload: str) -> bool:
    """Whether it looks like a badge of ours, of whatever event, genuine or not."""
    return any(True for _ in _seals(payload))


def bearer_of(post: Post, payload: str) -> tuple[str, Bearer | None]:
    """The code of the ticket whose badge was shown, and whose badge it is.

    A badge of another event that is on this computer counts as that event's ticket. What was shown, and
    None, where it is no badge of ours, or not genuine.

    Raises:
        MirrorError: the mirror cannot be read.
    """
    seals = tuple(_seals(payload))
    if not seals:
        return payload, None
    with post.mirror.read() as connection:
        others = (one for one in events.everything(connection) if one.id != post.event.id)
        for event in (post.event, *others):
            found = next((one for seal in seals for one in _fitting(connection, event, seal)), None)
            if found is not None:
                return found
    return payload, None


def _seals(payload: str) -> Iterator[Seal]:
    return (seal for seal in map(read_seal, lookup_keys(payload)) if seal is not None)


def _fitting(connection: Transaction, event: Event, seal: Seal) -> Iterator[tuple[str, Bearer]]:
    """The bearer's code the seal was made of; a scanner may have turned capitals round."""
    for one in seal.spellings():
        bearer = Bearer(event=event.id, attendee=PlatformId(one.attendee))
        codes = attendees.codes_of(connection, event.id, bearer.attendee)
        yield from ((code, bearer) for code in codes if one.fits(event.platform.platform_id, code))
