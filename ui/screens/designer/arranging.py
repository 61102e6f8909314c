"""Boxes lined up with one another and spread evenly. Millimetres throughout."""

from collections.abc import Mapping

from checkin.badges.sizes import Size
from checkin.badges.template import Box
from checkin.errors import BadgeError
from ui.screens.designer.draft import Draft, place_all
from ui.screens.designer.sizing import around

LEAST_TO_SPREAD = 3
_PLACES = 3

SIDES: Mapping[str, tuple[str, float]] = {
    "left": ("x", 0),
    "centre": ("x", 0.5),
    "right": ("x", 1),
    "top": ("y", 0),
    "middle": ("y", 0.5),
    "bottom": ("y", 1),
}
"""Of each way to line up: along which axis, and at which part of a box, 1 for its far end."""

SPREADS = {"across": "x", "down": "y"}
_LENGTH = {"x": "width", "y": "height"}


def line_up(draft: Draft, way: str) -> Draft:
    """What is chosen with one edge or its middle in a line, `way` of `SIDES`; one alone with the page."""
    boxes = _boxes(draft)
    axis, share = SIDES[way]
    alone = len(boxes) == 1
    whole = _page(draft.page) if alone else around(tuple(boxes.values()))
    start, length = getattr(whole, axis), getattr(whole, _LENGTH[axis])
    return place_all(
        draft,
        {
            at: _at(box, axis, start + (length - getattr(box, _LENGTH[axis])) * share)
            for at, box in boxes.items()
        },
    )


def spread(draft: Draft, way: str) -> Draft:
    """What is chosen with the same space between each two; the outermost stay. `way` of `SPREADS`.

    Raises:
        BadgeError: there are not three of them.
    """
    boxes, axis = _boxes(draft), SPREADS[way]
    if len(boxes) < LEAST_TO_SPREAD:
        raise BadgeError("Choose three elements or more to spread them evenly.")
    length = _LENGTH[axis]
    order = sorted(boxes, key=lambda at: getattr(boxes[at], axis) + getattr(boxes[at], length) / 2)
    whole = around(tuple(boxes.values()))
    used = sum(getattr(box, length) for box in boxes.values())
    gap = (getattr(whole, length) - used) / (len(boxes) - 1)
    start, found = getattr(whole, axis), {}
    for at in order:
        found[at] = _at(boxes[at], axis, start)
        start += getattr(boxes[at], length) + gap
    return place_all(draft, found)


def _boxes(draft: Draft) -> dict[int, Box]:
    return {at: draft.elements[at].box for at in draft.several}


def _page(page: Size) -> Box:
    return Box(0, 0, page.width, page.height)


def _at(box: Box, axis: str, start: float) -> Box:
    return box._replace(**{axis: round(start, _PLACES)})
