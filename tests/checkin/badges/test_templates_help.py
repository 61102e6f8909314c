"""The page that describes templates to people says what is so, and all of it."""

import json
import re
from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel

from checkin.badges import template as format_of_templates
from checkin.badges.fields import FIELDS
from checkin.badges.render import render_badge
from checkin.badges.sizes import SIZES
from checkin.badges.template import (
    BadgeTemplate,
    Holds,
    Part,
    Symbology,
    template_from,
)
from checkin.paths import resource
from tests.checkin.badges.examples import decoded
from tests.checkin.badges.people import CODE, a_person, hard_to_set

PAGE = (resource("help") / "templates.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
IN_CODE = {
    word.strip('"{} ')
    for code in re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL))
    for word in (code, *code.split(":"))
}


def example() -> BadgeTemplate:
    return template_from(EXAMPLES[0], "the example")


def parts() -> Iterator[type[BaseModel]]:
    for one in vars(format_of_templates).values():
        if isinstance(one, type) and issubclass(one, Part):
            yield one


def test_the_example_is_a_template_that_prints() -> None:
    pdf = render_badge(example(), a_person("Anna", "Berg", "IBM", "CTO", ticket_type="VIP"))
    assert decoded(pdf, dpi=203) == [CODE]
    for badge in hard_to_set().values():
        render_badge(example(), badge)


def test_the_example_of_ticket_types_goes_with_a_template() -> None:
    named = json.loads(EXAMPLES[0])
    named["front"][0]["name"], named["front"][-1]["name"] = "band", "code"
    types = json.loads(f"{{{EXAMPLES[1]}}}")
    template = template_from(json.dumps({**named, **types}), "with types")
    assert [one.kind for one in template.elements(a_person("A", "B", ticket_type="staff"))][-1] != "code"


@pytest.mark.parametrize("part", tuple(parts()), ids=lambda part: part.__name__)
def test_every_key_is_described(part: type[BaseModel]) -> None:
    assert set(part.model_fields) - IN_CODE == set()


def choices(annotation: object) -> Iterator[str]:
    """The words of a `Literal`, wherever in an annotation it is."""
    for one in get_args(annotation):
        if isinstance(one, str):
            yield one
        else:
            yield from choices(one)


def test_every_word_that_can_be_chosen_is_described() -> None:
    words = [set(choices(annotation)) for part in parts() for annotation in part.__annotations__.values()]
    wanted = {*Symbology, *Holds, *SIZES, *FIELDS}.union(*words)
    assert {word for word in wanted if word} - IN_CODE == set()


def test_sizes_are_as_they_are_described() -> None:
    said = re.findall(r"`([^`|]+)` \| ([\d.]+) \u00d7 ([\d.]+)", PAGE)
    assert {name: (float(width), float(height)) for name, width, height in said} == dict(SIZES)


def test_every_template_of_the_app_is_in_the_list() -> None:
    titles = {
        json.loads(file.read_text(encoding="utf-8"))["name"] for file in resource("badges").glob("*.json")
    }
    listed = re.findall(r"^\| ([^|`]+) \| [^|]*(?:mm|folded) \|", PAGE, re.MULTILINE)
    assert titles == set(listed) - {"size"}
