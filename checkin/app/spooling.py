"""The print spool: a badge that was asked for comes out once, whatever dies.

Asking writes a row and is over. Every printer has a thread of its own, so that one that is stuck delays no
other. What was being printed when the app died is in doubt afterwards, and printed again only when a person
says so.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator

from filelock import FileLock, Timeout

from checkin.app.print_lane import PrintLane
from checkin.app.print_shop import MakePrinter, PrintShop, pause
from checkin.app.print_watch import PrintWatch
from checkin.badges.printers import Printed, chosen
from checkin.badges.shelf import Shelf
from checkin.badges.trial import trial_page
from checkin.clock import Clock, SystemClock
from checkin.desk import print_badge
from checkin.desk.post import Post
from checkin.errors import BadgeError, MirrorError
from checkin.mirror import spool
from checkin.mirror.database import Mirror, Transaction
from checkin.model.ids import AttendeeId, PrintJobId
from checkin.model.print_job import JobState, PrintJob, SpoolCounts
from checkin.notices import BadgePrinted, NoticeBoard
from checkin.paths import PRIVATE, Folders
from checkin.settings import PrinterChoice, Settings, load

_LOOK_EVERY = 2.0  # seconds; other processes of this computer ask for badges, too
_PATIENCE = 1.0  # seconds printers may take to end when the app closes


class Spool:
    """Badges that were asked for. Any thread may call it; only `test_page` waits for a printer.

    One process of this computer prints; what another one asks for comes out here, too.

    Args:
        mirror: where jobs are kept.
        clock: says when they were asked for.
        notices: where news is put up: `BadgePrinted`, `BadgeTroubled`, `SpoolChanged`.
        folders: the app's own.
        shelf: the templates.
        settings: as they are now. post: where badges are asked for now, may raise SettingsError.
        make_printer: see `checkin.badges.printers.chosen`.
        pause: seconds to leave a printer alone after so many failures.
    """

    def __init__(  # noqa: PLR0913 - keywords, each a part of the app
        self,
        *,
        mirror: Mirror,
        clock: Clock,
        notices: NoticeBoard,
        folders: Folders,
        shelf: Shelf,
        settings: Callable[[], Settings],
        post: Callable[[], Post],
        make_printer: MakePrinter = chosen,
        pause: Callable[[int], float] = pause,
    ) -> None:
        self._ending, self._closing = threading.Event(), threading.Event()
        self._shop = PrintShop(
            mirror=mirror,
            clock=clock,
            notices=notices,
            shelf=shelf,
            settings=settings,
            saved=lambda: load(folders.settings),
            make_printer=make_printer,
            badges=folders.badges,
            ending=self._ending,
            closing=self._closing,
            pause=pause,
        )
        self._watch = PrintWatch(self._shop)
        self._post = post
        self._sole = FileLock(folders.data / "printing.lock", timeout=0, mode=PRIVATE, thread_local=False)
        self._wake = threading.Event()
        self._starting = threading.Lock()
        self._serving = threading.Lock()  # held by whoever looks what waits, or keeps everybody from it
        self._thread: threading.Thread | None = None
        self._lanes: dict[str, PrintLane] = {}
        self._has_looked = self._is_closed = False

    def start(self) -> None:
        """Print what waits, from now on; nothing happens when it does. Asking for a badge starts it, too."""
        with self._starting:
            if not (self._thread is not None and self._thread.is_alive()) and not self._ending.is_set():
                self._thread = threading.Thread(target=self._run, name="spool", daemon=True)
                self._thread.start()

    # -- what was asked for -----------------------------------------------------------------------

    def jobs(self, limit: int = 100) -> tuple[PrintJob, ...]:
        """Every badge that has yet to come out, and of the others those among the last `limit`; newest first.

        Raises:
            MirrorError: they cannot be read.
        """
        with self._shop.mirror.read() as connection:
            return spool.jobs(connection, limit)

    def counts(self) -> SpoolCounts:
        """How many badges have yet to come out. Raises MirrorError when that cannot be read."""
        with self._shop.mirror.read() as connection:
            return spool.counts(connection)

    def print_badge(self, attendee: AttendeeId, *, reason: str = "") -> PrintJob:
        """Have a badge printed; see `checkin.desk.print_badge.ask`. Durable when it returns.

        Raises:
            SettingsError: no station was chosen.
            NoSuchAttendeeError: the mirror does not have them.
            MirrorError: it cannot be written; nothing was asked for.
        """
        job = print_badge.ask(self._post(), self._shop.settings(), attendee, reason)
        self._watch.expect(job)
        self._news()
        return job

    def print_first(self, attendee: AttendeeId) -> PrintJob | None:
        """Have a badge printed unless one came out here before, then None; otherwise as `print_badge`."""
        job = print_badge.ask_first(self._post(), self._shop.settings(), attendee)
        if job is not None:
            self._watch.expect(job)
            self._news()
        return job

    # -- what people decide -----------------------------------------------------------------------

    def retry(self, job: PrintJobId) -> PrintJob:
        """Try at once what waits or failed, unless that is being done.

        Raises:
            BadgeError: it is past that.
            MirrorError: it cannot be written.
        """
        of = {JobState.WAITING, JobState.FAILED}
        for lane in self._lanes.values():
            lane.look_anew()
        return self._decide(job, lambda c: spool.wait(c, job, of), "tried again", JobState.PRINTING)

    def cancel(self, job: PrintJobId) -> PrintJob:
        """Nobody needs it any more; what is in doubt did not come out. Raises as `retry`."""
        of = {JobState.WAITING, JobState.FAILED, JobState.DOUBTFUL}
        at = self._shop.clock.now()
        return self._decide(job, lambda c: spool.end(c, job, of, JobState.CANCELLED, at, ""), "cancelled")

    def print_again(self, job: PrintJobId) -> PrintJob:
        """A person has looked: what was in doubt did not come out and is to be printed. Raises as `retry`."""
        return self._decide(job, lambda c: spool.wait(c, job, {JobState.DOUBTFUL}), "printed again")

    def came_out(self, job: PrintJobId) -> PrintJob:
        """A person has looked: what was in doubt did come out. Raises as `retry`."""
        known, at = self._known(job), self._shop.clock.now()
        done = print_badge.came_out(self._shop.mirror, known, {JobState.DOUBTFUL}, at, known.printer)
        if done is None:
            raise _past(self._known(job), "counted as printed")
        self._shop.notices.put_up(BadgePrinted(job=done, where=done.printer))
        self._news()
        return done

    def move(self, job: PrintJobId, printer: str) -> PrintJob:
        """Let another printer print it, by its name. Raises as `retry`; BadgeError without such a printer."""
        self._require(printer)
        return self._decide(job, lambda c: spool.move(c, job, printer), "moved to another printer")

    def move_all(self, from_: str, to: str) -> int:
        """Let another printer print all that waits for one or failed there; how many.

        What is being sent there just now is not among them; it goes, too, if it does not come out, where this
        process is the one that prints. Otherwise it waits there again, and is moved like any other.

        Raises:
            BadgeError: there is no such printer.
            MirrorError: it cannot be written.
        """
        self._require(to)

        def move() -> int:
            with self._shop.mirror.write() as connection:
                return spool.move_all(connection, from_, to)

        lane = self._lanes.get(from_)
        moved = move() if lane is None else lane.hand_over(move, to)
        self._news()
        return moved

    def rename(self, printer: str, now: str) -> None:
        """A printer is called something else: what is open at it, even in doubt, is under its new name.

        Raises:
            BadgeError: there is no printer of the new name.
            MirrorError: it cannot be written.
        """
        self._require(now)
        with self._shop.mirror.write() as connection:
            spool.rename(connection, printer, now)
        self._news()

    def test_page(self, choice: PrinterChoice, draw: Callable[[], bytes] | None = None) -> Printed:
        """Print a page that shows whether a printer is set up well; waits for it, so never on the GUI thread.

        Args:
            choice: the printer.
            draw: what to print instead of the usual page: a design somebody tries, say. It is not kept.

        Raises:
            BadgeError: it did not come out; the text says why and what to do.
        """
        shop = self._shop
        page = trial_page(shop.shelf.get(shop.settings().template), choice.called) if draw is None else draw()
        printer = shop.make_printer(choice, shop.badges, closing=self._closing)
        return printer.print(page, "test-page" if draw is None else "test-badge")

    # -- beside everything else -------------------------------------------------------------------

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Let no badge be on its way to a printer meanwhile, but where a printer holds us up."""
        with self._serving, contextlib.ExitStack() as turns:
            for lane in self._lanes.values():
                if lane.turn.acquire(timeout=_PATIENCE):
                    turns.callback(lane.turn.release)
            yield

    def close(self) -> None:
        """Print no more; within about a second. What a printer has not answered by then is in doubt."""
        self._ending.set()
        self._wake.set()
        with self._starting:  # nobody begins another one from now on
            thread = self._thread
        if thread is not None:
            thread.join(_PATIENCE)
        self._wait_for_lanes()
        self._closing.set()
        self._wait_for_lanes()
        with self._starting:
            self._is_closed = True
            self._sole.release()

    def _wait_for_lanes(self) -> None:
        """For as long as half of our patience lasts."""
        time = SystemClock()
        deadline = time.monotonic() + _PATIENCE / 2
        for lane in self._lanes.values():
            lane.join(max(0.0, deadline - time.monotonic()))

    def _run(self) -> None:
        while not self._ending.is_set():
            self._wake.clear()
            with contextlib.suppress(MirrorError), self._serving:  # the door says what is wrong with the file
                self._serve()
            self._wake.wait(_LOOK_EVERY)
        with self._starting:
            if self._is_closed:  # nobody waited for this thread
                self._sole.release()

    def _serve(self) -> None:
        """Have every printer look that something waits for."""
        if not self._prints():
            self._watch.look()
            return
        self._watch.forget()
        with self._shop.mirror.read() as connection:
            names = spool.waiting_at(connection)
        for name in names:
            lane = self._lanes.get(name)
            if lane is None or not lane.is_alive:
                lane = PrintLane(name, self._shop)
                self._lanes = {**self._lanes, name: lane}  # a new one: others are looking through the old one
            lane.nudge()

    def _prints(self) -> bool:
        """Whether this process is the one that prints; what another one left unfinished is in doubt then."""
        if not self._sole.is_locked:
            try:
                self._sole.acquire()
            except (Timeout, OSError):
                return False
        if not self._has_looked:
            with self._shop.mirror.write() as connection:
                doubted = spool.doubt_interrupted(connection)
            self._has_looked = True
            if doubted:
                self._shop.announce(None)
        return True

    def _decide(
        self,
        job: PrintJobId,
        change: Callable[[Transaction], bool],
        done: str,
        as_good: JobState | None = None,
    ) -> PrintJob:
        """Change a badge; one that is in a state that is `as_good` stays."""
        with self._shop.mirror.write() as connection:
            changed = change(connection)
            now = spool.get(connection, job)
        if now is None or not (changed or now.state is as_good):
            raise _past(now, done)
        self._watch.expect(now)
        self._news()
        return now

    def _known(self, job: PrintJobId) -> PrintJob:
        with self._shop.mirror.read() as connection:
            found = spool.get(connection, job)
        if found is None:
            raise _past(None, "found")
        return found

    def _require(self, printer: str) -> None:
        if all(one.called != printer for one in self._shop.settings().printers):
            raise BadgeError(f"There is no printer {printer} here. Choose another one.")

    def _news(self) -> None:
        self.start()
        self._wake.set()
        self._shop.announce(None)


_IS = {
    JobState.WAITING: "waits for its printer",
    JobState.PRINTING: "is being printed",
    JobState.PRINTED: "has come out",
    JobState.FAILED: "failed",
    JobState.DOUBTFUL: "is in doubt: somebody must say whether it came out",
    JobState.CANCELLED: "was cancelled",
}


def _past(job: PrintJob | None, wanted: str) -> BadgeError:
    if job is None:
        return BadgeError("This badge is no longer known here: its event was erased.")
    return BadgeError(f"The badge cannot be {wanted} now: it {_IS[job.state]}.")
