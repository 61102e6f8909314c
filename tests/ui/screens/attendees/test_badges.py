import pytest

from checkin.errors import MirrorLockedError
from checkin.model.print_job import JobState
from tests.ui.screens.attendees.shown import ADA, GRACE, said, screen
from tests.ui.screens.stand_in import StandInApp, at_registration
from ui.theme.tokens import Tone


@pytest.fixture
def app() -> StandInApp:
    made = at_registration()
    made.change_settings(print_on_check_in=False)
    return made


def test_a_registration_prints_the_badge_with_the_check_in(app: StandInApp) -> None:
    app.change_settings(print_on_check_in=True)
    people = screen(app)

    people.check_in()

    assert app.desk.printed == [ADA]
    assert said(people) == (Tone.YES, "Ada Lovelace is checked in")
    assert people.result is not None
    assert people.result.advice == "Badge printed on Label printer"


@pytest.mark.parametrize(
    ("state", "tone", "title"),
    [
        (JobState.WAITING, Tone.ASK, "The badge waits"),
        (JobState.FAILED, Tone.NO, "Badge not printed"),
        (JobState.DOUBTFUL, Tone.ASK, "Did the badge come out?"),
    ],
)
def test_a_badge_that_does_not_come_out_leaves_the_check_in_standing(
    app: StandInApp, state: JobState, tone: Tone, title: str
) -> None:
    app.change_settings(print_on_check_in=True)
    app.spool.ends, app.spool.words = state, "Paper is out."
    people = screen(app)

    people.check_in()

    assert said(people) == (tone, title)
    assert people.result is not None
    assert people.result.advice.startswith("Paper is out.")
    assert len(app.desk.movements) == 1


def test_a_badge_comes_out_while_the_check_in_stands_there(app: StandInApp) -> None:
    app.change_settings(print_on_check_in=True)
    app.spool.ends = JobState.PRINTING
    people = screen(app)
    people.check_in()
    assert said(people) == (Tone.YES, "Ada Lovelace is checked in")
    assert people.result is not None
    assert people.result.advice == "Printing…"

    app.spool.ends = JobState.PRINTED
    app.spool.retry(1)

    assert people.result.advice == "Badge printed on Label printer"


def test_what_somebody_else_asked_for_is_not_said_here(app: StandInApp) -> None:
    people = screen(app)

    app.spool.print_badge(GRACE)
    app.spool.ends, app.spool.words = JobState.WAITING, "Paper is out."
    app.spool.print_badge(GRACE)

    assert people.result is None


def test_a_check_in_of_somebody_who_has_a_badge_prints_no_other(app: StandInApp) -> None:
    app.change_settings(print_on_check_in=True)
    app.spool.printed.append(ADA)
    people = screen(app)

    people.check_in()

    assert said(people) == (Tone.YES, "Ada Lovelace is checked in")
    assert people.result is not None
    assert people.result.advice == "They have a badge already."
    assert people.badges.asks_why is None


def test_another_badge_needs_a_reason(app: StandInApp) -> None:
    people = screen(app)
    people.print_badge()
    people.print_badge()
    assert said(people) == (Tone.ASK, "They have a badge already")
    assert people.badges.asks_why == ADA

    people.badges.print_another("lost")
    people.badges.print_another("lost")

    assert said(people) == (Tone.YES, "The badge is printed")
    assert app.spool.asked == ["", "lost"]


def test_whoever_is_chosen_next_is_asked_for_no_reason(app: StandInApp) -> None:
    people = screen(app)
    people.print_badge()
    people.print_badge()

    people.select(GRACE)
    people.badges.print_another("lost")

    assert app.spool.asked == [""]


def test_a_badge_that_cannot_be_asked_for_is_said(app: StandInApp) -> None:
    app.spool.fails = MirrorLockedError("held by another")
    people = screen(app)

    people.print_badge()

    assert people.result is not None
    assert people.result.tone is Tone.NO


def test_a_badge_can_be_printed_again(app: StandInApp) -> None:
    people = screen(app)

    people.print_badge()

    assert said(people) == (Tone.YES, "The badge is printed")
    assert app.desk.printed == [ADA]
