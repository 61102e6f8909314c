"""A folder with a pulled event in it, made once and copied for whoever needs one of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

from checkin.app import App, Schedule, open_app
from checkin.app.command_line import choose_first_station
from checkin.credentials import SessionVault
from checkin.paths import folders_under
from checkin.practice.open_event import PRACTICE_ACCOUNT, PRACTICE_PASSWORD, PracticeServer
from checkin.settings import Connection


def pull_into(folder: Path, attendees: int) -> Path:
    """Set a station up in the folder; its platform is gone afterwards."""
    with PracticeServer(attendees=attendees) as server, _opened(folder) as app:
        connection = Connection(platform="open_event", base_url=server.url, account=PRACTICE_ACCOUNT)
        app.connect(connection, {"password": PRACTICE_PASSWORD})
        app.choose_event(app.events()[0])
        app.pull()
        choose_first_station(app)
    return folder


@contextmanager
def station_like(folder: Path, own: Path) -> Iterator[App]:
    """The same station in a folder of its own; there is no network."""
    copytree(folder, own)
    with _opened(own) as app:
        yield app


def _opened(folder: Path) -> App:
    return open_app(folders_under(folder), vault=SessionVault(), schedule=Schedule(changes=3600))
