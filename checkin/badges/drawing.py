"""Badges put onto ReportLab's canvas. Only `render` imports this: it takes a while to load."""

import io
import math
from collections.abc import Iterable
from pathlib import Path
from typing import assert_never
from weakref import WeakSet

from PIL.Image import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from typing_extensions import override

from checkin.badges import unseen
from checkin.badges.badge import Badge
from checkin.badges.codes import code_path, said
from checkin.badges.colours import BLACK, PAPER, channels
from checkin.badges.fonts import EM, Ink
from checkin.badges.images import as_image, source_of
from checkin.badges.layout import POINTS_PER_MM, PlacedLine, aligned, colour_of, placed_lines
from checkin.badges.photos import dots_as_it_is
from checkin.badges.sizes import Size
from checkin.badges.template import Area, BadgeTemplate, Code, Element, Picture, Rule, Text
from checkin.badges.text import Line


def drawn(template: BadgeTemplate, badges: Iterable[Badge]) -> bytes:
    """One PDF with a page for each badge, or two where it has a back and is not folded.

    The same badges make the same bytes.

    Raises:
        BadgeError: something on a badge cannot be drawn or does not fit.
    """
    rl_config.useA85 = 0
    unseen.register()
    paper = io.BytesIO()
    size = (template.printed.width * POINTS_PER_MM, template.printed.height * POINTS_PER_MM)
    canvas = Canvas(paper, pagesize=size, pageCompression=1, invariant=1)
    canvas.setTitle(template.name)
    canvas.setAuthor("")
    canvas.setCreator("checkin")
    stock = Stock(canvas)
    for badge in badges:
        side = Side(canvas, stock, template, badge)
        side.draw(at=front_at(template))
        if template.back and not template.fold:
            canvas.showPage()
        if template.back:
            side.draw(at=back_at(template), back=True)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


Matrix = tuple[float, float, float, float, float, float]
"""As PDF's ``cm`` takes it."""


def front_at(template: BadgeTemplate) -> Matrix:
    """Where the front is on what comes out of the printer; elsewhere than at its corner only when folded."""
    left = template.width * POINTS_PER_MM if template.fold == "side" else 0.0
    return (1, 0, 0, 1, left, 0)


def back_at(template: BadgeTemplate) -> Matrix:
    """Where the back is: on the same page as the front when folded, else on one of its own."""
    if template.fold != "top":
        return (1, 0, 0, 1, 0, 0)
    return (-1, 0, 0, -1, template.width * POINTS_PER_MM, 2 * template.height * POINTS_PER_MM)


class Stock:
    """What comes back, such as the event's name and logo: written into the document once, then named."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._met = WeakSet[Line]()  # a document of thousands of names keeps none of them
        self._kept: dict[Line, str] = {}
        self._images: dict[tuple[Path | bytes, Size], str] = {}
        self._photos = 0

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

    def put_image(self, image: Image, source: tuple[Path | bytes, Size], before: str) -> None:
        """Draw the image, made from `source`, one unit high and wide, after the operators `before`."""
        if source not in self._images:
            self._images[source] = f"image{len(self._images)}"
            self._keep_image(ImageReader(image), self._images[source])
        self._put_form(self._images[source], before)

    def put_photo(self, photo: bytes, before: str) -> None:
        """As `put_image`, a JPEG as it is; it is one person's, so that nobody keeps it for the next badge."""
        name = f"photo{self._photos}"
        self._photos += 1
        self._keep_image(_Photo(photo), name)
        self._put_form(name, before)

    def _keep_image(self, image: ImageReader, name: str) -> None:
        self._canvas.beginForm(name, 0, 0, 1, 1)
        self._canvas.drawImage(image, 0, 0, 1, 1, mask="auto")
        self._canvas.endForm()

    def _put_form(self, name: str, before: str) -> None:
        self._canvas.addLiteral(f"q {before}")
        self._canvas.doForm(name)
        self._canvas.addLiteral("Q")

    def _keep(self, line: Line, ink: Ink) -> None:
        name = self._kept[line] = f"line{len(self._kept)}"
        left, bottom, right, top = (round(edge) for edge in (ink.left, ink.bottom, ink.right, ink.top))
        self._canvas.beginForm(name, left - 2, bottom - 2, right + 2, top + 2)
        self._canvas.addLiteral(_outlines(line))
        self._canvas.endForm()


class _Photo(ImageReader):
    """A JPEG that goes into a document as it is: ReportLab asks for its dots only to tell it from others."""

    def __init__(self, photo: bytes) -> None:
        super().__init__(io.BytesIO(photo))
        self._photo, self._dataA = photo, None  # nothing is clear in it

    @override
    def getRGBData(self) -> bytes:
        return self._photo


class Side:
    """The sides of one badge, drawn wherever on the canvas's page they belong."""

    def __init__(self, canvas: Canvas, stock: Stock, template: BadgeTemplate, badge: Badge) -> None:
        self._canvas = canvas
        self._stock = stock
        self._template = template
        self._badge = badge

    def draw(self, *, at: Matrix, back: bool = False) -> None:
        """Draw one side; `at` puts its bottom-left corner where it belongs.

        Raises:
            BadgeError: something on it cannot be drawn or does not fit.
        """
        self._canvas.saveState()
        self._canvas.transform(*at)
        if self._template.fold:
            self._canvas.clipPath(self._this_side_of_the_fold(back=back), stroke=0, fill=0)
        for element in self._template.elements(self._badge, back=back):
            self._canvas.saveState()
            self._canvas.transform(*self._place(element))
            self._draw(element)
            self._canvas.restoreState()
        self._canvas.restoreState()

    def _this_side_of_the_fold(self, *, back: bool) -> PDFPathObject:
        """What reaches over the page is cut off with the paper, but at the fold there is the other side."""
        template, over = self._template, self._template.bleed
        left, low, right, high = -over, -over, template.width + over, template.height + over
        if template.fold == "top":
            high = template.height
        elif back:
            right = template.width
        else:
            left = 0
        side = self._canvas.beginPath()
        side.rect(*(mm * POINTS_PER_MM for mm in (left, low, right - left, high - low)))
        return side

    def _place(self, element: Element) -> Matrix:
        """From the element's own corner, at its bottom left before it is turned, to the side's."""
        box, lies = element.box, element.lies
        middle_x = (box.x + box.width / 2) * POINTS_PER_MM
        middle_y = (self._template.height - box.y - box.height / 2) * POINTS_PER_MM
        turn = math.radians(-element.turn)
        cosine, sine = round(math.cos(turn), 9), round(math.sin(turn), 9)
        half_width, half_height = lies.width * POINTS_PER_MM / 2, lies.height * POINTS_PER_MM / 2
        left = middle_x - half_width * cosine + half_height * sine
        low = middle_y - half_width * sine - half_height * cosine
        return (cosine, sine, -sine, cosine, left, low)

    def _draw(self, element: Element) -> None:
        match element:
            case Text():
                for line in placed_lines(element, self._template, self._badge):
                    self._draw_line(line, element.lies.height * POINTS_PER_MM)
            case Area():
                self._draw_area(element)
            case Rule():
                self._draw_rule(element)
            case Picture():
                self._draw_picture(element)
            case Code():
                self._draw_code(element)
            case _:
                assert_never(element)

    def _draw_line(self, placed: PlacedLine, top: float) -> None:
        """Outlines in one colour, each moved to its place, and the characters under them."""
        scale = placed.size / EM
        y = top - placed.baseline
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

    def _draw_area(self, element: Area) -> None:
        width, height = _points(element.lies)
        if element.fill is not None:
            self._canvas.setFillColorRGB(*self._channels(element.fill))
        inset = 0.0
        if element.edge is not None:
            self._canvas.setStrokeColorRGB(*self._channels(element.edge))
            self._canvas.setLineWidth(element.thickness * POINTS_PER_MM)
            inset = element.thickness * POINTS_PER_MM / 2  # an edge stays within its box
        self._canvas.roundRect(
            inset,
            inset,
            max(0.0, width - 2 * inset),
            max(0.0, height - 2 * inset),
            _radius(element.radius, width, height),
            stroke=int(element.edge is not None),
            fill=int(element.fill is not None),
        )

    def _draw_rule(self, element: Rule) -> None:
        width, height = _points(element.lies)
        self._canvas.setStrokeColorRGB(*self._channels(element.colour))
        self._canvas.setLineWidth(element.thickness * POINTS_PER_MM)
        ends = {
            "across": (0, height / 2, width, height / 2),
            "down": (width / 2, 0, width / 2, height),
            "falling": (0, height, width, 0),
            "rising": (0, 0, width, height),
        }
        self._canvas.line(*ends[element.runs])

    def _draw_code(self, element: Code) -> None:
        text = said(element, self._badge)
        if not text:
            return
        drawn_code = code_path(text, element.symbology, element.error)
        width, height = _points(element.lies)
        self._canvas.addLiteral(f"q {_fill_colour(PAPER)} 0 0 {width:.3f} {height:.3f} re f Q")
        module = drawn_code.module(width, height)
        tall = height if drawn_code.rows is None else module
        left = (width - module * drawn_code.columns) / 2
        low = 0.0 if drawn_code.rows is None else (height - module * drawn_code.rows) / 2
        self._canvas.addLiteral(
            f"q {_fill_colour(BLACK)} {module:.6f} 0 0 {tall:.6f} {left:.3f} {low:.3f} cm {drawn_code.path} Q"
        )

    def _draw_picture(self, element: Picture) -> None:
        source = source_of(element, self._badge)
        if source is None:
            return
        width, height = _points(element.lies)
        if element.radius or element.fit == "fill":
            outline = self._canvas.beginPath()
            outline.roundRect(0, 0, width, height, _radius(element.radius, width, height))
            self._canvas.clipPath(outline, stroke=0, fill=0)
        if element.shows == "photo" and isinstance(source, bytes) and (dots := dots_as_it_is(source)):
            self._stock.put_photo(source, _placed_in(element, *dots))
        else:
            image = as_image(source, element.lies, fill=element.fit == "fill")
            self._stock.put_image(image, (source, element.lies), _placed_in(element, *image.size))

    def _channels(self, ink: str) -> tuple[float, float, float]:
        return channels(colour_of(ink, self._template, self._badge))


def _placed_in(element: Picture, columns: int, rows: int) -> str:
    """Operators that put a picture of so many dots into its box, its proportions kept."""
    width, height = _points(element.lies)
    scales = (width / columns, height / rows)
    scale = max(scales) if element.fit == "fill" else min(scales)
    across, up = columns * scale, rows * scale
    left = (width - across) / 2 if element.fit == "fill" else aligned(width - across, element.align)
    return f"{across:.3f} 0 0 {up:.3f} {left:.3f} {(height - up) / 2:.3f} cm"


def _points(size: Size) -> tuple[float, float]:
    return size.width * POINTS_PER_MM, size.height * POINTS_PER_MM


def _radius(radius: float, width: float, height: float) -> float:
    return min(radius * POINTS_PER_MM, width / 2, height / 2)


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
