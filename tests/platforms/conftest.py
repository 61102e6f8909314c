"""Each platform, made up, for what all of them promise.

Pydantic is imported whole before any test does: once pytest-qt has loaded PySide6, that looks at every
import, and fails at a pydantic that is half imported.
"""

from collections.abc import Iterator

import pytest

import checkin.settings as _settings  # noqa: F401
from checkin.connectors.registry import PLATFORMS
from tests.fakes.subjects import Subject, performing, with_server


@pytest.fixture(scope="module", params=list(PLATFORMS))
def all_alike(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    """Each platform of the registry; a new one is tested by itself, or fails for want of a rehearsal."""
    with performing(request.param, tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture(scope="module", params=with_server())
def on_the_line(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Subject]:
    """Each platform that is reached over the network."""
    with performing(request.param, tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture
def subject(all_alike: Subject) -> Iterator[Subject]:
    """Each platform, well behaved again after each test."""
    yield all_alike
    all_alike.recover()


@pytest.fixture
def served(on_the_line: Subject) -> Iterator[Subject]:
    """Each platform that is reached over the network, well behaved again after each test."""
    yield on_the_line
    on_the_line.recover()
