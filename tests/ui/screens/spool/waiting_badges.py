"""A spool in memory, and badges in every state."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from checkin.errors import BadgeError, CheckinError
from checkin.model.ids import AttendeeId, PrintJobId
from checkin.model.print_job import JobState, PrintJob
from checkin.notices import NoticeBoard
from checkin.settings import PrinterChoice, PrinterKind
from tests.ui.screens.sample_event import NOW
from tests.ui.screens.stand_in import StandInApp, at_registration

LEFT = PrinterChoice(name="Left desk", kind=PrinterKind.ZPL, address="192.168.1.20")
VIP = PrinterChoice(name="VIP", kind=PrinterKind.BROTHER_QL, address="192.168.1.21")

NO_PAPER = "Paper is out in Left desk. Load paper. The badge waits and comes out by itself."
NO_LETTER = (
    "No font here has the letter \N{CUNEIFORM SIGN AN} of this name. Correct the name, then print it again."
)
SILENT = "Nobody knows whether the badge came out of Left desk: it was sent, and the printer fell silent."


def a_job(number: int, name: str, state: JobState = JobState.WAITING, **more: object) -> PrintJob:
    """Badge `number`, asked for some minutes ago."""
    ended = None if state in {JobState.WAITING, JobState.PRINTING} else NOW - timedelta(minutes=number - 1)
    usual = PrintJob(
        id=PrintJobId(number),
        attendee=AttendeeId(100 + number),
        name=name,
        ticket_type="Regular",
        printer="Left desk",
        template="default",
        state=state,
        asked_at=NOW - timedelta(minutes=number),
        ended_at=ended if state in {JobState.PRINTED, JobState.CANCELLED} else None,
    )
    return replace(usual, **more)  # type: ignore[arg-type]  # the tests name real fields


@dataclass
class WaitingBadges:
    """Stands where the spool stands; does as it is told at once, and announces it.

    Attributes:
        kept: the newest first.
        done: what it was told, in order.
        trouble: fails the next call.
    """

    notices: NoticeBoard
    kept: list[PrintJob] = field(default_factory=list)
    done: list[tuple[object, ...]] = field(default_factory=list)
    trouble: CheckinError | None = None

    def jobs(self, limit: int = 100) -> tuple[PrintJob, ...]:
        self._may_fail()
        return tuple(job for at, job in enumerate(self.kept) if job.is_open or at < limit)

    def came_out(self, job: PrintJobId) -> None:
        self._told("came out", job, state=JobState.PRINTED, ended_at=NOW, words="")

    def print_again(self, job: PrintJobId) -> None:
        self._told("print again", job, state=JobState.WAITING, words="")

    def retry(self, job: PrintJobId) -> None:
        self._told("retry", job, state=JobState.WAITING, words="")

    def cancel(self, job: PrintJobId) -> None:
        self._told("cancel", job, state=JobState.CANCELLED, ended_at=NOW, words="")

    def move(self, job: PrintJobId, printer: str) -> None:
        self._told(f"move to {printer}", job, printer=printer, words="")

    def move_all(self, printer: str, other: str) -> int:
        self._may_fail()
        moved = [job for job in self.kept if job.is_open and job.printer == printer]
        self.done.append(("move all", printer, other))
        self.kept = [replace(job, printer=other, words="") if job in moved else job for job in self.kept]
        return len(moved)

    def print_badge(self, attendee: AttendeeId, *, reason: str = "") -> PrintJob:
        self._may_fail()
        self.done.append(("print", attendee, str(reason)))
        theirs = (job for job in self.kept if job.attendee == attendee and job.is_open)
        return next(theirs, a_job(99, "Somebody", attendee=attendee))

    def _told(self, what: str, which: PrintJobId, **changes: object) -> None:
        self._may_fail()
        if all(job.id != which for job in self.kept):
            raise BadgeError("This badge is no longer known here.")
        self.done.append((what, which))
        self.kept = [
            replace(job, **changes) if job.id == which else job  # type: ignore[arg-type]  # real fields
            for job in self.kept
        ]

    def _may_fail(self) -> None:
        if self.trouble is not None:
            error, self.trouble = self.trouble, None
            raise error


class SpoolingApp(StandInApp):
    """An app whose spool is in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.spool = WaitingBadges(self.notices)


def with_badges(*jobs: PrintJob, printers: tuple[PrinterChoice, ...] = (LEFT, VIP)) -> SpoolingApp:
    """A desk with these badges, the newest first, and these printers."""
    app = SpoolingApp()
    at_registration(app)
    app.change_settings(printer=printers[0], further_printers=printers[1:])
    app.spool.kept = list(jobs)
    return app


def a_bad_morning() -> SpoolingApp:
    """Something of everything."""
    return with_badges(
        a_job(1, "Ada Lovelace"),
        a_job(2, "Grace Hopper", words=NO_PAPER),
        a_job(3, "Katherine Johnson", printer="VIP", state=JobState.PRINTING, ticket_type="VIP"),
        a_job(4, "Mary Jackson", JobState.FAILED, words=NO_LETTER),
        a_job(5, "Dorothy Vaughan", JobState.DOUBTFUL, words=SILENT),
        a_job(6, "Annie Easley", JobState.PRINTED),
        a_job(7, "Hedy Lamarr", JobState.PRINTED, copy=2, reason="lost"),
        a_job(8, "Radia Perlman", JobState.CANCELLED),
    )
