"""The reduced figures of `disks`."""

import pytest

from tests.faults import disks
from tests.faults.figures import Scale


@pytest.mark.timeout(300)
def test_on_a_full_or_forbidden_disk_what_was_green_is_kept_and_everything_else_is_an_error() -> None:
    figures = disks.prove(Scale())

    assert [figure.line() for figure in figures if not figure.ok] == []
    assert len(figures) == 10
