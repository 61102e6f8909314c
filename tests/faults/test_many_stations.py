"""Stations of one account that are apart for a while."""

import pytest

from tests.faults.figures import Scale
from tests.faults.many_stations import KEEPS_ALL, KEEPS_FIRST, prove_apart


@pytest.mark.parametrize("platform", sorted(KEEPS_ALL | KEEPS_FIRST))
def test_nothing_is_lost_and_exactly_who_came_twice_is_listed(platform: str) -> None:
    figure = prove_apart(platform, 3, 16, Scale().seed)

    assert figure.ok, figure.line()
    assert figure.counts["double entries listed"]
