"""Made-up histories: none breaks a promise, and each wrong sync is noticed by one."""

import subprocess
import sys

import pytest

from tests.faults import simulated
from tests.faults.figures import Figure, Scale
from tests.faults.simulation.disk import Disks, room
from tests.faults.simulation.living import live
from tests.faults.simulation.world import prepared


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


def test_an_error_nobody_foresaw_is_a_broken_promise() -> None:
    lived = live(2026, 20, "dies of an error of its own")

    assert lived.story.startswith("no error goes astray: KeyError")


def test_what_a_killed_run_left_goes_with_the_next_one() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        left = room() / f"histories-{ended.pid}-left"
    left.mkdir()

    with Disks(prepared):
        assert not left.exists()
