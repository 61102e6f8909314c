"""The reduced figures of `damage`."""

import pytest

from tests.faults import damage
from tests.faults.figures import Scale


@pytest.mark.timeout(300)
def test_whatever_damages_the_file_every_green_is_there_once_and_the_platform_agrees() -> None:
    figures = damage.prove(Scale())

    assert [figure.line() for figure in figures if not figure.ok] == []
