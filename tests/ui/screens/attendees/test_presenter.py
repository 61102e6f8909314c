import pytest

from checkin.errors import MirrorLockedError
from checkin.model.admission import Refusal, Refused
from checkin.model.ids import AttendeeId
from checkin.model.station import StationKind
from checkin.notices import PlatformReached, Undone
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.attendees.shown import ADA, GRACE, said, screen
from tests.ui.screens.sample_event import person
from tests.ui.screens.stand_in import StandInApp, at_registration
from ui.screens.attendees.presenter import AttendeesPresenter
from ui.screens.attendees.search import LIMIT
from ui.theme.tokens import Tone


@pytest.fixture
def app() -> StandInApp:
    made = at_registration()
    made.change_settings(print_on_check_in=False)
    return made


def test_the_screen_comes_up_with_everybody_and_the_first_selected(app: StandInApp) -> None:
    people = screen(app)

    assert [row.name for row in people.rows] == ["Ada Lovelace", "Grace Hopper"]
    assert people.search.summary == "2 people"
    assert people.person is not None
    assert people.person.name == "Ada Lovelace"
    assert any(fact.label == "E-mail" for fact in people.facts)


def test_typing_narrows_the_list(app: StandInApp) -> None:
    people = screen(app)

    people.look_for("grace")

    assert [row.id for row in people.rows] == [GRACE]
    assert people.search.summary == "1 person"
    assert people.person is not None
    assert people.person.id == GRACE


def test_of_several_of_one_name_the_one_wanted_is_stood_on(app: StandInApp) -> None:
    app.desk.people.append(person(7, "Grace Hopper"))
    people = screen(app)

    people.look_for("Grace Hopper", AttendeeId(7))

    assert people.person is not None
    assert people.person.id == AttendeeId(7)
    people.look_for("Grace")
    people.select(GRACE)
    people.look_for("Grace Hopper")
    assert people.person.id == GRACE, "whoever was wanted before is wanted no longer"


def test_an_answer_to_words_typed_over_meanwhile_is_dropped(app: StandInApp) -> None:
    at_desk = LaterAsk()
    people = screen(app, at_desk)
    at_desk.answer_all()
    people.look_for("ada")
    people.look_for("gr")

    at_desk.answer_next()
    assert len(people.rows) == 2
    at_desk.answer_all()

    assert [row.id for row in people.rows] == [GRACE]
    assert app.desk.asked == ["", "ada", "gr"]


def test_a_search_is_not_asked_twice_for_the_same_words(app: StandInApp) -> None:
    people = screen(app)

    people.look_for("")

    assert app.desk.asked == [""]


def test_a_list_that_is_cut_says_so(app: StandInApp) -> None:
    app.people.extend(person(number, f"Person {number}") for number in range(10, 10 + LIMIT))

    people = screen(app)

    assert len(people.rows) == LIMIT
    assert people.search.summary == "The first 200. Type more to narrow it down."


def test_somebody_found_leaves_nothing_to_say(app: StandInApp) -> None:
    assert screen(app).search.empty is None


def test_an_empty_mirror_is_told_apart_from_nobody_found(app: StandInApp) -> None:
    people = screen(app)
    people.look_for("  zzz ")
    assert people.search.empty is not None
    assert people.search.empty.title == "Nobody is found for “zzz”"
    assert people.person is None
    assert people.facts == ()
    assert people.history == ()

    app.people.clear()
    app.desk.people.clear()
    people.look_for("")

    assert people.search.empty is not None
    assert people.search.empty.title == "Nobody is on this computer yet"


def test_nothing_is_called_empty_before_the_first_answer(app: StandInApp) -> None:
    assert screen(app, LaterAsk()).search.empty is None


def test_checking_in_is_told_and_shown_in_the_list(app: StandInApp) -> None:
    people = screen(app)

    people.check_in()

    assert said(people) == (Tone.YES, "Ada Lovelace is checked in")
    assert people.rows[0].place == "In since 09:12, Registration 1"
    assert people.rows[0].waiting
    assert [line.what for line in people.history] == ["Checked in"]


def test_an_exit_checks_out_and_prints_nothing() -> None:
    app = at_registration(kind=StationKind.CHECK_OUT)
    people = screen(app)
    assert people.action == "Check out"

    people.check_in()

    assert said(people) == (Tone.YES, "Ada Lovelace is checked out")
    assert app.desk.printed == []


def test_a_refusal_is_said_in_words(app: StandInApp) -> None:
    app.desk.refuse[ADA] = Refused(refusal=Refusal.UNPAID, attendee=person(1, "Ada Lovelace"))
    people = screen(app)

    people.check_in()

    assert said(people) == (Tone.NO, "Ada Lovelace: Not paid")


def test_enter_waits_for_the_list_before_it_lets_anybody_in(app: StandInApp) -> None:
    at_desk = LaterAsk()
    people = screen(app, at_desk)
    at_desk.answer_all()

    people.submit("grace")
    people.submit("grace")
    at_desk.answer_all()
    assert app.desk.movements == []
    people.submit("grace")
    at_desk.answer_all()

    assert [move.attendee for move in app.desk.movements] == [GRACE]


def test_enter_on_nothing_typed_lets_nobody_in(app: StandInApp) -> None:
    people = screen(app)

    people.submit("")
    people.select(GRACE)
    people.submit(" ")
    del app.people[1:], app.desk.people[1:]
    people.begin()
    people.submit("")

    assert app.desk.movements == []


def test_enter_with_several_listed_asks_who_it_is(app: StandInApp) -> None:
    people = screen(app)
    people.look_for("e")
    assert len(people.rows) == 2

    people.submit("e")

    assert app.desk.movements == []
    assert said(people) == (Tone.IDLE, "Who of them is it?")


def test_enter_lets_the_one_pass_who_was_pointed_out(app: StandInApp) -> None:
    people = screen(app)
    people.look_for("e")

    people.select(ADA)
    people.submit("e")

    assert [move.attendee for move in app.desk.movements] == [ADA]


def test_other_words_forget_who_was_pointed_out(app: StandInApp) -> None:
    people = screen(app)
    people.select(ADA)

    people.look_for("e")
    people.submit("e")

    assert app.desk.movements == []


def test_whoever_was_pointed_out_and_is_gone_is_nobody_else(app: StandInApp) -> None:
    app.people.append(person(3, "Katherine Johnson"))
    people = screen(app)
    people.look_for("e")
    people.select(ADA)

    del app.desk.people[0]
    app.notices.listen(people.hear)
    app.count()
    people.submit("e")

    assert app.desk.movements == []


def test_what_was_said_is_over_when_the_screen_comes_up_again(app: StandInApp) -> None:
    people = screen(app)
    people.check_in()

    people.begin()

    assert people.result is None


def test_a_green_taken_back_elsewhere_goes_and_what_was_taken_back_here_stays(app: StandInApp) -> None:
    people = screen(app)
    people.check_in()
    first = app.desk.movements[0].id

    people.hear(Undone(movement=first, attendee=ADA, told_platform=True))
    assert people.result is None
    people.undo()
    people.hear(Undone(movement=first, attendee=ADA, told_platform=True))

    assert said(people) == (Tone.YES, "Taken back for Ada Lovelace")


def test_nobody_is_checked_in_twice_by_an_eager_finger(app: StandInApp) -> None:
    at_desk = LaterAsk()
    people = screen(app, at_desk)
    at_desk.answer_all()

    people.check_in()
    people.check_in()
    assert not people.can_act
    at_desk.answer_all()

    assert len(app.desk.movements) == 1


def test_a_check_in_can_be_taken_back_once(app: StandInApp) -> None:
    people = screen(app)
    could = [people.can_undo]
    people.check_in()
    could.append(people.can_undo)

    people.undo()

    assert said(people) == (Tone.YES, "Taken back for Ada Lovelace")
    assert [*could, people.can_undo] == [False, True, False]
    people.undo()
    assert len(app.desk.movements) == 2


def test_what_the_platform_keeps_is_said_plainly(app: StandInApp) -> None:
    app.desk.told_platform = False
    people = screen(app)
    people.check_in()

    people.undo()

    assert said(people) == (Tone.ASK, "Taken back here for Ada Lovelace")


def test_selecting_somebody_reads_their_history_and_clears_the_result(app: StandInApp) -> None:
    people = screen(app)
    people.check_in()

    people.select(GRACE)

    assert people.result is None
    assert people.history == ()
    people.select(GRACE)
    people.select(ADA)
    assert len(people.history) == 1


def test_a_history_that_comes_too_late_is_dropped(app: StandInApp) -> None:
    at_desk = LaterAsk()
    people = screen(app)
    people.check_in()
    people = screen(app, at_desk)
    at_desk.answer_next()

    people.select(GRACE)
    at_desk.answer_all()

    assert people.history == ()


def test_nothing_can_be_done_with_nobody(app: StandInApp) -> None:
    people = screen(app)
    people.look_for("zzz")

    people.check_in()
    people.undo()
    people.print_badge()

    assert app.desk.movements == []
    assert app.desk.printed == []


def test_what_happens_elsewhere_comes_into_the_list(app: StandInApp) -> None:
    people = screen(app)
    people.select(GRACE)
    app.desk.people.insert(0, person(3, "Alan Turing"))

    app.count()
    people.hear(PlatformReached())

    assert people.rows[0].name == "Alan Turing"
    assert people.person is not None
    assert people.person.id == GRACE
    assert app.desk.asked == ["", ""]


def test_trouble_is_said_and_searching_goes_on(app: StandInApp) -> None:
    app.desk.trouble = MirrorLockedError("locked")
    people = screen(app)
    assert said(people) == (Tone.NO, "The attendee list is in use")

    people.look_for("ada")

    assert len(people.rows) == 1


def test_without_a_post_nothing_can_be_taken_back() -> None:
    app = StandInApp()
    people = AttendeesPresenter(app.as_app(), ask_at_once, ask_at_once)

    assert not people.can_undo
    assert people.action == "Check in"
