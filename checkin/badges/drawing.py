"""Badges put onto ReportLab's canvas. Only `render` imports this: it takes a while to load."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import assert_never

from PIL.Image import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from checkin.badges import unseen
from checkin.badges.badge import Badge
from checkin.badges.colours import INK, PAPER, channels
from checkin.badges.fonts import EM, Ink
from checkin.badges.images import logo_image
from checkin.badges.layout import POINTS_PER_MM, PlacedLine, aligned, placed_lines
from checkin.badges.qr import qr_path
from checkin.badges.template import BadgeTemplate, Band, Box, Element, Logo, Qr, Text
from checkin.badges.text import Line


def drawn(template: BadgeTemplate, badges: Iterable[Badge]) -> bytes:
    """One PDF with a page for each badge; the same badges make the same bytes.

    Raises:
        BadgeError: something on a badge cannot be drawn or does not fit.
    """
    rl_config.useA85 = 0
    unseen.register()
    paper = io.BytesIO()
    size = (template.width * POINTS_PER_MM, template.height * POINTS_PER_MM)
    canvas = Canvas(paper, pagesize=size, pageCompression=1, invariant=1)
    canvas.setTitle(template.name)
    canvas.setAuthor("")
    canvas.setCreator("checkin")
    stock = _Stock(canvas)
    for badge in badges:
        page = _Page(canvas, stock, template, badge)
        for element in template.elements:
            if element.is_drawn_on(badge):
                page.draw(element)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


class _Stock:
    """What comes back, such as the event's name and logo: written into the document once, then named."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._met: set[Line] = set()
        self._kept: dict[Line, str] = {}
        self._images: dict[tuple[Path | bytes, Box], str] = {}

    def put(self, line: Line, before: str) -> None:
        """Draw the line's glyphs in thousandths of an em, after the operators `before`."""
        if line in self._met and line not in self._kept and line.ink is not None:
            self._keep(line, line.ink)
        self._met.add(line)
        if line in self._kept:
            self._canvas.addLiteral(f"q {before}")
            self._canvas.doForm(self._kept[line])
            self._canvas.addLiteral("Q")
        else:
            self._canvas.addLiteral(f"q {before}\n{_outlines(line)} Q")

    def put_image(self, image: Image, source: tuple[Path | bytes, Box], before: str) -> None:
        """Draw the image, made from `source`, one unit high and wide, after the operators `before`."""
        if source not in self._images:
            name = self._images[source] = f"image{len(self._images)}"
            self._canvas.beginForm(name, 0, 0, 1, 1)
            self._canvas.drawImage(ImageReader(image), 0, 0, 1, 1, mask="auto")
            self._canvas.endForm()
        self._canvas.addLiteral(f"q {before}")
        self._canvas.doForm(self._images[source])
        self._canvas.addLiteral("Q")

    def _keep(self, line: Line, ink: Ink) -> None:
        name = self._kept[line] = f"line{len(self._kept)}"
        left, bottom, right, top = (round(edge) for edge in (ink.left, ink.bottom, ink.right, ink.top))
        self._canvas.beginForm(name, left - 2, bottom - 2, right + 2, top + 2)
        self._canvas.addLiteral(_outlines(line))
        self._canvas.endForm()


class _Page:
    """One badge on the canvas, whose origin is at the bottom left."""

    def __init__(self, canvas: Canvas, stock: _Stock, template: BadgeTemplate, badge: Badge) -> None:
        self._canvas = canvas
        self._stock = stock
        self._template = template
        self._badge = badge
        self._top = template.height * POINTS_PER_MM

    def draw(self, element: Element) -> None:
        match element:
            case Text():
                for line in placed_lines(element, self._template, self._badge):
                    self._draw_line(line)
            case Band():
                self._fill(element.box, element.colour or self._template.band_colour(self._badge))
            case Logo():
                self._draw_logo(element)
            case Qr():
                self._draw_qr(element.box)
            case _:
                assert_never(element)

    def _draw_line(self, placed: PlacedLine) -> None:
        """Outlines in one colour, each moved to its place, and the characters under them."""
        scale = placed.size / EM
        y = self._top - placed.baseline
        before = f"{_fill_colour(placed.colour)} {scale:.6f} 0 0 {scale:.6f} {placed.x:.3f} {y:.3f} cm"
        self._stock.put(placed.line, before)
        self._write_unseen(placed, y)

    def _write_unseen(self, placed: PlacedLine, y: float) -> None:
        seen = placed.line.seen
        width = placed.line.advance * placed.size / EM
        text = self._canvas.beginText(placed.x, y)
        text.setTextRenderMode(3)
        text.setFont(unseen.NAME, placed.size)
        text.setHorizScale(100 * width / (placed.size * max(1, len(unseen.units(seen)) // 2)))
        text.textOut(seen)
        self._canvas.drawText(text)

    def _fill(self, box: Box, colour: str) -> None:
        x, y, width, height = self._on_canvas(box)
        self._canvas.addLiteral(f"q {_fill_colour(colour)} {x:.3f} {y:.3f} {width:.3f} {height:.3f} re f Q")

    def _draw_qr(self, box: Box) -> None:
        if not self._badge.code:
            return
        path, units = qr_path(self._badge.code)
        x, y, width, _ = self._on_canvas(box)
        self._fill(box, PAPER)
        module = width / units
        self._canvas.addLiteral(
            f"q {_fill_colour(INK)} {module:.6f} 0 0 {module:.6f} {x:.3f} {y:.3f} cm {path} Q"
        )

    def _draw_logo(self, element: Logo) -> None:
        if self._badge.logo is None:
            return
        x, y, width, height = self._on_canvas(element.box)
        image = logo_image(self._badge.logo, element.box.width, element.box.height)
        scale = min(width / image.width, height / image.height)
        drawn_width, drawn_height = image.width * scale, image.height * scale
        left = x + aligned(width - drawn_width, element.align)
        low = y + (height - drawn_height) / 2
        before = f"{drawn_width:.3f} 0 0 {drawn_height:.3f} {left:.3f} {low:.3f} cm"
        self._stock.put_image(image, (self._badge.logo, element.box), before)

    def _on_canvas(self, box: Box) -> tuple[float, float, float, float]:
        x, y, width, height = (length * POINTS_PER_MM for length in box)
        return x, self._top - y - height, width, height


def _outlines(line: Line) -> str:
    """The operators for all glyphs of a line, each moved to its place."""
    operators = []
    x = y = 0.0
    for glyph in line.glyphs:
        outline = glyph.face.outline(glyph.number)
        if outline:
            operators.append(f"1 0 0 1 {glyph.x - x:g} {glyph.y - y:g} cm {outline} f")
            x, y = glyph.x, glyph.y
    return "\n".join(operators)


def _fill_colour(colour: str) -> str:
    return " ".join(f"{channel:.4g}" for channel in channels(colour)) + " rg"
