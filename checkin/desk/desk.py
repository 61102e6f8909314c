"""The desk as the window and the command line see it: every verb in one place, over one post."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from checkin.badges.printers.protocol import Printer
from checkin.desk import admit, find, print_badge, undo
from checkin.desk.post import Post
from checkin.desk.print_badge import PrintedBadge
from checkin.model.admission import Refusal
from checkin.model.ids import AttendeeId, MovementId
from checkin.model.movement import Movement
from checkin.model.scan import Counts, Found, Scan, Undo
from checkin.model.station import Station


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What people do at this station. Call it from one thread; every method may raise `MirrorError`.

    Attributes:
        printer: makes the printer that is chosen now; it may raise BadgeError.
        logo: the picture on badges, None for none.
    """

    post: Post
    printer: Callable[[], Printer]
    logo: Path | None = None

    @property
    def station(self) -> Station:
        """This post."""
        return self.post.station

    def admit(self, payload: str, overruled: Refusal | None = None) -> Scan:
        """Answer a scanned code; see `checkin.desk.admit`."""
        return admit.admit(self.post, payload, overruled)

    def admit_attendee(self, attendee: AttendeeId, overruled: Refusal | None = None) -> Scan:
        """Answer for somebody chosen by hand; see `checkin.desk.admit`."""
        return admit.admit_attendee(self.post, attendee, overruled)

    def undo(self, movement: MovementId) -> Undo:
        """Take a check-in or check-out back; see `checkin.desk.undo`."""
        return undo.undo(self.post, movement)

    def print_badge(self, attendee: AttendeeId) -> PrintedBadge:
        """Draw and print a badge; see `checkin.desk.print_badge`."""
        return print_badge.print_badge(self.post, attendee, self.printer(), self.logo)

    def find(self, words: str, limit: int = 50) -> tuple[Found, ...]:
        """Search people; see `checkin.desk.find`."""
        return find.find(self.post, words, limit)

    def look(self, attendee: AttendeeId) -> Found:
        """One attendee."""
        return find.look(self.post, attendee)

    def history(self, attendee: AttendeeId) -> tuple[Movement, ...]:
        """Everything recorded of an attendee, in the order of recording."""
        return find.history(self.post, attendee)

    def recent(self, limit: int = 20) -> tuple[tuple[Movement, Found], ...]:
        """The newest movements of this station that stand, newest first."""
        return find.recent(self.post, limit)

    def counts(self) -> Counts:
        """How many people there are, and how many came in."""
        return find.counts(self.post)
