"""What becomes of badges when printers, files and processes fail."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from checkin.desk import print_badge
from checkin.desk.forget import forget
from checkin.errors import BadgeError, PrintUncertainError
from checkin.mirror.database import Mirror
from checkin.model.ids import PrintJobId
from checkin.model.print_job import JobState, SpoolCounts
from checkin.notices import BadgePrinted, BadgeTroubled, NoticeBoard, SpoolChanged
from checkin.paths import folders_under
from checkin.settings import PrinterChoice, Settings, save
from tests.checkin.app.shop import AT_ONCE, BROTHER, ZEBRA, Shop
from tests.fakes.builders import MORNING, Door, a_door
from tests.fakes.clock import FakeClock
from tests.fakes.printing import Announced


@pytest.fixture
def shop(door: Door, tmp_path: Path) -> Iterator[Shop]:
    made = Shop(door, tmp_path)
    yield made
    made.zebra.holds.set()
    made.spool.close()


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


def test_a_process_that_does_not_print_says_what_became_of_its_badges(shop: Shop, tmp_path: Path) -> None:
    shop.until(shop.ask(1), JobState.PRINTED)  # this one prints
    elsewhere = Shop(shop.door, tmp_path)
    elsewhere.post = replace(shop.post, notices=NoticeBoard())
    elsewhere.announced = Announced(elsewhere.post.notices)
    elsewhere.spool = elsewhere.another()
    shop.zebra.trouble, shop.zebra.words = BadgeError("No."), "Paper is out in Zebra."
    job = elsewhere.ask(2)
    heard = elsewhere.announced

    heard.until(lambda: any(isinstance(one, BadgeTroubled) and one.job.id == job.id for one in heard.notices))
    shop.zebra.trouble, shop.zebra.words = None, ""

    heard.until(lambda: any(isinstance(one, BadgePrinted) and one.job.id == job.id for one in heard.notices))
    heard.until(lambda: heard.notices[-1] == SpoolChanged(counts=SpoolCounts()))
    elsewhere.spool.close()


def test_a_printer_another_process_set_up_is_known(shop: Shop, tmp_path: Path) -> None:
    shop.until(shop.ask(1), JobState.PRINTED)  # this one prints
    new = ZEBRA.model_copy(update={"name": "New"})
    shop.printers["New"] = shop.brother
    save(shop.settings.with_changes(further_printers=(BROTHER, new)), folders_under(tmp_path).settings)

    job = print_badge.ask(shop.post, Settings(printer=new), shop.door.number(2))
    shop.spool.start()

    shop.until(job, JobState.PRINTED)
    assert shop.brother.out == ["2"]


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
