from collections.abc import Iterator

import pytest

from checkin.connectors.open_event.connector import OpenEventConnector
from tests.checkin.connectors.open_event.builders import connected
from tests.checkin.connectors.stand_ins import RecordedServer


@pytest.fixture
def server() -> RecordedServer:
    return RecordedServer()


@pytest.fixture
def connector(server: RecordedServer) -> Iterator[OpenEventConnector]:
    made = connected(server)
    yield made
    made.close()
