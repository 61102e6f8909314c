"""Finding people by what one types."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.mirror.database import Mirror
from checkin.mirror.folding import fold, joined
from checkin.mirror.search import search
from checkin.model.event import WHOLE_EVENT, Event
from checkin.model.pulled import PulledCode
from tests.fakes.builders import a_chosen_event, a_pulled, stored

CROWD = (
    a_pulled(1, "José", "Muñoz Ångström", company="Café Zoë", email="j.munoz@example.org", order="AB12-CD"),
    a_pulled(2, "Łukasz", "Żółć-Øster", codes=[PulledCode(key="XK9-77Q")]),
    a_pulled(3, "Strauß", "Đặng"),
    a_pulled(4, "山田", "太郎"),
    a_pulled(5, "محمد", "الخوارزمي"),
    a_pulled(6, "김", "민준"),
    a_pulled(7, "สมชาย", "ใจดี"),
    a_pulled(8, "अनिल", "कुमार"),
    a_pulled(9, "Ann", "Lee"),
    a_pulled(10, "Anna", "Annan"),
    a_pulled(11, "Annette", "Leeds"),
    a_pulled(12, "İpek", "Y\u0131ld\u0131z"),
    a_pulled(13, "Grace", "O'Malley"),
)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Mirror, Event]]:
    folder: Path = tmp_path_factory.mktemp("search")
    mirror = Mirror(folder / "mirror.sqlite")
    event = a_chosen_event(mirror)
    stored(mirror, event, *CROWD)
    stored(mirror, a_chosen_event(mirror, 2), a_pulled(90, "Ann", "Elsewhere"), a_pulled(91, "Zelda", "Off"))
    yield mirror, event
    mirror.close()


def numbers(crowd: tuple[Mirror, Event], words: str, limit: int = 50) -> list[int]:
    mirror, event = crowd
    with mirror.read() as connection:
        found = search(connection, event.id, words, WHOLE_EVENT, limit)
    return [int(one.attendee.platform_id or 0) for one in found]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("jose", 1),
        ("JOSÉ", 1),
        ("munoz", 1),
        ("ang jo", 1),
        ("angstrom cafe zoe", 1),
        ("j.munoz@example.org", 1),
        ("munoz@ex", 1),
        ("AB12-CD", 1),
        ("ab12cd", 1),
        ("ab12", 1),
        ("lukasz", 2),
        ("zolc", 2),
        ("oster luk", 2),
        ("xk9-77q", 2),
        ("XK977", 2),
        ("strauss", 3),
        ("strauß", 3),
        ("dang", 3),
        ("山田", 4),
        ("太郎 山", 4),
        ("محمد", 5),
        ("الخ", 5),
        ("김", 6),
        ("민준", 6),
        ("민", 6),
        ("สมชาย", 7),
        ("ใจ", 7),
        ("अनि", 8),
        ("कुमार", 8),
        ("ipek", 12),
        ("yildiz", 12),
        ("o'malley", 13),
        ("malley", 13),
    ],
)
def test_people_are_found_by_what_one_would_type(crowd: tuple[Mirror, Event], typed: str, who: int) -> None:
    assert who in numbers(crowd, typed)
    assert len(numbers(crowd, typed)) < 4


def test_any_beginning_of_two_letters_finds(crowd: tuple[Mirror, Event]) -> None:
    for one in CROWD:
        for word in fold(one.given_name, one.family_name, one.company).split():
            assert int(one.platform_id) in numbers(crowd, word[:2])


def test_whole_words_come_before_beginnings(crowd: tuple[Mirror, Event]) -> None:
    assert numbers(crowd, "ann") == [9, 10, 11]
    assert numbers(crowd, "lee") == [9, 11]


def test_every_word_must_match(crowd: tuple[Mirror, Event]) -> None:
    assert numbers(crowd, "ann leeds") == [11]
    assert numbers(crowd, "ann munoz") == []


def test_people_of_other_events_are_not_found(crowd: tuple[Mirror, Event]) -> None:
    assert numbers(crowd, "elsewhere") == []
    assert numbers(crowd, "zelda") == []


def test_nothing_typed_gives_the_first_by_name(crowd: tuple[Mirror, Event]) -> None:
    assert numbers(crowd, "", 2) == numbers(crowd, " \t", 2) == [9, 10]
    assert len(numbers(crowd, "?!")) == len(CROWD)


def test_no_more_than_the_limit_is_given(crowd: tuple[Mirror, Event]) -> None:
    assert len(numbers(crowd, "an", 2)) == 2
    assert len(numbers(crowd, "ann", 1)) == 1


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '""',
        "*",
        "ann*",
        "ann AND",
        "AND",
        "NEAR(ann lee)",
        "NOT ann",
        "words:ann",
        "-ann",
        "^ann",
        "ann\0lee",
        "\0",
        "'; DROP TABLE attendee; --",
        "\ud800",
        "{ann} + lee",
        "ann " * 2500,
        "a" * 10_000,
        "-".join("abcdefghij" * 500),
        "() OR ()",
    ],
)
def test_no_input_is_an_error(crowd: tuple[Mirror, Event], typed: str) -> None:
    assert len(numbers(crowd, typed)) <= len(CROWD)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_no_error(crowd: tuple[Mirror, Event], typed: str) -> None:
    assert len(numbers(crowd, typed)) <= len(CROWD)


def test_a_changed_name_is_found_and_the_old_one_is_not(mirror: Mirror) -> None:
    event = a_chosen_event(mirror)
    stored(mirror, event, a_pulled(1, "Ada", "Byron"))
    stored(mirror, event, a_pulled(1, "Ada", "Lovelace"))

    assert numbers((mirror, event), "byron") == []
    assert numbers((mirror, event), "lovelace") == [1]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_code_is_one_word() -> None:
    assert joined("AB12-cd 7") == "ab12cd7"
