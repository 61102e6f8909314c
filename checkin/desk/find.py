"""Finding people by name, e-mail, company, order or code."""

from collections.abc import Sequence

from checkin.desk.post import Post
from checkin.errors import CheckinError
from checkin.mirror import attendees, backlog, movements, prints, search
from checkin.mirror.database import Transaction
from checkin.model.admission import Candidate
from checkin.model.ids import AttendeeId
from checkin.model.movement import Movement
from checkin.model.scan import Counts, Found


class NoSuchAttendeeError(CheckinError):
    """The mirror does not have this attendee (any more)."""


def find(post: Post, words: str, limit: int = 50) -> tuple[Found, ...]:
    """At most `limit` attendees of the event whose words begin with what was typed; all when nothing was.

    Raises:
        MirrorError: the database cannot be read.
    """
    with post.mirror.read() as connection:
        candidates = search.search(connection, post.event.id, words, post.station.zone, limit)
        return _found(connection, candidates)


def look(post: Post, attendee: AttendeeId) -> Found:
    """One attendee.

    Raises:
        NoSuchAttendeeError: the mirror does not have them.
        MirrorError: the database cannot be read.
    """
    with post.mirror.read() as connection:
        candidate = attendees.by_number(connection, attendee, post.station.zone)
        if candidate is None:
            raise NoSuchAttendeeError("This attendee is no longer on this computer.")
        return _found(connection, [candidate])[0]


def history(post: Post, attendee: AttendeeId) -> tuple[Movement, ...]:
    """Everything recorded of an attendee, in every zone, in the order of recording."""
    with post.mirror.read() as connection:
        return movements.history(connection, attendee)


def recent(post: Post, limit: int = 20) -> tuple[tuple[Movement, Found], ...]:
    """The newest movements of this station that stand, newest first, each with its attendee."""
    with post.mirror.read() as connection:
        newest = movements.last_here(connection, post.event.id, post.station.name, limit)
        people = [attendees.by_number(connection, m.attendee, post.station.zone) for m in newest]
        found = {one.attendee.id: one for one in _found(connection, [p for p in people if p is not None])}
    return tuple((m, found[m.attendee]) for m in newest if m.attendee in found)


def counts(post: Post) -> Counts:
    """How many people the event has, and how many came into this station's zone."""
    with post.mirror.read() as connection:
        return movements.counts(connection, post.event.id, post.station.zone)


def _found(connection: Transaction, candidates: Sequence[Candidate]) -> tuple[Found, ...]:
    numbers = [candidate.attendee.id for candidate in candidates]
    waiting = backlog.waiting_attendees(connection, numbers)
    printed = prints.how_often(connection, numbers)
    return tuple(
        Found(
            attendee=candidate.attendee,
            presence=candidate.presence,
            waiting=candidate.attendee.id in waiting,
            badge_prints=printed.get(candidate.attendee.id, 0),
        )
        for candidate in candidates
    )
