import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from checkin.model.ids import AttendeeId, PrintJobId
from checkin.model.print_job import JobState, ReprintReason, SpoolCounts
from checkin.notices import SpoolChanged
from tests.fakes.executor import ask_at_once
from tests.ui.screens.spool.waiting_badges import (
    LEFT,
    NO_PAPER,
    SpoolingApp,
    a_bad_morning,
    a_job,
    with_badges,
)
from ui import theme
from ui.screens.spool.job_line import JobLine
from ui.screens.spool.lane_card import LaneCard
from ui.screens.spool.view import SpoolView

LEFT_BUTTON = Qt.MouseButton.LeftButton


def screen(qtbot: QtBot, app: SpoolingApp, rest_ms: int = 0) -> SpoolView:
    view = SpoolView(app.as_app(), ask=ask_at_once, rest_ms=rest_ms)
    qtbot.addWidget(view)
    view.resize(1262, 900)
    view.begin()
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def lane(view: SpoolView, printer: str) -> LaneCard:
    return next(card for shown, card in view.lanes.cards.items() if shown.lane.printer == printer)


def line(view: SpoolView, number: int) -> JobLine:
    lanes = [card.lines for card in view.lanes.cards.values()]
    return next(lines[PrintJobId(number)] for lines in lanes if PrintJobId(number) in lines)


def test_a_doubtful_badge_is_answered_with_one_click(qtbot: QtBot) -> None:
    app = a_bad_morning()
    view = screen(qtbot, app)
    [card] = view.doubts.cards.values()

    QTest.mouseClick(card.here, LEFT_BUTTON)

    assert app.spool.done == [("came out", 5)]
    assert view.doubts.cards == {}


def test_a_question_takes_no_more_room_than_its_words(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    view = SpoolView(a_bad_morning().as_app(), ask=ask_at_once, rest_ms=0)
    screens = QStackedWidget()
    qtbot.addWidget(screens)
    view.begin()
    screens.addWidget(QWidget())
    screens.addWidget(view)
    screens.setCurrentWidget(view)
    [card] = view.doubts.cards.values()

    screens.resize(1366, 768)
    with qtbot.waitExposed(screens):
        screens.show()
    for _ in range(5):  # each pass of the layout may ask for another
        QApplication.processEvents()

    assert 0 < card.height() < 3 * card.here.height()


@pytest.mark.parametrize(("button", "done"), [("gone", "print again"), ("drop", "cancel")])
def test_or_it_is_printed_again_or_given_up(qtbot: QtBot, button: str, done: str) -> None:
    app = a_bad_morning()
    view = screen(qtbot, app)
    [card] = view.doubts.cards.values()

    QTest.mouseClick(getattr(card, button), LEFT_BUTTON)

    assert app.spool.done == [(done, 5)]


def test_a_failed_badge_is_tried_again_moved_or_given_up(qtbot: QtBot) -> None:
    app = a_bad_morning()
    view = screen(qtbot, app)

    QTest.mouseClick(line(view, 4).retry, LEFT_BUTTON)
    line(view, 4).elsewhere.menu().actions()[0].trigger()
    QTest.mouseClick(line(view, 4).drop, LEFT_BUTTON)

    assert app.spool.done == [("retry", 4), ("move to VIP", 4), ("cancel", 4)]


def test_a_printer_that_has_paper_again_is_tried_at_once(qtbot: QtBot) -> None:
    app = a_bad_morning()
    view = screen(qtbot, app)
    assert not lane(view, "VIP").retry.isVisible()
    assert not line(view, 2).retry.isVisible()

    QTest.mouseClick(lane(view, "Left desk").retry, LEFT_BUTTON)

    assert app.spool.done == [("retry", 2)]


def test_a_printer_that_is_stuck_gives_all_to_another(qtbot: QtBot) -> None:
    app = a_bad_morning()
    view = screen(qtbot, app)

    lane(view, "Left desk").move_all.menu().actions()[0].trigger()

    assert app.spool.done == [("move all", "Left desk", "VIP")]
    assert "go to VIP" in view.result.text


def test_without_another_printer_one_is_to_be_set_up(qtbot: QtBot) -> None:
    view = screen(qtbot, with_badges(a_job(1, "Ada", words=NO_PAPER), printers=(LEFT,)))
    card = lane(view, "Left desk")
    assert not card.move_all.isVisible()
    assert not line(view, 1).elsewhere.isVisible()

    with qtbot.waitSignal(view.printers_asked):
        QTest.mouseClick(card.set_up, LEFT_BUTTON)


def test_what_is_being_printed_is_left_alone(qtbot: QtBot) -> None:
    view = screen(qtbot, a_bad_morning())
    shown = line(view, 3)

    assert not any(button.isVisible() for button in (shown.retry, shown.elsewhere, shown.drop, shown.again))


def test_another_badge_asks_for_a_reason_by_one_tap(qtbot: QtBot) -> None:
    app = a_bad_morning()
    view = screen(qtbot, app)
    [first, *_] = view.recent.cards.values()

    QTest.mouseClick(first.again, LEFT_BUTTON)
    assert view.again.isVisible()
    assert view.again.reasons[ReprintReason.LOST].hasFocus()
    QTest.mouseClick(view.again.reasons[ReprintReason.NAME_WRONG], LEFT_BUTTON)

    assert app.spool.done == [("print", AttendeeId(106), "name was wrong")]
    assert not view.again.isVisible()


def test_every_reason_can_be_given(qtbot: QtBot) -> None:
    assert set(screen(qtbot, with_badges()).again.reasons) == set(ReprintReason)


def test_escape_leaves_the_question(qtbot: QtBot) -> None:
    app = a_bad_morning()
    view = screen(qtbot, app)
    next(iter(view.recent.cards.values())).again.click()

    QTest.keyClick(view.again, Qt.Key.Key_Escape)

    assert not view.again.isVisible()
    assert app.spool.done == []


def test_with_the_keyboard_alone_a_doubt_is_answered(qtbot: QtBot) -> None:
    app = a_bad_morning()
    view = screen(qtbot, app)
    [card] = view.doubts.cards.values()

    card.here.setFocus()
    QTest.keyClick(card.here, Qt.Key.Key_Tab)
    assert card.gone.hasFocus()
    QTest.keyClick(card.gone, Qt.Key.Key_Space)

    assert app.spool.done == [("print again", 5)]


def test_an_empty_page_says_what_it_is_for(qtbot: QtBot) -> None:
    view = screen(qtbot, with_badges())

    assert view.nothing.isVisible()
    assert not view.printed.isVisible()


def test_hundreds_more_are_counted(qtbot: QtBot) -> None:
    view = screen(qtbot, with_badges(*(a_job(number, "Somebody") for number in range(1, 40))))

    assert len(lane(view, "Left desk").lines) == 25
    assert lane(view, "Left desk").more.text() == "… and 14 more"


def test_news_are_shown_after_a_moment_and_only_while_it_is_seen(qtbot: QtBot) -> None:
    app = with_badges()
    view = screen(qtbot, app, rest_ms=1)
    app.spool.kept = [a_job(1, "Ada", JobState.DOUBTFUL)]

    view.hear(SpoolChanged(counts=SpoolCounts(doubtful=1)))
    qtbot.waitUntil(lambda: bool(view.doubts.cards))
    view.hide()

    assert not view.presenter.awake


def test_what_it_is_about_is_said_to_those_who_listen(qtbot: QtBot) -> None:
    view = screen(qtbot, a_bad_morning())
    [doubt] = view.doubts.cards.values()

    assert doubt.here.accessibleName() == "Did the badge of Dorothy Vaughan come out? Yes"
    assert line(view, 4).retry.accessibleName() == "Try to print the badge of Mary Jackson again"
    assert lane(view, "VIP").accessibleName().startswith("VIP: 1 is being printed")


def test_the_printers_are_one_click_away(qtbot: QtBot) -> None:
    view = screen(qtbot, a_bad_morning())

    with qtbot.waitSignal(view.printers_asked):
        QTest.mouseClick(view.printers, LEFT_BUTTON)
