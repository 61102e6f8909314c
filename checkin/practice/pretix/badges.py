"""The event's own badges, as its designer left them, and the PDFs that lie under them."""

from typing import Any, Final

from checkin.practice.pretix.calls import Call, Endpoint
from checkin.practice.pretix.catalogue import EVENT, READING
from checkin.practice.pretix.paging import paged
from checkin.practice.pretix.programme import VIP, WORKSHOP
from checkin.practice.pretix.replies import PDF_TYPE, Reply, missing
from checkin.practice.pretix.state import State

DEFAULT_FILE: Final = "badge_default_a6l.pdf"
VIP_FILE: Final = "badge_vip_a6p.pdf"

_STATIC: Final = "/static/pretixplugins/badges/"
_POINTS_PER_MM: Final = 72 / 25.4
_SIZES: Final = {DEFAULT_FILE: (148, 105), VIP_FILE: (105, 148)}
_BANDS: Final = {DEFAULT_FILE: ("0.82 0.86 0.92", 91, 14), VIP_FILE: ("0.76 0.60 0.22", 118, 30)}
"""Of each background a band: its colour, and from where and how high it is, in millimetres."""


def _text(content: str, bottom: float, size: float, width: float, **changes: object) -> dict[str, Any]:
    return {
        "type": "textarea",
        "page": 1,
        "locale": "",
        "left": "5.00",
        "bottom": f"{bottom:.2f}",
        "fontsize": f"{size:.1f}",
        "lineheight": "1",
        "color": [0, 0, 0, 1],
        "fontfamily": "Open Sans",
        "bold": False,
        "italic": False,
        "width": f"{width:.2f}",
        "downward": False,
        "content": content,
        "text": "John Doe",
        "text_i18n": {},
        "rotation": 0,
        "align": "center",
        **changes,
    }


def _name_as_first_made() -> dict[str, Any]:
    """The piece that the first editor left: it knew neither pages nor the height of lines."""
    newer = {"page", "locale", "lineheight", "downward", "text_i18n", "rotation"}
    made = _text("attendee_name", 54, 30, 138, bold=True)
    return {name: value for name, value in made.items() if name not in newer}


def _code(left: float, bottom: float, size: float) -> dict[str, Any]:
    return {
        "type": "barcodearea",
        "page": 1,
        "left": f"{left:.2f}",
        "bottom": f"{bottom:.2f}",
        "size": f"{size:.2f}",
        "content": "secret",
        "text": "",
        "nowhitespace": False,
    }


_ITEM: Final = "{item} / {variation}"
_DEFAULT: Final = [
    _name_as_first_made(),
    _text("attendee_company", 55, 16, 138, downward=True),
    _text("other_i18n", 26, 12, 138, text=_ITEM, text_i18n={"en": _ITEM}),
    _text("event_name", 93, 14, 138),
    _code(119, 5, 24),
]
_VIP: Final = [
    _text("other", 124, 40, 95, text="VIP", bold=True, color=[255, 255, 255, 1]),
    _text("attendee_name_given_name", 84, 34, 95, bold=True),
    _text("attendee_name_family_name", 70, 20, 95),
    _text("attendee_company", 66, 14, 95, downward=True),
    _text("question_TSHIRT", 5, 9, 40, align="left"),
    _code(38, 12, 29),
    {"type": "poweredby", "page": 1, "left": "88.00", "bottom": "4.00", "size": "8.00", "content": "dark"},
]


def badge_layouts(call: Call) -> Reply:
    """A usual layout, and one for VIPs."""
    rows: list[dict[str, Any]] = [
        {
            "id": number,
            "name": name,
            "default": number == 1,
            "layout": layout,
            "background": f"{call.base}{_STATIC}{file}",
            "item_assignments": assigned,
        }
        for number, name, layout, file, assigned in (
            (1, "Default", _DEFAULT, DEFAULT_FILE, []),
            (2, "VIP badge", _VIP, VIP_FILE, [{"item": VIP}]),
        )
    ]
    return paged(call, rows, dict)


def badge_items(call: Call) -> Reply:
    """VIPs have a layout of their own, workshops have no badge."""
    rows: list[dict[str, Any]] = [
        {"id": 1, "item": VIP, "layout": 2},
        {"id": 2, "item": WORKSHOP, "layout": None},
    ]
    return paged(call, rows, dict)


def background(call: Call) -> Reply:
    """What lies under a badge; anybody may have it.

    Raises:
        Problem: there is no such file.
    """
    file = str(call.parts["file"])
    if file not in _SIZES:
        raise missing("file")
    return Reply(body=_pdf(file), type=PDF_TYPE)


def _pdf(file: str) -> bytes:
    """A page with a band across it, written by hand."""
    width, height = (length * _POINTS_PER_MM for length in _SIZES[file])
    colour, bottom, high = _BANDS[file]
    drawn = f"{colour} rg 0 {bottom * _POINTS_PER_MM:.2f} {width:.2f} {high * _POINTS_PER_MM:.2f} re f"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.3f} {height:.3f}]/Contents 4 0 R/Resources<<>>>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
    )
    text, places = "%PDF-1.4\n", []
    for number, written in enumerate(objects, start=1):
        places.append(len(text))
        text += f"{number} 0 obj{written}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start, count = len(text), len(objects) + 1
    text += f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R>>\n"
    return f"{text}startxref\n{start}\n%%EOF\n".encode("ascii")


def endpoints(_state: State) -> tuple[Endpoint, ...]:
    """The routes."""
    return (
        Endpoint(
            method="GET",
            path=f"{EVENT}badgelayouts/",
            name="badgelayout-list",
            answer=badge_layouts,
            rights=READING,
        ),
        Endpoint(
            method="GET",
            path=f"{EVENT}badgeitems/",
            name="badgeitem-list",
            answer=badge_items,
            rights=READING,
        ),
        Endpoint(
            method="GET", path=f"{_STATIC}{{file}}", name="badge-background", answer=background, is_open=True
        ),
    )
