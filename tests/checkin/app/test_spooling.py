"""A badge that was asked for comes out once, whatever dies."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from checkin.app.print_lane import pause
from checkin.app.spooling import Spool
from checkin.badges.shelf import Shelf
from checkin.desk import print_badge
from checkin.desk.find import NoSuchAttendeeError, look
from checkin.desk.forget import forget
from checkin.desk.post import Post
from checkin.errors import BadgeError, PrintUncertainError
from checkin.mirror import events, outbox, spool
from checkin.mirror.database import Mirror
from checkin.model.event import TicketType
from checkin.model.ids import AttendeeId, PlatformId, PrintJobId
from checkin.model.operation import Printed
from checkin.model.platform import Capability
from checkin.model.print_job import JobState, PrintJob, SpoolCounts
from checkin.notices import BadgePrinted, BadgeTroubled, SpoolChanged
from checkin.paths import folders_under
from checkin.settings import PrinterChoice, PrinterKind, Settings
from tests.fakes.builders import CONNECTION, MORNING, Door, a_door
from tests.fakes.clock import FakeClock
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
            notices=self.door.post.notices,
            folders=folders,
            shelf=Shelf(folders.templates),
            settings=lambda: self.settings,
            post=lambda: self.post,
            make_printer=self.printers,
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
            assert spool.begin(connection, job.id)


@pytest.fixture
def shop(door: Door, tmp_path: Path) -> Iterator[Shop]:
    made = Shop(door, tmp_path)
    yield made
    made.zebra.holds.set()
    made.spool.close()


def test_a_badge_that_is_asked_for_comes_out(shop: Shop) -> None:
    job = shop.ask()

    done = shop.until(job, JobState.PRINTED)

    assert (job.state, shop.zebra.out) == (JobState.WAITING, ["1"])
    assert (done.attempts, done.words, done.copy) == (1, "Zebra at the door", 1)
    assert done.ended_at == shop.door.post.clock.now()
    assert shop.prints() == 1
    assert shop.zebra.pages[0].startswith(b"%PDF")
    assert [one.job for one in shop.door.heard(BadgePrinted)] == [done]
    shop.announced.until(lambda: shop.door.heard(SpoolChanged)[-1].counts == SpoolCounts())


def test_the_platform_hears_which_copy_it_was_and_why(shop: Shop) -> None:
    shop.until(shop.ask(), JobState.PRINTED)

    shop.until(shop.ask(reason="lost"), JobState.PRINTED)

    with shop.door.mirror.read() as connection:
        (told,) = outbox.due(connection, CONNECTION, shop.door.post.clock.now(), 1)
        assert told.task == Printed(number=1)
        assert told.attendee == "1"
        tasks = connection.exec_driver_sql("SELECT details FROM operation ORDER BY number").scalars().all()
        reasons = connection.exec_driver_sql("SELECT reason FROM badge_print ORDER BY number").scalars().all()
    assert tasks == ['{"number":1}', '{"number":2,"reason":"lost"}']
    assert reasons == ["", "lost"]


def test_a_platform_without_a_print_log_hears_nothing(shop: Shop) -> None:
    shop.post = shop.door.post

    shop.until(shop.ask(), JobState.PRINTED)

    with shop.door.mirror.read() as connection:
        assert not outbox.due(connection, CONNECTION, shop.door.post.clock.now(), 1)


def test_asking_twice_for_what_waits_is_asking_once(shop: Shop) -> None:
    shop.zebra.holds.clear()
    first = shop.ask()
    assert shop.zebra.busy.wait(10)

    again = shop.ask()
    shop.zebra.holds.set()
    shop.until(first, JobState.PRINTED)

    assert again.id == first.id
    assert shop.zebra.out == ["1"]


def test_the_first_badge_is_printed_once_and_another_one_only_when_it_is_asked_for(shop: Shop) -> None:
    first = shop.spool.print_first(shop.door.number(1))
    assert first is not None
    shop.until(first, JobState.PRINTED)

    assert shop.spool.print_first(shop.door.number(1)) is None
    assert shop.until(shop.ask(), JobState.PRINTED).copy == 2
    assert shop.zebra.out == ["1", "1"]


def test_a_badge_for_nobody_is_an_error(shop: Shop) -> None:
    with pytest.raises(NoSuchAttendeeError):
        shop.spool.print_badge(AttendeeId(999))


def test_ticket_types_have_their_own_printer_and_template(shop: Shop) -> None:
    kind = TicketType(platform_id=PlatformId("1"), name="Speaker")
    with shop.door.mirror.write() as connection:
        events.store_ticket_types(connection, shop.door.event.id, [kind])
    shop.settings = shop.settings.with_changes(
        printer_of_type={"Speaker": "Brother"}, template_of_type={"Speaker": "vip-3x4"}
    )

    done = shop.until(shop.ask(), JobState.PRINTED)

    assert (done.printer, done.template, done.ticket_type) == ("Brother", "vip-3x4", "Speaker")
    assert (shop.zebra.out, shop.brother.out) == ([], ["1"])


def test_a_printer_that_is_stuck_delays_no_other(shop: Shop) -> None:
    shop.zebra.holds.clear()
    stuck = shop.ask(1)
    assert shop.zebra.busy.wait(10)
    other = shop.ask(2)

    shop.spool.move(other.id, "Brother")

    shop.until(other, JobState.PRINTED)
    assert shop.now(stuck).state is JobState.PRINTING
    assert shop.brother.out == ["2"]


def test_without_paper_the_badge_waits_and_comes_out_by_itself(shop: Shop) -> None:
    shop.zebra.trouble = BadgeError("It did not come out.")
    shop.zebra.words = "Paper is out in Zebra. Load paper."
    job = shop.ask()

    waiting = shop.until(job, JobState.WAITING, "Paper is out")
    assert waiting.words == "Paper is out in Zebra. Load paper. Printing then goes on by itself."
    shop.announced.until(lambda: shop.door.heard(SpoolChanged)[-1].counts == SpoolCounts(waiting=1, stuck=1))
    shop.zebra.trouble, shop.zebra.words = None, ""

    shop.until(job, JobState.PRINTED)
    assert shop.zebra.out == ["1"]
    assert [one.job for one in shop.door.heard(BadgeTroubled)] == [waiting]


def test_a_printer_in_trouble_is_asked_before_anything_is_sent_again(shop: Shop) -> None:
    shop.zebra.trouble, shop.zebra.words = BadgeError("No."), "Zebra is open. Close it."
    asked = threading.Event()

    def rest(failures: int) -> float:
        if failures > 3:
            asked.set()
        return AT_ONCE

    shop.pause = rest
    shop.spool = shop.another()
    shop.ask()

    assert asked.wait(10)
    assert shop.zebra.tried == 1


def test_what_a_printer_refuses_holds_up_no_other_badge(shop: Shop) -> None:
    shop.rests_for_long()
    shop.zebra.trouble = BadgeError("It is too wide.")
    first = shop.ask(1)
    shop.until(first, JobState.WAITING, "too wide")
    shop.zebra.trouble = None

    second = shop.ask(2)

    shop.until(second, JobState.PRINTED)
    shop.until(first, JobState.PRINTED)  # for the printer is well again
    assert shop.zebra.out == ["2", "1"]


def test_a_badge_that_waits_is_tried_at_once_when_somebody_wants_it(shop: Shop) -> None:
    shop.rests_for_long()
    shop.zebra.trouble = BadgeError("It is open.")
    job = shop.ask()
    shop.until(job, JobState.WAITING, "open")
    shop.zebra.trouble = None
    shop.zebra.holds.clear()

    shop.spool.retry(job.id)
    assert shop.zebra.busy.wait(10)
    assert shop.spool.retry(job.id).state is JobState.PRINTING
    shop.zebra.holds.set()

    shop.until(job, JobState.PRINTED)
    assert shop.zebra.out == ["1"]


def test_when_nobody_knows_whether_it_came_out_a_person_says(shop: Shop) -> None:
    shop.zebra.trouble = PrintUncertainError("The line broke. Look there.")
    job = shop.ask(1)
    doubtful = shop.until(job, JobState.DOUBTFUL)
    shop.zebra.trouble = None
    other = shop.ask(2)
    shop.until(other, JobState.PRINTED)

    assert (doubtful.words, doubtful.needs_somebody) == ("The line broke. Look there.", True)
    assert (shop.zebra.tried, shop.prints()) == (2, 0)
    assert shop.ask(1).id == job.id
    assert shop.spool.came_out(job.id).state is JobState.PRINTED
    assert (shop.zebra.tried, shop.prints()) == (2, 1)
    assert shop.door.heard(BadgePrinted)[-1].where == "Zebra"


def test_what_did_not_come_out_is_printed_again_when_a_person_says_so(shop: Shop) -> None:
    shop.zebra.trouble = PrintUncertainError("The line broke.")
    job = shop.ask()
    shop.until(job, JobState.DOUBTFUL)
    shop.zebra.trouble = None

    shop.spool.print_again(job.id)

    assert shop.until(job, JobState.PRINTED).attempts == 2
    assert shop.prints() == 1


def test_after_a_crash_what_was_being_printed_is_in_doubt_and_the_rest_comes_out(shop: Shop) -> None:
    interrupted, waiting = shop.left(1), shop.left(2)
    shop.interrupt(interrupted)

    shop.spool.start()

    shop.until(waiting, JobState.PRINTED)
    assert shop.now(interrupted).state is JobState.DOUBTFUL
    assert shop.zebra.out == ["2"]


def test_one_process_prints_what_all_of_them_ask_for(shop: Shop) -> None:
    with closing(shop.another()) as other:
        other.start()
        shop.until(other.print_badge(shop.door.number(1)), JobState.PRINTED)

        shop.interrupt(shop.left(2))  # by the one that prints
        job = shop.ask(3)

        shop.until(job, JobState.PRINTED)
        assert SpoolCounts(printing=1) == shop.spool.counts()
    assert shop.zebra.out == ["1", "3"]


def test_a_process_takes_over_when_the_one_that_printed_ends(shop: Shop) -> None:
    other = shop.another()
    other.start()
    shop.until(other.print_badge(shop.door.number(1)), JobState.PRINTED)
    shop.spool.start()
    other.close()

    shop.until(shop.ask(2), JobState.PRINTED)


def test_a_badge_that_cannot_be_drawn_says_why_and_is_tried_again_when_asked_for(shop: Shop) -> None:
    shop.settings = shop.settings.with_changes(template="lost")
    job = shop.ask()

    failed = shop.until(job, JobState.FAILED)

    assert "no badge template called 'lost'" in failed.words
    assert (failed.attempts, failed.ended_at) == (0, shop.door.post.clock.now())
    assert [one.job for one in shop.door.heard(BadgeTroubled)] == [failed]
    assert shop.ask().id == job.id  # and fails again
    shop.announced.until(lambda: len(shop.door.heard(BadgeTroubled)) == 2)


def test_a_printer_that_is_gone_is_said_and_another_one_takes_its_badges(shop: Shop) -> None:
    shop.settings = Settings(printer=PrinterChoice(name="Old"))
    job = shop.left(1)
    shop.settings = Settings(printer=ZEBRA, further_printers=(BROTHER,))
    shop.spool.start()
    assert "Old is not set up" in shop.until(job, JobState.FAILED).words

    assert shop.spool.move_all("Old", "Brother") == 1

    shop.until(job, JobState.PRINTED)
    assert shop.brother.out == ["1"]


def test_nothing_is_moved_to_a_printer_nobody_has(shop: Shop) -> None:
    job = shop.left(1)

    with pytest.raises(BadgeError, match="no printer Nowhere"):
        shop.spool.move(job.id, "Nowhere")
    with pytest.raises(BadgeError, match="no printer Nowhere"):
        shop.spool.move_all("Zebra", "Nowhere")


def test_what_is_cancelled_never_comes_out(shop: Shop) -> None:
    shop.rests_for_long()
    shop.zebra.trouble = BadgeError("No.")
    job = shop.ask()
    shop.until(job, JobState.WAITING, "No.")

    assert shop.spool.cancel(job.id).state is JobState.CANCELLED
    shop.zebra.trouble = None

    shop.until(shop.ask(2), JobState.PRINTED)
    assert shop.zebra.out == ["2"]


def test_what_is_past_deciding_says_so(shop: Shop) -> None:
    shop.zebra.holds.clear()
    job = shop.ask()
    assert shop.zebra.busy.wait(10)

    for decide in (shop.spool.cancel, shop.spool.print_again, shop.spool.came_out):
        with pytest.raises(BadgeError, match="is being printed"):
            decide(job.id)
    with pytest.raises(BadgeError, match="is being printed"):
        shop.spool.move(job.id, "Brother")
    with pytest.raises(BadgeError, match="no longer known"):
        shop.spool.came_out(PrintJobId(99))
    with pytest.raises(BadgeError, match="no longer known"):
        shop.spool.retry(PrintJobId(99))


def test_who_is_forgotten_while_printing_leaves_no_file_behind(shop: Shop, tmp_path: Path) -> None:
    shop.zebra.holds.clear()
    shop.zebra.path = tmp_path / "1.pdf"
    shop.zebra.path.write_bytes(b"%PDF")
    shop.ask()
    assert shop.zebra.busy.wait(10)
    forget(shop.door.mirror, shop.door.event, MORNING)

    shop.zebra.holds.set()

    shop.announced.until(lambda: not shop.zebra.path or not shop.zebra.path.exists())
    assert shop.spool.jobs() == ()


def test_while_it_is_paused_nothing_is_on_its_way(shop: Shop) -> None:
    shop.until(shop.ask(1), JobState.PRINTED)

    with shop.spool.paused():
        job = shop.ask(2)
        assert shop.now(job).state is JobState.WAITING
        assert shop.zebra.out == ["1"]

    shop.until(job, JobState.PRINTED)


def test_a_printer_that_never_answers_does_not_hold_up_the_end(shop: Shop) -> None:
    shop.zebra.holds.clear()
    job = shop.ask()
    assert shop.zebra.busy.wait(10)

    shop.spool.close()

    shop.spool = shop.another()
    shop.spool.start()
    shop.until(job, JobState.DOUBTFUL)


def test_what_a_printer_has_begun_it_may_end_when_the_app_closes(shop: Shop) -> None:
    shop.zebra.holds.clear()
    begun, waiting = shop.ask(1), shop.ask(2)
    assert shop.zebra.busy.wait(10)
    threading.Timer(0.1, shop.zebra.holds.set).start()

    shop.spool.close()

    assert [shop.now(job).state for job in (begun, waiting)] == [JobState.PRINTED, JobState.WAITING]
    assert shop.zebra.out == ["1"]


@pytest.fixture
def hurried(tmp_path: Path, clock: FakeClock) -> Iterator[Shop]:
    """A shop whose file has no patience with other programs."""
    mirror = Mirror(tmp_path / "hurried.sqlite", busy_seconds=0.01)
    made = Shop(a_door(mirror, clock), tmp_path)
    yield made
    made.zebra.holds.set()
    made.spool.close()
    mirror.close()


def test_what_came_out_is_written_down_as_soon_as_that_is_possible(hurried: Shop) -> None:
    refused = threading.Event()

    def rest(_: int) -> float:
        refused.set()
        return AT_ONCE

    hurried.pause = rest
    hurried.spool = hurried.another()
    hurried.zebra.holds.clear()
    job = hurried.ask()
    assert hurried.zebra.busy.wait(10)

    with held_by_another_program(hurried.door.mirror):
        hurried.zebra.holds.set()
        assert refused.wait(10)
        assert hurried.now(job).state is JobState.PRINTING

    hurried.until(job, JobState.PRINTED)
    assert hurried.zebra.out == ["1"]


def test_while_the_file_cannot_be_written_nothing_is_printed(hurried: Shop) -> None:
    hurried.until(hurried.ask(1), JobState.PRINTED)
    job = hurried.left(2)
    tried = threading.Event()

    def rest(_: int) -> float:
        tried.set()
        return AT_ONCE

    hurried.spool.close()
    hurried.pause = rest
    hurried.spool = hurried.another()
    hurried.zebra.holds.clear()
    hurried.ask(3)
    assert hurried.zebra.busy.wait(10)
    hurried.zebra.holds.set()
    with held_by_another_program(hurried.door.mirror):
        assert tried.wait(10)

    hurried.until(job, JobState.PRINTED)


def test_a_spool_that_closes_while_the_file_is_held_leaves_it_in_doubt(hurried: Shop) -> None:
    hurried.pause = lambda _: 60.0
    hurried.spool = hurried.another()
    hurried.zebra.holds.clear()
    job = hurried.ask()
    assert hurried.zebra.busy.wait(10)

    with held_by_another_program(hurried.door.mirror):
        hurried.zebra.holds.set()
        hurried.spool.close()

    assert hurried.now(job).state is JobState.PRINTING


@contextmanager
def held_by_another_program(mirror: Mirror) -> Iterator[None]:
    with closing(sqlite3.connect(mirror.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_in_a_printer_is_told_of_and_stops_no_other_badge(shop: Shop) -> None:
    shop.zebra.trouble = ZeroDivisionError()
    job = shop.ask(1)
    assert "stumbled" in shop.until(job, JobState.DOUBTFUL).words
    shop.zebra.trouble = None

    shop.until(shop.ask(2), JobState.PRINTED)
    assert shop.zebra.out == ["2"]


def test_a_test_page_goes_to_the_printer_that_is_tried(shop: Shop) -> None:
    assert shop.spool.test_page(BROTHER).where == "Zebra at the door"

    assert shop.brother.out == ["test-page"]
    assert shop.brother.pages[0].startswith(b"%PDF")
    assert shop.spool.jobs() == ()


def test_pauses_grow_and_stay_short_enough_to_notice_new_paper() -> None:
    assert 1.0 <= pause(1) <= 2.0
    assert 4.0 <= pause(3) <= 5.0
    assert pause(50) <= 11.0
