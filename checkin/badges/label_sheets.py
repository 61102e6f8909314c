"""Sheets of labels and cards as they are bought, by their makers' numbers; lengths in millimetres.

Only sheets on which two lists made by different people agree to half a millimetre are here, each with those
that have it: **LO**, LibreOffice's ``labels.xml``; **gLabels**, its templates; **Specs**, Paper::Specs
of CPAN; **PDF** and **Word**, what the maker's own templates were measured to say by pacphi/slappy
(``docs/quality/avery-geometry.md``). Nobody has laid a ruler on the paper.
"""

from collections.abc import Mapping
from types import MappingProxyType

from checkin.badges.sheet import Sheet
from checkin.badges.sizes import SIZES, Size

_LETTER, _A4 = SIZES["Letter"], SIZES["A4"]

_ALL_LABELS = (
    # Inserts for badge holders, 4 x 3 in: LO (each number), Specs, PDF.
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
    # Inserts for badge holders, sold as 3 1/2 x 2 1/4 in: Specs, PDF. LO has 2 1/6 in, 1 1/6 in from the top.
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
    # Name badge labels, 3 3/8 x 2 1/3 in: LO, gLabels, Specs. In the maker's PDF the first row is half a
    # millimetre higher, the last a millimetre lower. 8395: gLabels, and a badge program after Word's list.
    Sheet(
        name="avery-5395",
        title="Avery 5395, 8395",
        page=_LETTER,
        place=Size(85.725, 59.267),
        columns=2,
        rows=4,
        left=17.463,
        top=14.817,
        gap_x=9.525,
        gap_y=4.233,
    ),
    # Cards, 3 1/2 x 2 in: LO and gLabels (each number), Specs.
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
    # Labels, 4 x 3 1/3 in: LO and gLabels (8164 and 5264 too), PDF.
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
    # Labels: LO and gLabels (each number), Word.
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
    # Cards: LO, gLabels.
    Sheet(
        name="avery-l7414",
        title="Avery L7414",
        page=_A4,
        place=Size(90, 52),
        columns=2,
        rows=5,
        left=15,
        top=18.5,
    ),
    # Cards: LO (as 32011), gLabels (as C32011-10).
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
    # Labels: gLabels (its version for Qt), a program for music cards that gives the same gutter and margins.
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
    # Labels: LO and gLabels (each number), the latter rounded to half a millimetre.
    Sheet(
        name="herma-4667",
        title="Herma 4667, 4349, 8653",
        page=_A4,
        place=Size(96, 50.8),
        columns=2,
        rows=5,
        left=7.73,
        top=21.5,
        gap_x=2.54,
    ),
)
LABELS: Mapping[str, Sheet] = MappingProxyType({sheet.name: sheet for sheet in _ALL_LABELS})
"""Sheets of labels and cards by their names."""
