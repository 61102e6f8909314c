"""Badges on paper: a queue of the system's printing service, watched until the badge is out."""

import threading

from typing_extensions import override

from checkin.badges.printers.cups import Cups, JobReport, JobState
from checkin.badges.printers.protocol import READY, Printed, Printer, PrinterState, Readiness
from checkin.clock import Clock, SystemClock
from checkin.errors import BadgeError

_PATIENCE = 30.0
_LOOK_EVERY = 0.25
_ADVICE = "The check-in stands. See to the printer and print the badge again, or choose another printer."


class SystemPrinter(Printer):
    """Prints on one queue at exactly the badge's size.

    That a command took the document says nothing: the job is watched until it is done. What is not out by the
    time patience ends is taken back, so that no second badge comes out when it is printed again.

    Args:
        width, height: of the badge, in millimetres.
        closing: set when the app closes; nobody waits any longer then.
    """

    def __init__(
        self,
        queue: str,
        *,
        width: float,
        height: float,
        cups: Cups | None = None,
        patience: float = _PATIENCE,
        closing: threading.Event | None = None,
    ) -> None:
        self._queue = queue
        self._media = f"Custom.{width:g}x{height:g}mm"
        self._cups = cups or Cups()
        self._patience = patience
        self._closing = closing or threading.Event()
        self._clock: Clock = SystemClock()

    @override
    def print(self, pdf: bytes, name: str) -> Printed:
        """Print one badge and wait until it is out.

        Raises:
            BadgeError: the printer is unknown, stopped or unreachable, or the job was held or cancelled.
        """
        self._require_running()
        try:
            job = self._cups.submit(self._queue, pdf, name, self._media)
        except BadgeError as error:
            raise BadgeError(f"{error} {_ADVICE}") from error
        report = self._watched(job)
        if report.state is not JobState.DONE:
            self._cups.cancel(job)
            words = f" ({report.words.rstrip('.')})" if report.words else ""
            raise BadgeError(f"The badge did not come out of the printer {self._queue}{words}. {_ADVICE}")
        return Printed(where=self._queue, job=job)

    @override
    def state(self) -> PrinterState:
        """Trouble when the queue is stopped; a service that does not answer is not known."""
        try:
            why = self._cups.why_stopped(self._queue)
        except BadgeError as error:
            return PrinterState(readiness=Readiness.UNKNOWN, words=str(error))
        if why is None:
            return READY
        words = f"The printer {self._queue} is stopped{f': {why}' if why else ''}. {_ADVICE}"
        return PrinterState(readiness=Readiness.TROUBLE, words=words)

    def _watched(self, job: str) -> JobReport:
        """The last report of the job: done, failed, or still waiting when patience ended."""
        deadline = self._clock.monotonic() + self._patience
        while True:
            report = self._cups.job(job, self._queue)
            if report.state is not JobState.WAITING:
                return report
            why = self._cups.why_stopped(self._queue)
            if why is not None:
                return JobReport(state=JobState.FAILED, words=why or "it is stopped")
            if self._clock.monotonic() > deadline or self._closing.wait(_LOOK_EVERY):
                return report

    def _require_running(self) -> None:
        why = self._cups.why_stopped(self._queue)
        if why is not None:
            words = f": {why}" if why else ""
            raise BadgeError(f"The printer {self._queue} is stopped{words}. {_ADVICE}")


def queues() -> tuple[str, ...]:
    """The names of this computer's printers.

    Raises:
        BadgeError: there is no printing service, or it does not answer.
    """
    return Cups().queues()
