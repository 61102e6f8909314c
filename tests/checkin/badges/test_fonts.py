import re

import numpy as np
import pytest

from checkin.badges.fonts import is_unseen, typeface_for, typefaces
from checkin.badges.preview import pixels
from checkin.badges.render import render_badge
from checkin.badges.template import Box, Row, Text
from checkin.paths import resource
from tests.checkin.badges.examples import a_badge, a_page

FILES = sorted(file for file in resource("fonts").iterdir() if file.suffix in {".ttf", ".otf"})


def test_every_bundled_font_is_used_and_every_used_font_is_bundled() -> None:
    used = {face.file for bold in (True, False) for face in typefaces(bold=bold)}
    assert used == {file.name for file in FILES}


def test_the_fonts_come_with_their_licence_and_stay_small() -> None:
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "OFL.txt").read_text(encoding="utf-8")
    assert sum(file.stat().st_size for file in resource("fonts").iterdir()) <= 14 * 1024 * 1024


@pytest.mark.parametrize(
    ("characters", "file"),
    [
        ("Ł", "NotoSans-Bold.ttf"),
        ("ễ", "NotoSans-Bold.ttf"),
        ("م", "NotoSansArabic-Bold.ttf"),
        ("ש", "NotoSansHebrew-Bold.ttf"),
        ("क्ष", "NotoSansDevanagari-Bold.ttf"),
        ("กี่", "NotoSansThai-Bold.ttf"),
        ("欧", "NotoSansCJKsc-Regular.otf"),
        ("㛃", "NotoSansCJKsc-Regular.otf"),
        ("힣", "NotoSansCJKsc-Regular.otf"),
        ("𠮷", "NotoSansCJKsc-Regular.otf"),
    ],
)
def test_each_character_is_drawn_by_the_first_font_that_has_it(characters: str, file: str) -> None:
    face = typeface_for(characters, bold=True)
    assert face is not None
    assert face.file == file


def test_no_font_draws_a_pictograph() -> None:
    assert typeface_for("🌸", bold=False) is None


def test_a_character_may_be_put_together_from_its_parts() -> None:
    thai = next(face for face in typefaces(bold=False) if "Thai" in face.file)
    assert thai.draws("\u0e33")
    latin = next(typefaces(bold=False))
    composed = "\u01e7"  # drawn as itself or as g with caron
    assert latin.draws(composed)
    assert latin.draws("\u0958") is False


def test_joiners_need_no_glyph() -> None:
    assert is_unseen("\u200d")
    assert is_unseen("\ufe0f")
    assert is_unseen("\U000e0100")
    assert not is_unseen("a")


def test_outlines_are_closed_pdf_paths_and_spaces_have_none() -> None:
    face = next(typefaces(bold=False))
    outline = face.outline(face.font.get_nominal_glyph(ord("o")))
    assert re.fullmatch(r"(-?\d+ -?\d+ [ml] |(-?\d+ ){6}c |h ?)+", outline)
    assert outline.count("m") == outline.count("h") == 2
    space = face.font.get_nominal_glyph(ord(" "))
    assert not face.outline(space)
    assert face.ink(space) is None


def test_a_script_without_a_bold_file_is_emboldened() -> None:
    bold, regular = (typeface_for("王", bold=bold) for bold in (True, False))
    assert bold is not None
    assert regular is not None
    glyph = regular.font.get_nominal_glyph(ord("王"))
    heavy, light = bold.ink(glyph), regular.ink(glyph)
    assert heavy is not None
    assert light is not None
    assert heavy.top - heavy.bottom > light.top - light.bottom


def test_a_character_of_many_strokes_stays_readable_in_bold() -> None:
    row = Row(shows=("{name}",), height=30, max_size=80, min_size=80, bold=True, colour="#000000")
    page = a_page(Text(kind="text", box=Box(5, 5, 50, 30), rows=(row,)))
    dark = pixels(render_badge(page, a_badge("鬱", "")), dpi=300).min(axis=2) < 128
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    inked = dark[rows[0] : rows[-1], columns[0] : columns[-1]].mean()
    assert 0.5 < inked < 0.68
