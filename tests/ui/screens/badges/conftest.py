"""An app with a pulled event on a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.app import App, Schedule, open_app
from checkin.app.command_line import choose_first_station
from checkin.credentials import SessionVault
from checkin.paths import folders_under
from checkin.practice.open_event import PRACTICE_ACCOUNT, PRACTICE_PASSWORD, PracticeServer
from checkin.settings import Connection


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """Signed in, pulled, at its station; the sync does not run."""
    schedule = Schedule(changes=3600)
    with (
        PracticeServer(attendees=40) as server,
        open_app(folders_under(tmp_path / "app"), vault=SessionVault(), schedule=schedule) as opened,
    ):
        connection = Connection(platform="open_event", base_url=server.url, account=PRACTICE_ACCOUNT)
        opened.connect(connection, {"password": PRACTICE_PASSWORD})
        opened.choose_event(opened.events()[0])
        opened.pull()
        choose_first_station(opened)
        yield opened
