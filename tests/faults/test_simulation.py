"""Made-up histories: none breaks a promise, and each wrong sync is noticed by one."""

import pytest

from tests.faults import simulated
from tests.faults.figures import Figure, Scale


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    """The reduced counts."""
    return simulated.prove(Scale())


def test_no_history_breaks_a_promise(figures: list[Figure]) -> None:
    assert figures[0].ok, figures[0].line()
    assert figures[0].counts["violations"] == 0


def test_each_wrong_sync_is_noticed(figures: list[Figure]) -> None:
    assert len(figures) == 4
    assert [figure.line() for figure in figures[1:] if not figure.ok] == []
