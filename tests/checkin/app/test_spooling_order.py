"""Who is served first, what holds up nobody, and what goes to another printer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from checkin.app.spooling import Spool
from checkin.badges.printers import chosen
from checkin.errors import BadgeError, BadgeRefusedError, PrintUncertainError
from checkin.mirror import spool
from checkin.mirror.database import Mirror
from checkin.model.print_job import UNSAID, JobState, SpoolCounts
from checkin.notices import BadgePrinted, BadgeTroubled, Notice, SpoolChanged
from checkin.settings import PrinterChoice, PrinterKind, Settings
from tests.checkin.app.shop import BROTHER, ZEBRA, Shop
from tests.checkin.badges.printers.network import listening, read_on
from tests.fakes.builders import Door, a_door, a_pulled
from tests.fakes.clock import FakeClock
from tests.fakes.printers.receipt import ReceiptPrinter
from tests.fakes.printers.zebra import Zebra
from tests.faults.printing_printer import Unpluggable

if TYPE_CHECKING:
    from sqlalchemy import Connection

MANY = 12


@pytest.fixture
def door(mirror: Mirror, clock: FakeClock) -> Door:
    return a_door(mirror, clock, *(a_pulled(number) for number in range(1, MANY + 1)))


@pytest.fixture
def shop(door: Door, tmp_path: Path) -> Iterator[Shop]:
    made = Shop(door, tmp_path)
    yield made
    made.zebra.holds.set()
    made.spool.close()


def with_real_printers(shop: Shop, kind: PrinterKind, address: str, **more: object) -> None:
    """One printer, in the network."""
    choice = {"name": "Zebra", "kind": kind, "address": address, "dpi": 203, **more}
    printer = PrinterChoice.model_validate(choice)
    shop.settings = Settings(printer=printer, further_printers=(BROTHER,), template="label-89x41")
    shop.make_printer = chosen
    shop.spool = shop.another()


def test_many_badges_that_waited_for_a_dead_printer_come_out_in_the_order_of_asking(shop: Shop) -> None:
    printer = Unpluggable()
    printer.switch_off()
    with_real_printers(shop, PrinterKind.ZPL, printer.address)
    for number in range(1, MANY + 1):
        shop.ask(number)
    waits = SpoolCounts(waiting=MANY, stuck=MANY)
    shop.announced.until(lambda: shop.spool.counts() == waits)
    assert "Zebra is off, or out of reach" in shop.spool.jobs()[0].words

    printer.switch_on()
    shop.announced.until(lambda: shop.spool.counts() == SpoolCounts(), 60)

    papers = [read_on(printer.zebra.tray.taken()) for _ in range(MANY)]
    printer.switch_off()
    assert papers == [[f"C{number}"] for number in range(1, MANY + 1)]


def test_whoever_is_new_does_not_get_ahead_of_those_who_waited_for_paper(shop: Shop) -> None:
    shop.rests_for_long()
    shop.zebra.trouble, shop.zebra.words = BadgeError("No."), "Paper is out in Zebra. Load paper."
    for number in (1, 2):
        shop.until(shop.ask(number), JobState.WAITING, "Paper is out")
    shop.zebra.trouble, shop.zebra.words = None, ""

    shop.spool.retry(shop.ask(3).id)  # somebody knows that there is paper again

    shop.announced.until(lambda: shop.spool.counts() == SpoolCounts())
    assert shop.zebra.out == ["1", "2", "3"]


def test_a_badge_the_printer_will_never_print_fails_with_words_and_is_not_sent_again(shop: Shop) -> None:
    shop.zebra.trouble = BadgeRefusedError("The badge is too wide. Choose another template.")
    refused = shop.until(shop.ask(1), JobState.FAILED)
    shop.zebra.trouble = None

    shop.until(shop.ask(2), JobState.PRINTED)

    assert (refused.words, refused.attempts) == ("The badge is too wide. Choose another template.", 1)
    assert [one.job for one in shop.door.heard(BadgeTroubled)] == [refused]
    assert (shop.zebra.tried, shop.zebra.out) == (2, ["2"])
    assert shop.now(refused).state is JobState.FAILED


def test_a_badge_too_wide_for_the_paper_in_a_real_printer_fails_at_once(shop: Shop) -> None:
    with listening(ReceiptPrinter()) as address:
        with_real_printers(shop, PrinterKind.ESC_POS, address, model="58 mm")

        failed = shop.until(shop.ask(), JobState.FAILED)

    assert "mm wide, and the paper in Zebra is 58 mm" in failed.words


def test_a_badge_refused_without_a_reason_while_others_come_out_is_given_up(shop: Shop) -> None:
    shop.zebra.dislikes = {"1"}
    job = shop.ask(1)
    shop.until(shop.ask(2), JobState.PRINTED)

    failed = shop.until(job, JobState.FAILED)

    assert failed.words == "It did not take the badge."
    assert failed.attempts >= 3


def test_a_printer_that_takes_nothing_for_a_while_gives_no_badge_up(shop: Shop) -> None:
    shop.zebra.dislikes = {"1", "2"}  # it is busy with somebody else's
    first, second = shop.ask(1), shop.ask(2)
    shop.announced.until(lambda: shop.now(first).attempts > 3 and shop.now(second).attempts > 3)

    shop.zebra.dislikes = set()

    shop.until(first, JobState.PRINTED)
    shop.until(second, JobState.PRINTED)


def test_pressing_twice_for_another_badge_makes_one(shop: Shop) -> None:
    shop.until(shop.ask(), JobState.PRINTED)
    shop.zebra.holds.clear()

    first = shop.ask(reason="lost")
    assert shop.zebra.busy.wait(10)
    second = shop.ask(reason="lost")
    shop.zebra.holds.set()
    shop.until(first, JobState.PRINTED)

    assert second.id == first.id
    assert shop.zebra.out == ["1", "1"]
    assert shop.until(shop.ask(reason="lost"), JobState.PRINTED).copy == 3


def test_a_printer_that_never_says_what_came_out_is_believed_and_said_so_once(shop: Shop) -> None:
    with listening(Zebra(dots_per_mm=8), is_silent=True) as address:
        with_real_printers(shop, PrinterKind.ZPL, address)
        first = shop.until(shop.ask(1), JobState.PRINTED)
        second = shop.until(shop.ask(2), JobState.PRINTED)
        heard = shop.door.heard(BadgePrinted)

    assert first.words == f"Zebra: {UNSAID}"
    assert not first.is_confirmed
    assert not second.is_confirmed
    assert [(one.confirmed, one.is_news) for one in heard] == [(False, True), (False, False)]
    assert not shop.door.heard(BadgeTroubled)
    assert shop.prints(1) == 1


def test_that_a_printer_says_nothing_is_news_again_after_it_spoke(shop: Shop) -> None:
    for number, is_silent in enumerate((True, False, True), start=1):
        shop.zebra.is_silent = is_silent
        shop.until(shop.ask(number), JobState.PRINTED)

    assert [one.is_news for one in shop.door.heard(BadgePrinted)] == [True, False, True]


def test_what_was_being_sent_when_all_the_others_went_to_another_printer_follows_them(shop: Shop) -> None:
    shop.zebra.holds.clear()
    sent, *others = (shop.ask(number) for number in (1, 2, 3))
    assert shop.zebra.busy.wait(10)
    shop.zebra.breaks = BadgeError("It is off.")

    assert shop.spool.move_all("Zebra", "Brother") == 2
    shop.zebra.holds.set()

    for job in (sent, *others):
        shop.until(job, JobState.PRINTED)
    assert sorted(shop.brother.out) == ["1", "2", "3"]
    assert shop.zebra.out == []


def test_what_came_out_in_the_end_goes_to_no_other_printer(shop: Shop) -> None:
    shop.zebra.holds.clear()
    sent = shop.ask(1)
    assert shop.zebra.busy.wait(10)

    assert shop.spool.move_all("Zebra", "Brother") == 0
    shop.zebra.holds.set()

    assert shop.until(sent, JobState.PRINTED).printer == "Zebra"
    shop.zebra.breaks = BadgeError("It is off.")
    assert shop.until(shop.ask(2), JobState.WAITING, "off").printer == "Zebra"  # that was then


def test_a_printer_of_a_new_name_keeps_what_waits_is_sent_or_is_in_doubt(shop: Shop) -> None:
    shop.zebra.trouble = PrintUncertainError("The line broke.")
    doubtful = shop.ask(1)
    shop.until(doubtful, JobState.DOUBTFUL)
    shop.zebra.trouble = None
    shop.zebra.holds.clear()
    sent, waits = shop.ask(2), shop.ask(3)
    assert shop.zebra.busy.wait(10)

    shop.printers["Left"] = shop.brother
    shop.settings = Settings(printer=ZEBRA.model_copy(update={"name": "Left"}))
    shop.spool.rename("Zebra", "Left")
    shop.zebra.breaks = BadgeError("It is off.")
    shop.zebra.holds.set()
    shop.spool.print_again(doubtful.id)

    for job in (doubtful, sent, waits):
        assert shop.until(job, JobState.PRINTED).printer == "Left"


def test_a_printer_that_lost_its_name_has_what_failed_for_that_tried_again(shop: Shop) -> None:
    shop.settings = Settings(printer=ZEBRA.model_copy(update={"name": "Left"}))
    shop.printers["Left"] = shop.brother
    job = shop.left(1)
    with shop.door.mirror.write() as connection:
        assert spool.move(connection, job.id, "Zebra")
    shop.spool.start()
    shop.until(job, JobState.FAILED, "not set up")

    shop.spool.rename("Zebra", "Left")

    shop.until(job, JobState.PRINTED)


class Meanwhile(Mirror):
    """A file in which something is done between a look and what is written because of it."""

    then: threading.Event | None = None
    looked: threading.Event

    @override
    @contextmanager
    def read(self) -> "Iterator[Connection]":
        with super().read() as connection:
            yield connection
        then = self.then
        if then is not None and threading.current_thread().name == "print Zebra":
            self.looked.set()
            assert then.wait(10)


def test_what_is_moved_just_before_it_is_begun_is_begun_at_the_other_printer_only(
    tmp_path: Path, clock: FakeClock
) -> None:
    mirror = Meanwhile(tmp_path / "meanwhile.sqlite")
    shop = Shop(a_door(mirror, clock, a_pulled(1), a_pulled(2)), tmp_path)
    mirror.looked, mirror.then = threading.Event(), threading.Event()
    job = shop.ask()
    assert mirror.looked.wait(10)

    with shop.spool.paused():  # nobody wakes the other printer yet
        shop.spool.move(job.id, "Brother")
        other = shop.ask(2)
        then, mirror.then = mirror.then, None
        then.set()
        shop.until(other, JobState.PRINTED)

    shop.until(job, JobState.PRINTED)
    assert (shop.zebra.out, shop.brother.out) == (["2"], ["1"])
    shop.spool.close()
    mirror.close()


def test_a_file_whose_badge_somebody_decided_about_meanwhile_stays(shop: Shop, tmp_path: Path) -> None:
    shop.zebra.holds.clear()
    shop.zebra.path = tmp_path / "1.pdf"
    shop.zebra.path.write_bytes(b"%PDF")
    job = shop.ask()
    assert shop.zebra.busy.wait(10)
    with shop.door.mirror.write() as connection:
        assert spool.doubt_interrupted(connection)  # as a process does that takes this one for dead

    shop.zebra.holds.set()
    shop.until(shop.ask(2), JobState.PRINTED)

    assert shop.now(job).state is JobState.DOUBTFUL
    assert shop.zebra.path.exists()


class Blocks:
    """Whoever hears the first change stumbles over it."""

    def __init__(self) -> None:
        self.stumbled = threading.Event()

    def hear(self, notice: Notice) -> None:
        if isinstance(notice, SpoolChanged) and threading.current_thread().name == "spool":
            self.stumbled.set()
            raise ZeroDivisionError


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_spool_whose_thread_ended_begins_anew_when_a_badge_is_asked_for(shop: Shop) -> None:
    shop.interrupt(shop.left(1))
    blocks = Blocks()
    stop = shop.door.post.notices.listen(blocks.hear)
    shop.spool.start()
    assert blocks.stumbled.wait(10)
    for thread in threading.enumerate():
        if thread.name == "spool":
            thread.join(10)
    stop()

    shop.until(shop.ask(2), JobState.PRINTED)


class Slow(Mirror):
    """A file the spool cannot look into for a while."""

    opens: threading.Event

    @override
    @contextmanager
    def read(self) -> "Iterator[Connection]":
        if threading.current_thread().name == "spool":
            assert self.opens.wait(10)
        with super().read() as connection:
            yield connection


def test_closing_while_the_spool_finds_another_printer_to_use_ends_well(
    tmp_path: Path, clock: FakeClock
) -> None:
    mirror = Slow(tmp_path / "slow.sqlite")
    mirror.opens = threading.Event()
    mirror.opens.set()
    shop = Shop(a_door(mirror, clock, a_pulled(1), a_pulled(2)), tmp_path)
    shop.zebra.holds.clear()
    shop.ask(1)
    assert shop.zebra.busy.wait(10)
    mirror.opens.clear()
    shop.settings = Settings(printer=BROTHER, further_printers=(ZEBRA,))
    shop.ask(2)
    threading.Timer(1.2, mirror.opens.set).start()  # while it is waited for the first printer

    shop.spool.close()

    shop.zebra.holds.set()
    other: Spool = shop.another()
    other.start()
    shop.announced.until(lambda: shop.brother.out == ["2"])
    other.close()
    mirror.close()
