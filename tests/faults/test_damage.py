"""The reduced figures of `damage`."""

import pytest

from tests.faults import damage
from tests.faults.figures import Scale, proven


@pytest.mark.timeout(300)
def test_whatever_damages_the_file_every_green_is_there_once_and_the_platform_agrees() -> None:
    proven(damage.prove(Scale()), "greens")
