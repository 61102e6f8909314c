"""The page that shows whether a printer is set up well: its size, its place on the paper, how dark it is."""

import json

from checkin.badges.badge import Badge
from checkin.badges.render import render_badge
from checkin.badges.template import BadgeTemplate, template_from

_BLACK = "#000000"
_INSET = 2.0  # millimetres between the frame and the paper's edges: what printers usually can reach
_LARGEST_CODE = 18.0
_EDGE = {"fill": None, "edge": _BLACK, "thickness": 0.3}


def trial_page(template: BadgeTemplate, printer: str) -> bytes:
    """A PDF of the template's size: a frame 2 mm inside its edges, which side is up, and a code to scan.

    Raises:
        BadgeError: the printer's name cannot be drawn.
    """
    width, height = template.printed.width, template.printed.height
    badge = Badge(
        given_name="Test page",
        family_name="",
        company=printer,
        ticket_type=f"{width:g} × {height:g} mm",  # noqa: RUF001 - times
        code="TEST PAGE",
    )
    page = {
        "format": 1,
        "name": "Test page",
        "page": {"width": width, "height": height},
        "front": _elements(width, height),
    }
    return render_badge(template_from(json.dumps(page), "test page"), badge)


def _elements(width: float, height: float) -> list[dict[str, object]]:
    left, third = 2 * _INSET, (height - 4 * _INSET) / 3
    code = min(_LARGEST_CODE, height * 0.4, width * 0.3)
    right, aside = width - left, 0 if third >= code else code + _INSET  # beside the code where it is flat
    return [
        {"kind": "area", "box": _box(_INSET, _INSET, width - _INSET, height - _INSET), **_EDGE},
        _text(_box(left, left, right, left + third), "start", "top", _row("↑ Top", third, 16, bold=True)),
        _text(
            _box(left + aside, left + third, right - aside, left + 2 * third),
            "centre",
            "middle",
            _row("{given_name}", third * 0.6, 40, bold=True),
            _row("{company}", third * 0.4, 14),
        ),
        _text(
            _box(left, left + 2 * third, right - code, left + 3 * third),
            "start",
            "bottom",
            _row("{ticket_type}", third, 14),
        ),
        {"kind": "code", "box": _box(right - code, height - left - code, right, height - left)},
    ]


def _box(left: float, top: float, right: float, bottom: float) -> list[float]:
    return [round(one, 2) for one in (left, top, right - left, bottom - top)]


def _row(shows: str, height: float, size: float, *, bold: bool = False) -> dict[str, object]:
    return {
        "shows": shows,
        "height": int(height * 100) / 100,
        "max_size": size,
        "min_size": 4,
        "bold": bold,
        "colour": _BLACK,
    }


def _text(box: list[float], align: str, stand: str, *rows: dict[str, object]) -> dict[str, object]:
    return {"kind": "text", "box": box, "align": align, "stand": stand, "rows": rows}
