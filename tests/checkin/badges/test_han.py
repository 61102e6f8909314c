"""Whose forms of Chinese characters: 直 and 骨 are drawn otherwise in Japan than in China."""

import numpy as np
import pytest
import uharfbuzz
from numpy.typing import NDArray

from checkin.badges.badge import Badge
from checkin.badges.fitting import Room, fit
from checkin.badges.han import FORMS, forms_of
from checkin.badges.layout import POINTS_PER_MM
from checkin.badges.preview import pixels
from checkin.badges.render import render_badge
from checkin.badges.template import Box
from checkin.badges.text import shaped
from checkin.paths import resource
from tests.checkin.badges.examples import a_text_template


def a_person(name: str, **changes: object) -> Badge:
    return Badge(given_name=name, family_name="", **changes)  # type: ignore[arg-type]


def told(name: str, language: str = "en", **changes: object) -> str:
    return forms_of(name, a_person(name, **changes), language)


def glyphs(text: str, forms: str) -> list[int]:
    return [glyph.number for glyph in shaped(text, bold=False, forms=forms).glyphs]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("直江さくら", "ja"),
        ("佐々木直", "ja"),
        ("髙橋直", "ja"),
        ("沢口直", "ja"),
        ("김直", "ko"),
        ("直ㄓˊ", "zh-Hant"),
        ("陳直", "zh-Hant"),
        ("陈直", "zh-Hans"),
        ("直骨", "zh-Hans"),
        ("张喆", "zh-Hans"),
        ("Ada 直", "zh-Hans"),
    ],
)
def test_a_name_tells_by_itself_where_it_is_from(name: str, forms: str) -> None:
    assert told(name) == forms


@pytest.mark.parametrize("name", ["Ada Lovelace", "Nguyễn", "محمد", "ธนกฤต", "🌸", ""])
def test_other_scripts_have_no_such_forms(name: str) -> None:
    assert not told(name, "ja")


def test_what_else_is_known_tells_where_the_name_does_not() -> None:
    assert told("王直", company="トヨタ自動車") == "ja"
    assert told("王直", job_title="연구원") == "ko"
    assert told("王直", answers={"Country": "Taiwan"}) == "zh-Hant"
    assert told("王直", email="wang@example.co.jp") == "ja"
    assert told("王直", event_name="直の会") == "ja"
    assert told("王直", answers={"フリガナ": "オウ ナオ"}) == "ja"


def test_a_part_of_a_name_is_drawn_as_the_whole_of_it() -> None:
    badge = Badge(given_name="さくら", family_name="直江")
    assert forms_of("直江", badge, "en") == "ja"


def test_the_person_goes_before_the_template_and_the_template_before_the_event() -> None:
    assert told("王直", "ja") == "ja"
    assert told("王直", "zh_TW") == told("王直", "zh_HK") == "zh-Hant"
    assert told("王直", "ko") == "ko"
    assert told("王直", "ja", answers={"country": "cn"}) == "zh-Hans"
    assert told("王直", "ko", event_name="直の会") == "ko"
    assert told("陈直", "ja", company="ソニー") == "zh-Hans"


def test_a_template_chooses_only_among_those_who_write_so() -> None:
    assert told("國直", "zh_CN") == "zh-Hant"
    assert told("國直", "ko") == "ko"
    assert told("国直", "ja") == "ja"
    assert told("国直", "zh_TW") == "zh-Hans"


def test_each_country_has_forms_of_its_own() -> None:
    of_each = {forms: glyphs("直骨角今海、", forms) for forms in FORMS}
    assert of_each["zh-Hans"] == glyphs("直骨角今海、", "")
    assert len({tuple(numbers) for numbers in of_each.values()}) == len(FORMS)
    for before, after in zip(of_each["zh-Hans"][:2], of_each["ja"][:2], strict=True):
        assert before != after


@pytest.mark.parametrize("beside", ["さ", "김", "ㄅ", "、", "A", "1"])
def test_the_form_is_the_same_whatever_stands_before_it(beside: str) -> None:
    assert glyphs(f"{beside}直", "ja")[-1] == glyphs("直", "ja")[0]


def test_a_forms_glyph_is_the_one_the_fonts_table_of_that_language_names() -> None:
    font = uharfbuzz.Font(
        uharfbuzz.Face(resource("fonts", "NotoSansCJKsc-Regular.otf").read_bytes()),
    )
    buffer = uharfbuzz.Buffer()
    buffer.add_str("直角")
    buffer.script, buffer.direction, buffer.language = "Hani", "ltr", "ja"
    uharfbuzz.shape(font, buffer)
    assert glyphs("直角", "ja") == [info.codepoint for info in buffer.glyph_infos]


def drawn(name: str, language: str = "en", **changes: object) -> NDArray[np.bool_]:
    template = a_text_template(Box(5, 5, 80, 50)).model_copy(update={"language": language})
    return np.asarray(pixels(render_badge(template, a_person(name, **changes)), dpi=150).min(axis=2) < 128)


def test_a_japanese_name_has_its_own_shape_on_the_paper() -> None:
    chinese, japanese = drawn("直"), drawn("直", "ja")
    assert (chinese != japanese).sum() > 40
    assert (drawn("直", company="ソニー") == japanese).all()
    assert (drawn("直", "zh_CN") == chinese).all()


def test_what_is_set_for_one_country_is_not_taken_for_another() -> None:
    room = Room(width=60 * POINTS_PER_MM, height=20 * POINTS_PER_MM, max_size=40, min_size=10)
    japanese = Room(width=room.width, height=room.height, max_size=40, min_size=10, forms="ja")
    numbers = [[glyph.number for glyph in fit("直", one).lines[0].glyphs] for one in (room, japanese)]
    assert numbers == [glyphs("直", ""), glyphs("直", "ja")]
