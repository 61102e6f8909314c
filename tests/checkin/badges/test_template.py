import json
import resource
from pathlib import Path
from typing import Any

import pytest

from checkin.badges.fields import fields_in
from checkin.badges.template import (
    BadgeTemplate,
    Page,
    default_template,
    load_template,
    template_from,
    template_text,
)
from checkin.errors import BadgeError
from tests.checkin.badges.examples import a_badge

ROW = {"shows": "{name}", "height": 10, "max_size": 20, "min_size": 8}
TEXT = {"kind": "text", "box": [5, 5, 50, 20], "rows": [ROW]}
CODE = {"kind": "code", "box": [5, 5, 20, 20]}


def written(folder: Path, *elements: dict[str, Any], **changes: Any) -> Path:
    file = folder / "badge.json"
    said = {
        "format": 1,
        "name": "test",
        "page": {"width": 60, "height": 40},
        "front": list(elements),
        **changes,
    }
    file.write_text(json.dumps(said), encoding="utf-8")
    return file


def test_a_template_of_more_elements_than_any_badge_has_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadgeError, match="front: there are more than 3000, which is more than any badge has"):
        load_template(written(tmp_path, *[CODE] * 3001))


def test_of_very_many_faults_the_first_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadgeError) as raised:
        load_template(written(tmp_path, *[{"kind": "song"}] * 200))
    assert len(str(raised.value)) < 3000
    assert str(raised.value).endswith("; and 190 more")


def test_what_a_wrong_template_says_is_not_repeated_at_length(tmp_path: Path) -> None:
    with pytest.raises(BadgeError) as raised:
        load_template(written(tmp_path, {"kind": "x" * 100_000}))
    assert len(str(raised.value)) < 1000


def test_the_bundled_template_is_a_hanging_badge_with_everything_on_it() -> None:
    template = default_template()
    assert (template.width, template.height) == (86, 108)
    assert {element.kind for element in template.front} == {"text", "area", "picture", "line", "code"}
    rows = [row for element in template.front if element.kind == "text" for row in element.rows]
    shown = {name for row in rows for phrase in row.shows for name in fields_in(phrase)}
    assert shown == {"event_name", "lead_name", "rest_of_name", "company", "job_title", "ticket_type"}


def test_a_template_is_read_from_json_and_written_again(tmp_path: Path) -> None:
    template = load_template(written(tmp_path, TEXT, CODE))
    assert template.front[0].box.width == 50
    assert [one.kind for one in template.front] == ["text", "code"]
    assert template_from(template_text(template), "again") == template
    assert '"align"' not in template_text(template)


@pytest.mark.parametrize(
    ("page", "held"),
    [
        ({"size": "A6"}, (105, 148)),
        ({"size": "A6", "orientation": "landscape"}, (148, 105)),
        ({"size": "4x3 in", "orientation": "portrait"}, (76.2, 101.6)),
        ({"width": 62, "height": 100}, (62, 100)),
        ({"width": 62, "height": 100, "orientation": "landscape"}, (100, 62)),
    ],
)
def test_a_page_has_a_size_and_is_held_one_way(page: dict[str, Any], held: tuple[float, float]) -> None:
    assert Page.model_validate(page).held == held


def test_ticket_types_have_a_colour_and_looks_of_their_own(tmp_path: Path) -> None:
    template = load_template(
        written(
            tmp_path,
            {**TEXT, "name": "person"},
            {**CODE, "name": "code"},
            colour="#111111",
            types={"VIP": {"colour": "#aa0000", "hides": ["code"], "instead": {"person": CODE}}},
        )
    )
    usual, vip = a_badge(ticket_type="Guest", colour=""), a_badge(ticket_type="vip")
    assert (template.type_colour(usual), template.type_colour(vip)) == ("#111111", "#aa0000")
    assert template.type_colour(a_badge(ticket_type="Guest", colour="#123456")) == "#123456"
    assert [one.kind for one in template.elements(usual)] == ["text", "code"]
    assert [one.kind for one in template.elements(vip)] == ["code"]


@pytest.mark.parametrize(
    ("when", "drawn"),
    [
        ({}, True),
        ({"given": ["company"]}, True),
        ({"given": ["logo"]}, False),
        ({"missing": ["logo"]}, True),
        ({"missing": ["company", "logo"]}, False),
        ({"types": ["Guest", "SPEAKER"]}, True),
        ({"types": ["Guest"]}, False),
        ({"other_types": ["speaker"]}, False),
        ({"equals": {"answer.diet": ["vegan"]}}, True),
        ({"equals": {"answer.diet": ["meat"]}}, False),
    ],
)
def test_elements_are_drawn_when_all_their_conditions_hold(
    tmp_path: Path, when: dict[str, Any], *, drawn: bool
) -> None:
    (element,) = load_template(written(tmp_path, {**TEXT, "when": when})).front
    assert element.is_drawn_on(a_badge(answers={"diet": "Vegan"})) is drawn


def test_a_fold_doubles_what_is_printed(tmp_path: Path) -> None:
    sizes = [
        load_template(written(tmp_path, TEXT, back=[CODE], fold=fold)).printed for fold in ("", "top", "side")
    ]
    assert sizes == [(60, 40), (60, 80), (120, 40)]


def test_what_is_turned_by_a_right_angle_has_the_room_of_its_turned_box(tmp_path: Path) -> None:
    (element,) = load_template(written(tmp_path, {**TEXT, "turn": -90})).front
    assert element.lies == (20, 50)


@pytest.mark.parametrize(
    ("element", "fault"),
    [
        ({**TEXT, "box": [20, 5, 50, 20]}, "front[0]: the text at 20, 5 mm reaches over the page"),
        ({**TEXT, "box": [-1, 5, 50, 20]}, "reaches over the page"),
        ({**TEXT, "box": [5, 5, 0, 20]}, "front[0].box.width: more than 0 is wanted"),
        ({**TEXT, "rows": []}, "rows"),
        ({**TEXT, "rows": [ROW, ROW, ROW]}, "the rows need 30 mm but the box is 20 mm high"),
        ({**TEXT, "rows": [{**ROW, "min_size": 30}]}, "min_size is larger than max_size"),
        ({**TEXT, "rows": [{**ROW, "shows": "{shoe_size}"}]}, "there is no field 'shoe_size'"),
        ({**TEXT, "rows": [{**ROW, "colour": "red"}]}, "colour"),
        ({**TEXT, "blink": True}, "front[0].blink"),
        ({**TEXT, "when": {"given": ["shoes"]}}, "there is no field 'shoes'"),
        ({"kind": "hologram", "box": [5, 5, 20, 20]}, "hologram"),
    ],
)
def test_a_wrong_element_is_refused_with_its_place(
    tmp_path: Path, element: dict[str, Any], fault: str
) -> None:
    with pytest.raises(BadgeError, match=r"badge\.json is not right") as refused:
        load_template(written(tmp_path, element))
    assert fault in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"format": 2}, "format"),
        ({"page": {"size": "A99"}}, "there is no size 'A99'"),
        ({"page": {"size": "A6", "width": 3, "height": 4}}, "either a size by its name"),
        ({"page": {"width": 3}}, "either a size by its name"),
        ({"fold": "top"}, "has a back"),
        ({"back": [{**TEXT, "name": "a"}, {**CODE, "name": "a"}]}, "more than one element is called 'a'"),
        ({"types": {"VIP": {"hides": ["x"]}}}, "types.VIP: there is no element called 'x'"),
        ({"elements": []}, "elements"),
    ],
)
def test_a_wrong_template_is_refused_with_its_fault(
    tmp_path: Path, changes: dict[str, Any], fault: str
) -> None:
    with pytest.raises(BadgeError, match=r"badge\.json is not right") as refused:
        load_template(written(tmp_path, TEXT, **changes))
    assert fault in str(refused.value)


def test_colour_may_reach_over_the_page_by_its_bleed(tmp_path: Path) -> None:
    ground = {"kind": "area", "box": [-3, -3, 66, 46]}
    assert load_template(written(tmp_path, ground, bleed=3)).front[0].box.x == -3


def test_a_template_that_cannot_be_read_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "latin.json").write_bytes(b"\xff\xfe\xff")
    for file in (tmp_path / "missing.json", tmp_path / "latin.json"):
        with pytest.raises(BadgeError, match="cannot be read"):
            load_template(file)
    (tmp_path / "text.json").write_text("no json")
    with pytest.raises(BadgeError, match="not right: line 1, column 2: this is not JSON"):
        load_template(tmp_path / "text.json")


def test_templates_are_values() -> None:
    assert default_template() == default_template()
    assert BadgeTemplate.model_validate(default_template().model_dump()) == default_template()


def test_what_is_larger_than_any_template_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(2_000_000_000)  # a hole: it takes no room
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(BadgeError, match=r"huge\.json is larger than any badge template \(20 MB\)"):
        load_template(tmp_path / "huge.json")

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes
