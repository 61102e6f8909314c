import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.badges.legible import plain, require_drawn, without_lacking
from checkin.badges.text import cleaned, clusters, shaped
from checkin.errors import BadgeError
from tests.checkin.badges.examples import SCRIPTS

RLO, PDF, ZWNJ, SOFT_HYPHEN = "\u202e", "\u202c", "\u200c", "\u00ad"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Ada\r\nLovelace", "Ada Lovelace"),
        ("\tAda\x00 \u2028  Lovelace\x7f", "Ada Lovelace"),
        ("Ada\u00a0Lovelace", "Ada Lovelace"),
        (f"{RLO}Ada{PDF}", "Ada"),
        (f"Love{SOFT_HYPHEN}lace\ufeff", "Lovelace"),
        ("e\u0301", "é"),
        (f"علی{ZWNJ}رضا", f"علی{ZWNJ}رضا"),
        (" \n ", ""),
    ],
)
def test_names_are_cleaned_of_what_cannot_be_printed(raw: str, clean: str) -> None:
    assert cleaned(raw) == clean


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("bold", [True, False])
def test_every_promised_script_is_shaped_with_glyphs_of_its_own(script: str, bold: bool) -> None:  # noqa: FBT001
    text = cleaned(" ".join(SCRIPTS[script]))
    line = shaped(require_drawn(text, bold=bold), bold=bold)
    assert all(glyph.number != 0 for glyph in line.glyphs)
    assert line.ink is not None
    assert line.advance > 1000


def test_arabic_letters_join_and_run_from_the_right() -> None:
    joined, parted = shaped("محمد", bold=True), shaped("م ح م د", bold=True)
    assert joined.from_right
    assert joined.seen == "دمحم"
    assert {glyph.number for glyph in joined.glyphs} != {glyph.number for glyph in parted.glyphs}


def test_latin_inside_hebrew_keeps_its_own_direction() -> None:
    line = shaped("שלום Ada 42", bold=False)
    assert line.from_right
    assert line.seen == "Ada 42 םולש"
    assert not shaped("Ada שלום", bold=False).from_right
    assert shaped("Ada שלום", bold=False).seen == "Ada םולש"


def test_a_joiner_goes_with_the_letter_before_it() -> None:
    line = shaped(f"علی{ZWNJ}رضا", bold=False)
    assert line.seen == f"علی{ZWNJ}رضا"[::-1]
    assert line.advance != shaped("علیرضا", bold=False).advance


def test_a_leading_joiner_is_harmless() -> None:
    assert shaped(f"{ZWNJ}علی", bold=False).ink is not None


def test_an_empty_line_is_empty() -> None:
    line = shaped("", bold=False)
    assert (line.glyphs, line.ink, line.width, line.left) == ((), None, 0, 0)


def test_devanagari_is_reordered_and_fused() -> None:
    assert len(shaped("क्षि", bold=False).glyphs) < len("क्षि")


def test_each_run_is_drawn_by_one_font_and_spaces_stay_with_their_neighbours() -> None:
    line = shaped("王伟 Wang", bold=True)
    files = [glyph.face.file for glyph in line.glyphs]
    assert files == ["NotoSansCJKsc-Regular.otf"] * 3 + ["NotoSans-Bold.ttf"] * 4


def test_shaping_refuses_what_was_not_asked_about_first() -> None:
    with pytest.raises(BadgeError, match=r"U\+1F338"):
        shaped("🌸", bold=True)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("e\u0301a", ["e\u0301", "a"]),
        ("นำใจ", ["นำ", "ใจ"]),
        ("क्षय", ["क्ष", "य"]),
        ("क् य", ["क्", " ", "य"]),
        ("a\u200db", ["a\u200db"]),
        ("ເລ", ["ເລ"]),
    ],
)
def test_what_reads_as_one_character_stays_together(text: str, parts: list[str]) -> None:
    assert list(clusters(text)) == parts


@given(st.text(max_size=40))
def test_cleaning_loses_nothing_visible_and_is_done_once(text: str) -> None:
    clean = cleaned(text)
    assert cleaned(clean) == clean
    kept = [c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] in "LNPS"]
    assert [c for c in clean if unicodedata.category(c)[0] in "LNPS"] == kept


@given(st.text(max_size=30))
def test_any_text_is_drawn_or_its_gaps_are_left_out(text: str) -> None:
    drawable = without_lacking(plain(cleaned(text), bold=False), bold=False)
    line = shaped(drawable, bold=False)
    assert all(glyph.number != 0 for glyph in line.glyphs)
    assert sorted(line.seen) == sorted(drawable)
