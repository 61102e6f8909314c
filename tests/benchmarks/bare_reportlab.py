"""The reference for badges: what ReportLab itself needs for a band, five lines of text and a code.

It fits nothing, shapes nothing and finds no font: the sizes are guessed and the script is Latin.
"""

import io
from collections.abc import Iterable

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from checkin.badges.badge import Badge
from checkin.paths import resource

_MODULE = 27 * mm / 33


def render(badge: Badge) -> bytes:
    """A PDF with one page."""
    return render_all([badge])


def render_all(badges: Iterable[Badge]) -> bytes:
    """A PDF with a page for each."""
    rl_config.useA85 = 0
    for name in ("NotoSans-Bold", "NotoSans-Regular"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf"))))
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=(86 * mm, 108 * mm), pageCompression=1)
    for badge in badges:
        _write(canvas, badge)
        canvas.setFillColorRGB(0.24, 0.27, 0.32)
        canvas.rect(0, 0, 86 * mm, 35 * mm, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(52 * mm, 4 * mm, 27 * mm, 27 * mm, stroke=0, fill=1)
        _draw_code(canvas, badge.code)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def _write(canvas: Canvas, badge: Badge) -> None:
    lines = (
        ("NotoSans-Regular", 14, 93, badge.event_name),
        ("NotoSans-Bold", 40, 67, badge.given_name),
        ("NotoSans-Regular", 20, 56, badge.family_name),
        ("NotoSans-Bold", 13, 48, badge.company),
        ("NotoSans-Regular", 10, 42, badge.job_title),
    )
    for font, size, height, words in lines:
        canvas.setFont(font, size)
        canvas.drawString(7 * mm, height * mm, words)


def _draw_code(canvas: Canvas, code: str) -> None:
    maker = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4, mask_pattern=2)
    maker.add_data(code)
    path = canvas.beginPath()
    for row, modules in enumerate(reversed(maker.get_matrix())):
        for column, is_dark in enumerate(modules):
            if is_dark:
                path.rect(52 * mm + column * _MODULE, 4 * mm + row * _MODULE, _MODULE, _MODULE)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(path, stroke=0, fill=1)
