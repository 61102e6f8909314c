import pytest

from checkin.errors import UnreachableError
from checkin.model.ids import EventId
from checkin.notices import PlatformReached, PullProgressed
from tests.fakes.executor import LaterAsk
from tests.ui.screens.stand_in import StandInApp, at_registration
from ui.screens.setup.pull import PullState, PullStep
from ui.theme.tokens import Tone


class Pulling:
    """A pull step that hears its app, with the work held."""

    def __init__(self) -> None:
        self.app = at_registration(StandInApp())
        self.ask = LaterAsk()
        self.step = PullStep(self.app.as_app(), self.ask, lambda: None)
        self.app.notices.listen(self.step.hear)


@pytest.fixture
def pulling() -> Pulling:
    return Pulling()


def test_coming_to_the_step_starts_the_pull(pulling: Pulling) -> None:
    assert pulling.step.action == "Get the attendees"

    pulling.step.open()

    assert pulling.step.state is PullState.RUNNING
    assert pulling.step.fraction is None
    assert pulling.step.progress == "Waiting for the first page"
    assert not pulling.step.can_retry
    assert not pulling.step.done


def test_every_page_moves_the_bar(pulling: Pulling) -> None:
    pulling.step.open()

    pulling.step.hear(PullProgressed(event=EventId(1), done=1200, total=4800))

    assert pulling.step.fraction == 0.25
    assert pulling.step.progress == "1\N{NARROW NO-BREAK SPACE}200 of 4\N{NARROW NO-BREAK SPACE}800 attendees"


def test_without_a_total_the_number_alone_is_told(pulling: Pulling) -> None:
    pulling.step.open()

    pulling.step.hear(PullProgressed(event=EventId(1), done=1, total=None))

    assert pulling.step.fraction is None
    assert pulling.step.progress == "1 attendee"


def test_pages_of_another_event_and_other_notices_are_not_ours(pulling: Pulling) -> None:
    pulling.step.open()

    pulling.step.hear(PullProgressed(event=EventId(9), done=5, total=5))
    pulling.step.hear(PlatformReached())

    assert pulling.step.done_count == 0


def test_the_end_says_how_many_are_here(pulling: Pulling) -> None:
    pulling.step.open()
    pulling.ask.answer_next()

    said = pulling.step.says

    assert said is not None
    assert (said.tone, said.title) == (Tone.YES, "2 attendees are on this computer")
    assert pulling.step.done
    assert pulling.step.fraction == 1.0
    assert pulling.step.progress == "2 attendees"
    assert pulling.step.action == "Get them again"


def test_an_event_nobody_bought_a_ticket_for_is_no_failure(pulling: Pulling) -> None:
    pulling.app.people.clear()
    pulling.step.open()
    pulling.ask.answer_next()

    assert pulling.step.says is not None
    assert pulling.step.says.title == "This event has no attendees yet"
    assert pulling.step.done


def test_stopping_keeps_what_is_here_and_says_that_it_goes_on_later(pulling: Pulling) -> None:
    pulling.step.open()
    pulling.step.hear(PullProgressed(event=EventId(1), done=1, total=2))

    pulling.step.cancel()
    assert pulling.step.headline == "Stopping after this page…"
    pulling.ask.answer_next()

    assert pulling.step.state is PullState.STOPPED
    assert pulling.step.says is not None
    assert pulling.step.says.advice == "Already here and safe: 1 attendee. Pulling again goes on there."
    assert pulling.step.action == "Go on"
    assert not pulling.step.done


def test_stopping_what_does_not_run_does_nothing(pulling: Pulling) -> None:
    pulling.step.cancel()

    assert pulling.step.state is PullState.READY
    assert pulling.step.fraction == 0.0


def test_an_interrupted_pull_says_what_happened_and_tries_again(pulling: Pulling) -> None:
    pulling.app.trouble["pull"] = UnreachableError("open_event", "The connection was cut")
    pulling.step.open()
    pulling.ask.answer_next()
    assert pulling.step.says is not None
    assert pulling.step.says.title == "No connection"
    assert pulling.step.says.advice == (
        "The connection was cut. Look at this computer's network, then try again. "
        "Already here and safe: 1 attendee. Trying again goes on where it stopped."
    )

    pulling.step.start()
    pulling.ask.answer_next()

    assert pulling.step.done


def test_a_second_pull_that_fails_does_not_take_back_the_first(pulling: Pulling) -> None:
    pulling.step.open()
    pulling.ask.answer_next()
    pulling.app.trouble["pull"] = UnreachableError("open_event", "The connection was cut")

    pulling.step.start()
    pulling.ask.answer_next()

    assert pulling.step.state is PullState.FAILED
    assert pulling.step.done


def test_only_one_pull_runs_at_a_time(pulling: Pulling) -> None:
    pulling.step.open()
    pulling.step.start()
    pulling.step.open()

    assert len(pulling.ask) == 1


def test_the_pull_of_an_event_that_was_left_is_not_told_of_the_next(pulling: Pulling) -> None:
    pulling.step.open()
    pulling.step.reset()

    pulling.ask.answer_next()

    assert pulling.step.state is PullState.READY
    assert pulling.step.says is None


def test_a_failure_after_the_event_was_left_is_dropped(pulling: Pulling) -> None:
    pulling.app.trouble["pull"] = UnreachableError("open_event", "Too late")
    pulling.step.open()
    pulling.app.pulled_pages = 1
    pulling.step.reset()
    pulling.ask.answer_next()

    assert pulling.step.state is PullState.READY


def test_an_empty_event_fills_the_bar(pulling: Pulling) -> None:
    pulling.step.open()

    pulling.step.hear(PullProgressed(event=EventId(1), done=0, total=0))

    assert pulling.step.fraction == 1.0
