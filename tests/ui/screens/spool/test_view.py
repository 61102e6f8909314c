import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedWidget, QWidget
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
from ui.screens.spool.choosing import Deed
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
    return view.lanes.cards[printer]


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


def doubts(number: int) -> SpoolingApp:
    return with_badges(*(a_job(at, f"Person {at}", JobState.DOUBTFUL) for at in range(1, number + 1)))


def test_one_doubt_needs_no_ticks(qtbot: QtBot) -> None:
    view = screen(qtbot, doubts(1))
    [card] = view.doubts.cards.values()

    assert not view.doubted.isVisible()
    assert not card.tick.isVisible()


def test_all_doubts_are_answered_together_after_a_question_that_counts(qtbot: QtBot) -> None:
    app = doubts(3)
    view = screen(qtbot, app)
    QTest.mouseClick(view.doubted.all.box, LEFT_BUTTON)
    assert all(card.tick.isChecked() for card in view.doubts.cards.values())

    QTest.mouseClick(view.doubted.deeds[Deed.AGAIN], LEFT_BUTTON)
    assert view.question is not None
    assert app.spool.done == []
    assert view.question.windowTitle() == "Print 3 badges again?"
    QTest.mouseClick(view.question.yes_button, LEFT_BUTTON)

    assert [what for what, _ in app.spool.done] == ["print again"] * 3
    assert not view.doubted.isVisible()


def test_only_those_ticked_came_out(qtbot: QtBot) -> None:
    app = doubts(3)
    view = screen(qtbot, app)
    assert not view.doubted.deeds[Deed.CAME_OUT].isVisible()

    for card in list(view.doubts.cards.values())[:2]:
        QTest.mouseClick(card.tick, LEFT_BUTTON)
    QTest.mouseClick(view.doubted.deeds[Deed.CAME_OUT], LEFT_BUTTON)
    assert view.question is not None
    QTest.mouseClick(view.question.yes_button, LEFT_BUTTON)

    assert app.spool.done == [("came out", 3), ("came out", 2)]


def test_a_tick_is_set_wherever_its_place_is_touched(qtbot: QtBot) -> None:
    view = screen(qtbot, doubts(2))
    box = next(iter(view.doubts.cards.values())).tick

    QTest.mouseClick(box, LEFT_BUTTON, pos=box.rect().bottomRight() - QPoint(3, 3))

    assert box.isChecked()


def test_the_question_can_be_thought_better_of(qtbot: QtBot) -> None:
    app = doubts(2)
    view = screen(qtbot, app)
    QTest.mouseClick(view.doubted.all.box, LEFT_BUTTON)

    QTest.mouseClick(view.doubted.deeds[Deed.DROP], LEFT_BUTTON)
    assert view.question is not None
    QTest.keyClick(view.question, Qt.Key.Key_Escape)

    assert app.spool.done == []
    assert view.doubted.all.box.isChecked()


def test_some_badges_of_a_printer_are_ticked_and_moved(qtbot: QtBot) -> None:
    app = with_badges(*(a_job(at, f"Person {at}", words=NO_PAPER) for at in range(1, 5)))
    view = screen(qtbot, app)
    bar = lane(view, "Left desk").bar

    for number in (2, 3):
        QTest.mouseClick(line(view, number).tick, LEFT_BUTTON)
    bar.elsewhere.menu().actions()[0].trigger()

    assert app.spool.done == [("move to VIP", 3), ("move to VIP", 2)]
    assert list(lane(view, "VIP").lines) == [3, 2]


def test_what_is_on_its_way_cannot_be_ticked(qtbot: QtBot) -> None:
    states = (JobState.WAITING, JobState.FAILED, JobState.PRINTING)
    view = screen(qtbot, with_badges(*(a_job(at, "Ada", state) for at, state in enumerate(states, 1))))

    QTest.mouseClick(lane(view, "Left desk").bar.all.box, LEFT_BUTTON)

    assert not line(view, 3).tick.isEnabled()
    assert view.presenter.choosing.chosen == {1, 2}


def test_ticks_and_keys_stay_while_other_badges_come_out(qtbot: QtBot) -> None:
    app = with_badges(*(a_job(at, f"Person {at}") for at in range(1, 5)))
    view = screen(qtbot, app)
    box = line(view, 2).tick
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)

    app.spool.came_out(PrintJobId(4))
    view.hear(SpoolChanged(counts=SpoolCounts()))

    assert 4 not in lane(view, "Left desk").lines
    assert line(view, 2).tick is box
    assert box.hasFocus()
    assert box.isChecked()


def test_everything_to_press_has_words_and_is_as_large_as_a_finger(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    jobs = [a_job(at, f"Person {at}", JobState.DOUBTFUL) for at in (1, 2)]
    view = screen(qtbot, with_badges(*jobs, *(a_job(at, f"Person {at}") for at in (3, 4))))
    view.doubted.all.box.click()
    lane(view, "Left desk").bar.all.box.click()

    pressed = [one for one in view.findChildren(QAbstractButton) if one.isVisible()]

    assert len(pressed) > 15
    assert all(one.accessibleName() or one.text() for one in pressed)
    assert [one.accessibleName() for one in pressed if one.height() < theme.TOUCH] == []


def test_tab_gets_through_the_page_and_out_again(qtbot: QtBot) -> None:
    view = screen(qtbot, doubts(3))
    view.printers.setFocus()
    reached: list[QWidget] = []

    while (here := view.focusWidget()) not in reached:
        reached.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)

    cards = list(view.doubts.cards.values())
    assert view.doubted.all.box in reached
    assert [one for card in cards for one in (card.tick, card.here, card.gone, card.drop)] == [
        one for one in reached if any(card.isAncestorOf(one) for card in cards)
    ]
