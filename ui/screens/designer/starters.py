"""What is put on a badge by "Add", and what a new template begins with."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from checkin.badges.altering import made
from checkin.badges.sizes import Size
from checkin.badges.template import (
    Area,
    BadgeTemplate,
    Box,
    Code,
    Element,
    Page,
    Picture,
    Row,
    Rule,
    Text,
)

INK = "#14181f"
NEW_NAME = "New badge"

_Maker = Callable[[Box], Element]


def a_row(shows: str = "{company}", height: float = 6.0, **more: object) -> Row:
    """A row of text in usual sizes."""
    size = round(min(max(height * 2.2, 4), 300), 1)
    usual = {"height": height, "max_size": size, "min_size": min(7, size), "max_lines": 2, "colour": INK}
    return made(Row, shows=(shows,), **{**usual, **more})


def _text(box: Box) -> Element:
    return made(Text, kind="text", box=box, stand="middle", rows=(a_row("{company}", box.height),))


def _picture(shows: str) -> _Maker:
    return lambda box: made(
        Picture, kind="picture", box=box, shows=shows, fit="fill" if shows == "photo" else "whole"
    )


_MAKERS: Mapping[str, tuple[str, str, _Maker, Size]] = MappingProxyType(
    {
        "text": ("Text", "text", _text, Size(50, 8)),
        "code": ("Code", "scan", lambda box: made(Code, kind="code", box=box), Size(25, 25)),
        "logo": ("Logo of the event", "badge", _picture("logo"), Size(30, 12)),
        "photo": ("Photo of the attendee", "person", _picture("photo"), Size(25, 30)),
        "area": ("Coloured area", "area", lambda box: made(Area, kind="area", box=box), Size(40, 20)),
        "line": (
            "Line",
            "line",
            lambda box: made(Rule, kind="line", box=box, thickness=0.5),
            Size(50, 2),
        ),
    }
)

ADDS = tuple((key, words, sign) for key, (words, sign, _, _) in _MAKERS.items())
"""What can be added: key, words, icon. A picture from a file is added by `a_picture`."""


def an_element(key: str, page: Size) -> Element:
    """A new element in the middle of the page."""
    _, _, make, size = _MAKERS[key]
    return make(_in_the_middle(size, page))


def a_picture(base64: str, proportion: float, page: Size) -> Element:
    """A picture in the middle of the page; `proportion` is its width by its height."""
    width = min(40.0, page.width * 0.6, page.height * 0.6 * proportion)
    return _picture(base64)(_in_the_middle(Size(width, width / proportion), page))


def a_template() -> BadgeTemplate:
    """What a new design begins with: who it is, and the code."""
    rows = (
        a_row("{lead_name}", 16.0, max_size=44, min_size=20, bold=True),
        a_row("{rest_of_name}", 9.0, max_size=22, min_size=11),
        a_row("{company}", 6.0, max_size=13, min_size=8, gap=2.5),
    )
    front = (
        made(Text, kind="text", name="person", box=Box(6, 8, 89.6, 38), stand="middle", rows=rows),
        made(Area, kind="area", name="band", box=Box(0, 50, 101.6, 26.2)),
        made(
            Text,
            kind="text",
            name="ticket type",
            box=Box(6, 53, 62, 20),
            stand="middle",
            rows=(a_row("{ticket_type}", 20.0, max_size=20, min_size=9, bold=True, colour="on type"),),
        ),
        made(Code, kind="code", name="code", box=Box(74, 51.6, 23, 23)),
    )
    return made(BadgeTemplate, format=1, name=NEW_NAME, page=made(Page, size="4x3 in"), front=front)


def _in_the_middle(size: Size, page: Size) -> Box:
    width, height = min(size.width, page.width), min(size.height, page.height)
    x, y = (page.width - width) / 2, (page.height - height) / 2
    return Box(*(round(length, 1) for length in (x, y, width, height)))
