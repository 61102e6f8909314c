"""Designs as platforms have them, and what pretix itself would print."""

import io
import json
from pathlib import Path
from typing import Any, cast

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from checkin.model.badge_design import BadgeDesign, DesignKind
from checkin.paths import resource

RECORDINGS = Path(__file__).parents[3] / "recordings"

A6_LANDSCAPE, A6_PORTRAIT = (148.0, 105.0), (105.0, 148.0)

Json = dict[str, Any]

_ALIGN: Json = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}


def recorded_layouts() -> list[Json]:
    """What a real pretix 2026.8 answered."""
    said = json.loads((RECORDINGS / "pretix" / "49_badgelayouts.json").read_text(encoding="utf-8"))
    return cast("list[Json]", said["response"]["body"]["results"])


def recorded_form() -> Json:
    """What a real Open Event 1.19 answered."""
    said = json.loads((RECORDINGS / "open_event" / "334_badge_forms_event.json").read_text(encoding="utf-8"))
    return cast("Json", said["response_body"]["data"][0]["attributes"])


def a_pdf(*sizes: tuple[float, float], colour: tuple[float, float, float] | None = None) -> bytes:
    """Pages of so many millimetres; with a band of 10 mm at the foot of each if it has a colour."""
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=0)
    for width, height in sizes:
        canvas.setPageSize((width * mm, height * mm))
        if colour is not None:
            canvas.setFillColorRGB(*colour)
            canvas.rect(0, 0, width * mm, 10 * mm, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def a_layout(
    *pieces: Json, page: tuple[float, float] = A6_LANDSCAPE, background: bytes | None = None, **beside: object
) -> BadgeDesign:
    """A layout of pretix with these pieces."""
    return BadgeDesign(
        name="A layout",
        kind=DesignKind.PRETIX,
        document=json.dumps({"layout": pieces, **beside}),
        background=a_pdf(page) if background is None else background,
    )


def a_textarea(**changes: object) -> Json:
    """A line of text as pretix' editor leaves it today."""
    usual: Json = {
        "type": "textarea",
        "page": 1,
        "left": "10.00",
        "bottom": "50.00",
        "fontsize": "20.0",
        "lineheight": "1",
        "color": [0, 0, 0, 1],
        "fontfamily": "Open Sans",
        "bold": False,
        "italic": False,
        "width": "100.00",
        "downward": False,
        "content": "attendee_name",
        "text": "John Doe",
        "align": "left",
        "rotation": 0,
    }
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


def a_form(*rows: Json, **attributes: object) -> BadgeDesign:
    """A badge form of Open Event with these rows."""
    usual: Json = {
        "badge-size": "4 x 6 inch (101.6 x 152.4 mm)",
        "badge-orientation": "Portrait",
        "badge-color": "#ffffff",
        "badge-fields": rows,
    }
    said = {**usual, **{name.replace("_", "-"): value for name, value in attributes.items()}}
    return BadgeDesign(name="A form", kind=DesignKind.OPEN_EVENT, document=json.dumps(said))


def a_row(number: int = 1, identifier: str = "firstname", **changes: object) -> Json:
    """A row as Open Event's designer leaves it."""
    return {
        "id": number,
        "field_identifier": identifier,
        "custom_field": identifier.title(),
        "sample_text": "Sample",
        "font_size": 28,
        "font_name": "Noto Sans",
        "font_color": "#000000",
        "font_weight": [],
        "text_rotation": 0,
        "text_alignment": "center",
        "text_type": "None",
        "is_deleted": False,
        "margin_top": 0,
        "margin_bottom": 0,
        "margin_left": 0,
        "margin_right": 0,
        "qr_custom_field": [],
        **changes,
    }


def as_pretix_prints(piece: Json, text: str, page: tuple[float, float]) -> bytes:
    """The text where pretix 2026.8 has it, by ReportLab's own paragraphs as there.

    In Noto Sans, whose ascent and descent are those of Open Sans.
    """
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(page[0] * mm, page[1] * mm))
    size, lead = float(piece["fontsize"]), float(piece.get("lineheight", 1)) * 1.15
    is_old = piece["type"] == "textarea" and "lineheight" not in piece
    paragraph = Paragraph(
        text.replace("\n", "<br/>"), style=_style(piece, 1.0 if is_old else lead, is_old=is_old)
    )
    _, high = paragraph.wrapOn(canvas, float(piece["width"]) * mm, 1000 * mm)
    descent = pdfmetrics.getAscentDescent(paragraph.style.fontName, size)[1]
    box = float(piece.get("height", 0)) * mm
    up, low = {
        "top": (box, -high),
        "middle": (box, (-box - high) / 2),
        "bottom": (box, -box),
        "down": (0.0, -high - descent / 2.5),
        "up": (high, -high - descent - (0 if is_old else (lead - 1) * size * 1.05)),
    }[piece.get("verticalalign") or ("down" if piece.get("downward") else "up")]
    canvas.translate(float(piece["left"]) * mm, float(piece["bottom"]) * mm + up)
    canvas.rotate(-piece.get("rotation", 0))
    paragraph.drawOn(canvas, 0, low)
    canvas.save()
    return file.getvalue()


def _style(piece: Json, lead: float, *, is_old: bool) -> ParagraphStyle:
    weight = "Bold" if piece["bold"] else "Regular"
    pdfmetrics.registerFont(TTFont(f"Noto Sans {weight}", resource("fonts", f"NotoSans-{weight}.ttf")))
    return ParagraphStyle(
        name="piece",
        fontName=f"Noto Sans {weight}",
        fontSize=float(piece["fontsize"]),
        leading=lead * float(piece["fontsize"]),
        autoLeading="max" if is_old else "off",
        alignment=_ALIGN[piece["align"]],
    )
