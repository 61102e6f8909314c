"""Parts of a code that is spread over several symbols are known for what they are."""

import numpy as np
import pytest

from checkin.scanner import zxing
from checkin.scanner.decoded import USUAL
from checkin.scanner.parts import part_number
from tests.checkin.scanner.pictures import grey_qr, split_code


@pytest.mark.parametrize("mask", range(8))
def test_a_part_tells_its_number_under_every_mask(mask: int) -> None:
    (part,) = zxing.read(split_code("ABC-123", 2, 3, mask=mask), USUAL)

    assert part.part_of == (2, 3)


@pytest.mark.parametrize("version", [1, 2, 7, 10, 13])
def test_a_part_tells_its_number_at_every_size_of_a_ticket(version: int) -> None:
    (part,) = zxing.read(split_code("A", 16, 16, version=version), USUAL)

    assert part.part_of == (16, 16)


@pytest.mark.parametrize("text", ["1", "12345678901234567890", "ABC 123", "aBc-9f", "Müller", "x" * 300])
def test_a_whole_code_is_no_part(text: str) -> None:
    (whole,) = zxing.read(grey_qr(text), USUAL)

    assert (whole.payload, whole.part_of) == (text, None)


def test_a_symbol_too_small_or_of_unknown_level_is_no_part() -> None:
    assert part_number(np.ones((15, 15), dtype=bool), 0, "M") is None
    assert part_number(np.ones((21, 21), dtype=bool), 0, "?") is None


def test_a_symbol_whose_header_lies_deep_inside_is_taken_for_a_whole_code() -> None:
    assert part_number(np.ones((177, 177), dtype=bool), 0, "H") is None
