"""Copies of elements: a little aside, and under names of their own; and how they go to another design."""

import json
from collections.abc import Sequence

from checkin.badges.altering import altered, made
from checkin.badges.sizes import Size
from checkin.badges.template import Element, Part
from checkin.errors import BadgeError
from ui.screens.designer.sizing import around

_ASIDE = 3.0
"""Millimetres between an element and its copy."""

_LONGEST_NAME = 60
_ROOM_FOR_NUMBER = 4
_NOT_OURS = "What was copied is nothing that goes on a badge."


class _Copied(Part):
    elements: tuple[Element, ...]


def beside(elements: Sequence[Element], page: Size) -> list[Element]:
    """Copies a little aside, together, so that they lie to one another as before."""
    whole = around([element.box for element in elements])
    across = _ASIDE if whole.x + whole.width + _ASIDE <= page.width else -_ASIDE
    down = _ASIDE if whole.y + whole.height + _ASIDE <= page.height else -_ASIDE
    return [
        altered(element, box=element.box._replace(x=element.box.x + across, y=element.box.y + down))
        for element in elements
    ]


def with_free_names(elements: Sequence[Element], taken: set[str]) -> list[Element]:
    """Each under a name that nothing else has; what has none gets none."""
    named = []
    for element in elements:
        name = free_name(element.name, taken) if element.name else ""
        taken = taken | {name}
        named.append(altered(element, name=name))
    return named


def free_name(name: str, taken: set[str]) -> str:
    """This name, or the same with the first number that makes it free."""
    if name not in taken:
        return name
    stem, number = name[: _LONGEST_NAME - _ROOM_FOR_NUMBER], 2
    while f"{stem} {number}" in taken:
        number += 1
    return f"{stem} {number}"


def as_text(elements: Sequence[Element]) -> str:
    """Elements as they go to the clipboard: JSON, as in templates."""
    said = [element.model_dump(mode="json", exclude_defaults=True) for element in elements]
    return json.dumps(said, ensure_ascii=False)


def from_text(text: str) -> tuple[Element, ...]:
    """Elements from the clipboard. Raises BadgeError where they are none."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadgeError(_NOT_OURS) from error
    elements = made(_Copied, elements=said).elements
    if not elements:
        raise BadgeError(_NOT_OURS)
    return elements
