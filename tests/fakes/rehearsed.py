"""An app on a practice platform, as far as the pulled event."""

from checkin.app import App
from checkin.practice.rehearsals import Rehearsal


def set_up(app: App, rehearsal: Rehearsal) -> None:
    """Sign in to the platform, choose its main event and pull it."""
    app.connect(rehearsal.connection, rehearsal.secrets)
    app.choose_event(next(one for one in app.events() if one.platform_id == rehearsal.main_event))
    app.pull()
