"""Badges that were asked for, sorted by what is to be done about them: a pure function."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from checkin.model.ids import AttendeeId, PrintJobId
from checkin.model.print_job import JobState, PrintJob
from ui.screens.moments import moment
from ui.theme.tokens import Tone

APART = " \N{MIDDLE DOT} "

_SHOWN = 25
"""So many badges of one printer are shown one by one."""

_IN_WORDS = {
    JobState.WAITING: "waits since {}",
    JobState.PRINTING: "being printed, asked for at {}",
    JobState.FAILED: "not printed, asked for at {}",
    JobState.DOUBTFUL: "in doubt, asked for at {}",
    JobState.PRINTED: "came out at {}",
    JobState.CANCELLED: "given up at {}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """One badge in words.

    Attributes:
        about: whose ticket, since when, and which badge of theirs it is.
        words: why it does not come out, as far as that is not said of its printer.
        is_confirmed: False where it was sent to a printer that does not say whether it came out.
    """

    id: PrintJobId
    attendee: AttendeeId
    who: str
    about: str
    words: str
    state: JobState
    is_confirmed: bool = True

    @property
    def open(self) -> bool:
        """Whether somebody can decide about it."""
        return self.state in {JobState.WAITING, JobState.FAILED}

    @property
    def failed(self) -> bool:
        """Whether it is tried again only when somebody says so."""
        return self.state is JobState.FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A badge of which nobody knows whether it came out."""

    id: PrintJobId
    who: str
    title: str
    about: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What one printer has yet to print.

    Attributes:
        summary: how many badges, and how they stand.
        trouble: why nothing comes out; empty while something does.
        rows: the oldest first, some of them.
        hidden: how many more there are.
        movable: whether anything waits that another printer can take.
        stuck: one that waits for the printer to be seen to; trying it again tries them all.
    """

    printer: str
    summary: str
    tone: Tone
    trouble: str
    rows: tuple[JobRow, ...]
    hidden: int = 0
    movable: bool = False
    stuck: PrintJobId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything there is to show."""

    doubts: tuple[Doubt, ...] = ()
    lanes: tuple[Lane, ...] = ()
    recent: tuple[JobRow, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever asked for."""
        return not (self.doubts or self.lanes or self.recent)


def board(jobs: Iterable[PrintJob], now: datetime, zone: tzinfo) -> Board:
    """Sort them out.

    Args:
        jobs: the newest first.
        now: what is of another day is written with the day.
        zone: times are written in it.
    """
    newest = tuple(jobs)
    oldest = tuple(reversed(newest))
    waiting = [job for job in oldest if job.is_open and job.state is not JobState.DOUBTFUL]
    lanes = [
        _lane(printer, [job for job in waiting if job.printer == printer], now, zone)
        for printer in dict.fromkeys(job.printer for job in waiting)
    ]
    return Board(
        doubts=tuple(_doubt(job, now, zone) for job in oldest if job.state is JobState.DOUBTFUL),
        lanes=tuple(sorted(lanes, key=lambda lane: lane.tone is Tone.IDLE)),
        recent=tuple(_recent(job, now, zone) for job in newest if not job.is_open),
    )


def _doubt(job: PrintJob, now: datetime, zone: tzinfo) -> Doubt:
    return Doubt(
        id=job.id,
        who=_name(job),
        title=f"Did the badge of {_name(job)} come out?",
        about=_about(job, _said(job.state, job.asked_at, now, zone), job.printer),
        words=job.words,
    )


def _lane(printer: str, jobs: Sequence[PrintJob], now: datetime, zone: tzinfo) -> Lane:
    stuck = next((job for job in jobs if job.needs_somebody and job.state is JobState.WAITING), None)
    trouble = "" if stuck is None else stuck.words
    rows = tuple(_row(job, trouble, now, zone) for job in jobs[:_SHOWN])
    failed = any(job.state is JobState.FAILED for job in jobs)
    return Lane(
        printer=printer,
        summary=_summary(jobs),
        tone=Tone.NO if failed else Tone.ASK if stuck is not None else Tone.IDLE,
        trouble=trouble,
        rows=rows,
        hidden=len(jobs) - len(rows),
        movable=any(job.state in {JobState.WAITING, JobState.FAILED} for job in jobs),
        stuck=None if stuck is None else stuck.id,
    )


def _summary(jobs: Sequence[PrintJob]) -> str:
    counts = {
        state: sum(job.state is state for job in jobs)
        for state in (JobState.PRINTING, JobState.WAITING, JobState.FAILED)
    }
    words = {
        JobState.PRINTING: "is being printed" if counts[JobState.PRINTING] == 1 else "are being printed",
        JobState.WAITING: "waits" if counts[JobState.WAITING] == 1 else "wait",
        JobState.FAILED: "not printed",
    }
    said = [f"{number:,} {words[state]}" for state, number in counts.items() if number]
    return ", ".join(said)


def _row(job: PrintJob, trouble: str, now: datetime, zone: tzinfo) -> JobRow:
    return JobRow(
        id=job.id,
        attendee=job.attendee,
        who=_name(job),
        about=_about(job, _said(job.state, job.asked_at, now, zone), ""),
        words="" if job.words == trouble else job.words,
        state=job.state,
    )


def _recent(job: PrintJob, now: datetime, zone: tzinfo) -> JobRow:
    ended = job.ended_at or job.asked_at
    where = job.printer if job.state is JobState.PRINTED else ""
    said = _said(job.state, ended, now, zone)
    return JobRow(
        id=job.id,
        attendee=job.attendee,
        who=_name(job),
        about=_about(job, said if job.is_confirmed else said.replace("came out", "sent"), where),
        words="",
        state=job.state,
        is_confirmed=job.is_confirmed,
    )


def _about(job: PrintJob, happened: str, where: str) -> str:
    again = ""
    if job.copy > 1 or job.reason:
        again = f"badge {job.copy}{f' ({job.reason})' if job.reason else ''}"
    return APART.join(part for part in (job.ticket_type, happened, where, again) if part)


def _said(state: JobState, at: datetime, now: datetime, zone: tzinfo) -> str:
    when = moment(at, now, zone)
    words = _IN_WORDS[state]
    return (words.replace(" at {}", " on {}") if "," in when else words).format(when)


def _name(job: PrintJob) -> str:
    return job.name or f"attendee {job.attendee}"
