"""Badges on paper: a queue of the system's printing service, watched until the badge is out."""

import re
from dataclasses import dataclass, replace

from typing_extensions import override

from checkin.badges.printers.cups import Cups, JobState, QueueReport
from checkin.badges.printers.patience import Patience
from checkin.badges.printers.placing import page_sizes, placed
from checkin.badges.printers.protocol import READY, Printed, Printer, PrinterState, Readiness
from checkin.badges.printers.reasons import troubles_of
from checkin.badges.printers.trouble import CHOOSE, STANDS, Trouble, state_of, unsure
from checkin.errors import BadgeError, BadgeRefusedError, PrintUncertainError
from checkin.settings import PrinterChoice

_GLANCES_WITHIN = 2.5
_OUT_OF_REACH = re.compile(
    "may not exist|unreachable|not responding|in use|not connected|cannot print|"
    "Unable to (?!write|send|read)|Looking for"
)
"""What the service says while it does not reach the printer."""

_NOT_PRINTABLE = re.compile("[Ff]ilter (failed|errors)")
"""What it says of a badge it cannot bring into the printer's language."""

_ADVICE = f"{STANDS} {CHOOSE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What became of a job.

    Attributes:
        has_begun: some of it may be on paper.
        given_up: it was the service, or somebody there, who ended it, and the printer was not why.
    """

    state: JobState
    has_begun: bool
    words: str
    troubles: tuple[Trouble, ...]
    given_up: bool = False


class SystemPrinter(Printer):
    """Prints on one queue at exactly the badge's size.

    That a command took the document says nothing: the job is watched until it is done. What is not out by the
    time patience ends is taken back, so that no second badge comes out when it is printed again.

    Args:
        choice: its queue, and how badges lie on the paper.
    """

    def __init__(
        self, choice: PrinterChoice, *, cups: Cups | None = None, patience: Patience | None = None
    ) -> None:
        self._choice = choice
        self._queue = choice.queue
        self._cups = cups or Cups()
        self._patience = patience or Patience()

    @override
    def print(self, pdf: bytes, name: str) -> Printed:
        """Print one badge and wait until it is out.

        Raises:
            PrintUncertainError: it was on its way to the printer when the service gave up or patience ended,
                or the service fell silent, or does not give it back.
            BadgeRefusedError: the job was held, cancelled or given up, and not because of the printer.
            BadgeError: the printer is unknown, stopped or unreachable, or did not get to it in time.
        """
        pages = placed(pdf, self._choice)
        width, height = (round(side, 2) for side in page_sizes(pages)[0])
        self._require_running()
        try:
            job = self._cups.submit(self._queue, pages, name, f"{width:g}x{height:g}mm")
        except PrintUncertainError:
            raise
        except BadgeError as error:
            raise type(error)(f"{error} {_ADVICE}") from error
        try:
            outcome = self._taken_back(job, self._watched(job))
        except BadgeError as error:  # the service fell silent, and it has the badge
            raise PrintUncertainError(unsure(self._choice.called)) from error
        if outcome.state is not JobState.DONE:
            raise self._failure(outcome)
        return Printed(where=self._queue, job=job)

    @override
    def state(self) -> PrinterState:
        """Trouble when the queue is stopped; a service that does not answer is not known."""
        try:
            report = self._cups.queue(self._queue, within=_GLANCES_WITHIN)
        except BadgeError as error:
            return PrinterState(readiness=Readiness.UNKNOWN, words=str(error))
        if report.stopped is not None:
            return PrinterState(readiness=Readiness.TROUBLE, words=f"{self._stopped(report)} {CHOOSE}")
        troubles = troubles_of(report.reasons)
        return state_of(troubles, self._choice.called) if troubles else READY

    def _require_running(self) -> None:
        report = self._cups.queue(self._queue)
        if report.stopped is not None:
            raise BadgeError(f"{self._stopped(report)} {_ADVICE}")

    def _stopped(self, report: QueueReport) -> str:
        words = f": {report.stopped}" if report.stopped else ""
        return f"The printer {self._queue} is stopped{words}."

    def _watched(self, job: str) -> _Outcome:
        """How the job ended, or how it stood when patience did."""
        troubles: tuple[Trouble, ...] = ()
        words, has_begun, well_at = "", False, 0.0
        for gone in self._patience.looks():
            report = self._cups.job(job, self._queue)
            words = report.words
            is_unreached, is_unprintable = _OUT_OF_REACH.search(words), _NOT_PRINTABLE.search(words)
            has_begun = (has_begun or report.has_begun) and not (is_unreached or is_unprintable)
            if report.state is not JobState.WAITING:
                return _Outcome(
                    state=report.state,
                    has_begun=has_begun,
                    words=words,
                    troubles=troubles,
                    given_up=report.cancelled or not (troubles or is_unreached),
                )
            queue = self._cups.queue(self._queue)
            troubles = troubles_of(queue.reasons)
            if queue.stopped is not None:
                words = queue.stopped or "it is stopped"
                break
            well_at = well_at if troubles else gone
            if gone - well_at > self._patience.trouble:
                break
            self._patience.pause()
        return _Outcome(state=JobState.FAILED, has_begun=has_begun, words=words, troubles=troubles)

    def _taken_back(self, job: str, outcome: _Outcome) -> _Outcome:
        """Have the service give the badge up; what it does not give back may have come out, or still may."""
        if outcome.state is JobState.DONE or self._cups.cancel(job):
            return outcome
        report = self._cups.job(job, self._queue)
        state = JobState.DONE if report.state is JobState.DONE else JobState.FAILED
        return replace(outcome, state=state, has_begun=outcome.has_begun or report.may_come)

    def _failure(self, outcome: _Outcome) -> BadgeError:
        called = self._choice.called
        words = f" ({outcome.words.rstrip('.')})" if outcome.words else ""
        if outcome.has_begun and outcome.troubles:
            return PrintUncertainError(outcome.troubles[0].may_come(called))
        if outcome.has_begun:
            return PrintUncertainError(unsure(called))
        if outcome.troubles and not words:
            return BadgeError(outcome.troubles[0].nothing_came(called))
        kind = BadgeRefusedError if outcome.given_up else BadgeError
        return kind(f"The badge did not come out of the printer {self._queue}{words}. {_ADVICE}")
