"""What is drawn in the PDF beside HarfBuzz's own: the same outlines in the same order at the same places.

Which piece is set in which font and direction, and how the pieces follow one another from left to right, is
written down here by hand; each piece is then given to HarfBuzz as a whole.
"""

import unicodedata
from typing import NamedTuple

import numpy as np
import pytest
import uharfbuzz

from checkin.badges.render import render_badge
from checkin.badges.template import Box, Row, Text
from checkin.badges.text import cleaned, shaped
from checkin.paths import resource
from tests.checkin.badges.drawn_paths import Point, drawn_paths
from tests.checkin.badges.examples import SCRIPTS, a_badge, a_page

SANS, ARABIC, HEBREW = "NotoSans-Bold.ttf", "NotoSansArabic-Bold.ttf", "NotoSansHebrew-Bold.ttf"
THAI, DEVANAGARI = "NotoSansThai-Bold.ttf", "NotoSansDevanagari-Bold.ttf"
SIZE = 40


class Piece(NamedTuple):
    """A text in one font, script and direction."""

    text: str
    file: str
    script: str
    direction: str = "ltr"
    language: str = "und"


class Placed(NamedTuple):
    """A glyph and where its origin is, in thousandths of an em."""

    file: str
    number: int
    x: float
    y: float


def of_harfbuzz(*pieces: Piece) -> tuple[list[Placed], float]:
    """Glyphs from left to right, and how far they reach."""
    glyphs: list[Placed] = []
    pen = 0.0
    for piece in pieces:
        face = uharfbuzz.Face(resource("fonts", piece.file).read_bytes())
        buffer = uharfbuzz.Buffer()
        buffer.add_str(piece.text)
        buffer.script, buffer.direction, buffer.language = piece.script, piece.direction, piece.language
        uharfbuzz.shape(uharfbuzz.Font(face), buffer)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            x, y = position.x_offset * 1000 / face.upem, position.y_offset * 1000 / face.upem
            glyphs.append(Placed(piece.file, info.codepoint, pen + x, y))
            pen += position.x_advance * 1000 / face.upem
    return glyphs, pen


class Points:
    """The points of an outline; curves of TrueType fonts as the cubic ones that PDF has."""

    def __init__(self) -> None:
        self.all: list[Point] = []

    def moveTo(self, point: Point) -> None:  # noqa: N802 - HarfBuzz calls it so
        self.all.append(point)

    lineTo = moveTo  # noqa: N815

    def curveTo(self, *points: Point) -> None:  # noqa: N802
        self.all += points

    def qCurveTo(self, by: Point, to: Point) -> None:  # noqa: N802
        start = self.all[-1]
        self.all += [((a[0] + 2 * by[0]) / 3, (a[1] + 2 * by[1]) / 3) for a in (start, to)]
        self.all.append(to)

    def closePath(self) -> None:  # noqa: N802
        """Closing adds no point."""


def outline(glyph: Placed) -> list[Point]:
    """Its points, in thousandths of an em from the line's beginning."""
    face = uharfbuzz.Face(resource("fonts", glyph.file).read_bytes())
    pen = Points()
    uharfbuzz.Font(face).draw_glyph_with_pen(glyph.number, pen)
    em = 1000 / face.upem
    return [(glyph.x + x * em, glyph.y + y * em) for x, y in pen.all]


def in_the_pdf(text: str, *, bold: bool) -> list[list[Point]]:
    """The outlines of a badge with this name only, in thousandths of an em from where the first begins."""
    row = Row(shows=("{name}",), height=40, max_size=SIZE, min_size=SIZE, bold=bold, colour="#000000")
    page = a_page(Text(kind="text", box=Box(5, 5, 490, 40), rows=(row,)), width=500, height=50)
    paths = drawn_paths(render_badge(page, a_badge(text, "")))
    return from_the_first([[(x * 1000 / SIZE, y * 1000 / SIZE) for x, y in path] for path in paths])


def from_the_first(paths: list[list[Point]]) -> list[list[Point]]:
    left, base = paths[0][0]
    return [[(x - left, y - base) for x, y in path] for path in paths]


def assert_drawn_as(glyphs: list[Placed], drawn: list[list[Point]]) -> None:
    """Every outline is the glyph's, where it belongs; what has no ink is not in the PDF."""
    expected = from_the_first([points for points in map(outline, glyphs) if points])
    assert len(drawn) == len(expected)
    for path, points in zip(drawn, expected, strict=True):
        assert np.allclose(path, points, rtol=0, atol=len(expected) + 2)


def assert_same_as_harfbuzz(text: str, *pieces: Piece) -> None:
    expected, advance = of_harfbuzz(*pieces)
    assert_drawn_as(expected, in_the_pdf(text, bold="Bold" in pieces[0].file))
    line = shaped(cleaned(text), bold="Bold" in pieces[0].file)
    assert [(glyph.face.file, glyph.number) for glyph in line.glyphs] == [glyph[:2] for glyph in expected]
    assert [glyph.x for glyph in line.glyphs] == pytest.approx(
        [glyph.x for glyph in expected], abs=len(expected)
    )
    assert [glyph.y for glyph in line.glyphs] == pytest.approx([glyph.y for glyph in expected], abs=1)
    assert line.advance == pytest.approx(advance, abs=len(expected))


ONE_SCRIPT = {
    "Arabic": ("محمد عبد الرحمن القحطاني", ARABIC, "Arab", "rtl"),
    "Arabic, a ligature and marks above and below": ("سَلَامٌ إِلَىٰ", ARABIC, "Arab", "rtl"),
    "Persian with a joiner": ("علی\u200cرضا", ARABIC, "Arab", "rtl"),  # noqa: RUF001
    "Urdu": ("ٹیپو چغتائی", ARABIC, "Arab", "rtl"),
    "Hebrew": ("שלום בן־גוריון", HEBREW, "Hebr", "rtl"),
    "Hebrew, pointed": ("שָׁלוֹם", HEBREW, "Hebr", "rtl"),
    "Thai": ("ธนกฤต ศรีสุวรรณวัฒนา", THAI, "Thai", "ltr"),
    "Thai, tone marks over vowels": ("น้ำทิพย์ ปิ่นเกล้า ที่รัก", THAI, "Thai", "ltr"),
    "Devanagari": ("क्षितिज श्रीवास्तव", DEVANAGARI, "Deva", "ltr"),
    "Devanagari, a vowel before and a hook above": ("हर्षिता कीर्ति त्रिपाठी", DEVANAGARI, "Deva", "ltr"),
    "Vietnamese": ("Nguyễn Thị Hồng Ngọc", SANS, "Latn", "ltr"),
    "Latin with marks no letter has of its own": ("Q̃ x̌ m̥̄", SANS, "Latn", "ltr"),
    "Greek": ("Αλέξανδρος Παπαδόπουλος", SANS, "Grek", "ltr"),
    "Cyrillic": ("Дмитрий Щербаков", SANS, "Cyrl", "ltr"),
    "Tamil": ("தமிழ்ச்செல்வி கொளஞ்சி", "NotoSansTamil-Bold.ttf", "Taml", "ltr"),
    "Bengali": ("রবীন্দ্রনাথ শ্রীকৃষ্ণ", "NotoSansBengali-Regular.ttf", "Beng", "ltr"),
    "Khmer": ("សុខា ស្រីមុំ", "NotoSansKhmer-Regular.ttf", "Khmr", "ltr"),
    "Burmese": ("အောင်ဆန်းစုကြည်", "NotoSansMyanmar-Regular.ttf", "Mymr", "ltr"),
    "Sinhala": ("ශ්‍රී ලංකා", "NotoSansSinhala-Regular.ttf", "Sinh", "ltr"),
    "Malayalam": ("ശ്രീകുമാർ", "NotoSansMalayalam-Regular.ttf", "Mlym", "ltr"),
    "Korean": ("김민준", "NotoSansCJKsc-Regular.otf", "Hang", "ltr"),
    "Chinese": ("欧阳小明", "NotoSansCJKsc-Regular.otf", "Hani", "ltr"),
}


@pytest.mark.parametrize("name", ONE_SCRIPT)
def test_one_script_is_shaped_as_harfbuzz_shapes_it(name: str) -> None:
    text, file, script, direction = ONE_SCRIPT[name]
    assert_same_as_harfbuzz(text, Piece(cleaned(text), file, script, direction))


def test_a_japanese_name_is_drawn_in_japanese_forms() -> None:
    name, file = "直角さくら", "NotoSansCJKsc-Regular.otf"
    japanese, _ = of_harfbuzz(Piece(name, file, "Hani", "ltr", "ja"))
    chinese, _ = of_harfbuzz(Piece(name, file, "Hani"))

    assert japanese != chinese
    assert_drawn_as(japanese, in_the_pdf(name, bold=False))


@pytest.mark.parametrize("script", ["Vietnamese", "Korean", "Devanagari", "Greek"])
def test_it_does_not_matter_how_a_platform_spells_its_accents(script: str) -> None:
    name = " ".join(SCRIPTS[script])
    apart = unicodedata.normalize("NFD", name)
    assert script == "Devanagari" or apart != name
    assert shaped(cleaned(apart), bold=True) is shaped(cleaned(name), bold=True)


MIXED: dict[str, tuple[str, tuple[Piece, ...]]] = {
    "Arabic in Latin": (
        "Ada محمد Smith",
        (
            Piece("Ada ", SANS, "Latn"),
            Piece("محمد", ARABIC, "Arab", "rtl"),
            Piece(" ", ARABIC, "Arab"),  # what is no letter stays in the font of the letter before it
            Piece("Smith", SANS, "Latn"),
        ),
    ),
    "Latin in Arabic": (
        "محمد Smith علي",
        (
            Piece("علي", ARABIC, "Arab", "rtl"),
            Piece(" ", SANS, "Latn"),
            Piece("Smith", SANS, "Latn"),
            Piece("محمد ", ARABIC, "Arab", "rtl"),
        ),
    ),
    "Arabic beside Hebrew": (
        "שלום محمد",
        (
            Piece("محمد", ARABIC, "Arab", "rtl"),
            Piece("שלום ", HEBREW, "Hebr", "rtl"),
        ),
    ),
    "brackets around Latin in Hebrew": (
        "שלום (Ada)",
        (
            Piece(")", SANS, "Zyyy", "rtl"),
            Piece("Ada", SANS, "Latn"),
            Piece("(", SANS, "Zyyy", "rtl"),
            Piece("שלום ", HEBREW, "Hebr", "rtl"),
        ),
    ),
    "Thai and Latin": (
        "Ploy (พลอย)",
        (
            Piece("Ploy (", SANS, "Latn"),
            Piece("พลอย", THAI, "Thai"),
            Piece(")", SANS, "Zyyy"),
        ),
    ),
}


@pytest.mark.parametrize("name", MIXED)
def test_mixed_directions_stand_as_they_are_read(name: str) -> None:
    text, pieces = MIXED[name]
    assert_same_as_harfbuzz(text, *pieces)


def nominal(character: str, file: str) -> int:
    face = uharfbuzz.Face(resource("fonts", file).read_bytes())
    number = uharfbuzz.Font(face).get_nominal_glyph(ord(character))
    assert number is not None
    return int(number)


def test_a_vowel_that_is_written_first_stands_first() -> None:
    glyphs = [glyph.number for glyph in shaped("कि", bold=True).glyphs]
    assert glyphs[1] == nominal("क", DEVANAGARI)
    assert glyphs[0] != nominal("क", DEVANAGARI)
    assert len(glyphs) == 2


def test_arabic_letters_take_the_form_of_their_place() -> None:
    forms = {glyph.number for glyph in shaped("\N{ARABIC LETTER HEH}" * 3, bold=True).glyphs}
    assert len(forms) == 3
    assert nominal("\N{ARABIC LETTER HEH}", ARABIC) not in forms


def test_marks_above_a_letter_do_not_move_the_pen() -> None:
    assert shaped("ที่", bold=True).advance == shaped("ท", bold=True).advance
    assert shaped("مُ", bold=True).advance == shaped("م", bold=True).advance
