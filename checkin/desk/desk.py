"""The desk as the window and the command line see it: every verb in one place, over one post."""

from collections.abc import Mapping
from dataclasses import dataclass

from checkin.desk import admit, correct, find, pair, register, undo
from checkin.desk.post import Post
from checkin.model.admission import Refusal
from checkin.model.attendee import Attendee
from checkin.model.form import Form
from checkin.model.ids import AttendeeId, MovementId
from checkin.model.movement import Movement
from checkin.model.platform import Capability
from checkin.model.scan import Counts, Found, Scan, Undo
from checkin.model.station import Station


@dataclass(frozen=True, slots=True, kw_only=True)  # noqa: PLR0904 - every verb in one place
class Desk:
    """What people do at this station. Call it from one thread; every method may raise `MirrorError`."""

    post: Post

    @property
    def station(self) -> Station:
        """This post."""
        return self.post.station

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the platform can be told from here."""
        return self.post.capabilities

    @property
    def tells_movements(self) -> bool:
        """Whether the platform is told of what happens here; else it is kept here."""
        return self.post.tells_movements

    @property
    def notes(self) -> tuple[str, ...]:
        """What the platform says of the event that the desk lead should read."""
        return self.post.facts.notes

    def admit(
        self, payload: str, overruled: Refusal | None = None, answers: Mapping[str, str] | None = None
    ) -> Scan:
        """Answer a scanned code; see `checkin.desk.admit`."""
        return admit.admit(self.post, payload, overruled, answers)

    def admit_attendee(
        self,
        attendee: AttendeeId,
        overruled: Refusal | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> Scan:
        """Answer for somebody chosen by hand; see `checkin.desk.admit`."""
        return admit.admit_attendee(self.post, attendee, overruled, answers)

    def admit_order(self, attendee: AttendeeId) -> tuple[Scan, ...]:
        """Answer for everybody of an order; see `checkin.desk.admit`."""
        return admit.admit_order(self.post, attendee)

    @property
    def walk_in_form(self) -> Form:
        """What to ask of a walk-in."""
        return register.form_of(self.post)

    def register(self, answers: Mapping[str, str], ticket_type: str = "") -> AttendeeId:
        """Register a walk-in; see `checkin.desk.register`."""
        return register.register(self.post, answers, ticket_type)

    def correct(self, attendee: AttendeeId, words: Mapping[str, str]) -> Attendee:
        """Mend somebody's name; see `checkin.desk.correct`."""
        return correct.correct(self.post, attendee, words)

    def pair(self, attendee: AttendeeId, payload: str) -> Attendee:
        """Give somebody a wristband; see `checkin.desk.pair`."""
        return pair.pair(self.post, attendee, payload)

    def undo(self, movement: MovementId) -> Undo:
        """Take a check-in or check-out back; see `checkin.desk.undo`."""
        return undo.undo(self.post, movement)

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
