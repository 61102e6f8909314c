from dataclasses import dataclass, field

import pytest

from checkin.errors import BadgeError, MirrorLockedError
from checkin.model.admission import Refusal
from checkin.model.ids import EventId, StationId, ZoneId
from checkin.model.station import Station, StationKind
from checkin.notices import MirrorRefreshed, PlatformReached
from checkin.settings import Settings
from tests.fakes.app import FakeApp
from tests.fakes.executor import LaterAsk, ask_at_once
from ui.screens.desk.presenter import DeskPresenter
from ui.screens.desk.state import DeskState
from ui.theme.tokens import Tone
from ui.widgets.result_panel import Card


@dataclass
class Screen:
    """A presenter, what it showed last and what it played."""

    app: FakeApp = field(default_factory=FakeApp)
    played: list[str] = field(default_factory=list)
    shown: list[DeskState] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = self.app.desk
        self.does = DeskPresenter(self.app, ask_at_once, self.shown.append, self.played.append)
        self.does.begin()

    @property
    def state(self) -> DeskState:
        return self.shown[-1]

    @property
    def card(self) -> Card:
        return self.state.answer.card


@pytest.fixture
def screen() -> Screen:
    return Screen()


def a_station(kind: StationKind) -> Station:
    return Station(id=StationId("s"), name="Hall Door", kind=kind, zone=ZoneId("session:1"))


# -- scanning -------------------------------------------------------------------------------------


def test_the_screen_says_where_it_is_and_waits(screen: Screen) -> None:
    assert screen.state.event == "PyCon Leipzig 2026"
    assert screen.state.post == "Front Desk · Registration"
    assert (screen.state.done, screen.state.total) == (0, 11)
    assert screen.card.word == "Ready to scan"


def test_a_good_ticket_is_green_with_name_and_ticket(screen: Screen) -> None:
    screen.does.scanned("C1")

    assert screen.card.tone is Tone.YES
    assert (screen.card.word, screen.card.name) == ("Checked in", "Ada Lovelace")
    assert (screen.card.ticket, screen.card.company) == ("Speaker", "Analytical Engines")
    assert screen.played == ["admitted"]
    assert screen.state.done == 1


def test_a_second_scan_says_when_and_where_the_first_was(screen: Screen) -> None:
    screen.desk.was_inside(1, minutes_ago=31, station="Side Door")

    screen.does.scanned("C1")

    assert screen.card.tone is Tone.NO
    assert screen.card.word == "Already checked in"
    assert screen.card.detail == "at 09:09 at Side Door"
    assert screen.played == ["refused"]


def test_an_unknown_code_offers_nothing_to_overrule(screen: Screen) -> None:
    screen.does.scanned("nobody")

    assert screen.card.word == "Unknown code"
    assert screen.card.actions == ()
    assert screen.state.recent[0].name == "Unknown ticket"


def test_a_blank_payload_is_no_scan(screen: Screen) -> None:
    screen.does.scanned(" ")

    assert screen.card.tone is Tone.IDLE


def test_a_failure_is_said_in_red_and_stays(screen: Screen) -> None:
    screen.desk.fails = MirrorLockedError("held by another")

    screen.does.scanned("C1")

    assert screen.card.word == "The attendee list is in use"
    assert screen.state.answer.lasts == 0
    assert screen.played == ["refused"]


def test_no_sound_when_the_settings_want_none() -> None:
    screen = Screen(FakeApp(settings=Settings(sound=False)))

    screen.does.scanned("C1")

    assert screen.played == []


def test_a_check_out_station_says_so() -> None:
    screen = Screen()
    screen.desk.was_inside(1)
    screen.desk.station = a_station(StationKind.CHECK_OUT)
    screen.does.begin()

    screen.does.scanned("C1")

    assert screen.card.word == "Checked out"
    assert screen.card.sign == "out"
    assert screen.state.counted == "came in here"


# -- the answer goes away -------------------------------------------------------------------------


def test_a_yes_fades_back_and_stays_among_the_recent(screen: Screen) -> None:
    screen.does.scanned("C1")

    screen.does.faded(screen.state.answer.number)

    assert screen.card.word == "Ready to scan"
    assert screen.state.recent[0].name == "Ada Lovelace"


def test_a_late_timer_does_not_take_the_next_answer_away(screen: Screen) -> None:
    screen.does.scanned("C1")
    old = screen.state.answer.number
    screen.does.scanned("C2")

    screen.does.faded(old)

    assert screen.card.name == "Grace Hopper"


def test_the_same_answer_twice_is_two_answers(screen: Screen) -> None:
    screen.does.scanned("nobody")
    first = screen.state.answer.number
    screen.does.scanned("nobody")

    assert screen.state.answer.number > first


def test_a_question_does_not_go_away_by_itself(screen: Screen) -> None:
    screen.desk.shared["ORD"] = (2, 3)

    screen.does.scanned("ORD")

    assert screen.state.answer.lasts == 0


def test_esc_goes_back_to_waiting(screen: Screen) -> None:
    screen.does.scanned("C4")

    screen.does.left()

    assert screen.card.word == "Ready to scan"


# -- several people -------------------------------------------------------------------------------


def test_a_shared_code_shows_the_choices_and_marks_the_first(screen: Screen) -> None:
    screen.desk.shared["ORD"] = (2, 3)

    screen.does.scanned("ORD")

    assert screen.card.tone is Tone.ASK
    assert [row.name for row in screen.state.answer.choices] == ["Grace Hopper", "Katherine Johnson"]
    assert screen.state.chosen == 0
    assert screen.played == ["attention"]


def test_arrows_and_enter_choose_among_them(screen: Screen) -> None:
    screen.desk.shared["ORD"] = (2, 3)
    screen.does.scanned("ORD")

    screen.does.moved(1)
    screen.does.moved(1)
    screen.does.submitted("")

    assert screen.card.name == "Katherine Johnson"
    assert screen.state.answer.choices == ()


def test_typing_a_name_puts_the_choices_away(screen: Screen) -> None:
    screen.desk.shared["ORD"] = (2, 3)
    screen.does.scanned("ORD")

    screen.does.typed("ada")

    assert screen.state.answer.choices == ()
    assert [row.name for row in screen.state.matches or ()] == ["Ada Lovelace"]


# -- finding by name ------------------------------------------------------------------------------


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

    assert screen.card.word == "Unknown code"


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


# -- overruling -----------------------------------------------------------------------------------


def test_a_refusal_a_lead_may_overrule_offers_it(screen: Screen) -> None:
    screen.does.scanned("C4")

    assert [action.key for action in screen.card.actions] == ["overrule"]


def test_a_cancelled_ticket_cannot_be_overruled(screen: Screen) -> None:
    screen.does.scanned("C5")

    assert screen.card.actions == ()


def test_overruling_asks_once_more_and_then_lets_in(screen: Screen) -> None:
    screen.does.scanned("C4")

    screen.does.acted("overrule")
    asked = screen.card
    screen.does.acted("confirm")

    assert (asked.tone, asked.word) == (Tone.ASK, "Let in anyway?")
    assert screen.card.word == "Let in anyway"
    assert screen.desk.movements[0].overrode == Refusal.UNPAID.value


def test_saying_no_to_the_second_question_lets_nobody_in(screen: Screen) -> None:
    screen.does.scanned("C4")
    screen.does.acted("overrule")

    screen.does.acted("leave")

    assert screen.card.tone is Tone.IDLE
    assert screen.desk.movements == []


def test_a_scan_during_the_second_question_is_answered_first(screen: Screen) -> None:
    screen.does.scanned("C4")
    screen.does.acted("overrule")

    screen.does.scanned("C1")
    screen.does.acted("confirm")

    assert screen.card.name == "Ada Lovelace"
    assert len(screen.desk.movements) == 1


# -- taking back ----------------------------------------------------------------------------------


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


# -- badges ---------------------------------------------------------------------------------------


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


# -- what happens elsewhere -----------------------------------------------------------------------


def test_a_check_in_on_another_screen_is_listed_once(screen: Screen) -> None:
    screen.app.notices.listen(screen.does.heard)

    screen.does.scanned("C1")

    assert [row.name for row in screen.state.recent] == ["Ada Lovelace"]


def test_a_check_in_taken_back_on_another_screen_is_marked(screen: Screen) -> None:
    screen.app.notices.listen(screen.does.heard)
    screen.does.scanned("C1")

    screen.desk.undo(screen.desk.movements[0].id)

    assert not screen.state.recent[0].can_undo
    assert screen.state.done == 0


def test_a_refusal_on_another_screen_is_none_of_ours(screen: Screen) -> None:
    screen.app.notices.listen(screen.does.heard)

    screen.desk.admit("nobody")

    assert screen.state.recent == ()


def test_the_figures_are_read_anew_after_a_pull(screen: Screen) -> None:
    screen.desk.extra_people = 9

    screen.does.heard(MirrorRefreshed(event=EventId(1), attendees=20, at=screen.app.clock.now()))

    assert screen.state.total == 20


def test_other_news_change_nothing(screen: Screen) -> None:
    before = len(screen.shown)

    screen.does.heard(PlatformReached())

    assert len(screen.shown) == before


def test_figures_that_cannot_be_read_are_asked_for_again(screen: Screen) -> None:
    screen.desk.fails = MirrorLockedError("held by another")
    refreshed = MirrorRefreshed(event=EventId(1), attendees=20, at=screen.app.clock.now())

    screen.does.heard(refreshed)
    screen.desk.extra_people = 9
    screen.does.heard(refreshed)

    assert screen.state.total == 20


def test_many_scans_ask_for_the_figures_once_more_not_many_times() -> None:
    app, later, shown = FakeApp(), LaterAsk(), list[DeskState]()
    does = DeskPresenter(app, later, shown.append)
    refreshed = MirrorRefreshed(event=EventId(1), attendees=20, at=app.clock.now())

    for _ in range(5):
        does.heard(refreshed)
    later.answer_next()

    assert len(later) == 1


def test_only_the_newest_scans_are_kept(screen: Screen) -> None:
    for _ in range(40):
        screen.does.scanned("nobody")

    assert len(screen.state.recent) == 30
