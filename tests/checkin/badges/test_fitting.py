from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checkin.badges.fitting import SMALLEST, Fitted, Room, fit
from checkin.badges.fonts import EM
from checkin.badges.legible import plain, without_lacking
from checkin.badges.text import cleaned
from checkin.errors import BadgeError

ROOM = Room(width=200, height=60, max_size=46, min_size=20, max_lines=2, bold=True)
ALPHABET = "aWil é-'ŁọДф王さ김ـمحשלक्षิกี่ "


def texts(fitted: Fitted) -> list[str]:
    return [line.text for line in fitted.lines]


def unspaced(text: str) -> str:
    return "".join(text.split())


def assert_inside(fitted: Fitted, room: Room) -> None:
    assert fitted.height <= room.height * 1.0001
    for line, baseline in zip(fitted.lines, fitted.baselines, strict=True):
        assert line.width * fitted.size / EM <= room.width * 1.0001
        assert line.ink is not None
        assert line.ink.top * fitted.size / EM <= baseline * 1.0001
        assert baseline - line.ink.bottom * fitted.size / EM <= fitted.height * 1.0001


def test_a_short_name_is_as_large_as_the_template_allows() -> None:
    fitted = fit("Ada", ROOM)
    assert fitted.size == ROOM.max_size
    assert texts(fitted) == ["Ada"]


def test_a_longer_name_shrinks_to_the_width_of_its_box() -> None:
    fitted = fit("Maximiliane", ROOM)
    assert ROOM.min_size < fitted.size < ROOM.max_size
    assert fitted.lines[0].width * fitted.size / EM == pytest.approx(ROOM.width)


def test_two_lines_are_taken_when_they_make_the_name_larger() -> None:
    assert texts(fit("Johann Wolfgang Amadeus", ROOM)) == ["Johann Wolfgang", "Amadeus"]
    assert len(fit("Johann Wolfgang", replace(ROOM, height=25)).lines) == 1


def test_hyphens_may_end_a_line() -> None:
    assert texts(fit("Anne-Christiane", replace(ROOM, width=130))) == ["Anne-", "Christiane"]


def test_ideographs_may_end_a_line_but_a_length_mark_may_not_begin_one() -> None:
    lines = texts(fit("株式会社オープンソース", replace(ROOM, width=140)))
    assert len(lines) == 2
    assert not lines[1].startswith("ー")


def test_a_long_word_stays_whole_a_little_below_the_smallest_size() -> None:
    fitted = fit("Featherstonehaugh-Cholmondeleys", ROOM)
    assert texts(fitted) == ["Featherstonehaugh-", "Cholmondeleys"]
    assert fitted.size < ROOM.min_size


def test_a_hundred_letters_without_a_space_are_broken_inside_the_word() -> None:
    name = "Wolfeschlegelsteinhausen" * 4
    fitted = fit(name, ROOM)
    assert "".join(texts(fitted)) == name
    assert len(fitted.lines) > 1
    assert_inside(fitted, ROOM)


def test_a_broken_word_is_taken_when_it_reaches_the_smallest_size() -> None:
    fitted = fit("Wolfeschlegelsteinhausenbergerdorff", ROOM)
    assert len(fitted.lines) == ROOM.max_lines
    assert fitted.size >= ROOM.min_size


def test_only_the_word_that_is_too_long_is_broken() -> None:
    fitted = fit("Bo Wolfeschlegelsteinhausenbergerdorff", ROOM)
    assert " ".join(texts(fitted)).startswith("Bo Wolfe")
    assert unspaced("".join(texts(fitted))) == "BoWolfeschlegelsteinhausenbergerdorff"


def test_a_name_too_long_for_a_line_is_parted_with_a_hyphen_and_no_other() -> None:
    fitted = fit("Maximiliane Wolfeschlegelsteinhausenbergerdorff", replace(ROOM, hyphens="de", max_lines=3))
    assert texts(fitted) == ["Maximiliane Wolfe-", "schlegelsteinhau-", "senbergerdorff"]
    whole = fit("Featherstonehaugh", replace(ROOM, hyphens="en"))
    assert texts(whole) == ["Featherstonehaugh"]


def test_a_name_goes_below_its_smallest_size_rather_than_being_cut() -> None:
    name = "Abcdefghij " * 20
    fitted = fit(name.strip(), ROOM)
    assert SMALLEST <= fitted.size < ROOM.min_size
    assert len(fitted.lines) > ROOM.max_lines
    assert unspaced("".join(texts(fitted))) == unspaced(name)


def test_a_name_nobody_could_read_is_refused() -> None:
    with pytest.raises(BadgeError, match="A name of 5000 characters does not fit"):
        fit("x" * 5000, replace(ROOM, max_lines=1))


def test_other_text_ends_in_an_ellipsis_at_its_smallest_size() -> None:
    room = replace(ROOM, may_be_cut=True)
    fitted = fit("The International Society for the Advancement of Extremely Long Company Names", room)
    assert fitted.size >= room.min_size
    assert len(fitted.lines) <= room.max_lines
    assert texts(fitted)[-1].endswith("…")
    assert texts(fitted)[0].startswith("The International")
    assert_inside(fitted, room)


def test_what_fits_whole_is_not_cut() -> None:
    assert texts(fit("Engines Ltd", replace(ROOM, may_be_cut=True))) == ["Engines Ltd"]


def test_in_a_box_too_small_for_anything_an_ellipsis_is_left() -> None:
    assert texts(fit("Engines", Room(width=5, height=60, max_size=46, min_size=20, may_be_cut=True))) == ["…"]


def test_stacked_marks_do_not_touch_the_line_above() -> None:
    room = replace(ROOM, width=120, height=100)
    fitted = fit("Ngọc̣g Ễ̂Ễ̂", room)
    upper, lower = fitted.lines
    assert upper.ink is not None
    assert lower.ink is not None
    gap = fitted.baselines[1] - fitted.baselines[0]
    assert gap * EM / fitted.size >= lower.ink.top - upper.ink.bottom


JOB = "Verantwortliche für Öffentlichkeitsarbeit"
HYPHENATED = replace(ROOM, width=160, height=80, max_lines=3, bold=False, may_be_cut=True, hyphens="de")


def test_long_words_are_parted_with_a_hyphen_where_the_language_does() -> None:
    assert texts(fit(JOB, HYPHENATED)) == ["Verantwortliche", "für Öffentlich-", "keitsarbeit"]


def test_hyphens_come_only_where_whole_words_would_be_too_small() -> None:
    assert not any("-" in line for line in texts(fit(JOB, replace(HYPHENATED, min_size=10))))


def test_without_hyphens_what_does_not_fit_is_broken_anywhere() -> None:
    assert not any("-" in line for line in texts(fit(JOB, replace(HYPHENATED, hyphens=""))))


def test_an_ellipsis_comes_after_all_hyphens_and_never_with_one() -> None:
    fitted = fit(f"{JOB}, {JOB}, {JOB}", HYPHENATED)
    assert fitted.is_cut
    assert texts(fitted)[-1].endswith("…")
    assert not texts(fitted)[-1].endswith("-…")
    assert "-" in "".join(texts(fitted))
    assert_inside(fitted, HYPHENATED)


@settings(max_examples=60, deadline=None)
@given(
    st.text(ALPHABET, min_size=1, max_size=100),
    st.floats(40, 300),
    st.floats(20, 120),
    st.integers(1, 3),
    st.booleans(),
    st.sampled_from(["", "en"]),
)
def test_whatever_is_fitted_stays_inside_and_whole(
    raw: str,
    width: float,
    height: float,
    max_lines: int,
    may_be_cut: bool,  # noqa: FBT001
    hyphens: str,
) -> None:
    text = without_lacking(plain(cleaned(raw), bold=False), bold=False)
    assume(text)
    room = Room(
        width=width,
        height=height,
        max_size=40,
        min_size=8,
        max_lines=max_lines,
        may_be_cut=may_be_cut,
        hyphens=hyphens,
    )
    try:
        fitted = fit(text, room)
    except BadgeError:
        assume(False)  # noqa: FBT003
        raise
    assert_inside(fitted, room)
    drawn = unspaced("".join(texts(fitted)))
    if may_be_cut and drawn.endswith("…"):
        assert unspaced(text).replace("-", "").startswith(drawn[:-1].replace("-", ""))
        assert fitted.size >= room.min_size or drawn == "…"
    else:
        assert drawn.replace("-", "") == unspaced(text).replace("-", "")
