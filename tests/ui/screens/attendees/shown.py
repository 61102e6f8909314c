"""The attendees' screen as its tests have it."""

from checkin.model.ids import AttendeeId
from tests.fakes.executor import ask_at_once
from tests.ui.screens.stand_in import StandInApp
from ui.screens.attendees.presenter import AttendeesPresenter
from ui.tasks import Ask
from ui.theme.tokens import Tone

ADA, GRACE = AttendeeId(1), AttendeeId(2)


def screen(app: StandInApp, at_desk: Ask = ask_at_once) -> AttendeesPresenter:
    """It, begun, hearing of everything."""
    made = AttendeesPresenter(app.as_app(), ask_at_once, at_desk)
    app.notices.listen(made.hear)
    made.begin()
    return made


def said(shown: AttendeesPresenter) -> tuple[Tone, str]:
    """Its last answer: how it went, and the title."""
    assert shown.result is not None
    return shown.result.tone, shown.result.title
