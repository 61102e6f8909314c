"""Codes that whoever knows somebody's number can make."""

import pytest

from checkin.model.code import badge_key, is_reckoned, reckoned_code
from checkin.model.seal import Seal, sealed

RECKONED = [
    reckoned_code("968"),
    "v3plus:968",
    "nutickets:968",
    "badgestic:968",
    badge_key("968"),
    "968",
]


def test_the_code_of_whom_a_list_gives_none_never_changes_for_badges_were_printed_with_it() -> None:
    assert reckoned_code("77") == "RAL4E2RXRBRA3AYP"


@pytest.mark.parametrize("code", RECKONED)
def test_a_code_that_others_can_reckon_signs_nothing(code: str) -> None:
    assert is_reckoned(code, "968")
    assert not sealed("1", "968", code)


@pytest.mark.parametrize("code", ["ABC-968", "9684", "830c97de:9680", reckoned_code("967")])
def test_a_code_that_only_its_bearer_knows_signs(code: str) -> None:
    assert not is_reckoned(code, "968")
    assert sealed("1", "968", code)


def test_badges_that_were_sealed_with_such_a_code_before_still_stand_for_their_ticket() -> None:
    assert Seal(attendee="968", mark="CSVFN4UPME745PCA").fits("1", "v3plus:968")
