"""Callbacks of a real platform's kind, over real HTTP, from the platform to the sync."""

import hashlib
import hmac
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from checkin.app import App
from checkin.app.receiving import receiving
from checkin.connectors.nutickets.setup import WEBHOOK_SECRET
from checkin.errors import SettingsError
from checkin.notices import MirrorRefreshed, Notice
from checkin.practice.nutickets.serve import NuticketsPractice
from checkin.practice.sarcon.serve import SarconPractice
from tests.fakes.awaited import Awaited
from tests.fakes.rehearsed import set_up

SECRET = "agreed"  # noqa: S105
BODY = b'{"scans": []}'


@pytest.fixture
def nutickets() -> Iterator[NuticketsPractice]:
    with NuticketsPractice(attendees=20) as running:
        yield running


def call(address: str, body: bytes, **headers: str) -> int:
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("POST", parts.path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def is_refreshed(notice: Notice) -> bool:
    return isinstance(notice, MirrorRefreshed)


def test_a_signed_callback_makes_the_sync_look(app: App, nutickets: NuticketsPractice) -> None:
    set_up(app, nutickets)
    app.sign_in_again({**nutickets.secrets, WEBHOOK_SECRET: SECRET})
    signature = hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()
    started = Awaited(app.notices, is_refreshed)

    with receiving(app) as address:
        started.wait()
        looked = Awaited(app.notices, is_refreshed)
        assert call(address, BODY, Signature="forged") == 204
        assert call(address, BODY, Signature=signature) == 204
        looked.wait()


def test_the_address_is_the_same_next_time(app: App, nutickets: NuticketsPractice) -> None:
    set_up(app, nutickets)

    with receiving(app) as first:
        pass
    with receiving(app) as second:
        pass

    assert urlsplit(first).path == urlsplit(second).path


def test_an_unsigned_callback_of_a_platform_that_signs_none_makes_the_sync_look(app: App) -> None:
    with SarconPractice(attendees=20) as sarcon:
        set_up(app, sarcon)
        looked = Awaited(app.notices, is_refreshed)
        with receiving(app, path="/hooks/a-path-of-my-own") as address:
            assert address.endswith("/hooks/a-path-of-my-own")
            assert call(address, b'{"module": "Ticket"}') == 204
            looked.wait()
        app.stop_sync()


def test_a_platform_without_callbacks_is_said(ready_app: App) -> None:
    with pytest.raises(SettingsError, match="no callbacks"), receiving(ready_app):
        pass


def test_without_a_platform_there_is_nothing_to_receive(app: App) -> None:
    with pytest.raises(SettingsError, match="no callbacks"), receiving(app):
        pass
