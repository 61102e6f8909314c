"""Values as one column of text."""

import pytest

from checkin.errors import MirrorError
from checkin.mirror.packing import EMPTY, pack, unpack
from checkin.model.zone_rules import OPEN_TO_ALL, ZoneRules


def test_what_is_as_by_default_takes_no_room() -> None:
    assert pack(OPEN_TO_ALL) == EMPTY
    assert unpack(ZoneRules, EMPTY) == OPEN_TO_ALL


def test_a_value_comes_back_as_it_was() -> None:
    rules = ZoneRules(capacity=3, logic={"<": [{"var": "entries_number"}, 3]})

    assert unpack(ZoneRules, pack(rules)) == rules


@pytest.mark.parametrize("text", ["", "nothing", '{"capacity": "many"}', "[" * 3000])
def test_what_somebody_else_wrote_is_said_to_be_damaged(text: str) -> None:
    with pytest.raises(MirrorError, match="damaged"):
        unpack(ZoneRules, text)
