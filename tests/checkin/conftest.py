"""A practice platform and an app on a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.app import App, Schedule, open_app
from checkin.app.command_line import choose_first_station
from checkin.credentials import SessionVault
from checkin.paths import folders_under
from checkin.practice.open_event import PRACTICE_ACCOUNT, PRACTICE_PASSWORD, PracticeServer
from checkin.settings import Connection
from tests.fakes.fresh import fresh

SECRETS = {"password": PRACTICE_PASSWORD}


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(attendees=60) as running:
        yield running


@pytest.fixture
def connection(server: PracticeServer) -> Connection:
    return Connection(platform="open_event", base_url=server.url, account=PRACTICE_ACCOUNT)


@pytest.fixture
def vault() -> SessionVault:
    return SessionVault()


@pytest.fixture
def app(tmp_path: Path, vault: SessionVault) -> Iterator[App]:
    with open_app(fresh(folders_under(tmp_path)), vault=vault, schedule=Schedule(changes=3600)) as opened:
        yield opened


@pytest.fixture
def ready_app(app: App, connection: Connection) -> App:
    """Signed in, pulled, at its station; the sync does not run yet."""
    app.connect(connection, SECRETS)
    app.choose_event(app.events()[0])
    app.pull()
    choose_first_station(app)
    return app


@pytest.fixture
def codes(server: PracticeServer, ready_app: App) -> list[str]:
    """Tickets that must be let in."""
    platform, event = server.platform, ready_app.event
    assert event is not None
    return [
        platform.attendee_code(row.id)
        for row in platform.attendees
        if str(row.event_id) == event.platform.platform_id
        and row.deleted_at is None
        and platform.orders[row.order_id].status in {"completed", "placed"}
    ]
