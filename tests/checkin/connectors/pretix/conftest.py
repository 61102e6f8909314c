"""A recorded pretix, and a connector that speaks to it."""

from collections.abc import Iterator

import pytest

from checkin.connectors.pretix.connector import PretixConnector
from tests.checkin.connectors.pretix.recorded import RecordedServer, a_connector


@pytest.fixture
def server() -> RecordedServer:
    return RecordedServer()


@pytest.fixture
def connector(server: RecordedServer) -> Iterator[PretixConnector]:
    made = a_connector(server)
    yield made
    made.close()
