"""A print spool in memory: badges come out at once, unless a test says otherwise."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from checkin.errors import CheckinError
from checkin.model.ids import AttendeeId
from checkin.model.print_job import JobState, PrintJob, SpoolCounts
from checkin.notices import BadgePrinted, BadgeTroubled, NoticeBoard, SpoolChanged
from tests.fakes.builders import a_print_job


@dataclass
class FakeSpool:
    """What `checkin.app.spooling.Spool` does, without a disk, a thread or a printer.

    Attributes:
        printed: whose badges came out, in order. asked: the reasons of all that were asked for.
        name_of: what somebody is called.
        ends: what becomes of a badge: it comes out, or stays in this state with `words`.
        where: it comes out.
        fails: raised by whoever asks for a badge next. late: by whoever decides something.
    """

    notices: NoticeBoard
    printed: list[AttendeeId] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    name_of: Callable[[AttendeeId], str] = lambda _: "Ada Lovelace"
    ends: JobState = JobState.PRINTED
    words: str = ""
    where: str = "Label printer"
    fails: CheckinError | None = None
    late: CheckinError | None = None
    started: bool = False
    held: list[PrintJob] = field(default_factory=list)

    def start(self) -> None:
        self.started = True

    def jobs(self, limit: int = 100) -> tuple[PrintJob, ...]:
        return tuple(reversed(self.held))[:limit]

    def counts(self) -> SpoolCounts:
        states = [one.state for one in self.held]
        return SpoolCounts(
            waiting=states.count(JobState.WAITING),
            printing=states.count(JobState.PRINTING),
            failed=states.count(JobState.FAILED),
            doubtful=states.count(JobState.DOUBTFUL),
        )

    def print_badge(self, attendee: AttendeeId, *, reason: str = "") -> PrintJob:
        failure, self.fails = self.fails, None
        if failure is not None:
            raise failure
        waiting = [one for one in self.held if one.attendee == attendee and one.is_open]
        if waiting and not reason:
            return waiting[-1]
        self.asked.append(reason)
        job = a_print_job(len(self.held) + 1, attendee=attendee, name=self.name_of(attendee), reason=reason)
        self.held.append(job)
        self.goes_on(job)
        return job

    def print_first(self, attendee: AttendeeId) -> PrintJob | None:
        return None if attendee in self.printed else self.print_badge(attendee)

    def retry(self, job: int) -> PrintJob:
        return self.goes_on(self._held(job))

    def print_again(self, job: int) -> PrintJob:
        return self.goes_on(self._held(job))

    def came_out(self, job: int) -> PrintJob:
        return self._came_out(self._held(job))

    def cancel(self, job: int) -> PrintJob:
        return self._keep(replace(self._held(job), state=JobState.CANCELLED))

    def goes_on(self, job: PrintJob) -> PrintJob:
        """What happens at the printer by now."""
        if self.ends is JobState.PRINTED:
            return self._came_out(job)
        changed = self._keep(replace(job, state=self.ends, words=self.words))
        if changed.needs_somebody:
            self.notices.put_up(BadgeTroubled(job=changed))
        return changed

    def _came_out(self, job: PrintJob) -> PrintJob:
        self.printed.append(job.attendee)
        done = self._keep(replace(job, state=JobState.PRINTED, words=self.where))
        self.notices.put_up(BadgePrinted(job=done, where=self.where))
        return done

    def _held(self, job: int) -> PrintJob:
        if self.late is not None:
            raise self.late
        return next(one for one in self.held if one.id == job)

    def _keep(self, job: PrintJob) -> PrintJob:
        self.held = [job if one.id == job.id else one for one in self.held]
        self.notices.put_up(SpoolChanged(counts=self.counts()))
        return job
