"""One printer at work: a thread that takes the badges waiting for it, one after the other.

What may already have come out is never sent again by itself: before the printer gets a byte, it is on the
disk that this badge is being printed, and whoever finds that later asks a person.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol, TypeVar

from tenacity import RetryCallState, Retrying
from tenacity.wait import wait_exponential_jitter

from checkin.badges.printers import Printed, Printer, Readiness
from checkin.badges.shelf import Shelf
from checkin.clock import Clock, SystemClock
from checkin.desk import print_badge
from checkin.desk.find import NoSuchAttendeeError
from checkin.desk.print_badge import Drawing
from checkin.errors import BadgeError, CheckinError, MirrorError, PrintUncertainError
from checkin.mirror import spool
from checkin.mirror.database import Mirror, Transaction
from checkin.model.print_job import JobState, PrintJob
from checkin.notices import BadgePrinted, BadgeTroubled, NoticeBoard, SpoolChanged
from checkin.settings import PrinterChoice, Settings

_T = TypeVar("_T")

_WAITS = "Printing then goes on by itself."
_STUMBLED = "The app stumbled while it was printed: look at the printer."
_LONGEST_PAUSE = 10.0  # seconds; paper that is in again should be noticed while the queue still stands

_pause = wait_exponential_jitter(multiplier=1.0, max=_LONGEST_PAUSE, jitter=1.0)


def pause(failures: int) -> float:
    """Seconds to leave a printer alone after so many failures in a row."""
    state = RetryCallState(retry_object=Retrying(), fn=None, args=(), kwargs={})
    state.attempt_number = max(1, failures)
    return _pause(state)


class MakePrinter(Protocol):
    """Makes a printer of what was chosen; see `checkin.badges.printers.chosen`."""

    def __call__(self, choice: PrinterChoice, folder: Path, *, closing: threading.Event) -> Printer:
        """The printer. Raises BadgeError when the choice is none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintShop:
    """What every printer's thread works with.

    Attributes:
        settings: as they are now.
        badges: the folder for files where no other was chosen.
        ending: set when the app closes: what a printer has begun it may end, and nothing more is begun.
        closing: set a moment later: nobody waits for a printer any longer.
        pause: see `pause`.
    """

    mirror: Mirror
    clock: Clock
    notices: NoticeBoard
    shelf: Shelf
    settings: Callable[[], Settings]
    make_printer: MakePrinter
    badges: Path
    ending: threading.Event
    closing: threading.Event
    pause: Callable[[int], float] = pause

    def printer(self, name: str) -> Printer:
        """The printer of this name.

        Raises:
            BadgeError: it is not set up any more, or not completely.
        """
        choice = next((one for one in self.settings().printers if one.called == name), None)
        if choice is None:
            raise BadgeError(
                f"The printer {name} is not set up here any more. Choose another one for the badge."
            )
        return self.make_printer(choice, self.badges, closing=self.closing)

    def drawing(self, job: PrintJob) -> Drawing:
        """The badge as it is to be printed. Raises BadgeError, NoSuchAttendeeError or MirrorError."""
        logo = self.settings().logo
        template = self.shelf.get(job.template)
        return print_badge.draw(self.mirror, job, template, Path(logo) if logo else None)

    def announce(self, job: PrintJob | None, before: str | None = None) -> None:
        """Say how a badge stands now, if that is news to somebody who knew these words `before`."""
        if job is not None and job.needs_somebody and job.words != before:
            self.notices.put_up(BadgeTroubled(job=job))
        with suppress(MirrorError):  # whoever wrote just now has said so
            with self.mirror.read() as connection:
                counts = spool.counts(connection)
            self.notices.put_up(SpoolChanged(counts=counts))


class PrintLane:
    """Prints what waits for one printer, until the app closes.

    Attributes:
        turn: held while a badge is on its way from the file to the printer and back.
    """

    def __init__(self, name: str, shop: PrintShop) -> None:
        self.turn = threading.Lock()
        self._name = name
        self._shop = shop
        self._time = SystemClock()
        self._wake = threading.Event()
        self._failures = 0
        self._rests_until = 0.0
        self._thread = threading.Thread(target=self._run, name=f"print {name}", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether it still prints; False after a bug, which has been told of."""
        return self._thread.is_alive()

    def nudge(self) -> None:
        """There may be something to print."""
        self._wake.set()

    def join(self, seconds: float) -> None:
        """Wait for the end, which comes soon after closing unless the printer holds us up."""
        self._wake.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._shop.ending.is_set():
            self._wake.clear()
            try:
                worked = self._print_next()
            except MirrorError:  # the door says what is wrong with the file
                self._rest()
                worked = False
            if not worked:
                self._wake.wait(self._rests or None)

    @property
    def _rests(self) -> float:
        """Seconds until what was tried already is tried again."""
        return max(0.0, self._rests_until - self._time.monotonic())

    def _rest(self) -> None:
        self._failures += 1
        self._rests_until = self._time.monotonic() + self._shop.pause(self._failures)

    def _print_next(self) -> bool:
        """Whether there was something to do."""
        with self.turn:
            with self._shop.mirror.read() as connection:
                job = spool.next_at(connection, self._name, untried=self._rests > 0)
            if job is None:
                return False
            try:
                self._print(job)
            except CheckinError:
                raise
            except BaseException:
                self._give_up(job)
                raise
        return True

    def _print(self, job: PrintJob) -> None:
        try:
            printer = self._shop.printer(self._name)
            drawing = self._shop.drawing(job)
        except (BadgeError, NoSuchAttendeeError) as error:
            self._fail(job, str(error))
            return
        if self._failures:
            words = self._trouble(printer)
            if words:
                self._wait(job, JobState.WAITING, words)
                return
        with self._shop.mirror.write() as connection:
            begun = spool.begin(connection, job.id)  # from here on it may have come out
        if begun:
            self._send(job, printer, drawing)

    def _send(self, job: PrintJob, printer: Printer, drawing: Drawing) -> None:
        self._shop.announce(None)
        try:
            printed = printer.print(drawing.pdf, drawing.name)
        except PrintUncertainError as error:
            self._doubt(job, str(error))
        except BadgeError as error:
            self._wait(job, JobState.PRINTING, self._trouble(printer) or str(error))
        else:
            self._failures, self._rests_until = 0, 0.0
            self._came_out(job, printed)

    def _trouble(self, printer: Printer) -> str:
        """What the printer says is wrong with it, empty when it says nothing of the kind."""
        if self._shop.ending.is_set():
            return ""
        state = printer.state()
        return state.words if state.readiness is Readiness.TROUBLE else ""

    def _came_out(self, job: PrintJob, printed: Printed) -> None:
        shop, at = self._shop, self._shop.clock.now()
        done = self._certainly(
            lambda: print_badge.came_out(
                shop.mirror, job, {JobState.PRINTING}, at, printed.where, printed.path
            )
        )
        if done is not None:
            shop.notices.put_up(BadgePrinted(job=done, where=printed.where, path=printed.path))
        elif printed.path is not None:  # whoever it was for was forgotten meanwhile, and the badge with them
            with suppress(OSError):
                printed.path.unlink(missing_ok=True)
        shop.announce(None)

    def _wait(self, job: PrintJob, of: JobState, words: str) -> None:
        said = f"{words} {_WAITS}"
        self._rest()
        self._certainly(lambda: self._change(job, lambda c: spool.wait(c, job.id, {of}, said)))

    def _doubt(self, job: PrintJob, words: str) -> None:
        self._certainly(lambda: self._change(job, lambda c: spool.doubt(c, job.id, words)))

    def _fail(self, job: PrintJob, words: str) -> None:
        at = self._shop.clock.now()
        self._change(job, lambda c: spool.end(c, job.id, {JobState.WAITING}, JobState.FAILED, at, words))

    def _give_up(self, job: PrintJob) -> None:
        """A bug: this badge is out of the way of the others, whatever became of it."""
        with suppress(MirrorError):
            self._doubt(job, _STUMBLED)
            self._fail(job, _STUMBLED)

    def _change(self, job: PrintJob, change: Callable[[Transaction], object]) -> None:
        with self._shop.mirror.write() as connection:
            change(connection)
            changed = spool.get(connection, job.id)
        self._shop.announce(changed, job.words)

    def _certainly(self, write: Callable[[], _T]) -> _T:
        """What happened at the printer is written down before anything else happens there.

        Raises:
            MirrorError: the app closes, and it still cannot be written; the next start asks a person.
        """
        for failures in count(1):
            try:
                return write()
            except MirrorError:
                if self._shop.closing.wait(self._shop.pause(failures)):
                    raise
        raise AssertionError  # pragma: no cover - numbers do not end
