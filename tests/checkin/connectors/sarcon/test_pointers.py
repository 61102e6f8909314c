import pytest

from checkin.connectors.sarcon.pointers import as_text, checked_pointer, everything_at, first_at, text_at

DOCUMENT = {
    "data": {"rows": [{"at": 1}, {"at": None}, {"at": 3}, {}, 7], "name": " Ida ", "a/b": {"~": True}},
    "lists": [[1, 2], [3]],
}


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        ("", (DOCUMENT,)),
        ("/data/name", (" Ida ",)),
        ("/data/a~1b/~0", (True,)),
        ("/data/rows/0/at", (1,)),
        ("/data/rows/*/at", (1, None, 3)),
        ("/data/rows/*", ({"at": 1}, {"at": None}, {"at": 3}, {}, 7)),
        ("/lists/*/*", (1, 2, 3)),
        ("/lists/*/0", (1, 3)),
        ("/data/rows/-", ()),
        ("/data/rows/9", ()),
        ("/data/name/*", ()),
        ("/data/name/0", ()),
        ("/nowhere/at/all", ()),
    ],
)
def test_a_pointer_leads_to_what_it_names_or_nowhere(pointer: str, found: tuple[object, ...]) -> None:
    assert checked_pointer(pointer) == pointer
    assert everything_at(DOCUMENT, pointer) == found


def test_the_first_that_is_not_null_counts() -> None:
    assert first_at({"a": [{"b": None}, {"b": 5}]}, "/a/*/b") == 5
    assert first_at({}, "/a") is None


@pytest.mark.parametrize("pointer", ["data", "/a~", "/a~7", "*", "/a/*x~"])
def test_what_is_no_pointer_is_refused(pointer: str) -> None:
    with pytest.raises(ValueError, match="JSON pointer"):
        checked_pointer(pointer)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" a ", "a"),
        (5, "5"),
        (True, ""),
        (1.5, ""),
        (None, ""),
        ([], ""),
        ({"en": "Hall", "ar": "قاعة"}, "Hall"),
        ({"en": "", "ar": "قاعة"}, "قاعة"),
        ({}, ""),
        ("a\0b\ud800c", "abc"),
        ("x" * 900, "x" * 500),
    ],
)
def test_texts_and_whole_numbers_are_texts(value: object, text: str) -> None:
    assert as_text(value) == text


def test_no_pointer_leads_to_no_text() -> None:
    assert text_at({"a": 1}, "") == ""
    assert text_at({"a": 1}, "/a") == "1"
