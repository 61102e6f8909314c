"""Sheets of labels and cards as they are bought, by their makers' numbers; lengths in millimetres."""

from collections.abc import Mapping
from types import MappingProxyType

from checkin.badges.sheet import Sheet
from checkin.badges.sizes import SIZES, Size

_LETTER, _A4 = SIZES["Letter"], SIZES["A4"]

# Measures are those of the makers' templates; inches turned into millimetres.
_ALL_LABELS = (
    # avery.com/templates/5392 (also 5384, 74541): inserts for badge holders, 4 x 3 in
    Sheet(
        name="avery-5392",
        title="Avery 5392, 5384, 74541",
        page=_LETTER,
        place=SIZES["4x3 in"],
        columns=2,
        rows=3,
        left=6.35,
        top=25.4,
    ),
    # avery.com/templates/5390: inserts for badge holders, 3 1/2 x 2 7/32 in between the perforations
    Sheet(
        name="avery-5390",
        title="Avery 5390",
        page=_LETTER,
        place=Size(88.9, 56.356),
        columns=2,
        rows=4,
        left=19.05,
        top=26.988,
    ),
    # avery.com/templates/5395 (also 8395, 5095, 5895, 15395): name badge labels, 3 3/8 x 2 1/3 in
    Sheet(
        name="avery-5395",
        title="Avery 5395, 8395, 5095, 5895, 15395",
        page=_LETTER,
        place=Size(85.725, 59.267),
        columns=2,
        rows=4,
        left=17.463,
        top=14.817,
        gap_x=9.525,
        gap_y=4.233,
    ),
    # avery.com/templates/5371 (also 8371): cards, 3 1/2 x 2 in
    Sheet(
        name="avery-5371",
        title="Avery 5371, 8371",
        page=_LETTER,
        place=Size(88.9, 50.8),
        columns=2,
        rows=5,
        left=19.05,
        top=12.7,
    ),
    # avery.com/templates/5164 (also 8164, 5264): labels, 4 x 3 1/3 in
    Sheet(
        name="avery-5164",
        title="Avery 5164, 8164, 5264",
        page=_LETTER,
        place=Size(101.6, 84.667),
        columns=2,
        rows=3,
        left=3.969,
        top=12.7,
        gap_x=4.763,
    ),
    # avery.co.uk/template-l7418: inserts for badge holders
    Sheet(
        name="avery-l7418",
        title="Avery L7418",
        page=_A4,
        place=Size(86.5, 55.5),
        columns=2,
        rows=4,
        left=18.5,
        top=37.5,
    ),
    # avery.co.uk/template-l4785 (also L4784, L4786, L4787): name badge labels on acetate silk
    Sheet(
        name="avery-l4785",
        title="Avery L4785, L4784, L4786, L4787",
        page=_A4,
        place=Size(80, 50),
        columns=2,
        rows=5,
        left=17.5,
        top=13.5,
        gap_x=15,
        gap_y=5,
    ),
    # avery.co.uk/template-l7165 (also J8165): labels
    Sheet(
        name="avery-l7165",
        title="Avery L7165, J8165",
        page=_A4,
        place=Size(99.06, 67.73),
        columns=2,
        rows=4,
        left=4.67,
        top=13.04,
        gap_x=2.58,
    ),
    # avery.co.uk/template-c32011: cards
    Sheet(
        name="avery-c32011",
        title="Avery C32011",
        page=_A4,
        place=Size(85, 54),
        columns=2,
        rows=5,
        left=15,
        top=13.5,
        gap_x=10,
    ),
    # avery.co.uk/template-c32015: cards
    Sheet(
        name="avery-c32015",
        title="Avery C32015",
        page=_A4,
        place=Size(85, 54),
        columns=2,
        rows=4,
        left=17,
        top=31.5,
        gap_x=6,
        gap_y=6,
    ),
    # herma.com, article 5028: cards
    Sheet(
        name="herma-5028",
        title="Herma 5028",
        page=_A4,
        place=Size(83.8, 50.8),
        columns=2,
        rows=5,
        left=18.6,
        top=22,
        gap_x=5.4,
    ),
    # herma.com, article 4667 (also 4349, 10307): labels
    Sheet(
        name="herma-4667",
        title="Herma 4667, 4349, 10307",
        page=_A4,
        place=Size(96, 50.8),
        columns=2,
        rows=5,
        left=8,
        top=21.5,
        gap_x=3,
    ),
)
LABELS: Mapping[str, Sheet] = MappingProxyType({sheet.name: sheet for sheet in _ALL_LABELS})
"""Sheets of labels and cards by their names."""
