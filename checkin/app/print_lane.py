"""One printer at work: a thread that takes the badges waiting for it, one after the other.

What may already have come out is never sent again by itself: before the printer gets a byte, it is on the
disk that this badge is being printed, and whoever finds that later asks a person.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import TypeVar

from checkin.app.print_shop import PrintShop
from checkin.badges.printers import Printed, Printer, Readiness
from checkin.clock import SystemClock
from checkin.desk import print_badge
from checkin.desk.find import NoSuchAttendeeError
from checkin.desk.print_badge import Drawing
from checkin.errors import BadgeError, BadgeRefusedError, CheckinError, MirrorError, PrintUncertainError
from checkin.mirror import spool
from checkin.mirror.database import Transaction
from checkin.model.ids import PrintJobId
from checkin.model.print_job import UNSAID, JobState, PrintJob
from checkin.notices import BadgePrinted

_T = TypeVar("_T")

_WAITS = "Printing then goes on by itself."
_STUMBLED = "The app stumbled while it was printed: look at the printer."
_HOLDS_FOR = 2.0  # seconds; what a printer said of itself is so for as long
_TRIES = 3  # of a badge that only this printer's refusals speak against


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
        self._said, self._said_at = "", float("-inf")  # what it lacks
        self._is_down = False  # it was the printer, no badge, that failed last
        self._out = 0  # badges
        self._refused: dict[PrintJobId, int] = {}  # when how many others were out
        self._is_silent = False  # it did not say of the last one whether it came out
        self._handing_over = threading.Lock()
        self._heir = ""
        self._thread = threading.Thread(target=self._run, name=f"print {name}", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether it still prints; False after a bug, which has been told of."""
        return self._thread.is_alive()

    def nudge(self) -> None:
        """There may be something to print."""
        self._wake.set()

    def look_anew(self) -> None:
        """Somebody says that the printer is well again."""
        self._said_at = float("-inf")

    def hand_over(self, move: Callable[[], _T], heir: str) -> _T:
        """Do `move`, which lets another printer print what waits here.

        What is being sent meanwhile goes there, too, if it does not come out.

        Raises:
            MirrorError: `move` did; everything stays here.
        """
        with self._handing_over:
            moved = move()
            self._heir = heir
        return moved

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
            self._fail(job, JobState.WAITING, str(error))
            return
        if not self._failures or self._is_well(job, printer):
            self._send(job, printer, drawing)

    def _is_well(self, job: PrintJob, printer: Printer) -> bool:
        """Whether a printer that failed can be tried with this badge now."""
        words = self._trouble(printer)
        if words:
            if not self._rests:
                self._rest()
            self._is_down = True
            self._wait(job, JobState.WAITING, words)
            return False
        if self._is_down and self._rests:  # well again: who came first is served first
            self._rests_until = 0.0
            return False
        return True

    def _send(self, job: PrintJob, printer: Printer, drawing: Drawing) -> None:
        if not self._begin(job):
            return
        self._shop.announce(None)
        try:
            printed = printer.print(drawing.pdf, drawing.name)
        except PrintUncertainError as error:
            self._doubt(job, str(error))
        except BadgeRefusedError as error:
            self._fail(job, JobState.PRINTING, str(error))
        except BadgeError as error:
            self._did_not_take(job, printer, str(error))
        else:
            self._failures, self._rests_until, self._is_down = 0, 0.0, False
            self._came_out(job, printed)

    def _begin(self, job: PrintJob) -> bool:
        """Write down that it is printed: from here on it may have come out."""
        if self._shop.ending.is_set():
            return False
        with self._handing_over, self._shop.mirror.write() as connection:
            self._heir = ""
            return spool.begin(connection, job.id, self._name)

    def _did_not_take(self, job: PrintJob, printer: Printer, words: str) -> None:
        """For something that passes; if that is nothing of the printer's, other badges come first.

        One that was refused again and again while others came out is not tried any more.
        """
        self.look_anew()
        trouble = self._trouble(printer)
        self._is_down = bool(trouble) or self._shop.ending.is_set()
        self._rest()
        if self._is_down:
            self._wait(job, JobState.PRINTING, trouble or words)
            return
        before = self._refused.setdefault(job.id, self._out)
        if job.attempts + 1 >= _TRIES and self._out > before:
            self._refused.pop(job.id)
            self._fail(job, JobState.PRINTING, words)
        else:
            self._wait(job, JobState.PRINTING, words, has_its_turn=False)

    def _trouble(self, printer: Printer) -> str:
        """What the printer says is wrong with it, empty when it says nothing of the kind."""
        if self._shop.ending.is_set():
            return ""
        if not self._rests or self._time.monotonic() - self._said_at > _HOLDS_FOR:
            state = printer.state()
            self._said = state.words if state.readiness is Readiness.TROUBLE else ""
            self._said_at = self._time.monotonic()
        return self._said

    def _came_out(self, job: PrintJob, printed: Printed) -> None:
        shop, at = self._shop, self._shop.clock.now()
        where = printed.where if printed.confirmed else f"{printed.where}: {UNSAID}"
        of = {JobState.PRINTING}
        done = self._certainly(lambda: print_badge.came_out(shop.mirror, job, of, at, where, printed.path))
        self._out += 1
        self._refused.pop(job.id, None)
        is_news, self._is_silent = not (printed.confirmed or self._is_silent), not printed.confirmed
        if done is not None:
            shop.notices.put_up(
                BadgePrinted(
                    job=done,
                    where=printed.where,
                    path=printed.path,
                    confirmed=printed.confirmed,
                    is_news=is_news,
                )
            )
        elif printed.path is not None and self._is_forgotten(job):
            with suppress(OSError):
                printed.path.unlink(missing_ok=True)
        shop.announce(None)

    def _is_forgotten(self, job: PrintJob) -> bool:
        """Whether whoever it was for was forgotten meanwhile, and the badge with them."""
        with suppress(MirrorError), self._shop.mirror.read() as connection:
            return spool.get(connection, job.id) is None
        return False

    def _wait(self, job: PrintJob, of: JobState, words: str, *, has_its_turn: bool = True) -> None:
        said = f"{words} {_WAITS}"
        self._put_back(job, of, lambda c: spool.wait(c, job.id, {of}, said, has_its_turn=has_its_turn))

    def _fail(self, job: PrintJob, of: JobState, words: str) -> None:
        at = self._shop.clock.now()
        self._put_back(job, of, lambda c: spool.end(c, job.id, {of}, JobState.FAILED, at, words))

    def _put_back(self, job: PrintJob, of: JobState, change: Callable[[Transaction], bool]) -> None:
        """What was being sent goes where all else went meanwhile; what only waited may be there by now."""
        was_sent = of is JobState.PRINTING

        def put(connection: Transaction) -> None:
            if not was_sent and not spool.is_at(connection, job.id, self._name):
                return
            if change(connection) and was_sent and self._heir:
                spool.move(connection, job.id, self._heir)

        self._certainly(lambda: self._change(job, put))

    def _doubt(self, job: PrintJob, words: str) -> None:
        self._certainly(lambda: self._change(job, lambda c: spool.doubt(c, job.id, words)))

    def _give_up(self, job: PrintJob) -> None:
        """A bug: this badge is out of the way of the others, whatever became of it."""
        with suppress(MirrorError):
            self._doubt(job, _STUMBLED)
            self._fail(job, JobState.WAITING, _STUMBLED)

    def _change(self, job: PrintJob, change: Callable[[Transaction], object]) -> None:
        with self._handing_over, self._shop.mirror.write() as connection:
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
