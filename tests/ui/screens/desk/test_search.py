from checkin.errors import MirrorLockedError
from tests.fakes.app import FakeApp
from tests.fakes.executor import LaterAsk
from tests.ui.screens.desk.screen import Screen
from ui.screens.desk.presenter import DeskPresenter
from ui.screens.desk.state import DeskState
from ui.theme.tokens import Tone


def test_typing_shows_who_is_meant_and_how_they_stand(screen: Screen) -> None:
    screen.desk.was_inside(2, minutes_ago=31)

    screen.does.typed("gr")

    assert [(row.name, row.mark) for row in screen.state.matches or ()] == [
        ("Grace Hopper", "In 09:09"),
        ("Grace O'Malley", ""),
    ]


def test_a_bad_ticket_is_marked_in_the_list(screen: Screen) -> None:
    screen.does.typed("unpaid")

    [row] = screen.state.matches or ()
    assert (row.mark, row.tone) == ("Not paid", Tone.NO)


def test_enter_on_the_only_one_found_lets_them_in(screen: Screen) -> None:
    screen.does.typed("ada")

    screen.does.submitted("ada")

    assert screen.card.name == "Ada Lovelace"
    assert screen.state.matches is None
    assert screen.state.emptied == 1


def test_enter_faster_than_the_search_looks_first(screen: Screen) -> None:
    screen.does.submitted("ada")

    assert screen.card.name == "Ada Lovelace"


def test_enter_with_several_found_marks_the_first_and_lets_nobody_in(screen: Screen) -> None:
    screen.does.submitted("grace")

    assert screen.card.tone is Tone.IDLE
    assert screen.state.chosen == 0


def test_the_marked_one_of_several_is_let_in(screen: Screen) -> None:
    screen.does.typed("grace")
    screen.does.moved(1)
    screen.does.moved(1)

    screen.does.submitted("grace")

    assert screen.card.name == "Grace O'Malley"


def test_up_begins_at_the_end_of_the_list(screen: Screen) -> None:
    screen.does.typed("grace")

    screen.does.moved(-1)

    assert screen.state.chosen == 1


def test_a_click_on_somebody_found_lets_them_in(screen: Screen) -> None:
    screen.does.typed("grace")

    screen.does.chose(11)

    assert screen.card.name == "Grace O'Malley"


def test_a_typed_code_is_a_code_even_while_it_finds_somebody_else(screen: Screen) -> None:
    screen.desk.shared["C100"] = (3,)
    screen.does.typed("C100")

    screen.does.submitted("C100")

    assert screen.card.name == "Katherine Johnson"


def test_a_typed_code_nobody_has_stays_in_the_field(screen: Screen) -> None:
    screen.does.typed("T-404")

    screen.does.submitted("T-404")

    assert screen.card.word == "Unknown code"
    assert screen.state.emptied == 0


def test_the_order_number_of_one_person_is_as_good_as_their_name(screen: Screen) -> None:
    screen.does.typed("ord-100")

    screen.does.submitted("ORD-100")

    assert screen.card.name == "Ada Lovelace"


def test_words_nobody_bears_are_tried_as_a_code(screen: Screen) -> None:
    screen.does.submitted("zebra")

    assert screen.card.word == "Nobody found"


def test_nothing_typed_finds_nothing(screen: Screen) -> None:
    screen.does.typed("ada")

    screen.does.typed("")

    assert screen.state.matches is None


def test_enter_on_nothing_does_nothing(screen: Screen) -> None:
    screen.does.submitted("")

    assert screen.card.tone is Tone.IDLE


def test_a_search_that_fails_is_said_in_passing(screen: Screen) -> None:
    screen.desk.fails = MirrorLockedError("held by another")

    screen.does.typed("ada")

    assert screen.state.remark is not None
    assert screen.state.remark.tone is Tone.NO
    assert screen.card.tone is Tone.IDLE


def test_only_the_newest_words_are_looked_for() -> None:
    app, later, shown = FakeApp(), LaterAsk(), list[DeskState]()
    does = DeskPresenter(app, later, shown.append)

    for words in ("a", "ad", "ada"):
        does.typed(words)
    later.answer_all()

    assert app.desk.asked == ["a", "ada"]
    assert [row.name for row in shown[-1].matches or ()] == ["Ada Lovelace"]


def test_a_scan_while_a_search_is_under_way_clears_it() -> None:
    app, later, shown = FakeApp(), LaterAsk(), list[DeskState]()
    does = DeskPresenter(app, later, shown.append)

    does.scanned("C1")
    does.typed("gra")
    later.answer_all()

    assert shown[-1].answer.card.name == "Ada Lovelace"
    assert shown[-1].matches is None


def test_other_words_forget_an_enter_that_still_waits() -> None:
    app, later, shown = FakeApp(), LaterAsk(), list[DeskState]()
    does = DeskPresenter(app, later, shown.append)

    does.submitted("ada")
    does.typed("katherine")
    later.answer_all()

    assert app.desk.movements == []
    assert [row.name for row in shown[-1].matches or ()] == ["Katherine Johnson"]


def test_a_code_typed_meanwhile_forgets_it_too() -> None:
    app, later, shown = FakeApp(), LaterAsk(), list[DeskState]()
    does = DeskPresenter(app, later, shown.append)

    does.submitted("ada")
    does.submitted("T-404")
    later.answer_all()

    assert app.desk.movements == []


def test_the_same_words_again_keep_it() -> None:
    app, later, shown = FakeApp(), LaterAsk(), list[DeskState]()
    does = DeskPresenter(app, later, shown.append)

    does.submitted("ada")
    does.typed("ada")
    later.answer_all()

    assert shown[-1].answer.card.name == "Ada Lovelace"


def test_a_second_choice_before_the_first_is_answered_is_none() -> None:
    app, later, shown = FakeApp(), LaterAsk(), list[DeskState]()
    does = DeskPresenter(app, later, shown.append)

    does.chose(1)
    does.chose(2)
    later.answer_all()

    assert [movement.attendee for movement in app.desk.movements] == [1]


def test_after_a_choice_that_failed_the_next_one_counts(screen: Screen) -> None:
    screen.desk.fails = MirrorLockedError("held by another")

    screen.does.chose(1)
    screen.does.chose(2)

    assert [movement.attendee for movement in screen.desk.movements] == [2]
