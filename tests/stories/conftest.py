"""After every story: whatever happened in it, its logs name nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.practice.open_event import PRACTICE_ACCOUNT, PRACTICE_PASSWORD
from tests.fakes.overheard import overheard


@pytest.fixture(autouse=True)
def nobody_is_named(tmp_path: Path) -> Iterator[None]:
    """Fails the story when a name, an e-mail address, a code or a secret stands in a log under its folder."""
    yield
    assert overheard(tmp_path, (PRACTICE_ACCOUNT, PRACTICE_PASSWORD)) == {}
