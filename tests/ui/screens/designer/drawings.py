"""Drawings the designer's tests share."""

from checkin.badges.altering import made
from checkin.badges.template import Area, BadgeTemplate, Box, Code, Element, Page, Text
from ui.screens.designer.draft import Draft
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.starters import a_row


def an_area(x: float = 10, y: float = 10, width: float = 30, height: float = 20, **more: object) -> Area:
    return made(Area, kind="area", box=Box(x, y, width, height), **more)


def a_text(x: float = 10, y: float = 40, width: float = 60, height: float = 20, **more: object) -> Text:
    rows = (a_row("{lead_name}", 12.0, bold=True), a_row("{company}", 6.0, gap=1.0))
    return made(Text, kind="text", box=Box(x, y, width, height), **{"rows": rows, **more})


def a_code(**more: object) -> Code:
    return made(Code, **{"kind": "code", "box": Box(60, 70, 25, 25), **more})


def a_template(*front: Element, **more: object) -> BadgeTemplate:
    page = made(Page, width=100, height=100)
    elements = front or (an_area(name="band"), a_text(name="person"))
    return made(BadgeTemplate, **{"format": 1, "name": "Trial", "page": page, "front": elements, **more})


def a_draft(*front: Element, chosen: int | None = None, **more: object) -> Draft:
    return Draft(template=a_template(*front, **more), chosen=chosen)


def a_drawing(*front: Element, chosen: int | None = None, **more: object) -> Drawing:
    drawing = Drawing()
    drawing.begin(a_template(*front, **more), is_saved=True)
    drawing.choose(chosen)
    return drawing
