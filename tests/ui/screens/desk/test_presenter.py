from checkin.errors import MirrorLockedError
from checkin.model.admission import Refusal
from checkin.model.ids import EventId
from checkin.model.station import StationKind
from checkin.notices import MirrorRefreshed, PlatformReached
from checkin.settings import Settings
from tests.fakes.app import FakeApp
from tests.fakes.executor import LaterAsk
from tests.ui.screens.desk.screen import Screen, a_station
from ui.screens.desk.presenter import DeskPresenter
from ui.screens.desk.state import DeskState
from ui.theme.tokens import Tone

# -- scanning --------------------------------------------------------------------------------------


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

    assert screen.card.word == "NOT recorded"
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


# -- the answer goes away --------------------------------------------------------------------------


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


# -- several people --------------------------------------------------------------------------------


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


# -- overruling ------------------------------------------------------------------------------------


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
    assert screen.card.detail == "Overruled: Not paid"
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


# -- what happens elsewhere ------------------------------------------------------------------------


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


def test_a_green_that_was_taken_back_elsewhere_goes_away(screen: Screen) -> None:
    screen.app.notices.listen(screen.does.heard)
    screen.does.scanned("C1")
    first = screen.desk.movements[0].id
    screen.does.scanned("C2")
    second = screen.desk.movements[1].id

    screen.desk.undo(first)
    kept = screen.card.name
    screen.desk.undo(second)

    assert kept == "Grace Hopper"
    assert screen.card.word == "Ready to scan"
