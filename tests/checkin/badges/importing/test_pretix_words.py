import pytest

from checkin.badges.importing.pretix_words import Words

WORDS = Words({"TSHIRT": "7"}, {"event_location": "Hall"})


@pytest.mark.parametrize(
    ("variable", "phrases"),
    [
        ("attendee_name", ("{name}",)),
        ("attendee_name_given_name_family_name", ("{given_name}", "{family_name}")),
        ("attendee_name_title_full_name", ("{answer.title}", "{name}")),
        ("attendee_name_given_name_middle_name", ("{given_name}",)),
        ("itemvar", ("{ticket_type}", "{answer.variation_name}")),
        ("question_TSHIRT", ("{answer.question_7}",)),
        ("question_12", ("{answer.question_12}",)),
        ("event_location", ("Hall",)),
    ],
)
def test_variables_are_our_fields(variable: str, phrases: tuple[str, ...]) -> None:
    found = WORDS.of(variable)

    assert found is not None
    assert found[0] == phrases


@pytest.mark.parametrize("variable", ["", "price", "question_OTHER", "attendee_name_nickname", "meta:x"])
def test_what_no_badge_has_is_nothing(variable: str) -> None:
    assert WORDS.of(variable) is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("{item} / {variation}", [(("{ticket_type}", "{answer.variation_name}"), " / ")]),
        ("{attendee_name} {order}", [(("{name} {order}",), " ")]),
        ("No. {order} | {item}", [(("No. {order} | {ticket_type}",), " ")]),
        ("{item}{braces", [(("{ticket_type}(braces",), " ")]),
        ("Type: {itemvar}", [(("Type: {ticket_type} - {answer.variation_name}",), " ")]),
        ("one\n\ntwo", [(("one",), " "), (("two",), " ")]),
        ("", []),
    ],
)
def test_texts_with_variables_are_phrases(text: str, lines: list[object]) -> None:
    assert WORDS.of_text(text) == (tuple(lines), ())


def test_variables_no_badge_has_are_named_once_and_missing() -> None:
    assert WORDS.of_text("{seat} {seat} {item}, {price}!") == (
        ((("  {ticket_type}, !",), " "),),
        ("seat", "price"),
    )


def test_a_text_without_end_is_cut_before_its_variables_are() -> None:
    ((phrases, _),), _ = WORDS.of_text("x" * 145 + "{attendee_company}")

    assert len(phrases[0]) <= 150
    assert "{" not in phrases[0]
