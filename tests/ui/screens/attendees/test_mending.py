"""Whole orders, corrections and wristbands, from the list of attendees."""

import pytest

from checkin.errors import MirrorLockedError
from checkin.model.admission import Refusal, Refused
from checkin.model.ids import AttendeeId
from checkin.model.scan import Scan
from checkin.model.station import StationKind
from checkin.notices import AttendeeChanged
from tests.fakes.executor import ask_at_once
from tests.ui.screens.sample_event import person
from tests.ui.screens.stand_in import StandInApp, at_registration
from ui.screens.attendees.presenter import AttendeesPresenter
from ui.tasks import Ask
from ui.theme.tokens import Tone

ADA, GRACE = AttendeeId(1), AttendeeId(2)


@pytest.fixture
def app() -> StandInApp:
    made = at_registration()
    made.change_settings(print_on_check_in=False)
    return made


def screen(app: StandInApp, at_desk: Ask = ask_at_once) -> AttendeesPresenter:
    made = AttendeesPresenter(app.as_app(), ask_at_once, at_desk)
    made.begin()
    return made


def said(shown: AttendeesPresenter) -> tuple[Tone, str]:
    assert shown.result is not None
    return shown.result.tone, shown.result.title


@pytest.fixture
def family(app: StandInApp) -> StandInApp:
    app.people[:] = [
        person(1, "Ada Lovelace", order="F"),
        person(2, "Byron Lovelace", order="F"),
        person(3, "Zoe"),
    ]
    return app


def test_a_whole_order_is_let_in_at_once_and_said_in_one_line(family: StandInApp) -> None:
    family.change_settings(print_on_check_in=False)
    people = screen(family)
    assert people.order.action == "Check in all 2 of the order"

    people.order.admit()

    assert said(people) == (Tone.YES, "2 let in")
    assert [move.attendee for move in family.desk.movements] == [1, 2]


def test_whoever_of_an_order_was_in_or_may_not_is_told_apart(family: StandInApp) -> None:
    family.people.insert(2, person(4, "Cleo", order="F"))
    family.desk.refuse[AttendeeId(1)] = Refused(refusal=Refusal.ALREADY_INSIDE, attendee=family.people[0])
    family.desk.refuse[AttendeeId(4)] = Refused(refusal=Refusal.UNPAID, attendee=family.people[2])
    people = screen(family)

    people.order.admit()

    assert people.result is not None
    assert people.result.title == "1 let in, 1 was in already, 1 not: not paid"


def test_an_order_of_one_is_no_order(family: StandInApp) -> None:
    people = screen(family)

    people.select(AttendeeId(3))
    people.order.admit()

    assert people.order.action == ""
    assert family.desk.movements == []


def test_a_name_is_corrected(app: StandInApp) -> None:
    people = screen(app)
    people.mending.correct()
    form = people.mending.form
    assert form is not None
    assert form.title == "Correct Ada Lovelace"
    assert [one.answer for one in form.asked][:2] == ["Ada", "Lovelace"]

    people.mending.give(0, "Augusta Ada")
    people.mending.go_on()

    assert people.mending.form is None
    assert said(people) == (Tone.YES, "Corrected: Augusta Ada Lovelace")
    assert people.rows[0].name == "Augusta Ada Lovelace"


def test_a_correction_the_platform_is_not_told_of_says_so(app: StandInApp) -> None:
    app.desk.capabilities = frozenset()
    people = screen(app)
    people.mending.correct()

    people.mending.go_on()

    assert people.result is not None
    assert "cannot be told" in people.result.advice


def test_what_is_wrong_with_a_correction_stands_at_its_field(app: StandInApp) -> None:
    people = screen(app)
    people.mending.correct()
    people.mending.give(4, "no address")
    people.mending.go_on()
    assert people.mending.form is not None
    assert people.mending.form.asked[4].fault == "This is no e-mail address."

    people.mending.give(4, "")
    people.mending.give(0, "")
    people.mending.give(1, "")
    people.mending.go_on()

    assert people.mending.form.asked[0].fault == "A name is needed."


def test_a_correction_that_cannot_be_kept_is_said(app: StandInApp) -> None:
    people = screen(app)
    people.mending.correct()
    app.desk.trouble = MirrorLockedError("locked")

    people.mending.go_on()

    assert said(people) == (Tone.NO, "The attendee list is in use")


def test_a_wristband_is_the_next_scan(app: StandInApp) -> None:
    people = screen(app)
    people.mending.await_wristband()
    assert people.mending.awaits_wristband
    form = people.mending.form
    assert form is not None
    assert form.instead.startswith("Hold the wristband")

    people.mending.scanned("BAND-1")

    assert app.desk.wristbands == {ADA: "BAND-1"}
    assert said(people) == (Tone.YES, "The wristband is Ada Lovelace's now")


def test_a_ticket_is_no_wristband_and_the_next_scan_is_awaited(app: StandInApp) -> None:
    people = screen(app)
    people.mending.await_wristband()

    people.mending.scanned("CODE-2")

    assert people.mending.form is not None
    assert people.mending.form.fault == "This is a ticket, not a wristband."
    people.mending.scanned("BAND-1")
    assert app.desk.wristbands == {ADA: "BAND-1"}


def test_wristbands_are_offered_only_where_the_platform_knows_them(app: StandInApp) -> None:
    app.desk.capabilities = frozenset()
    people = screen(app)

    people.mending.await_wristband()

    assert not people.mending.can_pair
    assert people.mending.form is None


def test_nothing_is_mended_that_nobody_opened(app: StandInApp) -> None:
    people = screen(app)

    people.mending.scanned("BAND-1")
    people.mending.give(0, "x")
    people.mending.go_on()

    assert app.desk.wristbands == {}


@pytest.mark.parametrize("refusal", [Refusal.QUESTIONS_OPEN, Refusal.NEEDS_CONFIRMATION])
def test_what_is_settled_at_the_desk_is_taken_there(app: StandInApp, refusal: Refusal) -> None:
    taken = list[Scan]()
    app.desk.refuse[ADA] = Refused(refusal=refusal, attendee=app.people[0])
    people = screen(app)
    people.to_desk = taken.append

    people.check_in()

    assert [scan.admission.attendee for scan in taken] == [app.people[0]]


def test_somebody_registered_or_corrected_elsewhere_comes_into_the_list(app: StandInApp) -> None:
    people = screen(app)
    app.desk.people.insert(0, person(3, "Alan Turing"))

    people.hear(AttendeeChanged(attendee=AttendeeId(3)))

    assert people.rows[0].name == "Alan Turing"


def test_a_name_nobody_has_can_be_registered_but_no_number(app: StandInApp) -> None:
    people = screen(app)
    people.look_for("ann smith")
    assert people.search.register_label == "Register “Ann Smith”"

    people.look_for("A9999")

    assert people.search.register_label == "Register somebody"


def test_an_exit_registers_nobody() -> None:
    people = screen(at_registration(kind=StationKind.CHECK_OUT))

    assert not people.can_register
    assert people.order.action == ""
