"""A page and the places for badges on it.

Lengths are in millimetres, from the top-left corner of the page as it is read.
"""

from dataclasses import dataclass
from enum import StrEnum

from checkin.badges.sizes import Size
from checkin.badges.template import Box

_MARK_AWAY = 1.0
_MARK_LENGTH = 4.0
_SHORTEST_MARK = 1.0


class Turned(StrEnum):
    """About which edge the paper is turned to print its other side."""

    LONG = "long"
    SHORT = "short"
    NOT = "none"
    """It is not: only fronts are printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A crop mark: a thin line from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page and the places on it.

    Attributes:
        name: what commands call it.
        title: what people call it.
        place: of one badge or label.
        left, top: of the first place.
        gap_x, gap_y: between places.
        to_cut: it has crop marks, and pages of paper between groups of badges; labels have neither.
        turned: badges lie on their side in their places.
    """

    name: str
    title: str
    page: Size
    place: Size
    columns: int = 1
    rows: int = 1
    left: float = 0
    top: float = 0
    gap_x: float = 0
    gap_y: float = 0
    to_cut: bool = False
    turned: bool = False

    @property
    def places(self) -> int:
        """How many badges are on a page."""
        return self.columns * self.rows

    @property
    def is_labels(self) -> bool:
        """Whether it is bought with its labels, so that each counts."""
        return self.places > 1 and not self.to_cut

    def box(self, number: int) -> Box:
        """The place of this number: 0 is the first, left to right and then down."""
        row, column = divmod(number, self.columns)
        return Box(
            self.left + column * (self.place.width + self.gap_x),
            self.top + row * (self.place.height + self.gap_y),
            self.place.width,
            self.place.height,
        )

    def spill(self, bleed: float) -> tuple[float, float]:
        """How far colour may reach over a place, across and down, without touching the next one."""
        across = bleed if self.columns == 1 else min(bleed, self.gap_x / 2)
        down = bleed if self.rows == 1 else min(bleed, self.gap_y / 2)
        return across, down

    def marks(self, bleed: float = 0) -> tuple[Mark, ...]:
        """Where to cut; every mark is outside all places and what bleeds from them."""
        return tuple(self._marks(bleed)) if self.to_cut else ()

    def _marks(self, bleed: float) -> list[Mark]:
        xs = [edge for n in range(self.columns) for edge in _edges(self.box(n).x, self.place.width)]
        ys = [
            edge for n in range(self.rows) for edge in _edges(self.box(n * self.columns).y, self.place.height)
        ]
        away = bleed + _MARK_AWAY
        found: list[Mark] = []
        for x in sorted(set(xs)):
            for start, end in _outside(min(ys), max(ys), away, self.page.height):
                found.append(Mark(x1=x, y1=start, x2=x, y2=end))
        for y in sorted(set(ys)):
            for start, end in _outside(min(xs), max(xs), away, self.page.width):
                found.append(Mark(x1=start, y1=y, x2=end, y2=y))
        return found


def _edges(start: float, length: float) -> tuple[float, float]:
    return round(start, 3), round(start + length, 3)


def _outside(first: float, last: float, away: float, page: float) -> list[tuple[float, float]]:
    """From and to of the marks before and behind the places; none where the page has no room for them."""
    before = (max(0.0, first - away - _MARK_LENGTH), first - away)
    behind = (last + away, min(page, last + away + _MARK_LENGTH))
    return [(start, end) for start, end in (before, behind) if end - start >= _SHORTEST_MARK]
