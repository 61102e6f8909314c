"""Pages badges are printed on, by name: millimetres as the page is held, and as labels come off their roll.

Sizes are those of ISO 216 (A4 to A8), ISO 7810 (CR80), and of the makers of labels and printers.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

MM_PER_INCH = 25.4


class Size(NamedTuple):
    """Width and height in millimetres."""

    width: float
    height: float

    @property
    def turned(self) -> "Size":
        """The same page held the other way."""
        return Size(self.height, self.width)


SIZES: Mapping[str, Size] = MappingProxyType(
    {
        "4x3 in": Size(101.6, 76.2),
        "3x4 in": Size(76.2, 101.6),
        "4x6 in": Size(101.6, 152.4),
        "A4": Size(210, 297),
        "A5": Size(148, 210),
        "A6": Size(105, 148),
        "A7": Size(74, 105),
        "A8": Size(52, 74),
        "Letter": Size(215.9, 279.4),
        "CR80": Size(54, 85.6),
        "54x86": Size(54, 86),
        "86x108": Size(86, 108),
        "62x100": Size(62, 100),
        "57x102": Size(57, 102),
        "89x41": Size(89, 41),
        "102x152": Size(102, 152),
        "90x55": Size(90, 55),
    }
)
