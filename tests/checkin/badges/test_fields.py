import pytest

from checkin.badges.fields import FIELDS, checked_field, checked_phrase, is_name, spoken, value_of
from tests.checkin.badges.examples import a_badge


def test_a_phrase_is_filled_in_with_the_first_value_there_is() -> None:
    badge = a_badge(answers={"nickname": "Countess"}, company="")
    assert spoken("{answer.nickname|given_name}", badge) == "Countess"
    assert spoken("{answer.shirt | given_name}!", badge) == "Ada!"
    assert spoken("at {company}", badge) == ""
    assert spoken("Welcome", badge) == "Welcome"


def test_every_field_has_a_value_or_none() -> None:
    full = a_badge(logo=b"x", photo=b"x", email="a@example.org", order="ORD")
    assert all(value_of(name, full) for name in FIELDS)
    assert not value_of("logo", a_badge())
    assert not value_of("answer.shoes", a_badge())


@pytest.mark.parametrize(
    "phrase", ["{shoe_size}", "{name", "name}", "{}", "{answer.}", "{logo}", "{name|shoe}"]
)
def test_what_no_badge_has_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"field|brace|picture"):
        checked_phrase(phrase)


def test_names_are_known_for_names() -> None:
    assert is_name("Hi {answer.nick|given_name}")
    assert not is_name("{company} {event_name}")
    assert checked_field("answer.T-shirt size") == "answer.T-shirt size"


def test_signs_beside_a_field_without_a_value_go_with_it() -> None:
    badge = a_badge(job_title="CTO", company="")
    assert spoken("{job_title}, {company}", badge) == "CTO"
    assert spoken("{company} - {job_title}", badge) == "CTO"
    assert spoken("{job_title} ({company})", badge) == "CTO"
    assert spoken("{job_title} ({company}), {order}", badge) == "CTO"


def test_a_value_that_is_not_legible_is_none() -> None:
    badge = a_badge("Ada", company="?")
    assert spoken("{company|given_name}", badge, lambda value: value.strip("?")) == "Ada"
    assert not spoken("Of {company}", badge, lambda value: value.strip("?"))
