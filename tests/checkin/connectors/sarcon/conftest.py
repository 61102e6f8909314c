from collections.abc import Iterator

import pytest

from checkin.connectors.sarcon.connector import SarconConnector
from checkin.practice.sarcon import SarconPractice
from tests.checkin.connectors.sarcon.builders import connector_to


@pytest.fixture
def practice() -> Iterator[SarconPractice]:
    with SarconPractice(attendees=130) as running:
        yield running


@pytest.fixture
def connector(practice: SarconPractice) -> Iterator[SarconConnector]:
    made = connector_to(practice)
    yield made
    made.close()


@pytest.fixture
def attendee(practice: SarconPractice) -> str:
    """Somebody who may come in."""
    return next(one.platform_id for one in practice.visitors() if one.expected is None)
