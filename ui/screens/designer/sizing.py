"""Elements in other boxes: what is inside them grows and shrinks along."""

import math
from collections.abc import Sequence

from checkin.badges.altering import altered
from checkin.badges.template import Box, Element, Row, Text

_LEAST_ROW = 0.5
_POINTS = (4.0, 300.0)


def placed(element: Element, box: Box) -> Element:
    """The element in another box; rows of a text grow and shrink with its height.

    Raises:
        BadgeError: it does not go in there.
    """
    if not isinstance(element, Text):
        return altered(element, box=box)
    before = element.lies.height
    turned = abs(element.turn) == 90  # noqa: PLR2004 - a right angle
    after = box.width if turned else box.height
    rows = element.rows if after == before else scaled(element.rows, after / before)
    return altered(element, box=box, rows=rows)


def scaled(rows: Sequence[Row], by: float) -> tuple[Row, ...]:
    """Rows higher or lower, and their largest letters with them."""
    least, most = _POINTS
    made = []
    for row in rows:
        largest = round(min(max(row.max_size * by, least), most), 1)
        made.append(
            altered(
                row,
                height=max(rounded_down(row.height * by), _LEAST_ROW),
                gap=rounded_down(row.gap * by),
                max_size=largest,
                min_size=min(row.min_size, largest),
            )
        )
    return tuple(made)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of these; there is at least one."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, low = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, low - top)


def rounded_down(length: float) -> float:
    """To thousandths of a millimetre: what is rounded up may no longer fit."""
    return math.floor(length * 1000) / 1000


def rounded_up(length: float) -> float:
    """To thousandths of a millimetre."""
    return math.ceil(length * 1000) / 1000
