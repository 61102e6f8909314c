from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.connectors.v3plus.client import Client
from checkin.connectors.v3plus.connector import V3PlusConnector
from checkin.practice.v3plus import V3PlusPractice
from tests.checkin.connectors.v3plus.builders import asking, connected


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[V3PlusPractice]:
    with V3PlusPractice(attendees=40) as running:
        running.roster_file(tmp_path)
        yield running


@pytest.fixture
def connector(portal: V3PlusPractice) -> Iterator[V3PlusConnector]:
    made = connected(portal)
    yield made
    made.close()


@pytest.fixture
def client(portal: V3PlusPractice) -> Client:
    return asking(portal)
