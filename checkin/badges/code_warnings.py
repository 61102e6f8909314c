"""Whether the codes of a badge can be read at arm's length from what the printer makes of them."""

import math
from collections.abc import Iterator, Sequence

from checkin.badges.badge import Badge
from checkin.badges.codes import Drawn, code_path, said
from checkin.badges.fonts import EM
from checkin.badges.layout import POINTS_PER_MM, placed_lines
from checkin.badges.sizes import MM_PER_INCH
from checkin.badges.template import (
    ROUNDING_MM,
    Area,
    BadgeTemplate,
    Box,
    Code,
    Element,
    Holds,
    Symbology,
    Text,
)
from checkin.errors import BadgeError

SMALLEST_MODULE_MM = 0.33
"""Below this a module of a square code is too small for a telephone or a laptop's camera at arm's length."""

SMALLEST_BAR_MM = 0.25
"""The same of the narrowest bar of a Code 128, which is read along a line."""

FEWEST_DOTS = 3
"""Dots of the printer a module; with fewer, modules that should be the same come out unlike."""

_COMFORTABLE_MM = 0.45
"""Modules from here on are read even where they are creased; smaller ones want some error correction."""

_LOWEST_BARS_MM = 8
_WORDS = {
    Symbology.QR: "QR code",
    Symbology.AZTEC: "Aztec code",
    Symbology.DATA_MATRIX: "Data Matrix code",
    Symbology.CODE_128: "Code 128",
}


def code_warnings(template: BadgeTemplate, badge: Badge, dpi: float) -> tuple[str, ...]:
    """What speaks against each code of this badge being read, in words; nothing where all is well.

    Also that a code is not what the template promises: signed, where nothing can be signed.

    A code that cannot be drawn at all is told by `checkin.badges.faults.faults`.

    Args:
        template: the badge's.
        badge: what the codes say counts: the longer, the finer.
        dpi: dots per inch of the printer.
    """
    warnings: list[str] = []
    for back in (False, True):
        elements = tuple(template.elements(badge, back=back))
        for number, element in enumerate(elements):
            if isinstance(element, Code) and (drawn := _drawn(element, badge)) is not None:
                warnings += _unsigned_warnings(element, badge)
                warnings += _size_warnings(element, drawn, dpi)
                warnings += _correction_warnings(element, badge, drawn)
                warnings += _quiet_zone_warnings(element, elements[number + 1 :], template, badge)
    return tuple(dict.fromkeys(warnings))


def _drawn(element: Code, badge: Badge) -> Drawn | None:
    text = said(element, badge)
    try:
        return code_path(text, element.symbology, element.error) if text else None
    except BadgeError:
        return None


def _unsigned_warnings(element: Code, badge: Badge) -> Iterator[str]:
    """Of whom the platform does not know yet, or whose code others can reckon, nothing is proven by it."""
    if element.holds is Holds.SIGNED and not badge.signed_code:
        yield (
            f"The {_WORDS[element.symbology]} is not signed: for this ticket nothing can be. It shows the "
            "ticket's own code, and whoever photographs the badge can make the ticket."
        )


def _size_warnings(element: Code, drawn: Drawn, dpi: float) -> Iterator[str]:
    module = drawn.module(*element.lies)
    smallest = SMALLEST_BAR_MM if drawn.rows is None else SMALLEST_MODULE_MM
    dots = module * dpi / MM_PER_INCH
    needed = max(smallest, FEWEST_DOTS * MM_PER_INCH / dpi)
    called = _WORDS[element.symbology]
    advice = f"Make it {_needed(drawn, needed)} mm{_wide(drawn)}, or let it say less."
    if module < smallest:
        yield (
            f"The {called} has modules of {module:.2f} mm; "
            f"below {smallest:.2f} mm it is not read at arm's length. {advice}"
        )
    elif dots < FEWEST_DOTS:
        yield (
            f"The {called} has modules of {module:.2f} mm, only {dots:.1f} dots of a printer with {dpi:g} "
            f"dots per inch; with fewer than {FEWEST_DOTS} they come out uneven. {advice}"
        )
    if drawn.rows is None and element.lies.height < _LOWEST_BARS_MM:
        yield f"The bars of the {called} are lower than {_LOWEST_BARS_MM} mm: scanners miss them."


def _needed(drawn: Drawn, module: float) -> str:
    return f"{module * max(drawn.columns, drawn.rows or 0) + 0.05:.1f}"


def _wide(drawn: Drawn) -> str:
    return " wide" if drawn.rows is None else " wide and high"


def _correction_warnings(element: Code, badge: Badge, drawn: Drawn) -> Iterator[str]:
    """A small code without error correction; or one that is too small because of much."""
    if element.symbology is not Symbology.QR:
        return
    module = drawn.module(*element.lies)
    if element.error == "L" and SMALLEST_MODULE_MM <= module < _COMFORTABLE_MM:
        yield (
            f"The QR code has modules of {module:.2f} mm and the lowest error level, L: a crease or a smudge "
            "makes it unreadable. Choose M, or make it larger."
        )
    if element.error in {"Q", "H"} and module < SMALLEST_MODULE_MM:
        coarser = code_path(said(element, badge), element.symbology, "M").module(*element.lies)
        if coarser >= SMALLEST_MODULE_MM:
            yield f"With error level M the QR code would have modules of {coarser:.2f} mm, and be read."


def _quiet_zone_warnings(
    element: Code, above: Sequence[Element], template: BadgeTemplate, badge: Badge
) -> Iterator[str]:
    """What is drawn over the code or its quiet zone, and the page's edge, which cuts it off."""
    called = _WORDS[element.symbology]
    box = _covered(element.box, element.turn)
    if box.x < 0 or box.y < 0 or box.x + box.width > template.width or box.y + box.height > template.height:
        yield f"The {called}, with the white around it, reaches over the edge of the page and is cut."
    if any(_touch(box, ink) for other in above for ink in _inked(other, template, badge)):
        yield f"Something is drawn over the {called} or the white around it that scanners need."


def _inked(element: Element, template: BadgeTemplate, badge: Badge) -> Iterator[Box]:
    """Roughly where the element has ink; of a text that is not turned, its lines."""
    if isinstance(element, Area) and element.fill is None:
        yield from _edges(element) if element.edge is not None else ()
    elif isinstance(element, Text) and not element.turn:
        yield from _lines(element, template, badge)
    else:
        yield _covered(element.box, element.turn)


def _edges(element: Area) -> Iterator[Box]:
    (x, y, width, height), thick = element.box, element.thickness
    yield Box(x, y, width, thick)
    yield Box(x, y + height - thick, width, thick)
    yield Box(x, y, thick, height)
    yield Box(x + width - thick, y, thick, height)


def _lines(element: Text, template: BadgeTemplate, badge: Badge) -> Iterator[Box]:
    try:
        lines = tuple(placed_lines(element, template, badge))
    except BadgeError:
        return
    for placed in lines:
        ink, scale = placed.line.ink, placed.size / EM / POINTS_PER_MM
        if ink is not None:
            yield Box(
                element.box.x + placed.x / POINTS_PER_MM + ink.left * scale,
                element.box.y + placed.baseline / POINTS_PER_MM - ink.top * scale,
                (ink.right - ink.left) * scale,
                (ink.top - ink.bottom) * scale,
            )


def _covered(box: Box, turn: float) -> Box:
    """The upright rectangle around what is turned; right angles stay in their box."""
    if turn % 90 == 0:
        return box
    cosine, sine = abs(math.cos(math.radians(turn))), abs(math.sin(math.radians(turn)))
    width, height = box.width * cosine + box.height * sine, box.width * sine + box.height * cosine
    return Box(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height)


def _touch(one: Box, other: Box) -> bool:
    return (
        one.x + ROUNDING_MM < other.x + other.width
        and other.x + ROUNDING_MM < one.x + one.width
        and one.y + ROUNDING_MM < other.y + other.height
        and other.y + ROUNDING_MM < one.y + one.height
    )
