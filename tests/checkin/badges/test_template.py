import json
from pathlib import Path
from typing import Any

import pytest

from checkin.badges.template import BadgeTemplate, Shown, default_template, load_template
from checkin.errors import BadgeError
from tests.checkin.badges.examples import a_badge

ROW = {"shows": "name", "height": 10, "max_size": 20, "min_size": 8}
TEXT = {"kind": "text", "box": [5, 5, 50, 20], "rows": [ROW]}


def written(folder: Path, *elements: dict[str, Any], **changes: Any) -> Path:
    file = folder / "badge.json"
    page = {"name": "test", "width": 60, "height": 40, "elements": list(elements), **changes}
    file.write_text(json.dumps(page), encoding="utf-8")
    return file


def test_the_bundled_template_is_a_hanging_badge_with_everything_on_it() -> None:
    template = default_template()
    assert (template.width, template.height) == (86, 108)
    assert {element.kind for element in template.elements} == {"text", "band", "logo", "qr"}
    shown = {row.shows for element in template.elements if element.kind == "text" for row in element.rows}
    assert shown == set(Shown) - {Shown.NAME}


def test_a_template_is_read_from_json(tmp_path: Path) -> None:
    template = load_template(written(tmp_path, TEXT))
    assert template.elements[0].box.width == 50
    assert template.elements[0].kind == "text"


def test_bands_take_the_ticket_types_colour_or_the_templates() -> None:
    template = default_template()
    assert template.band_colour(a_badge(colour="#123456")) == "#123456"
    assert template.band_colour(a_badge(colour="")) == template.colour


def test_elements_can_wait_for_a_logo(tmp_path: Path) -> None:
    always, with_logo, without = load_template(
        written(tmp_path, TEXT, {**TEXT, "when": "logo"}, {**TEXT, "when": "no_logo"})
    ).elements
    bare, full = a_badge(), a_badge(logo=b"x")
    assert [element.is_drawn_on(bare) for element in (always, with_logo, without)] == [True, False, True]
    assert [element.is_drawn_on(full) for element in (always, with_logo, without)] == [True, True, False]


@pytest.mark.parametrize(
    ("element", "fault"),
    [
        ({**TEXT, "box": [20, 5, 50, 20]}, "the text at 20, 5 mm reaches over the page"),
        ({**TEXT, "box": [-1, 5, 50, 20]}, "reaches over the page"),
        ({**TEXT, "box": [5, 5, 0, 20]}, "greater than 0"),
        ({**TEXT, "rows": []}, "rows"),
        ({**TEXT, "rows": [ROW, ROW, ROW]}, "the rows need 30 mm but the box is 20 mm high"),
        ({**TEXT, "rows": [{**ROW, "min_size": 30}]}, "min_size is larger than max_size"),
        ({**TEXT, "rows": [{**ROW, "shows": "shoe_size"}]}, "shows"),
        ({**TEXT, "rows": [{**ROW, "colour": "red"}]}, "colour"),
        ({**TEXT, "blink": True}, "blink"),
        ({"kind": "qr", "box": [5, 5, 20, 25]}, "the box of a QR code must be square"),
        ({"kind": "hologram", "box": [5, 5, 20, 20]}, "hologram"),
    ],
)
def test_a_wrong_template_is_refused_with_its_fault(
    tmp_path: Path, element: dict[str, Any], fault: str
) -> None:
    with pytest.raises(BadgeError, match=r"badge\.json is not right") as refused:
        load_template(written(tmp_path, element))
    assert fault in str(refused.value)


def test_a_template_that_cannot_be_read_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "latin.json").write_bytes(b"\xff\xfe\xff")
    for file in (tmp_path / "missing.json", tmp_path / "latin.json"):
        with pytest.raises(BadgeError, match="cannot be read"):
            load_template(file)
    (tmp_path / "text.json").write_text("no json")
    with pytest.raises(BadgeError, match="template: Invalid JSON"):
        load_template(tmp_path / "text.json")


def test_templates_are_values() -> None:
    assert default_template() == default_template()
    assert BadgeTemplate.model_validate(default_template().model_dump()) == default_template()
