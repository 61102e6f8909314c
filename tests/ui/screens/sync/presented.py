"""The sync page without its view."""

from tests.fakes.executor import ask_at_once
from tests.ui.screens.stand_in import StandInApp
from ui.screens.sync.presenter import SyncPresenter
from ui.tasks import Ask

RIGHTS = (
    "This account may not check in at this station (Only admin/organiser/coorganizer of event only able to)",
    "The account may not do this: no reason given. It must be owner, organizer or co-organizer of the event.",
)


def screen(app: StandInApp, ask: Ask = ask_at_once) -> SyncPresenter:
    made = SyncPresenter(app.as_app(), ask)
    app.notices.listen(made.hear)
    made.begin()
    return made


def said(sync: SyncPresenter) -> str:
    assert sync.result is not None
    return sync.result.title


def line(sync: SyncPresenter) -> str:
    assert sync.health is not None
    return sync.health.line
