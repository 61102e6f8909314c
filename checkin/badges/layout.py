"""Rows of text put into their box; lengths in points, from the page's top-left corner."""

from collections.abc import Iterator
from dataclasses import dataclass

from checkin.badges.badge import Badge
from checkin.badges.colours import readable_on
from checkin.badges.fitting import Fitted, Room, fit
from checkin.badges.fonts import EM
from checkin.badges.template import BadgeTemplate, Box, Row, Shown, Text
from checkin.badges.text import Line, cleaned, require_drawn, with_stand_ins

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """A line, its size, and where its beginning stands on its baseline."""

    line: Line
    size: float
    x: float
    baseline: float
    colour: str


def placed_lines(element: Text, template: BadgeTemplate, badge: Badge) -> Iterator[PlacedLine]:
    """Every line of the element that has something to show.

    Raises:
        BadgeError: a name cannot be drawn or does not fit.
    """
    filled = [
        (row, fitted) for row in element.rows if (fitted := _fitted(row, element.box, badge)) is not None
    ]
    if not filled:
        return
    from_right = filled[0][1].lines[0].from_right
    top = element.box.y * POINTS_PER_MM + _room_above(element, filled)
    for index, (row, fitted) in enumerate(filled):
        if index:
            top += row.gap * POINTS_PER_MM
        colour = row.colour or readable_on(template.band_colour(badge))
        for line, baseline in zip(fitted.lines, fitted.baselines, strict=True):
            yield PlacedLine(
                line=line,
                size=fitted.size,
                x=_line_start(line, fitted.size, element, from_right=from_right),
                baseline=top + baseline,
                colour=colour,
            )
        top += fitted.height


def aligned(space: float, align: str, *, from_right: bool = False) -> float:
    """How much of the space left over goes to the left."""
    if align == "centre":
        return space / 2
    return space if (align == "end") != from_right else 0.0


def value_of(shown: Shown, badge: Badge) -> str:
    """The badge's value that a row shows."""
    return str(getattr(badge, shown.value))


def _fitted(row: Row, box: Box, badge: Badge) -> Fitted | None:
    text = cleaned(value_of(row.shows, badge))
    if row.capitals:
        text = text.upper()
    if not text:
        return None
    draw = require_drawn if row.shows.is_name else with_stand_ins
    room = Room(
        width=box.width * POINTS_PER_MM,
        height=row.height * POINTS_PER_MM,
        max_size=row.max_size,
        min_size=row.min_size,
        max_lines=row.max_lines,
        bold=row.bold,
        may_be_cut=not row.shows.is_name,
    )
    return fit(draw(text, bold=row.bold), room)


def _room_above(element: Text, filled: list[tuple[Row, Fitted]]) -> float:
    used = sum(fitted.height for _, fitted in filled) + sum(row.gap for row, _ in filled[1:]) * POINTS_PER_MM
    left_over = element.box.height * POINTS_PER_MM - used
    return {"top": 0.0, "middle": left_over / 2, "bottom": left_over}[element.stand]


def _line_start(line: Line, size: float, element: Text, *, from_right: bool) -> float:
    space = element.box.width * POINTS_PER_MM - line.width * size / EM
    indent = aligned(space, element.align, from_right=from_right)
    return element.box.x * POINTS_PER_MM + indent - line.left * size / EM
