import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.badges.hyphens import SOFT, at_end_of_line, parted, without


def shown(word: str, language: str) -> str:
    return parted(word, language).replace(SOFT, "·")


@pytest.mark.parametrize(
    ("language", "word", "parts"),
    [
        ("en", "International", "Inter·na·tional"),
        ("en", "INTERNATIONAL", "INTER·NA·TIONAL"),
        ("en_GB", "(Director-General)", "(Dir·ector-Gen·eral)"),
        ("de", "Öffentlichkeitsarbeit", "Öffent·lich·keits·ar·beit"),
        ("fr", "Développement", "Déve·lop·pe·ment"),
        ("ru", "Исследователь", "Иссле·до·ва·тель"),
        ("en", "Ada", "Ada"),
        ("tr", "İSTATİSTİK", "İSTATİSTİK"),
        ("", "International", "International"),
        ("ja", "International", "International"),
    ],
)
def test_words_are_parted_as_their_language_does(language: str, word: str, parts: str) -> None:
    assert shown(word, language) == parts


@pytest.mark.parametrize("language", ["hu"])
def test_places_at_which_a_word_would_be_spelt_otherwise_are_not_taken(language: str) -> None:
    for word in ("asszonnyal", "glassskål", "busstopp"):
        assert without(parted(word, language)) == word


def test_a_part_ends_in_a_hyphen_only_at_the_end_of_a_line() -> None:
    inter, na, tional = parted("International", "en").split(SOFT)
    assert at_end_of_line(inter + SOFT + na + SOFT) == "Interna-"
    assert without(inter + SOFT + na) == at_end_of_line(inter + SOFT + na) == "Interna"
    assert tional == "tional"


@given(st.text(max_size=30), st.sampled_from(["fr", "sv"]))
def test_nothing_is_lost(text: str, language: str) -> None:
    word = without(text)
    assert without(parted(word, language)) == word
