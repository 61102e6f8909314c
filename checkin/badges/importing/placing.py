"""Where things of a design come to lie: boxes on the page, in millimetres from its top-left corner."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from checkin.badges.sizes import Size
from checkin.badges.template import Align

MM_PER_POINT = 25.4 / 72

ASCENDER = 0.76
"""How far, in em, what a line of ours has above its baseline usually reaches."""

DESCENDER = 0.22
"""Likewise below it: between a line that has descenders and one that has none."""

LINE = 1.25
"""The height, in em, in which a line is not made smaller for its accents."""

SMALLEST_SIZE, LARGEST_SIZE = 4.0, 300.0
"""Of letters, in points."""

_SMALLEST = 1.0
_RIGHT_ANGLE = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """A rectangle; `y` grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def box(self) -> tuple[float, float, float, float]:
        """As templates write it."""
        return round(self.x, 3), round(self.y, 3), round(self.width, 3), round(self.height, 3)

    def is_beside(self, other: "Patch") -> bool:
        """Whether neither of them is above the other."""
        return self.right <= other.x or other.right <= self.x


def smallest_size(size: float, height: float) -> float:
    """Down to how many points a text of this size may go, in a row of so many millimetres."""
    return max(SMALLEST_SIZE, min(size, height / MM_PER_POINT) / 2)


def turned(patch: Patch, turn: float, x: float, y: float) -> Patch:
    """The box of what is turned clockwise around a point, as `checkin.badges.template` means boxes."""
    angle = math.radians(turn)
    across, down = patch.x + patch.width / 2 - x, patch.y + patch.height / 2 - y
    middle_x = x + across * math.cos(angle) - down * math.sin(angle)
    middle_y = y + across * math.sin(angle) + down * math.cos(angle)
    size = Size(patch.width, patch.height)
    size = size.turned if abs(turn) == _RIGHT_ANGLE else size
    return Patch(
        x=middle_x - size.width / 2, y=middle_y - size.height / 2, width=size.width, height=size.height
    )


def in_range(turn: float) -> float:
    """The same turn as templates take it: from -180 to 180 degrees."""
    return (turn + 180) % 360 - 180


def on_page(patch: Patch, page: Size, align: Align = "centre") -> Patch | None:
    """As much of it as is on the page; None where that is next to nothing.

    What is centred keeps its middle.
    """
    left, right = max(patch.x, 0.0), min(patch.right, page.width)
    if align == "centre":
        lost = max(left - patch.x, patch.right - right)
        left, right = patch.x + lost, patch.right - lost
    top, bottom = max(patch.y, 0.0), min(patch.bottom, page.height)
    if right - left < _SMALLEST or bottom - top < _SMALLEST:
        return None
    return Patch(x=left, y=top, width=right - left, height=bottom - top)


def room_above(patch: Patch, others: Iterable[Patch]) -> float:
    """Millimetres that are free between it and what is above it."""
    return max(0.0, patch.y - max((one.bottom for one in _over(patch, others)), default=0.0))


def room_below(patch: Patch, others: Iterable[Patch], page: Size) -> float:
    """Millimetres that are free between it and what is below it."""
    return max(0.0, min((one.y for one in _under(patch, others)), default=page.height) - patch.bottom)


def _over(patch: Patch, others: Iterable[Patch]) -> Iterable[Patch]:
    return (one for one in others if not patch.is_beside(one) and one.y < patch.y)


def _under(patch: Patch, others: Iterable[Patch]) -> Iterable[Patch]:
    return (one for one in others if not patch.is_beside(one) and one.bottom > patch.bottom)
