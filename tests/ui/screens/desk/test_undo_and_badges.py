from checkin.errors import BadgeError, MirrorLockedError
from checkin.model.station import StationKind
from checkin.settings import Settings
from tests.fakes.app import FakeApp
from tests.fakes.executor import LaterAsk
from tests.ui.screens.desk.screen import Screen, a_station
from ui.screens.desk.presenter import DeskPresenter
from ui.screens.desk.state import DeskState
from ui.theme.tokens import Tone

# -- taking back -----------------------------------------------------------------------------------


def test_undo_takes_the_last_check_in_back(screen: Screen) -> None:
    screen.does.scanned("C1")

    screen.does.undo()

    assert screen.desk.movements == []
    assert screen.state.recent[0].line.endswith("Taken back")
    assert screen.card.word == "Ready to scan"
    assert screen.state.remark is not None
    assert screen.state.remark.text == "Taken back: Ada Lovelace"


def test_undo_says_when_the_platform_keeps_it(screen: Screen) -> None:
    screen.desk.platform_keeps = True
    screen.does.scanned("C1")

    screen.does.undo()

    assert screen.state.remark is not None
    assert screen.state.remark.tone is Tone.ASK
    assert "keeps the check-in" in screen.state.remark.text


def test_undo_twice_goes_back_two_check_ins(screen: Screen) -> None:
    screen.does.scanned("C1")
    screen.does.scanned("C2")

    screen.does.undo()
    screen.does.undo()

    assert screen.desk.movements == []


def test_a_row_of_the_list_can_be_taken_back(screen: Screen) -> None:
    screen.does.scanned("C1")
    screen.does.scanned("C2")

    screen.does.undo(screen.state.recent[1].key)

    assert [movement.attendee for movement in screen.desk.movements] == [2]
    assert screen.card.name == "Grace Hopper"


def test_with_nothing_to_take_back_it_says_so(screen: Screen) -> None:
    screen.does.undo()

    assert screen.state.remark is not None
    assert screen.state.remark.text == "There is nothing to take back."


def test_what_was_checked_in_before_the_window_opened_can_be_taken_back() -> None:
    app = FakeApp()
    app.desk.was_inside(2, minutes_ago=31)
    screen = Screen(app)

    screen.does.undo()

    assert app.desk.movements == []


# -- badges ----------------------------------------------------------------------------------------


def test_a_badge_comes_out_with_every_check_in(screen: Screen) -> None:
    screen.does.scanned("C1")

    assert screen.desk.printed == [1]
    assert screen.state.note is not None
    assert screen.state.note.text == "Badge printed on Label printer"


def test_no_badge_when_the_settings_want_none() -> None:
    screen = Screen(FakeApp(settings=Settings(print_on_check_in=False)))

    screen.does.scanned("C1")

    assert screen.desk.printed == []


def test_no_badge_at_a_session_door() -> None:
    screen = Screen()
    screen.desk.station = a_station(StationKind.CHECK_IN)
    screen.does.begin()

    screen.does.scanned("C1")

    assert screen.desk.printed == []


def test_a_printer_that_fails_never_takes_the_green_away(screen: Screen) -> None:
    screen.desk.printer_fails = BadgeError("Out of paper.")

    screen.does.scanned("C1")

    assert screen.card.tone is Tone.YES
    assert screen.state.note is not None
    assert screen.state.note.text == "Badge of Ada Lovelace not printed. Out of paper."
    assert screen.state.note.action


def test_badges_that_failed_are_all_printed_by_one_press(screen: Screen) -> None:
    screen.desk.printer_fails = BadgeError("Out of paper.")
    screen.does.scanned("C1")
    screen.does.scanned("C2")
    failed = screen.state.note
    screen.desk.printer_fails = None

    screen.does.print_again()

    assert failed is not None
    assert failed.text == "2 badges not printed. Out of paper."
    assert screen.desk.printed == [1, 2]
    assert screen.state.note is not None
    assert screen.state.note.tone is Tone.YES


def test_the_last_badge_can_be_printed_again(screen: Screen) -> None:
    screen.does.scanned("C1")

    screen.does.print()
    screen.does.print(screen.state.recent[0].key)

    assert screen.desk.printed == [1, 1, 1]


def test_somebody_already_inside_can_have_their_badge_again(screen: Screen) -> None:
    screen.desk.was_inside(1)

    screen.does.scanned("C1")

    assert screen.state.recent[0].can_print
    assert not screen.state.recent[0].can_undo


def test_with_nobody_to_print_for_it_says_so(screen: Screen) -> None:
    screen.does.print()

    assert screen.state.remark is not None
    assert screen.state.remark.text == "There is no badge to print."


def test_a_badge_under_way_is_not_printed_twice() -> None:
    app, later, shown = FakeApp(), LaterAsk(), list[DeskState]()
    does = DeskPresenter(app, later, shown.append)
    does.begin()
    does.scanned("C1")
    for _ in range(3):
        later.answer_next()

    does.print()
    under_way = shown[-1].note
    later.answer_all()

    assert under_way is not None
    assert under_way.tone is Tone.IDLE
    assert app.desk.printed == [1]


def test_a_second_undo_waits_until_the_first_is_done() -> None:
    app, later, shown = FakeApp(), LaterAsk(), list[DeskState]()
    does = DeskPresenter(app, later, shown.append)
    does.begin()
    does.scanned("C1")
    does.scanned("C2")
    later.answer_all()

    does.undo()
    does.undo()
    later.answer_all()

    assert [movement.attendee for movement in app.desk.movements] == [1]


def test_an_undo_that_failed_can_be_tried_again(screen: Screen) -> None:
    screen.does.scanned("C1")
    screen.desk.fails = MirrorLockedError("held by another")

    screen.does.undo()
    screen.does.undo()

    assert screen.desk.movements == []
