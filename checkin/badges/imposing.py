"""Badges put onto sheets, page after page. It loads ReportLab, so it is imported late."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from reportlab import rl_config

from checkin.badges import unseen
from checkin.badges.badge import Badge
from checkin.badges.dividers import divider_badge, divider_template
from checkin.badges.drawing import Side, Stock, back_at, front_at
from checkin.badges.layout import POINTS_PER_MM
from checkin.badges.poured import Drawing, PouredCanvas
from checkin.badges.render import ONE_AT_A_TIME
from checkin.badges.sheet import Mark, Sheet, Turned
from checkin.badges.template import BadgeTemplate, Box
from checkin.badges.turning import behind, both, box_behind, put_into

_MARK_POINTS = 0.25


@dataclass(slots=True)
class _Page:
    """A sheet that is being filled; `used` places of it were before."""

    sheet: Sheet
    bleed: float
    used: int
    fronts: list[tuple[Box, Drawing]] = field(default_factory=list)
    backs: list[tuple[Box, Drawing]] = field(default_factory=list)

    @property
    def next(self) -> int:
        return self.used + len(self.fronts)


class Imposition:
    """Fills one sheet after the other and writes each when it is full. From one thread at a time.

    Where the file cannot be written, any of its methods raises OSError.

    Args:
        out: takes the PDF.
        sheet_of: the sheet of badges of a template; where it changes, a new page begins.
        title: of the document.
        turned: about which edge the paper is turned.
        has_backs: some template has a back, so that a back page follows each front page.
        start: the number of the first free place of the first sheet of labels; 1 for a new one.

    Attributes:
        pages: how many are written, backs included.
    """

    def __init__(
        self,
        out: BinaryIO,
        sheet_of: Callable[[BadgeTemplate], Sheet],
        title: str,
        *,
        turned: Turned = Turned.LONG,
        has_backs: bool = False,
        start: int = 1,
    ) -> None:
        self._sheet_of, self._turned = sheet_of, turned
        self._has_backs = has_backs and turned is not Turned.NOT
        self._used = start - 1
        self._page: _Page | None = None
        self.pages = 0
        with ONE_AT_A_TIME:
            rl_config.useA85 = 0
            unseen.register()
            self._canvas = PouredCanvas(out, title)
            self._stock = Stock(self._canvas)

    def add(self, template: BadgeTemplate, badge: Badge) -> None:
        """Put a badge onto the next free place.

        Raises:
            BadgeError: it cannot be drawn, or does not fit on its sheet; nothing of it is in the document.
        """
        sheet = self._sheet_of(template)
        with ONE_AT_A_TIME:
            self._put(self._open(sheet, template.bleed), template, badge)

    def divide(self, title: str, words: tuple[str, str], like: BadgeTemplate) -> None:
        """Begin a group of badges: with a page that says which, or with one label where each counts.

        Raises:
            BadgeError: badges of the template `like`, which follow, do not fit on their sheet.
        """
        sheet = self._sheet_of(like)
        if not sheet.is_labels:
            sheet = Sheet(name="", title="", page=sheet.page, place=sheet.page)
        with ONE_AT_A_TIME:
            if not sheet.is_labels:
                self._end_page()
            page = self._open(sheet, like.bleed if sheet.is_labels else 0)
            self._put(page, divider_template(sheet.place), divider_badge(title, words))

    def finish(self, subject: str = "") -> None:
        """Write what is left; the document, on this subject, is complete then."""
        with ONE_AT_A_TIME:
            self._end_page()
            self._canvas.setSubject(subject)
            self._canvas.finish()

    def _open(self, sheet: Sheet, bleed: float) -> _Page:
        rl_config.useA85 = 0
        if self._page is not None and self._page.sheet != sheet:
            self._end_page()
        if self._page is None:
            self._page = _Page(sheet, bleed, self._used % sheet.places if sheet.is_labels else 0)
            self._used = 0 if sheet.is_labels else self._used
        return self._page

    def _put(self, page: _Page, template: BadgeTemplate, badge: Badge) -> None:
        sheet, box = page.sheet, page.sheet.box(page.next)
        is_badge = sheet.turned and template.printed != sheet.place
        at = put_into(box, sheet.page, template.printed, turned=is_badge)
        side = Side(self._canvas, self._stock, template, badge)
        with self._canvas.aside() as drawn:
            side.draw(at=both(at, front_at(template)))
            if template.fold:
                side.draw(at=both(at, back_at(template)), back=True)
        if self._has_backs and template.back and not template.fold:
            with self._canvas.aside() as drawn_behind:
                side.draw(at=behind(at, template.printed, sheet.page, self._turned), back=True)
            page.backs.append((box_behind(box, sheet.page, self._turned), drawn_behind[0]))
        page.fronts.append((box, drawn[0]))
        if page.next >= sheet.places:
            self._end_page()

    def _end_page(self) -> None:
        page, self._page = self._page, None
        if page is None or not page.fronts:
            return
        marks = page.sheet.marks(page.bleed)
        self._write(page, page.fronts, marks)
        if self._has_backs:
            self._write(page, page.backs, ())

    def _write(self, page: _Page, drawings: list[tuple[Box, Drawing]], marks: tuple[Mark, ...]) -> None:
        size = page.sheet.page
        self._canvas.setPageSize((size.width * POINTS_PER_MM, size.height * POINTS_PER_MM))
        across, down = page.sheet.spill(page.bleed)
        for box, drawing in drawings:
            left, low = box.x - across, size.height - box.y - box.height - down
            edges = (left, low, box.width + 2 * across, box.height + 2 * down)
            self._canvas.addLiteral(
                "q " + " ".join(f"{edge * POINTS_PER_MM:.3f}" for edge in edges) + " re W n"
            )
            self._canvas.put(drawing)
            self._canvas.addLiteral("Q")
        if marks:
            self._canvas.setLineWidth(_MARK_POINTS)
            self._canvas.lines([_line(mark, size.height) for mark in marks])
        self._canvas.showPage()
        self.pages += 1


def _line(mark: Mark, height: float) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = mark.x1, height - mark.y1, mark.x2, height - mark.y2
    return (x1 * POINTS_PER_MM, y1 * POINTS_PER_MM, x2 * POINTS_PER_MM, y2 * POINTS_PER_MM)
