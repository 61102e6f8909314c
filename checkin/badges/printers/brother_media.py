"""The paper of Brother's QL printers: what there is, and which a badge goes on."""

from dataclasses import dataclass

from typing_extensions import override

from checkin.errors import BadgeRefusedError
from checkin.settings import PrinterPaper

DPI = 300
EDGE = 35
"""Rows at either end of a piece of a roll that are never printed on."""

_NEAR = 1.5
"""Millimetres by which a badge may be off its paper: boxes and forms round their sizes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """One kind of paper.

    Attributes:
        width, length: in millimetres, as the printer names it; a roll has a length of 0.
        across, along: dots that are printed on; a roll has 0 rows.
        offset: dots of the head beside the paper, on its right.
    """

    width: int
    length: int
    across: int
    along: int
    offset: int

    @property
    def is_roll(self) -> bool:
        """Whether it has no end."""
        return not self.length

    def takes(self, width: float, height: float) -> bool:
        """Whether a badge of so many millimetres goes on it as it is."""
        if width > self.width + _NEAR:
            return False
        return self.is_roll or (abs(width - self.width) <= _NEAR and abs(height - self.length) <= _NEAR)

    @override
    def __str__(self) -> str:
        return f"a roll of {self.width} mm" if self.is_roll else f"labels of {self.width} by {self.length} mm"


def _medium(width: int, length: int, across: int, along: int, offset: int) -> Medium:
    return Medium(width=width, length=length, across=across, along=along, offset=offset)


MEDIA = (
    _medium(12, 0, 106, 0, 29),
    _medium(29, 0, 306, 0, 6),
    _medium(38, 0, 413, 0, 12),
    _medium(50, 0, 554, 0, 12),
    _medium(54, 0, 590, 0, 0),
    _medium(62, 0, 696, 0, 12),
    _medium(102, 0, 1164, 0, 12),
    _medium(17, 54, 165, 566, 0),
    _medium(17, 87, 165, 956, 0),
    _medium(23, 23, 202, 202, 42),
    _medium(29, 42, 306, 425, 6),
    _medium(29, 90, 306, 991, 6),
    _medium(38, 90, 413, 991, 12),
    _medium(39, 48, 425, 495, 6),
    _medium(52, 29, 578, 271, 0),
    _medium(54, 29, 598, 271, 60),
    _medium(60, 87, 672, 954, 18),
    _medium(62, 29, 696, 271, 12),
    _medium(62, 100, 696, 1109, 12),
    _medium(102, 51, 1164, 526, 12),
    _medium(102, 153, 1164, 1660, 12),
)
"""What the maker sells; dots at 300 an inch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lie:
    """On what a badge is printed, and whether it lies on its side there."""

    medium: Medium
    quarter: bool


def lie(size: tuple[float, float], among: tuple[Medium, ...], called: str) -> Lie:
    """Where a badge of this size goes: upright if it can, on the narrowest that takes it.

    Raises:
        BadgeRefusedError: none takes it.
    """
    ways = [
        (quarter, abs(medium.width - wide), medium)
        for quarter, (wide, high) in enumerate((size, size[::-1]))
        for medium in among
        if medium.takes(wide, high)
    ]
    if not ways:
        there = f"has {among[0]}" if len(among) == 1 else "has no paper of that size"
        raise BadgeRefusedError(
            f"The badge is {size[0]:.0f} by {size[1]:.0f} mm, and {called} {there}. "
            "Choose a template for this printer's paper, or put in other paper. The check-in stands."
        )
    quarter, _, medium = min(ways, key=lambda way: way[:2])
    return Lie(medium=medium, quarter=bool(quarter))


def loaded(width: int | None, length: int | None, paper: PrinterPaper) -> tuple[Medium, ...]:
    """What may be in a printer that says this of its paper; all that was chosen where it says nothing."""
    said = tuple(one for one in MEDIA if (one.width, one.length) == (width, length))
    if said:
        return said
    if paper is PrinterPaper.LABELS:
        return tuple(one for one in MEDIA if not one.is_roll)
    return tuple(one for one in MEDIA if one.is_roll)
