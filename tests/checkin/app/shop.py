"""A spool with printers that do as they are told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from checkin.app.print_shop import MakePrinter
from checkin.app.spooling import Spool
from checkin.badges.shelf import Shelf
from checkin.desk import print_badge
from checkin.desk.find import look
from checkin.desk.post import Post
from checkin.mirror import spool
from checkin.model.platform import Capability
from checkin.model.print_job import JobState, PrintJob
from checkin.paths import folders_under
from checkin.settings import PrinterChoice, PrinterKind, Settings
from tests.fakes.builders import Door
from tests.fakes.printing import Announced, FakePrinter, FakePrinters

ZEBRA = PrinterChoice(name="Zebra", kind=PrinterKind.ZPL, address="10.0.0.9")
BROTHER = PrinterChoice(name="Brother", kind=PrinterKind.BROTHER_QL, address="10.0.0.8")
AT_ONCE = 0.01  # seconds between two tries


class Shop:
    """A spool with printers that do as they are told."""

    def __init__(self, door: Door, folder: Path) -> None:
        self.door, self._folder = door, folder
        self.post: Post = replace(door.post, capabilities=frozenset({Capability.PRINT_LOG}))
        self.zebra, self.brother = FakePrinter(), FakePrinter()
        self.printers = FakePrinters(Zebra=self.zebra, Brother=self.brother)
        self.make_printer: MakePrinter = self.printers
        self.settings = Settings(printer=ZEBRA, further_printers=(BROTHER,))
        self.pause: Callable[[int], float] = lambda _: AT_ONCE
        self.announced = Announced(door.post.notices)
        self.spool = self.another()

    def another(self) -> Spool:
        """As the next start, or another process, has it."""
        folders = folders_under(self._folder)
        folders.data.mkdir(parents=True, exist_ok=True)
        return Spool(
            mirror=self.door.mirror,
            clock=self.door.post.clock,
            notices=self.post.notices,
            folders=folders,
            shelf=Shelf(folders.templates),
            settings=lambda: self.settings,
            post=lambda: self.post,
            make_printer=self.make_printer,
            pause=self.pause,
        )

    def rests_for_long(self) -> None:
        """Let printers that failed be left alone for as long as a test lasts."""
        self.pause = lambda _: 60.0
        self.spool = self.another()

    def ask(self, number: int = 1, **more: str) -> PrintJob:
        return self.spool.print_badge(self.door.number(number), **more)

    def now(self, job: PrintJob) -> PrintJob:
        (found,) = (one for one in self.spool.jobs() if one.id == job.id)
        return found

    def until(self, job: PrintJob, state: JobState, words: str = "") -> PrintJob:
        self.announced.until(lambda: self.now(job).state is state and words in self.now(job).words)
        return self.now(job)

    def prints(self, number: int = 1) -> int:
        return look(self.door.post, self.door.number(number)).badge_prints

    def left(self, number: int) -> PrintJob:
        """A badge that was asked for before the spool was started."""
        return print_badge.ask(self.post, self.settings, self.door.number(number))

    def interrupt(self, job: PrintJob) -> None:
        """As if the app had died while it was printed."""
        with self.door.mirror.write() as connection:
            assert spool.begin(connection, job.id, job.printer)
