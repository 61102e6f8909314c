import pytest

from checkin.connectors.pretix.names import asks_for_one_name, beside, joined, parts_of, split


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({"_scheme": "given_family", "given_name": "Ada", "family_name": "Lovelace"}, ("Ada", "Lovelace")),
        (
            {"_scheme": "given_middle_family", "given_name": "Ada", "middle_name": "K.", "family_name": "L"},
            ("Ada K.", "L"),
        ),
        ({"_scheme": "full", "full_name": "Ada Lovelace"}, ("Ada Lovelace", "")),
        ({"_legacy": "Ada Lovelace"}, ("Ada Lovelace", "")),
        ({"_scheme": "given_family", "family_name": "Lovelace"}, ("", "Lovelace")),
        ({}, ("In one", "")),
    ],
)
def test_names_are_read_in_every_scheme(parts: dict[str, str], name: tuple[str, str]) -> None:
    assert split(parts, "In one") == name


def test_parts_that_are_no_text_are_left_out() -> None:
    assert parts_of({"given_name": "Ada", "family_name": None, 7: "x"}) == {"given_name": "Ada"}
    assert parts_of("Ada") == {}


def test_what_is_no_name_stands_beside_it() -> None:
    assert beside({"_scheme": "x", "title": "Dr", "degree": "", "given_name": "A"}) == {"title": "Dr"}


@pytest.mark.parametrize(
    ("scheme", "parts"),
    [
        ("", {"_scheme": "given_family", "given_name": "Ada", "family_name": "L"}),
        ("family_given", {"_scheme": "family_given", "given_name": "Ada", "family_name": "L"}),
        ("full", {"_scheme": "full", "full_name": "Ada L"}),
        ("given", {"_scheme": "given", "given_name": "Ada L"}),
        (
            "given_middle_family",
            {"_scheme": "given_middle_family", "given_name": "Ada", "middle_name": "", "family_name": "L"},
        ),
    ],
)
def test_names_are_told_in_the_events_scheme(scheme: str, parts: dict[str, str]) -> None:
    assert joined(scheme, "Ada", "L", {}) == parts


def test_the_scheme_a_name_has_comes_before_the_events() -> None:
    before = {"_scheme": "full", "full_name": "Ada Byron"}

    assert joined("given_family", "Ada", "L", before) == {"_scheme": "full", "full_name": "Ada L"}


@pytest.mark.parametrize("scheme", ["full", "given", "calling_full", "full_transcription"])
def test_some_schemes_ask_for_one_name(scheme: str) -> None:
    assert asks_for_one_name(scheme)
    assert not asks_for_one_name("title_given_family")
