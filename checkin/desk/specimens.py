"""Attendees to try a badge with: whoever fits it fits all."""

from dataclasses import dataclass

from checkin.desk.post import Post
from checkin.mirror import attendees
from checkin.mirror import specimens as hardest
from checkin.mirror.database import Transaction
from checkin.model.attendee import Attendee
from checkin.model.ids import AttendeeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimens:
    """Whoever has the longest name, and somebody without a company; None where there is nobody such."""

    longest: Attendee | None
    without_company: Attendee | None


def specimens(post: Post) -> Specimens:
    """The event's.

    Raises:
        MirrorError: the database cannot be read.
    """
    with post.mirror.read() as connection:
        longest = hardest.longest_name(connection, post.event.id)
        without = hardest.without_company(connection, post.event.id)
        return Specimens(
            longest=_look(connection, post, longest), without_company=_look(connection, post, without)
        )


def _look(connection: Transaction, post: Post, number: AttendeeId | None) -> Attendee | None:
    candidate = None if number is None else attendees.by_number(connection, number, post.station.zone)
    return None if candidate is None else candidate.attendee
