"""An app with a pulled event on a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.app import App
from tests.fakes.pulled import pull_into, station_like


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pull_into(tmp_path_factory.mktemp("pulled") / "app", attendees=40)


@pytest.fixture
def app(pulled: Path, tmp_path: Path) -> Iterator[App]:
    """Pulled, at its station; the sync does not run."""
    with station_like(pulled, tmp_path / "app") as opened:
        yield opened
