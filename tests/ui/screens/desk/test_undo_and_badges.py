from dataclasses import replace

from checkin.errors import BadgeError, MirrorFullError, MirrorLockedError
from checkin.model.ids import AttendeeId
from checkin.model.print_job import JobState
from checkin.model.station import StationKind
from checkin.settings import Settings
from tests.fakes.app import FakeApp
from tests.fakes.builders import a_print_job
from tests.fakes.executor import LaterAsk
from tests.ui.screens.desk.screen import Screen, a_station
from ui.screens.desk.presenter import DeskPresenter
from ui.screens.desk.state import DeskState, Note
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


def note_of(screen: Screen) -> Note:
    assert screen.state.note is not None
    return screen.state.note


def keys(note: Note) -> list[str]:
    return [key for key, _ in note.choices]


def test_a_printer_without_paper_never_takes_the_green_away(screen: Screen) -> None:
    screen.spool.ends, screen.spool.words = JobState.WAITING, "Paper is out in Zebra. Load paper."

    screen.does.scanned("C1")

    assert screen.card.tone is Tone.YES
    assert note_of(screen).text == "Badge of Ada Lovelace waits. Paper is out in Zebra. Load paper."
    assert note_of(screen).tone is Tone.ASK


def test_badges_that_wait_come_out_by_themselves_and_the_note_is_gone(screen: Screen) -> None:
    screen.spool.ends, screen.spool.words = JobState.WAITING, "Paper is out."
    screen.does.scanned("C1")
    screen.does.scanned("C2")
    assert note_of(screen).text == "2 badges wait. Paper is out."

    screen.spool.ends = JobState.PRINTED
    for job in screen.spool.jobs():
        screen.spool.goes_on(job)

    assert screen.desk.printed == [2, 1]
    assert screen.state.note is None


def test_one_press_tries_all_that_wait_now(screen: Screen) -> None:
    screen.spool.ends, screen.spool.words = JobState.WAITING, "Paper is out."
    screen.does.scanned("C1")
    screen.does.scanned("C2")
    screen.spool.ends = JobState.PRINTED

    screen.does.chose_for_badge("retry")

    assert screen.desk.printed == [1, 2]
    assert note_of(screen).text == "Badge printed on Label printer"


def test_what_failed_is_said_before_what_waits_and_tried_again_by_one_press(screen: Screen) -> None:
    screen.spool.ends, screen.spool.words = JobState.WAITING, "Paper is out."
    screen.does.scanned("C1")
    screen.spool.ends, screen.spool.words = JobState.FAILED, "No font has this letter."
    screen.does.scanned("C2")
    assert note_of(screen).text == "Badge of Grace Hopper not printed. No font has this letter."
    screen.spool.ends = JobState.PRINTED

    screen.does.chose_for_badge("retry")

    assert screen.desk.printed == [2]
    assert note_of(screen).text == "Badge of Ada Lovelace waits. Paper is out."


def test_whether_a_badge_came_out_is_asked_and_only_no_prints_it_again(screen: Screen) -> None:
    screen.spool.ends, screen.spool.words = JobState.DOUBTFUL, "The line broke."
    screen.does.scanned("C1")
    screen.does.scanned("C2")
    assert note_of(screen).text == "Did the badge of Ada Lovelace come out? The line broke."
    assert keys(note_of(screen)) == ["came out", "print again"]

    screen.does.chose_for_badge("came out")
    assert note_of(screen).text == "Did the badge of Grace Hopper come out? The line broke."
    screen.spool.ends = JobState.PRINTED
    screen.does.chose_for_badge("print again")

    assert [job.state for job in screen.spool.jobs()] == [JobState.PRINTED, JobState.PRINTED]
    assert note_of(screen).tone is Tone.YES


def test_what_is_in_doubt_from_before_the_app_died_is_asked_when_the_screen_comes_up() -> None:
    app = FakeApp()
    app.spool.held.append(a_print_job(state=JobState.DOUBTFUL, words="The app stopped."))

    screen = Screen(app)

    assert note_of(screen).text == "Did the badge of Ada Lovelace come out? The app stopped."


def test_what_somebody_else_has_settled_is_no_longer_asked(screen: Screen) -> None:
    screen.spool.ends, screen.spool.words = JobState.FAILED, "No."
    screen.does.scanned("C1")

    screen.spool.cancel(1)

    assert screen.state.note is None


def test_a_decision_that_comes_too_late_says_so(screen: Screen) -> None:
    screen.spool.ends, screen.spool.words = JobState.DOUBTFUL, "The line broke."
    screen.does.scanned("C1")
    screen.spool.late = BadgeError("The badge cannot be printed again now: it has come out.")
    screen.spool.held[0] = replace(screen.spool.held[0], state=JobState.PRINTED)

    screen.does.chose_for_badge("print again")

    assert note_of(screen).text == "The badge cannot be printed again now: it has come out."


def test_a_badge_that_could_not_even_be_asked_for_is_said(screen: Screen) -> None:
    screen.spool.fails = MirrorFullError("The disk is full.")

    screen.does.scanned("C1")

    assert screen.card.tone is Tone.YES
    assert note_of(screen).text.startswith("The badge was not asked for.")


def test_who_has_a_badge_gets_another_one_for_a_reason(screen: Screen) -> None:
    screen.does.scanned("C1")

    screen.does.print()
    asked = note_of(screen)
    screen.does.chose_for_badge("name was wrong")

    assert asked.text == "Why another badge for Ada Lovelace?"
    assert keys(asked) == ["lost", "spoiled", "name was wrong", "other", "none"]
    assert screen.desk.printed == [1, 1]
    assert screen.spool.asked == ["", "name was wrong"]


def test_no_reason_no_badge(screen: Screen) -> None:
    screen.does.scanned("C1")
    screen.does.print(screen.state.recent[0].key)

    screen.does.chose_for_badge("none")
    screen.does.chose_for_badge("lost")

    assert screen.desk.printed == [1]
    assert screen.state.note is None


def test_why_another_badge_is_asked_until_it_is_answered_or_somebody_else_comes(screen: Screen) -> None:
    screen.does.scanned("C1")
    screen.does.print()

    screen.does.faded(screen.state.answer.number)
    asked = note_of(screen)
    screen.does.scanned("C2")

    assert asked.text == "Why another badge for Ada Lovelace?"
    assert screen.state.note is not None
    assert screen.state.note.choices == ()


def test_escape_leaves_the_question_why(screen: Screen) -> None:
    screen.does.scanned("C1")
    screen.does.print()

    screen.does.left()

    assert screen.state.note is None
    assert screen.spool.asked == [""]


def test_a_check_in_of_somebody_who_has_a_badge_offers_another_one(screen: Screen) -> None:
    screen.desk.printed.append(AttendeeId(1))

    screen.does.scanned("C1")
    offered = note_of(screen)
    screen.does.chose_for_badge("another")
    screen.does.chose_for_badge("spoiled")

    assert (offered.text, offered.tone) == ("Ada Lovelace has a badge already.", Tone.IDLE)
    assert screen.spool.asked == ["spoiled"]


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
    app.notices.listen(does.heard)
    app.spool.ends = JobState.PRINTING
    does.begin()
    does.scanned("C1")
    for _ in range(5):
        later.answer_next()

    does.print()
    under_way = shown[-1].note
    later.answer_all()

    assert under_way is not None
    assert (under_way.tone, under_way.text) == (Tone.IDLE, "Printing…")
    assert app.spool.asked == [""]


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
