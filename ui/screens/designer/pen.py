"""What the hand does on the page: choose, move, pull, nudge. Millimetres from the page's top-left corner."""

import math
from dataclasses import replace

from checkin.badges.template import Box
from ui.screens.designer import draft as drafting
from ui.screens.designer.draft import Draft
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.snapping import Handle, Lines, Snapped, cut, lines_of, moved, resized, within

STEP, LARGE_STEP = 0.5, 5.0
"""How far an arrow key goes, without and with Shift."""

_RIGHT_ANGLE = 90


class Pen:
    """Turns drags and keys into changes of a drawing.

    Attributes:
        guides: the lines the box under the hand has caught on, upright and level ones.
    """

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._from: Draft | None = None
        self._handle: Handle | None = None
        self._drags = 0
        self.guides: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())

    @property
    def is_down(self) -> bool:
        """Whether something is being dragged."""
        return self._from is not None

    def at(self, x: float, y: float, slack: float = 0) -> int | None:
        """The element there: the chosen one if it is, else the highest; None for the bare page."""
        draft = self._drawing.draft
        hit = [
            place
            for place, element in enumerate(draft.elements)
            if not draft.is_hidden(place) and _holds(element.box, element.turn, x, y, slack)
        ]
        return draft.chosen if draft.chosen in hit else max(hit, default=None)

    def next_below(self, x: float, y: float) -> int | None:
        """What lies there under the chosen element; the highest again after the lowest."""
        draft = self._drawing.draft
        hit = [
            place
            for place, element in enumerate(draft.elements)
            if not draft.is_hidden(place) and _holds(element.box, element.turn, x, y, 0)
        ]
        below = [place for place in hit if draft.chosen is not None and place < draft.chosen]
        return max(below or hit, default=None)

    def put_down(self, handle: Handle | None = None) -> None:
        """Begin to move the chosen element, or to pull it at a handle."""
        if self._drawing.draft.element is not None:
            self._from, self._handle = self._drawing.draft, handle
            self._drags += 1

    def drag(self, across: float, down: float, *, reach: float, free: bool = False) -> None:
        """The hand is so far from where it was put down; `free` catches on nothing."""
        start = self._from
        element = None if start is None else start.element
        if start is None or element is None:
            return
        others = [each.box for place, each in enumerate(start.elements) if place != start.chosen]
        lines = Lines() if free else lines_of(start.page, others, reach=reach)
        over = start.template.bleed
        if self._handle is None:
            found = moved(element.box, across, down, lines)
            box = within(found.box, start.page, over)
        else:
            found = pulled(element.box, element.turn, self._handle, (across, down), lines)
            box = cut(found.box, start.page, over)
        self.guides = (found.xs, found.ys) if box == found.box else ((), ())
        self._drawing.do(lambda _: drafting.place(start, box), f"drag {self._drags}")

    def lift(self) -> None:
        """The drag is over: one step in the history."""
        self._from = self._handle = None
        self.guides = ((), ())
        self._drawing.changed()

    def give_up(self) -> None:
        """As if the hand had never been put down."""
        start = self._from
        if start is not None:
            if self._drawing.draft.template != start.template:
                self._drawing.undo()
            self.lift()

    def nudge(self, across: int, down: int, *, far: bool = False, size: bool = False) -> None:
        """Move the chosen element by a step, or make it larger by one."""
        step = LARGE_STEP if far else STEP
        element = self._drawing.draft.element
        if element is None:
            return
        box, page, over = element.box, self._drawing.draft.page, self._drawing.draft.template.bleed
        if size:
            handle = Handle.BOTTOM_RIGHT
            box = cut(resized(box, handle, across * step, down * step, Lines()).box, page, over)
        else:
            box = within(moved(box, across * step, down * step, Lines()).box, page, over)
        self._drawing.do(lambda draft: drafting.place(draft, box), f"nudge {self._drawing.draft.chosen}")

    def walk(self, by: int) -> bool:
        """Choose the next element in sight, from the page on; False past the last."""
        draft = self._drawing.draft
        places = [None, *(at for at in range(len(draft.elements)) if not draft.is_hidden(at))]
        here = places.index(draft.chosen) if draft.chosen in places else 0
        if not 0 <= here + by < len(places):
            return False
        self._drawing.choose(places[here + by])
        return True


def pulled(box: Box, turn: float, handle: Handle, by: tuple[float, float], lines: Lines) -> Snapped:
    """The box pulled at a handle of what is seen. One turned aslant catches on nothing."""
    if turn % _RIGHT_ANGLE == 0:
        return resized(box, handle, *by, lines)
    across, down = _turned(by[0], by[1], -turn)
    after = resized(box, handle, across, down, replace(lines, xs=(), ys=(), grid=False)).box
    # What is turned about its middle stays where it was at the sides that are not pulled.
    shift = (
        after.x + after.width / 2 - box.x - box.width / 2,
        after.y + after.height / 2 - box.y - box.height / 2,
    )
    seen = _turned(shift[0], shift[1], turn)
    return Snapped(box=after._replace(x=after.x + seen[0] - shift[0], y=after.y + seen[1] - shift[1]))


def _holds(box: Box, turn: float, x: float, y: float, slack: float) -> bool:
    aslant = turn if turn % _RIGHT_ANGLE else 0.0
    across, down = _turned(x - box.x - box.width / 2, y - box.y - box.height / 2, -aslant)
    return abs(across) <= box.width / 2 + slack and abs(down) <= box.height / 2 + slack


def _turned(x: float, y: float, degrees: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    return x * cosine - y * sine, x * sine + y * cosine
