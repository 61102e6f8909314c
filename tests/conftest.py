"""What holds for every test: silence is tested, and time stands still where a test asks for a clock."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pydantic.types  # noqa: F401 - whole: PySide6 hooks into imports, and would break the rest of it
import pytest
from hypothesis import HealthCheck, settings
from typing_extensions import override

from checkin.mirror.database import Mirror
from tests.fakes.builders import Door, a_door
from tests.fakes.clock import FakeClock
from tests.fakes.fresh import fresh_mirror

# Two cores shared with other work: how long one example took says nothing.
settings.register_profile("quick", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quick")


class _Witness(logging.Handler):
    """Remembers what was said that nobody should have to say."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[logging.LogRecord] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record)


@pytest.fixture(autouse=True)
def log_warnings() -> Iterator[list[logging.LogRecord]]:
    """Fails the test at a logged warning; a test that expects one takes it out of this list."""
    witness = _Witness()
    logging.getLogger().addHandler(witness)
    yield witness.heard
    logging.getLogger().removeHandler(witness)
    assert not [record.getMessage() for record in witness.heard]


@pytest.fixture
def clock() -> FakeClock:
    """Virtual time."""
    return FakeClock()


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[Mirror]:
    """A fresh mirror on the disk."""
    opened = fresh_mirror(tmp_path / "mirror.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def door(mirror: Mirror, clock: FakeClock) -> Door:
    """A registration station of a pulled event, with what it announces written down."""
    return a_door(mirror, clock)
