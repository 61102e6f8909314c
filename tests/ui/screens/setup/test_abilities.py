import pytest

from checkin.model.platform import Capability
from ui.screens.setup.abilities import KEPT_HERE, in_words


@pytest.mark.parametrize("able", list(Capability))
def test_every_capability_has_words(able: Capability) -> None:
    said = [ability for ability in in_words({able}) if ability is not KEPT_HERE]

    assert len(said) == 1
    assert said[0].works
    assert said[0].words.endswith(".")


def test_a_platform_that_hears_of_no_check_in_keeps_them_here() -> None:
    first = in_words({Capability.WALK_IN})[0]

    assert f"{first.topic} {first.words}" == "Check-ins stay on this computer; export them afterwards."
    assert not first.works


@pytest.mark.parametrize("told", [Capability.CHECK_IN_OUR_TIME, Capability.CHECK_IN_THEIR_TIME])
def test_a_platform_that_hears_of_them_keeps_nothing_here(told: Capability) -> None:
    assert KEPT_HERE not in in_words({told})
