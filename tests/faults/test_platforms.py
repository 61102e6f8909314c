import pytest

from checkin.connectors.registry import PLATFORMS
from tests.faults.platforms import KEPT, TOLD, prove_told
from tests.faults.platforms_kept import prove_kept

NUMBER, SEED = 40, 2026


def test_every_platform_is_either_told_or_kept_from() -> None:
    assert {*TOLD, *KEPT} == set(PLATFORMS)


@pytest.mark.parametrize("platform", TOLD)
def test_through_a_fifth_of_failing_requests_the_platforms_record_is_ours(platform: str) -> None:
    figure = prove_told(platform, NUMBER, SEED)

    assert figure.ok, figure.line()
    assert int(figure.counts["faults"]) > 5


@pytest.mark.parametrize("platform", KEPT)
def test_where_nothing_can_be_told_everything_can_be_exported(platform: str) -> None:
    figure = prove_kept(platform, NUMBER, SEED)

    assert figure.ok, figure.line()
    assert figure.counts["exported"] == NUMBER
