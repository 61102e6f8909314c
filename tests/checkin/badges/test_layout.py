from dataclasses import replace

import pytest

from checkin.badges.badge import Badge
from checkin.badges.colours import INK, PAPER
from checkin.badges.fonts import EM
from checkin.badges.layout import POINTS_PER_MM, PlacedLine, aligned, placed_lines
from checkin.badges.template import Box, Row, Text
from checkin.errors import BadgeError
from tests.checkin.badges.examples import a_badge, a_page

BOX = Box(10, 20, 60, 40)
NAME = Row(shows=("{lead_name}",), height=15, max_size=30, min_size=10)
COMPANY = Row(shows=("{company}",), height=8, max_size=12, min_size=8, gap=4)


def placed(badge: Badge, *rows: Row, align: str = "start", stand: str = "top") -> list[PlacedLine]:
    text = Text.model_validate({"kind": "text", "box": BOX, "rows": rows, "align": align, "stand": stand})
    template = a_page(text, width=90, height=80, colour="#ffffff")
    return list(placed_lines(text, template, badge))


def left(line: PlacedLine) -> float:
    return (line.x + line.line.left * line.size / EM) / POINTS_PER_MM


def right(line: PlacedLine) -> float:
    return left(line) + line.line.width * line.size / EM / POINTS_PER_MM


def test_lines_begin_at_the_left_of_their_box() -> None:
    assert left(placed(a_badge(), NAME)[0]) == pytest.approx(0)


def test_a_letter_that_hangs_out_to_the_left_stays_in_the_box() -> None:
    (line,) = placed(a_badge("José", "Jiménez"), NAME)
    assert line.line.left < 0
    assert line.x > 0
    assert left(line) == pytest.approx(0, abs=1e-9)


def test_names_written_from_the_right_begin_at_the_right_and_take_the_rest_along() -> None:
    for line in placed(a_badge("محمد", ""), NAME, COMPANY):
        assert right(line) == pytest.approx(60)


def test_lines_can_be_centred_or_ended() -> None:
    (centred,) = placed(a_badge(), NAME, align="centre")
    assert left(centred) == pytest.approx(60 - right(centred))
    (ended,) = placed(a_badge(), NAME, align="end")
    assert right(ended) == pytest.approx(60)
    assert aligned(8, "end", from_right=True) == 0


def test_rows_follow_one_another_with_their_gap() -> None:
    name, company = placed(a_badge(), NAME, COMPANY)
    assert name.baseline > 0
    below_name = name.baseline + 0.2 * name.size + 4 * POINTS_PER_MM
    assert company.baseline == pytest.approx(below_name + 0.72 * company.size, abs=1)


def test_a_missing_row_leaves_no_hole() -> None:
    gone = Row(shows=("{job_title}",), height=8, max_size=12, min_size=8, gap=5)
    with_hole = placed(a_badge(job_title=" \n "), NAME, gone, COMPANY)
    assert [line.baseline for line in with_hole] == [
        line.baseline for line in placed(a_badge(), NAME, COMPANY)
    ]


def test_a_missing_first_row_takes_its_gap_along() -> None:
    (only,) = placed(a_badge("", ""), NAME, COMPANY)
    (alone,) = placed(a_badge(), COMPANY.model_copy(update={"gap": 0.0}))
    assert only.baseline == pytest.approx(alone.baseline)


def test_blocks_stand_at_the_top_in_the_middle_or_at_the_bottom() -> None:
    top, middle, bottom = (placed(a_badge(), NAME, stand=stand)[0] for stand in ("top", "middle", "bottom"))
    assert middle.baseline - top.baseline == pytest.approx(bottom.baseline - middle.baseline)
    assert bottom.baseline < 40 * POINTS_PER_MM


def test_nothing_to_show_is_nothing() -> None:
    assert not placed(a_badge("", ""), NAME)


def test_text_without_a_colour_is_readable_on_the_ticket_types() -> None:
    assert placed(a_badge(colour="#101438"), NAME)[0].colour == PAPER
    assert placed(a_badge(colour=""), NAME)[0].colour == INK
    assert placed(a_badge(), NAME.model_copy(update={"colour": "#445566"}))[0].colour == "#445566"


def test_long_words_are_parted_where_the_row_wants_it_and_as_the_templates_language_does() -> None:
    job = Row(shows=("{job_title}",), height=10, max_size=12, min_size=12, max_lines=2, hyphenate=True)
    box = Box(0, 0, 36, 20)

    def lines(row: Row, language: str) -> list[str]:
        page = a_page(Text(kind="text", box=box, rows=(row,)), language=language)
        badge = a_badge("Öffentlichkeitsarbeit", "", job_title="Öffentlichkeitsarbeit")
        text = page.front[0]
        assert isinstance(text, Text)
        return [line.line.text for line in placed_lines(text, page, badge)]

    assert lines(job, "de") == ["Öffentlich-", "keitsarbeit"]
    assert not any("-" in line for line in lines(job, "ja"))
    assert not any("-" in line for line in lines(job.model_copy(update={"shows": ("{name}",)}), "de"))


def test_capitals_are_made_only_where_wanted() -> None:
    loud = Row(shows=("{ticket_type}",), height=8, max_size=12, min_size=8, case="upper")
    assert placed(a_badge(ticket_type="Straße"), loud)[0].line.text == "STRASSE"
    soft, titled = (loud.model_copy(update={"case": case}) for case in ("lower", "title"))
    assert placed(a_badge(ticket_type="STAFF only"), soft)[0].line.text == "staff only"
    assert placed(a_badge(ticket_type="staff only"), titled)[0].line.text == "Staff Only"


def test_pictographs_are_left_out_of_any_text() -> None:
    assert placed(a_badge("Anna 🌸"), NAME)[0].line.text == "Anna"
    assert placed(a_badge(company="🌸 Ltd"), COMPANY)[0].line.text == "Ltd"
    assert not placed(a_badge(company="🌸"), COMPANY)


def test_another_character_no_font_draws_is_refused_in_a_name_and_left_out_elsewhere() -> None:
    with pytest.raises(BadgeError, match=r"U\+E000"):
        placed(a_badge("Anna\ue000"), NAME)
    assert placed(a_badge(company="\ue000 Ltd"), COMPANY)[0].line.text == "Ltd"


def test_where_a_name_may_lack_letters_it_is_drawn_as_if_they_were_not_there() -> None:
    whole = placed(a_badge("Ada", "Lovelace"), NAME)
    lacking = a_badge("Ad\U00012000a", "Lovelace")

    assert placed(replace(lacking, may_lack=True), NAME) == whole
    with pytest.raises(BadgeError, match="CUNEIFORM"):
        placed(lacking, NAME)


def test_a_name_of_which_no_letter_can_be_drawn_leaves_no_box() -> None:
    assert placed(replace(a_badge("\U00012000", ""), may_lack=True), NAME) == []
