import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.badges.legible import not_drawn, pictures_left_out, plain, require_drawn, without_lacking
from checkin.badges.text import cleaned
from checkin.errors import BadgeError
from tests.checkin.badges.examples import SCRIPTS

PICTURES = {
    "a blossom": "🌸",
    "with a skin": "👋🏽",
    "a family joined": "👩‍👩‍👧‍👦",
    "a joined one of which a font has a part": "🙋‍♀️",
    "a heart on fire": "❤️‍🔥",
    "a flag of letters": "🇪🇪",
    "a flag of tags": "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "one of a later Unicode": "\U0001fae9",
    "a key": "\u20e3\ufe0f",
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_pictograph_goes_quietly_and_leaves_no_gap(kind: str) -> None:
    picture = PICTURES[kind]
    assert plain(cleaned(f"Anna {picture} Tamm"), bold=True) == "Anna Tamm"
    assert plain(cleaned(f"{picture}Anna{picture}"), bold=True) == "Anna"
    assert not plain(cleaned(picture), bold=False)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ana 🎉 Souza", "Ana Souza"),
        ("Ana🎉Souza", "Ana Souza"),
        ("Ana, 🎉", "Ana"),
        ("🎉, Ana", "Ana"),
        ("Ana 🎉, Souza", "Ana, Souza"),
        ("Ana (🎉) Souza", "Ana Souza"),
        ("Ana 「🎉」", "Ana"),
        ('"🎉👍🏽" Ana', "Ana"),
        ("🇧🇷 - Ana - 🇧🇷", "Ana"),
        ("Ana • 🎉 • Souza", "Ana • Souza"),
        ("Dev 🚀 / Ops 🎉", "Dev / Ops"),
        ("🎉/🎉 & 🎉", ""),
        ("C++ 🎉", "C++"),
        ("Ana 🎉.", "Ana."),
        ("直江🎉さくら", "直江さくら"),
        ("직🎉 강", "직 강"),
        ("Jean-🎉 Luc", "Jean- Luc"),
        ("#️⃣ Ana *️⃣", "Ana"),
    ],
)
def test_what_stood_only_beside_a_pictograph_goes_with_it(text: str, left: str) -> None:
    assert plain(cleaned(text), bold=True) == left


def test_signs_without_a_pictograph_beside_them_are_somebodys_own() -> None:
    for text in ("Ana (), Souza -", "& Co.", "Ana | Souza,"):
        assert plain(f"{text} ★", bold=True) == f"{text} ★"


def test_what_was_left_out_is_known_by_its_name() -> None:
    said = pictures_left_out(cleaned("Ana 🎉🎉 👩‍👩‍👧 👍🏽 🇧🇷 1️⃣ ☎️ \U0001d4d0 \U0001fae9 ★"), bold=True)
    assert said == ("party popper", "woman", "girl", "thumbs up sign", "flag", "u+1fae9")
    assert not pictures_left_out("Ana 欧阳 محمد", bold=True)


def test_letters_have_the_width_of_their_script() -> None:
    assert plain("Ａｎａ　７", bold=True) == "Ana 7"  # noqa: RUF001
    assert plain(cleaned("ｻｸﾗ ﾊﾞﾊﾞ"), bold=True) == "サクラ ババ"
    assert plain("会（東京）", bold=True) == "会（東京）"  # noqa: RUF001


def test_white_letters_on_black_are_letters() -> None:
    assert plain("🅰🅽🅰 🅑🅞", bold=True) == "ANA BO"


def test_a_key_with_a_digit_leaves_the_digit() -> None:
    assert plain("Anna 1\ufe0f\u20e3", bold=True) == "Anna 1"


def test_a_pictograph_a_font_has_is_drawn() -> None:
    assert plain("Anna ★", bold=True) == "Anna ★"


def test_letters_dressed_up_become_letters() -> None:
    assert plain("\U0001d4d0\U0001d4f7\U0001d4f7\U0001d4ea 🄱🄾 Ⓒ", bold=True) == "Anna BO C"


@pytest.mark.parametrize("script", SCRIPTS)
def test_names_stay_as_they_are(script: str) -> None:
    name = cleaned(" ".join(SCRIPTS[script]))
    assert plain(f"{name} 🌸", bold=True) == name
    assert require_drawn(name, bold=True) == name
    assert without_lacking(name, bold=True) == name


def test_a_name_no_font_draws_is_said_with_the_names_of_its_characters() -> None:
    with pytest.raises(BadgeError, match=r"CUNEIFORM SIGN A \(U\+12000\), .*\(U\+E000\)\.") as refused:
        require_drawn("Anna 𒀀𒀀\ue000", bold=True)
    assert "Anna" not in str(refused.value)


def test_what_no_font_draws_is_left_out_with_its_marks_and_nothing_else() -> None:
    assert without_lacking("A\ue000\u0301 Ltd", bold=False) == "A Ltd"


def test_a_mark_of_another_script_is_lacking_where_no_font_has_both() -> None:
    assert not_drawn("a\u0eb1", bold=False) == ("\u0eb1",)
    assert without_lacking("a\u0eb1b", bold=False) == "ab"


def test_letters_joined_across_scripts_are_all_there() -> None:
    assert not not_drawn("a\u200dक", bold=False)
    assert without_lacking("a\u200dक", bold=False) == "a\u200dक"


@given(st.text(max_size=30))
def test_what_is_left_is_drawn_and_no_more_is_taken_a_second_time(text: str) -> None:
    left = without_lacking(plain(cleaned(text), bold=True), bold=True)
    assert not not_drawn(left, bold=True)
    assert plain(left, bold=True) == left == without_lacking(left, bold=True)
