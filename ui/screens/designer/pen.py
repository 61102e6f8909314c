"""What the hand does on the page: choose, move, pull, nudge. Millimetres from the page's top-left corner."""

import math
from collections.abc import Callable
from dataclasses import replace

from checkin.badges.template import Box
from ui.screens.designer import draft as drafting
from ui.screens.designer.draft import Draft
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.sizing import around
from ui.screens.designer.snapping import Handle, Lines, Snapped, cut, lines_of, moved, resized, within

STEP, TIMES, FINE = 0.5, 10, 0.1
"""How far an arrow key goes, how many times as far with Shift, and how far with Alt."""

_RIGHT_ANGLE = 90
_PLACES = 3


class Pen:
    """Turns drags and keys into changes of a drawing.

    Attributes:
        guides: the lines the box under the hand has caught on, upright and level ones.
        absent: the places of what the badge that is seen does not show.
    """

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._from: Draft | None = None
        self._restore: Callable[[], None] = drawing.remember()
        self._handle: Handle | None = None
        self._drags = 0
        self.absent: frozenset[int] = frozenset()
        self.guides: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())

    @property
    def is_down(self) -> bool:
        """Whether something is being dragged."""
        return self._from is not None

    def at(self, x: float, y: float, slack: float = 0) -> int | None:
        """The element there: a chosen one if it is, else the highest; None for the bare page."""
        hit = self._hit(x, y, slack)
        chosen = [place for place in hit if place in self._drawing.draft.several]
        return max(chosen or self._foremost(hit), default=None)

    def next_below(self, x: float, y: float) -> int | None:
        """What lies there under the chosen element; the highest again after the lowest."""
        chosen, hit = self._drawing.draft.chosen, self._hit(x, y, 0)
        below = [place for place in hit if chosen is not None and place < chosen]
        return max(self._foremost(below) or self._foremost(hit), default=None)

    def within(self, frame: Box) -> tuple[int, ...]:
        """What a frame that is drawn with the hand touches, of what is seen."""
        draft = self._drawing.draft
        return tuple(
            place
            for place, element in enumerate(draft.elements)
            if not draft.is_hidden(place) and place not in self.absent and _meet(element.box, frame)
        )

    def _hit(self, x: float, y: float, slack: float) -> list[int]:
        draft = self._drawing.draft
        return [
            place
            for place, element in enumerate(draft.elements)
            if not draft.is_hidden(place) and _holds(element.box, element.turn, x, y, slack)
        ]

    def _foremost(self, places: list[int]) -> list[int]:
        """Those that are seen on this badge, where there are such."""
        return [place for place in places if place not in self.absent] or places

    def put_down(self, handle: Handle | None = None) -> None:
        """Begin to move what is chosen, or to pull a single element at a handle."""
        draft = self._drawing.draft
        if draft.several and (handle is None or draft.element is not None):
            self._from, self._handle = draft, handle
            self._restore = self._drawing.remember()
            self._drags += 1

    def drag(self, across: float, down: float, *, reach: float, free: bool = False) -> None:
        """The hand is so far from where it was put down; `free` catches on nothing."""
        start = self._from
        if start is None:
            return
        others = [
            each.box
            for place, each in enumerate(start.elements)
            if place not in start.several and place not in self.absent
        ]
        lines = Lines() if free else lines_of(start.page, others, reach=reach)
        if self._handle is None:
            self._move(start, moved(_whole(start), across, down, lines))
        elif start.element is not None:
            found = pulled(start.element.box, start.element.turn, self._handle, (across, down), lines)
            box = cut(found.box, start.page, start.template.bleed)
            self.guides = (found.xs, found.ys) if box == found.box else ((), ())
            self._drawing.do(lambda _: drafting.place(start, box), self._drag)

    def _move(self, start: Draft, found: Snapped) -> None:
        """All that is chosen together, as far as the page goes."""
        whole = _whole(start)
        goal = _kept(found.box, start)
        self.guides = (found.xs, found.ys) if goal == found.box else ((), ())
        boxes = _shifted(start, goal.x - whole.x, goal.y - whole.y)
        self._drawing.do(lambda _: drafting.place_all(start, boxes), self._drag)

    @property
    def _drag(self) -> str:
        return f"drag {self._drags}"

    def lift(self) -> None:
        """The drag is over: one step in the history; none where everything is back in its place."""
        if self._from is not None and self._from.template == self._drawing.draft.template:
            self.give_up()
            return
        self._let_go()
        self._drawing.changed()

    def give_up(self) -> None:
        """As if the hand had never been put down."""
        if self._from is not None:
            self._let_go()
            self._restore()

    def _let_go(self) -> None:
        self._from = self._handle = None
        self.guides = ((), ())

    def nudge(self, across: float, down: float) -> None:
        """Move what is chosen by so many millimetres."""
        draft = self._drawing.draft
        if not draft.several:
            return
        whole = _whole(draft)
        goal = _kept(moved(whole, across, down, Lines()).box, draft)
        boxes = _shifted(draft, goal.x - whole.x, goal.y - whole.y)
        self._drawing.do(lambda now: drafting.place_all(now, boxes), f"nudge {draft.several}")

    def stretch(self, across: float, down: float) -> None:
        """Make each chosen element larger by so many millimetres, or smaller."""
        draft = self._drawing.draft
        boxes = {
            at: cut(
                resized(draft.elements[at].box, Handle.BOTTOM_RIGHT, across, down, Lines()).box,
                draft.page,
                draft.template.bleed,
            )
            for at in draft.several
        }
        if boxes:
            self._drawing.do(lambda now: drafting.place_all(now, boxes), f"stretch {draft.several}")

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


def _whole(draft: Draft) -> Box:
    """Around all that is chosen."""
    return around([draft.elements[at].box for at in draft.several])


def _kept(goal: Box, draft: Draft) -> Box:
    """Not farther over the page than colour may reach."""
    kept = within(goal, draft.page, draft.template.bleed)
    return goal._replace(x=kept.x, y=kept.y)


def _shifted(draft: Draft, across: float, down: float) -> dict[int, Box]:
    boxes = {at: draft.elements[at].box for at in draft.several}
    return {
        at: box._replace(x=round(box.x + across, _PLACES), y=round(box.y + down, _PLACES))
        for at, box in boxes.items()
    }


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def _holds(box: Box, turn: float, x: float, y: float, slack: float) -> bool:
    aslant = turn if turn % _RIGHT_ANGLE else 0.0
    across, down = _turned(x - box.x - box.width / 2, y - box.y - box.height / 2, -aslant)
    return abs(across) <= box.width / 2 + slack and abs(down) <= box.height / 2 + slack


def _turned(x: float, y: float, degrees: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    return x * cosine - y * sine, x * sine + y * cosine
