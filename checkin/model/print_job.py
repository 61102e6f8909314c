"""Badges that were asked for, and how far each has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from checkin.model.ids import AttendeeId, PrintJobId


class JobState(StrEnum):
    """How far a badge has come.

    ::

        waiting → printing → printed    it came out; or a printer took it that never says whether it did
                           → waiting    certainly not out: it is tried again by itself
                           → failed     the printer will never print it as it is: a person must look
                           → doubtful   the app died or the printer fell silent: a person must say
        waiting → failed                it cannot be drawn, or its printer is gone: a person must look
        doubtful → printed | waiting    it came out | it is to be printed again
        failed → waiting                try again, perhaps on another printer
        waiting, failed, doubtful → cancelled

    Nothing else leads to a second badge: what is doubtful is never printed again by itself.
    """

    WAITING = "waiting"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    DOUBTFUL = "doubtful"
    CANCELLED = "cancelled"


OPEN = frozenset({JobState.WAITING, JobState.PRINTING, JobState.FAILED, JobState.DOUBTFUL})
"""States of a badge that has yet to come out, as far as anybody knows."""


UNSAID = "the printer does not say whether it came out"
"""How the words of a badge end that was sent to a printer that never says."""


class ReprintReason(StrEnum):
    """Why somebody gets another badge."""

    LOST = "lost"
    SPOILED = "spoiled"
    NAME_WRONG = "name was wrong"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One badge that was asked for.

    Attributes:
        attendee, name, ticket_type: whose badge it is; the type by its name.
        printer: by its name in the settings (`PrinterChoice.called`).
        template: by its name on the shelf.
        attempts: how often it was sent to a printer, but when the printer was not ready for any.
        asked_at: aware UTC; likewise `ended_at`: when it came out, failed or was cancelled, None until then.
        words: for people: why it waits, failed or is in doubt and what to do; where it came out once it did.
        reason: why another badge was wanted, see `ReprintReason`; empty for the first.
        copy: which of the attendee's badges from this computer it is, from 1.
    """

    id: PrintJobId
    attendee: AttendeeId
    name: str
    ticket_type: str
    printer: str
    template: str
    state: JobState
    asked_at: datetime
    attempts: int = 0
    ended_at: datetime | None = None
    words: str = ""
    reason: str = ""
    copy: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it has yet to come out, as far as anybody knows."""
        return self.state in OPEN

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody or something says that it came out, where it is said to be printed."""
        return not self.words.endswith(UNSAID)

    @property
    def needs_somebody(self) -> bool:
        """Whether a person must say how it goes on, or see to the printer."""
        stuck = self.state is JobState.WAITING and bool(self.words)
        return stuck or self.state in {JobState.FAILED, JobState.DOUBTFUL}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoolCounts:
    """How many badges are in which open state; `stuck` are those of `waiting` whose printer is in trouble."""

    waiting: int = 0
    printing: int = 0
    failed: int = 0
    doubtful: int = 0
    stuck: int = 0
