import pytest

from checkin.errors import MirrorLockedError
from checkin.model.admission import Refusal
from checkin.model.attendee import TicketStatus
from checkin.model.form import FieldKind, Form, FormField
from checkin.model.platform import Capability
from checkin.model.station import StationKind
from tests.fakes.app import FakeApp
from tests.fakes.executor import LaterAsk
from tests.ui.screens.desk.screen import Screen, a_station
from ui.screens.desk import cards
from ui.screens.desk.presenter import DeskPresenter
from ui.screens.desk.state import DeskState
from ui.screens.filling import FormShown
from ui.theme.tokens import Tone

SHIRT = FormField(name="shirt", label="T-shirt size", required=True)
FOOD = FormField(name="food", label="Food")


def form(screen: Screen) -> FormShown:
    shown = screen.state.form
    assert shown is not None
    return shown


# -- the platform's questions ----------------------------------------------------------------------


@pytest.fixture
def asked(screen: Screen) -> Screen:
    screen.desk.questions = (SHIRT, FOOD)
    screen.does.scanned("C1")
    return screen


def test_questions_are_asked_on_the_spot(asked: Screen) -> None:
    assert asked.card.word == "Answers missing"
    assert form(asked).title == "2 questions for Ada Lovelace"
    assert [one.field.label for one in form(asked).asked] == ["T-shirt size", "Food"]
    assert asked.played == ["attention"]


def test_answers_let_in_and_are_told_even_when_empty(asked: Screen) -> None:
    asked.does.forms.give(0, "L")

    asked.does.forms.go_on()

    assert asked.card.word == "Checked in"
    assert asked.state.form is None
    assert asked.desk.told == [{"shirt": "L", "food": ""}]


def test_a_missing_answer_is_said_at_its_field(asked: Screen) -> None:
    asked.does.forms.go_on()

    assert form(asked).asked[0].fault == "An answer is needed."
    assert form(asked).tries == 1
    asked.does.forms.give(0, "L")
    assert form(asked).asked[0].fault == ""


def test_esc_leaves_and_the_card_offers_the_questions_again(asked: Screen) -> None:
    asked.does.forms.give(0, "L")
    asked.does.forms.leave()
    assert asked.state.form is None
    assert asked.card.word == "Answers missing"

    asked.does.acted(cards.ANSWER)

    assert form(asked).asked[0].answer == ""


def test_enter_opens_the_questions_that_were_left(asked: Screen) -> None:
    asked.does.forms.leave()

    asked.does.submitted("")

    assert asked.state.form is not None


def test_a_scan_meanwhile_is_answered_and_says_who_was_not_let_in(asked: Screen) -> None:
    asked.does.forms.give(0, "L")
    asked.desk.questions = ()

    asked.does.scanned("C2")

    assert asked.card.name == "Grace Hopper"
    assert asked.state.form is None
    assert asked.state.note is not None
    assert asked.state.note.text.startswith("Ada Lovelace was not let in")


def test_what_was_put_aside_is_said_until_the_next_scan(asked: Screen) -> None:
    asked.desk.questions = ()
    asked.does.scanned("C2")

    asked.does.scanned("C2")

    assert asked.state.note is None


def test_what_was_typed_before_a_scan_is_there_when_they_are_scanned_again(asked: Screen) -> None:
    asked.does.forms.give(0, "L")
    asked.does.scanned("C2")

    asked.does.scanned("C1")

    assert form(asked).asked[0].answer == "L"


def test_a_failure_while_answering_keeps_what_was_typed(asked: Screen) -> None:
    asked.does.forms.give(0, "L")
    asked.desk.fails = MirrorLockedError("held by another")

    asked.does.forms.go_on()
    assert asked.card.word == "NOT recorded"
    assert asked.state.form is None
    asked.does.scanned("C1")

    assert form(asked).asked[0].answer == "L"


def test_what_was_overruled_stays_overruled_when_questions_follow(screen: Screen) -> None:
    screen.desk.questions = (SHIRT,)
    screen.does.scanned("C4")
    screen.does.acted(cards.OVERRULE)
    screen.does.acted(cards.CONFIRM)
    screen.does.forms.give(0, "L")

    screen.does.forms.go_on()

    assert screen.desk.movements[0].overrode == Refusal.UNPAID.value
    assert screen.card.detail == "Overruled: Not paid"


def test_questions_nobody_told_us_are_for_the_help_desk(screen: Screen) -> None:
    screen.desk.questions = (SHIRT,)
    screen.does.scanned("C1")
    screen.does.forms.leave()

    assert "Ask them now." in screen.card.advice


def test_an_eager_finger_answers_once() -> None:
    app, later, shown = FakeApp(), LaterAsk(), list[DeskState]()
    app.desk.questions = (FOOD,)
    does = DeskPresenter(app, later, shown.append)
    does.scanned("C1")
    later.answer_all()

    does.forms.go_on()
    does.forms.go_on()
    assert shown[-1].form is not None
    assert shown[-1].form.busy
    later.answer_all()

    assert len(app.desk.movements) == 1


def test_a_scan_while_the_answer_is_on_its_way_says_nothing_untrue() -> None:
    app, later, shown = FakeApp(), LaterAsk(), list[DeskState]()
    app.desk.questions = (FOOD,)
    does = DeskPresenter(app, later, shown.append)
    does.scanned("C1")
    later.answer_all()

    does.forms.go_on()
    does.scanned("nobody")
    later.answer_all()

    assert shown[-1].note is None or shown[-1].note.sign == "printer"
    assert [row.name for row in shown[-1].recent][:2] == ["Unknown ticket", "Ada Lovelace"]


# -- look first ------------------------------------------------------------------------------------


def test_a_look_needs_one_press_and_no_second_question(screen: Screen) -> None:
    screen.desk.gets_ticket(1, needs_confirmation=True, remark="Show your student card")

    screen.does.scanned("C1")
    asked = screen.card
    screen.does.submitted("")

    assert (asked.tone, asked.word, asked.remark) == (Tone.ASK, "Look first", "Show your student card")
    assert [action.label for action in asked.actions] == ["&Checked: let in", "&Not now"]
    assert screen.card.word == "Checked in"
    assert screen.state.recent[0].line.endswith("Checked in")


def test_not_now_lets_nobody_in(screen: Screen) -> None:
    screen.desk.gets_ticket(1, needs_confirmation=True)
    screen.does.scanned("C1")

    screen.does.acted(cards.LEAVE)

    assert screen.desk.movements == []
    assert screen.card.tone is Tone.IDLE


def test_enter_never_lets_in_against_a_refusal(screen: Screen) -> None:
    screen.does.scanned("C4")

    screen.does.submitted("")
    screen.does.acted(cards.OVERRULE)
    screen.does.submitted("")

    assert screen.desk.movements == []


def test_a_look_and_questions_follow_each_other(screen: Screen) -> None:
    screen.desk.gets_ticket(1, needs_confirmation=True)
    screen.desk.questions = (FOOD,)
    screen.does.scanned("C1")
    screen.does.submitted("")

    screen.does.forms.go_on()

    assert screen.card.word == "Checked in"


def test_a_party_says_how_many_have_come_and_the_remark_is_shown(screen: Screen) -> None:
    screen.desk.gets_ticket(1, admits=4, remark="Wristband for each")

    screen.does.scanned("C1")
    screen.does.scanned("C1")

    assert screen.card.detail == "2 of 4 have come"
    assert screen.card.remark == "Wristband for each"


def test_a_party_that_is_complete_says_so(screen: Screen) -> None:
    screen.desk.gets_ticket(1, admits=2)
    for _ in range(3):
        screen.does.scanned("C1")

    assert screen.card.detail == "All 2 people of this ticket have come."


def test_a_party_that_cannot_be_counted_is_let_in_all_the_same(screen: Screen) -> None:
    screen.desk.gets_ticket(1, admits=4)
    screen.desk.look_fails = MirrorLockedError("held by another")

    screen.does.scanned("C1")

    assert (screen.card.word, screen.card.detail) == ("Checked in", "")


def test_a_look_without_a_remark_says_what_it_is_for(screen: Screen) -> None:
    screen.desk.gets_ticket(1, needs_confirmation=True)
    screen.does.scanned("C1")

    assert screen.card.detail == "This ticket asks for a look before entry."


def test_a_replaced_code_says_so(screen: Screen) -> None:
    screen.desk.revoked = ("OLD",)

    screen.does.scanned("OLD")

    assert screen.card.detail == "This code was replaced by a newer one."


# -- walk-ins --------------------------------------------------------------------------------------


def test_a_walk_in_is_registered_and_let_in_with_a_badge(screen: Screen) -> None:
    screen.does.register()
    screen.does.forms.give(0, "Ann")
    screen.does.forms.give(1, "Smith")

    screen.does.forms.go_on()

    assert screen.state.form is None
    assert (screen.card.word, screen.card.name) == ("Checked in", "Ann Smith")
    assert screen.desk.printed == [12]
    assert screen.state.total == 12


def test_the_form_says_what_it_does_and_what_becomes_of_it(screen: Screen) -> None:
    screen.does.register()
    told = form(screen)
    screen.does.forms.leave()
    screen.desk.capabilities = frozenset({Capability.CHECK_IN_OUR_TIME})

    screen.does.register()

    assert told.go == "Register and let in"
    assert told.advice.startswith("They are let in at once")
    assert "kept on this computer" in form(screen).advice


def test_a_form_that_can_only_be_filled_in_elsewhere_says_why(screen: Screen) -> None:
    screen.desk.walk_in_form = Form(refused="It costs money.", fields=(SHIRT,))
    screen.does.register()

    screen.does.forms.go_on()

    assert form(screen).instead == "It costs money."
    assert form(screen).asked == ()
    assert form(screen).stay == "Close"


def test_what_the_desk_finds_wrong_is_shown_at_the_field(screen: Screen) -> None:
    screen.desk.walk_in_form = Form(fields=(FormField(name="given_name", label="First name"),))
    screen.does.register()

    screen.does.forms.go_on()

    assert form(screen).asked[0].fault == "A name is needed."
    assert not form(screen).busy


def test_a_failure_keeps_the_form_open(screen: Screen) -> None:
    screen.does.register()
    screen.does.forms.give(0, "Ann")
    screen.desk.fails = MirrorLockedError("held by another")

    screen.does.forms.go_on()

    assert form(screen).asked[0].answer == "Ann"
    assert screen.state.remark is not None


def test_a_scan_keeps_a_half_filled_registration_and_says_so(screen: Screen) -> None:
    screen.does.register()
    screen.does.forms.give(0, "Ann")
    screen.does.scanned("C1")
    assert screen.state.note is not None
    assert screen.state.note.text == "The registration of Ann is kept: go on with Ctrl+N."

    screen.does.register()

    assert form(screen).asked[0].answer == "Ann"


def test_a_secret_is_not_kept_with_it(screen: Screen) -> None:
    pin = FormField(name="pin", label="PIN", kind=FieldKind.SECRET)
    screen.desk.walk_in_form = Form(fields=(pin, FOOD))
    screen.does.register()
    screen.does.forms.give(0, "1234")
    screen.does.forms.give(1, "vegan")
    screen.does.scanned("C1")

    screen.does.register()

    assert [one.answer for one in form(screen).asked] == ["", "vegan"]


def test_a_form_nobody_typed_into_is_not_worth_a_word(screen: Screen) -> None:
    screen.does.register()

    screen.does.scanned("C2")
    screen.does.left()

    assert screen.state.note is None or screen.state.note.sign == "printer"


def test_leaving_forgets_what_was_typed(screen: Screen) -> None:
    screen.does.register()
    screen.does.forms.give(0, "Ann")
    screen.does.forms.leave()

    screen.does.register()

    assert form(screen).asked[0].answer == ""


def test_a_name_nobody_has_can_be_registered_by_enter_alone(screen: Screen) -> None:
    screen.does.typed("ann smith")
    assert screen.state.offer == "ann smith"
    screen.does.submitted("ann smith")
    assert (screen.card.tone, screen.card.word) == (Tone.ASK, "Nobody found")
    assert [action.label for action in screen.card.actions] == ["Register “Ann Smith”"]

    screen.does.submitted("ann smith")

    assert [one.answer for one in form(screen).asked][:2] == ["Ann", "Smith"]


def test_a_typed_code_is_nobody_to_register(screen: Screen) -> None:
    screen.does.typed("ORD-999")

    assert screen.state.offer == ""


def test_an_exit_registers_nobody() -> None:
    screen = Screen()
    screen.desk.station = a_station(StationKind.CHECK_OUT)
    screen.does.begin()
    screen.does.typed("ann smith")

    screen.does.submitted("ann smith")

    assert not screen.state.can_register
    assert screen.state.offer == ""
    assert screen.card.actions == ()


def test_the_kind_of_ticket_comes_first(screen: Screen) -> None:
    screen.desk.walk_in_form = Form(
        fields=(FormField(name="given_name", label="First name"),), ticket_types=(("1", "A"), ("2", "B"))
    )
    screen.does.register("Ann")
    screen.does.forms.go_on()
    assert form(screen).type_fault

    screen.does.forms.choose("2")
    screen.does.forms.go_on()

    assert screen.card.ticket == "B"


def test_what_nobody_opened_cannot_be_filled_in(screen: Screen) -> None:
    screen.does.forms.give(0, "x")
    screen.does.forms.choose("x")
    screen.does.forms.go_on()
    screen.does.forms.leave()

    assert screen.state.form is None


def test_somebody_registered_elsewhere_is_found_at_once(screen: Screen) -> None:
    screen.app.notices.listen(screen.does.heard)
    screen.does.typed("zoe")

    screen.desk.register({"given_name": "Zoe"})

    assert [row.name for row in screen.state.matches or ()] == ["Zoe"]


def test_where_check_ins_stay_is_said_calmly_in_the_head_line(screen: Screen) -> None:
    screen.desk.tells_movements = False

    screen.does.begin()

    assert screen.state.post == "Front Desk · Registration · check-ins stay on this computer"


def test_an_answer_of_another_screen_is_gone_on_with(screen: Screen) -> None:
    screen.desk.gets_ticket(1, status=TicketStatus.VALID, needs_confirmation=True)
    scan = screen.desk.admit("C1")

    screen.does.take(scan)
    screen.does.submitted("")

    assert screen.card.word == "Checked in"
