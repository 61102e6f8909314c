from collections.abc import Callable

import pytest

from checkin.errors import BadgeError, MirrorError
from checkin.model.ids import AttendeeId, PrintJobId
from checkin.model.print_job import UNSAID, JobState, ReprintReason, SpoolCounts
from checkin.notices import Notice, PlatformReached, SpoolChanged
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.spool.waiting_badges import (
    LEFT,
    NO_PAPER,
    SpoolingApp,
    a_bad_morning,
    a_job,
    with_badges,
)
from ui.screens.spool.presenter import SpoolPresenter
from ui.theme.tokens import Tone

CHANGED = SpoolChanged(counts=SpoolCounts())
DOUBTED = PrintJobId(5)


def page(app: SpoolingApp, ask: LaterAsk | None = None) -> SpoolPresenter:
    made = SpoolPresenter(app.as_app(), ask_at_once if ask is None else ask)
    made.begin()
    return made


@pytest.mark.parametrize(
    ("app", "title", "tone"),
    [
        (a_bad_morning(), "1 badge: did it come out?", Tone.ASK),
        (
            with_badges(*(a_job(number, "A", JobState.DOUBTFUL) for number in (1, 2))),
            "2 badges: did they come out?",
            Tone.ASK,
        ),
        (with_badges(a_job(1, "A", words=NO_PAPER)), "Badges are waiting for somebody to look", Tone.ASK),
        (
            with_badges(a_job(1, "A", JobState.FAILED)),
            "Badges are waiting for somebody to look",
            Tone.NO,
        ),
        (with_badges(a_job(1, "A")), "Printing", Tone.IDLE),
        (with_badges(a_job(1, "A", JobState.PRINTED)), "Nothing waits", Tone.YES),
        (with_badges(), "Nothing waits", Tone.YES),
    ],
)
def test_how_it_stands_is_said_in_one_line(app: SpoolingApp, title: str, tone: Tone) -> None:
    said = page(app).headline

    assert (said.title, said.tone) == (title, tone)


def test_before_the_first_look_it_says_that_it_looks() -> None:
    assert page(with_badges(), LaterAsk()).headline.title == "Looking…"


def test_everything_is_found() -> None:
    found = page(a_bad_morning()).board

    assert found is not None
    assert (len(found.doubts), len(found.lanes), len(found.recent)) == (1, 2, 3)


def test_a_badge_that_is_here_is_counted_as_printed() -> None:
    app = a_bad_morning()
    presenter = page(app)

    presenter.came_out(DOUBTED)

    assert app.spool.done == [("came out", DOUBTED)]
    assert presenter.board is not None
    assert presenter.board.doubts == ()


def test_a_badge_that_is_nowhere_is_printed_again() -> None:
    app = a_bad_morning()

    page(app).did_not(DOUBTED)

    assert app.spool.done == [("print again", DOUBTED)]


def test_what_failed_is_tried_again_moved_or_given_up() -> None:
    app = a_bad_morning()
    presenter, job = page(app), PrintJobId(4)

    presenter.retry(job)
    presenter.move(job, "VIP")
    presenter.drop(job)

    assert app.spool.done == [("retry", job), ("move to VIP", job), ("cancel", job)]


def test_all_that_waits_goes_to_another_printer() -> None:
    app = a_bad_morning()
    presenter = page(app)

    presenter.move_all("Left desk", "VIP")

    assert presenter.result is not None
    assert presenter.result.title == "4 badges go to VIP"
    assert presenter.printers == ("Left desk", "VIP")


def test_one_badge_is_one() -> None:
    presenter = page(with_badges(a_job(1, "Ada")))

    presenter.move_all("Left desk", "VIP")

    assert presenter.result is not None
    assert presenter.result.title == "1 badge goes to VIP"


def test_another_badge_needs_a_reason_by_one_tap() -> None:
    app = a_bad_morning()
    presenter = page(app)
    assert presenter.board is not None
    presenter.ask_again(presenter.board.recent[0])
    asked = presenter.asking

    presenter.print_again(ReprintReason.LOST)
    presenter.print_again(ReprintReason.LOST)

    assert asked is not None
    assert asked.title == "Another badge for Annie Easley?"
    assert app.spool.done == [("print", AttendeeId(106), "lost")]
    assert presenter.asking is None


def test_whoever_has_one_in_doubt_gets_no_other_before_that_is_answered() -> None:
    lost = a_job(1, "Ada", JobState.PRINTED)
    doubted = a_job(2, "Ada", JobState.DOUBTFUL, attendee=lost.attendee)
    presenter = page(with_badges(lost, doubted))
    assert presenter.board is not None
    presenter.ask_again(presenter.board.recent[0])

    presenter.print_again(ReprintReason.LOST)

    assert presenter.result is not None
    assert presenter.result.title == "First say whether their last badge came out"


def test_what_a_printer_never_confirms_is_not_said_to_have_come_out() -> None:
    sent = a_job(1, "Ada", JobState.PRINTED, words=f"Zebra: {UNSAID}")

    assert "Not every printer says whether it came out" in page(with_badges(sent)).headline.advice


def test_another_badge_can_be_thought_better_of() -> None:
    app = a_bad_morning()
    presenter = page(app)
    assert presenter.board is not None
    presenter.ask_again(presenter.board.recent[0])

    presenter.leave()

    assert presenter.asking is None
    assert app.spool.done == []


def test_what_is_past_that_is_said() -> None:
    presenter = page(with_badges())

    presenter.retry(PrintJobId(9))

    assert presenter.result is not None
    assert "no longer known" in presenter.result.advice


def test_badges_that_cannot_be_read_are_said() -> None:
    app = with_badges()
    app.spool.trouble = MirrorError("The attendee list cannot be read.")

    presenter = page(app)

    assert presenter.result is not None
    assert presenter.board is None


@pytest.mark.parametrize(
    ("notice", "looks"), [(CHANGED, 2), (PlatformReached(), 1)], ids=["of badges", "of something else"]
)
def test_news_of_badges_is_followed(notice: Notice, looks: int) -> None:
    app, ask = with_badges(), LaterAsk()
    presenter = page(app, ask)
    ask.answer_all()
    looked = 1

    presenter.hear(notice)

    assert looked + len(ask) == looks


def test_while_nobody_sees_it_nothing_is_read() -> None:
    app, ask = with_badges(), LaterAsk()
    presenter = page(app, ask)
    ask.answer_all()
    presenter.awake = False

    presenter.hear(CHANGED)

    assert len(ask) == 0


def test_a_burst_of_news_brings_one_more_look() -> None:
    app, ask = with_badges(), LaterAsk()
    rests: list[Callable[[], None]] = []
    presenter = SpoolPresenter(app.as_app(), ask, rests.append)
    presenter.begin()
    for _ in range(20):
        presenter.hear(CHANGED)
    ask.answer_all()
    rests.pop()()

    assert len(ask) == 1
    ask.answer_all()
    rests.pop()()
    assert len(ask) == 0


def test_before_an_event_was_chosen_times_are_in_utc() -> None:
    app = with_badges(a_job(1, "Ada"))
    app.event = None
    found = page(app).board

    assert found is not None
    assert "08:11" in found.lanes[0].rows[0].about


def test_two_taps_are_one() -> None:
    app, ask = with_badges(a_job(5, "Ada", JobState.DOUBTFUL), printers=(LEFT,)), LaterAsk()
    presenter = page(app, ask)
    ask.answer_all()

    presenter.did_not(DOUBTED)
    presenter.did_not(DOUBTED)
    assert presenter.busy
    ask.answer_all()

    assert app.spool.done == [("print again", DOUBTED)]


def test_a_badge_nobody_can_print_is_said() -> None:
    app = a_bad_morning()
    presenter = page(app)
    app.spool.trouble = BadgeError("There is no printer VIP here.")

    presenter.move(PrintJobId(4), "VIP")

    assert presenter.result is not None
    assert presenter.result.tone is Tone.NO
