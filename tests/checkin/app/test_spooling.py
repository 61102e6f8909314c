"""A badge that was asked for comes out once, whatever dies."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.app.print_shop import pause
from checkin.desk.find import NoSuchAttendeeError
from checkin.errors import BadgeError
from checkin.mirror import events, outbox
from checkin.model.event import TicketType
from checkin.model.ids import AttendeeId, PlatformId
from checkin.model.operation import Printed
from checkin.model.print_job import JobState, SpoolCounts
from checkin.notices import BadgePrinted, BadgeTroubled, SpoolChanged
from tests.checkin.app.shop import AT_ONCE, BROTHER, Shop
from tests.fakes.builders import CONNECTION, Door


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


def test_a_test_page_goes_to_the_printer_that_is_tried(shop: Shop) -> None:
    assert shop.spool.test_page(BROTHER).where == "Zebra at the door"

    assert shop.brother.out == ["test-page"]
    assert shop.brother.pages[0].startswith(b"%PDF")
    assert shop.spool.jobs() == ()


def test_a_design_somebody_tries_is_printed_instead_of_the_test_page(shop: Shop) -> None:
    shop.spool.test_page(BROTHER, lambda: b"%PDF a design")

    assert (shop.brother.out, shop.brother.pages) == (["test-badge"], [b"%PDF a design"])
    assert shop.spool.jobs() == ()


def test_pauses_grow_and_stay_short_enough_to_notice_new_paper() -> None:
    assert 1.0 <= pause(1) <= 2.0
    assert 4.0 <= pause(3) <= 5.0
    assert pause(50) <= 11.0
