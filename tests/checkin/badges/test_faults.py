import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.badges.faults import faults, shortened, what
from checkin.badges.legible import plain
from checkin.badges.render import render_badge
from checkin.badges.template import BadgeTemplate, Box, Code, Picture, Row, Text, default_template
from checkin.badges.text import cleaned
from checkin.errors import BadgeError
from tests.checkin.badges.examples import SCRIPTS, a_badge, a_logo, a_page

UNKNOWN = "\ue000"


def a_text(*shows: str, back: bool = False, **changes: object) -> BadgeTemplate:
    row = Row.model_validate({"shows": shows, "height": 10, "max_size": 20, "min_size": 12, **changes})
    text = Text(kind="text", box=Box(5, 5, 50, 10), rows=(row,))
    return (
        a_page(Text(kind="text", box=Box(5, 5, 50, 10), rows=(row,)), back=(text,)) if back else a_page(text)
    )


def test_badges_as_they_should_be_have_none() -> None:
    for script in SCRIPTS.values():
        assert not faults(default_template(), a_badge(*script, logo=a_logo()))
    assert not faults(default_template(), a_badge("Anna 🌸", "👩‍💻", company="🚀 Ltd"))


def test_a_character_no_font_has_is_named_but_not_the_person() -> None:
    (fault,) = faults(a_text("{name}"), a_badge(f"Anna{UNKNOWN}"))
    assert fault == "The name holds what no font of the badge can draw: unnamed (U+E000)."


def test_of_other_text_it_is_said_what_was_left_out() -> None:
    (fault,) = faults(a_text("{job_title}, {company}"), a_badge(company="𒀀 Ltd"))
    assert fault == (
        "Left out of the job title, company, because no font of the badge can draw it: "
        "CUNEIFORM SIGN A (U+12000)."
    )


def test_the_back_is_looked_at_too_and_a_fault_on_both_sides_is_said_once() -> None:
    assert len(faults(a_text("{name}", back=True), a_badge(UNKNOWN))) == 1


def test_a_name_that_is_too_long_is_said() -> None:
    (fault,) = faults(a_text("{name}"), a_badge("x" * 3000, ""))
    assert "does not fit" in fault


@pytest.mark.parametrize(("given_name", "family_name"), [("🌸", "🚀"), ("\ufe00", "")])
def test_a_name_of_which_nothing_would_be_seen_is_said(given_name: str, family_name: str) -> None:
    (fault,) = faults(default_template(), a_badge(given_name, family_name))
    assert "nothing that can be drawn" in fault


@pytest.mark.parametrize("shows", ["{name}", "{lead_name}", "{given_name}", "Hello {name}"])
@pytest.mark.parametrize("family_name", ["", "   ", "\u00a0", "\u200b"])
def test_a_badge_on_which_nobodys_name_stands_is_said(shows: str, family_name: str) -> None:
    for back in (False, True):
        (fault,) = faults(a_text(shows, back=back), a_badge("", family_name, company="IBM"))
        assert fault == "There is no name to show: nobody can tell whose badge it is."


def test_a_badge_that_says_somebody_in_another_way_needs_no_name() -> None:
    nobody = a_badge("", "", company="IBM")
    assert not faults(a_text("{name|company}"), nobody)
    assert not faults(a_text("{company}"), nobody)


def test_every_fault_is_said_not_only_the_first() -> None:
    page = a_page(
        Text(
            kind="text",
            box=Box(5, 5, 50, 20),
            rows=tuple(
                Row(shows=(field,), height=10, max_size=20, min_size=12)
                for field in ("{given_name}", "{family_name}")
            ),
        ),
        Code(kind="code", box=Box(0, 0, 20, 20)),
        Picture(kind="picture", box=Box(0, 0, 20, 20)),
        Picture(kind="picture", box=Box(0, 0, 20, 20), shows="?"),
    )
    found = faults(page, a_badge(UNKNOWN, UNKNOWN, code="x" * 4000, logo=b"?"))
    assert [fault.split()[1] for fault in found] == ["given", "family", "code", "picture", "picture"]


def test_what_the_template_shows_only_to_others_is_no_fault() -> None:
    text = Text.model_validate({**a_text("{company}").front[0].model_dump(), "when": {"types": ["Speaker"]}})
    assert faults(a_page(text), a_badge(company=UNKNOWN, ticket_type="Speaker"))
    assert not faults(a_page(text), a_badge(company=UNKNOWN, ticket_type="Staff"))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_what_has_no_fault_is_drawn_and_a_name_with_one_never_is(name: str, company: str) -> None:
    page, badge = a_text("{name}"), a_badge(name, "", company=company)
    if faults(page, badge) and plain(cleaned(badge.name), bold=False):
        with pytest.raises(BadgeError):
            render_badge(page, badge)
    else:
        assert render_badge(page, badge)
    assert render_badge(a_text("{company}"), badge)


def test_texts_that_end_in_an_ellipsis_are_listed_and_are_no_fault() -> None:
    badge = a_badge("Ada " * 30, company="The International Society for the Advancement of Names " * 3)
    assert shortened(a_text("{company}"), badge) == ("company",)
    assert not shortened(a_text("{name}"), badge)
    assert not shortened(a_text("{company}"), a_badge())
    assert not faults(a_text("{company}"), badge)


def test_a_row_without_a_field_goes_by_its_words() -> None:
    row = a_text("Welcome").front[0]
    assert isinstance(row, Text)
    assert what(row.rows[0]) == "Welcome"
