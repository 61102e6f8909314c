import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.badges.colours import INK, PAPER, channels, contrast, readable_on

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_channels_run_from_nothing_to_everything() -> None:
    assert channels("#ff0033") == (1.0, 0.0, 0.2)


def test_black_on_white_is_the_strongest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


@given(COLOURS)
def test_some_text_colour_can_be_read_on_every_band(ground: str) -> None:
    assert contrast(readable_on(ground), ground) >= 4.2


@pytest.mark.parametrize(("ground", "text"), [("#101438", PAPER), ("#fff3bf", INK), ("#000000", PAPER)])
def test_dark_bands_take_light_text_and_light_bands_dark(ground: str, text: str) -> None:
    assert readable_on(ground) == text
