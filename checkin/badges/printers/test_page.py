"""A page that shows whether a printer is set up right: where it cuts, how large, which way up, how dark."""

from collections.abc import Iterator
from typing import Literal

from checkin.badges.badge import Badge
from checkin.badges.render import render_badge
from checkin.badges.template import Area, BadgeTemplate, Box, Code, Element, Page, Row, Rule, Text
from checkin.settings import PrinterChoice, PrinterKind

_EDGE = 2.0
_BLACK = "#000000"
_CODE = "TEST PAGE"
_SHADES = 8
_RULER = 3.0
"""Millimetres of the longest line of the rulers; their numbers stand inside."""

_SMALLEST = 20.0
"""Millimetres; what is narrower has room for a frame alone, at the very edge."""

_NUMBERS_FROM = 35.0
"""Pages whose shorter side is less have no room for numbers."""


def test_page(width: float, height: float, choice: PrinterChoice) -> bytes:
    """A PDF of one page of so many millimetres.

    A frame 2 mm from the edge, rulers from the edge on, an arrow that points to the top, what the printer is
    set to, a code to scan, and eight shades from black to white. Print it as any badge: it is not yet turned
    or moved here.

    Raises:
        BadgeError: the printer's name has a letter nobody can draw.
    """
    template = BadgeTemplate(
        format=1,
        name="Test page",
        page=Page(width=width, height=height),
        front=tuple(_elements(width, height)),
    )
    return render_badge(template, _told(width, height, choice))


def _told(width: float, height: float, choice: PrinterChoice) -> Badge:
    has_dots = choice.kind in {PrinterKind.ZPL, PrinterKind.BROTHER_QL, PrinterKind.ESC_POS}
    settings = [f"{choice.dpi} dpi"] if has_dots else []
    settings += [f"turned {choice.turn}°"] if choice.turn else []
    settings += [f"right {choice.right:g}, down {choice.down:g} mm"] if choice.right or choice.down else []
    settings += [f"darkness {choice.darkness:+}"] if choice.darkness else []
    return Badge(
        given_name="",
        family_name="",
        company=choice.called,
        job_title=f"{width:g} × {height:g} mm",  # noqa: RUF001 - as sizes are written
        event_name=", ".join(settings),
        code=_CODE,
    )


def _elements(width: float, height: float) -> Iterator[Element]:
    has_numbers = min(width, height) >= _NUMBERS_FROM
    if min(width, height) < _SMALLEST:
        frame = Box(x=0, y=0, width=width, height=height)
        yield Area(kind="area", box=frame, fill=None, edge=_BLACK, thickness=0.25)
        return
    frame = Box(x=_EDGE, y=_EDGE, width=width - 2 * _EDGE, height=height - 2 * _EDGE)
    yield Area(kind="area", box=frame, fill=None, edge=_BLACK, thickness=0.25)
    yield from _ruler(width, has_numbers=has_numbers, down=False)
    yield from _ruler(height, has_numbers=has_numbers, down=True)
    inset = _EDGE + _RULER + (3.5 if has_numbers else 0.5)
    room = Box(x=inset, y=inset, width=width - inset - _EDGE - 1, height=height - inset - _EDGE - 1)
    side = min(25.0, room.width * 0.45, room.height * 0.45)
    low = room.y + room.height - side
    yield Code(kind="code", box=Box(x=room.x, y=low, width=side, height=side))
    right = room.x + side + 1
    yield from _shades(Box(x=right, y=low, width=room.x + room.width - right, height=side))
    above = Box(x=room.x, y=room.y, width=room.width, height=min(30.0, room.height - side - 1))
    arrow = min(12.0, above.width * 0.25)
    yield from _arrow(Box(x=above.x, y=above.y, width=arrow, height=above.height))
    yield _text(Box(x=above.x + arrow + 1, y=above.y, width=above.width - arrow - 1, height=above.height))


def _ruler(length: float, *, has_numbers: bool, down: bool) -> Iterator[Element]:
    """A line a millimetre, counted from the page's edge; every fifth and tenth is longer."""

    def box(along: float, across: float, size: float, depth: float) -> Box:
        if down:
            return Box(x=across, y=along, width=depth, height=size)
        return Box(x=along, y=across, width=size, height=depth)

    for mark in range(int(_EDGE) + 1, int(length - _EDGE) + 1):
        depth = _RULER if mark % 10 == 0 else _RULER * 2 / 3 if mark % 5 == 0 else _RULER / 3
        line = box(mark - 0.1, _EDGE, 0.2, depth)
        yield Rule(kind="line", box=line, runs="across" if down else "down", colour=_BLACK, thickness=0.15)
        if has_numbers and mark % 10 == 0 and mark <= length - _EDGE - 3:
            number = Row(shows=(str(mark),), height=2.4, max_size=6, min_size=4, colour=_BLACK)
            place = box(mark - 2.5, _EDGE + _RULER + 0.3, 5, 3 if not down else 4)
            yield Text(
                kind="text", box=place, rows=(number,), align="start" if down else "centre", stand="middle"
            )


def _shades(box: Box) -> Iterator[Element]:
    """From black to white, in a frame so that the white one is seen."""
    step = box.width / _SHADES
    tall = min(8.0, box.height)
    top = box.y + box.height - tall
    for number in range(_SHADES):
        shade = (
            f"#{round(255 * number / (_SHADES - 1)):02x}" + f"{round(255 * number / (_SHADES - 1)):02x}" * 2
        )
        yield Area(kind="area", box=Box(x=box.x + number * step, y=top, width=step, height=tall), fill=shade)
    around = Box(x=box.x, y=top, width=box.width, height=tall)
    yield Area(kind="area", box=around, fill=None, edge=_BLACK, thickness=0.15)


def _arrow(box: Box) -> Iterator[Element]:
    """Upwards, with the word for it under it."""
    word = min(4.0, box.height / 3)
    tall = box.height - word
    half = min(box.width, tall) / 2
    middle = box.x + box.width / 2
    lines: tuple[tuple[Box, Literal["down", "rising", "falling"]], ...] = (
        (Box(x=middle - 0.2, y=box.y, width=0.4, height=tall), "down"),
        (Box(x=middle - half, y=box.y, width=half, height=half), "rising"),
        (Box(x=middle, y=box.y, width=half, height=half), "falling"),
    )
    for place, runs in lines:
        yield Rule(kind="line", box=place, runs=runs, colour=_BLACK, thickness=0.6)
    row = Row(shows=("top",), height=word, max_size=9, min_size=4, colour=_BLACK)
    under = Box(x=box.x, y=box.y + tall, width=box.width, height=word)
    yield Text(kind="text", box=under, rows=(row,), align="centre", stand="bottom")


def _text(box: Box) -> Text:
    """What it is called, how large the page is, how it is set."""
    row = min(6.0, box.height / 4)
    shown = (("{company}", 1.6, True), ("{job_title}", 1.0, False), ("{event_name}", 1.0, False))
    rows = tuple(
        Row(
            shows=(phrase,),
            height=row * share,
            max_size=min(14, row * share * 2.2),
            min_size=4,
            max_lines=2 if is_bold else 1,
            bold=is_bold,
            colour=_BLACK,
        )
        for phrase, share, is_bold in shown
    )
    return Text(kind="text", box=box, rows=rows)
