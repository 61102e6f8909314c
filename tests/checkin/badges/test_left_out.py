from checkin.badges.faults import faults
from checkin.badges.layout import legible_text
from checkin.badges.left_out import left_out
from checkin.badges.render import render_badge
from checkin.badges.template import BadgeTemplate, Box, Row, Text, default_template
from tests.checkin.badges.examples import a_badge, a_page, words


def a_text(*shows: str, **changes: object) -> BadgeTemplate:
    row = Row.model_validate({"shows": shows, "height": 10, "max_size": 20, "min_size": 12, **changes})
    return a_page(Text(kind="text", box=Box(5, 5, 50, 10), rows=(row,)))


def row_of(template: BadgeTemplate) -> Row:
    text = template.front[0]
    assert isinstance(text, Text)
    return text.rows[0]


def test_emoji_are_said_and_are_no_fault() -> None:
    badge = a_badge("Ana 🎉", "Souza 👩\u200d👩\u200d👧", company="🚀 Ltd")
    assert left_out(a_text("{name}"), badge) == (
        "Printed without the pictures in the name: party popper, woman, girl.",
    )
    assert left_out(a_text("{company}"), badge) == ("Printed without the pictures in the company: rocket.",)
    assert not faults(default_template(), badge)


def test_a_badge_without_emoji_has_nothing_left_out() -> None:
    assert not left_out(default_template(), a_badge("山田", "★ 太郎", company="Łódź & محمد"))


def test_a_long_row_of_emoji_is_said_in_short() -> None:
    (said,) = left_out(a_text("{company}"), a_badge(company="🎉🚀🍀🦀🌸🍕🎸"))
    assert said.endswith("four leaf clover, crab, cherry blossom and 2 more.")


def test_a_field_of_emoji_only_is_one_without_a_value() -> None:
    template = a_text("{job_title}", "{company}", between=", ")
    badge = a_badge(job_title="CTO", company="🎉")
    assert legible_text(row_of(template), badge) == "CTO"
    assert words(render_badge(template, badge)).split() == ["CTO"]
    nickname = a_text("{answer.Nick|lead_name}")
    assert legible_text(row_of(nickname), a_badge("Ana", answers={"Nick": "🎉"})) == "Ana"
    assert not legible_text(row_of(a_text("Table {answer.Table}")), a_badge(answers={"Table": "🎉"}))


def test_the_first_name_is_what_has_letters() -> None:
    row = row_of(a_text("{lead_name}"))
    assert legible_text(row, a_badge("🎉", "Souza")) == "Souza"
    assert legible_text(row, a_badge("👩\u200d💻 Ana", "Souza")) == "Ana"
