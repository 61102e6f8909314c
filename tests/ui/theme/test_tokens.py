from dataclasses import asdict
from itertools import product

import pytest

from ui.theme import DARK, LIGHT, Palette, Tone, contrast, loud, soft, tone_icon
from ui.theme.icons import resources

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
READ_ON_GROUNDS = [
    *product(("text", "muted"), ("background", "surface", "sunken")),
    *product(("accent_text",), ("background", "surface", "accent_soft")),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("text", "accent_soft"),
    ("no_text", "surface"),
    *product(("on_rail", "rail_muted"), ("rail", "rail_hover", "rail_chosen")),
]
SEEN_ON_GROUNDS = [
    *product(("edge", "focus"), ("background", "surface")),
    ("accent", "surface"),
]


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@PALETTES
@pytest.mark.parametrize(("ink", "ground"), READ_ON_GROUNDS)
def test_what_is_read_has_the_contrast_of_wcag_aa(palette: Palette, ink: str, ground: str) -> None:
    colours = asdict(palette)

    assert contrast(colours[ink], colours[ground]) >= 4.5


@PALETTES
@pytest.mark.parametrize(("line", "ground"), SEEN_ON_GROUNDS)
def test_outlines_and_focus_can_be_seen(palette: Palette, line: str, ground: str) -> None:
    colours = asdict(palette)

    assert contrast(colours[line], colours[ground]) >= 3


@PALETTES
@pytest.mark.parametrize("tone", Tone)
def test_answers_can_be_read_loud_and_soft(palette: Palette, tone: Tone) -> None:
    for ground in (loud(palette, tone), soft(palette, tone)):
        assert contrast(ground.ink, ground.fill) >= 4.5


def test_every_tone_has_a_shape_of_its_own() -> None:
    shapes = [tone_icon(tone) for tone in Tone]

    assert len(set(shapes)) == len(shapes)
    assert all((resources() / "icons" / f"{shape}.svg").exists() for shape in shapes)
