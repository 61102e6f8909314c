"""Boxes moved and resized by hand: they catch on what is near, and say on what. Millimetres throughout."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from checkin.badges.sizes import Size
from checkin.badges.template import Box

GRID = 1.0
MARGIN = 5.0
"""How far from the edge of the page its margins are."""

LEAST = 1.0
"""No side of a box is made shorter than this by hand."""

_PLACES = 3


class Handle(Enum):
    """What a box is pulled at: which of its sides follow, -1 for left or top, 1 for right or bottom."""

    TOP_LEFT = (-1, -1)
    TOP = (0, -1)
    TOP_RIGHT = (1, -1)
    LEFT = (-1, 0)
    RIGHT = (1, 0)
    BOTTOM_LEFT = (-1, 1)
    BOTTOM = (0, 1)
    BOTTOM_RIGHT = (1, 1)

    @property
    def across(self) -> int:
        """Which of left and right follows; 0 for neither."""
        return int(self.value[0])

    @property
    def down(self) -> int:
        """Which of top and bottom follows; 0 for neither."""
        return int(self.value[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What boxes catch on.

    Attributes:
        xs, ys: of upright and of level lines.
        reach: how near is near; 0 catches on nothing.
        grid: whether what catches on no line goes to full millimetres.
    """

    xs: tuple[float, ...] = ()
    ys: tuple[float, ...] = ()
    reach: float = 0.0
    grid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapped:
    """Where a box ended up, and the lines it caught on."""

    box: Box
    xs: tuple[float, ...] = ()
    ys: tuple[float, ...] = ()


def lines_of(page: Size, others: Iterable[Box], *, reach: float, grid: bool = True) -> Lines:
    """The page's edges, middle and margins, and the edges and middles of the other boxes."""
    boxes = tuple(others)
    xs = [0.0, MARGIN, page.width / 2, page.width - MARGIN, page.width]
    ys = [0.0, MARGIN, page.height / 2, page.height - MARGIN, page.height]
    for box in boxes:
        xs += [box.x, box.x + box.width / 2, box.x + box.width]
        ys += [box.y, box.y + box.height / 2, box.y + box.height]
    return Lines(xs=tuple(dict.fromkeys(xs)), ys=tuple(dict.fromkeys(ys)), reach=reach, grid=grid)


def moved(box: Box, across: float, down: float, lines: Lines) -> Snapped:
    """The box elsewhere; its edges and its middle catch."""
    x, xs = _slid(box.x + across, box.width, lines.xs, lines)
    y, ys = _slid(box.y + down, box.height, lines.ys, lines)
    return Snapped(box=Box(x, y, box.width, box.height), xs=xs, ys=ys)


def resized(box: Box, handle: Handle, across: float, down: float, lines: Lines) -> Snapped:
    """The box pulled at a handle; the sides that follow catch, those across from them stay."""
    x, width, xs = _pulled(box.x, box.width, handle.across, across, lines.xs, lines)
    y, height, ys = _pulled(box.y, box.height, handle.down, down, lines.ys, lines)
    return Snapped(box=Box(x, y, width, height), xs=xs, ys=ys)


def within(box: Box, page: Size, over: float) -> Box:
    """The box moved, and cut where it is too large, so that it reaches over the page by `over` at most."""
    width, height = min(box.width, page.width + 2 * over), min(box.height, page.height + 2 * over)
    x = min(max(box.x, -over), page.width + over - width)
    y = min(max(box.y, -over), page.height + over - height)
    return Box(*(round(length, _PLACES) for length in (x, y, width, height)))


def cut(box: Box, page: Size, over: float) -> Box:
    """What of the box is on the page, or reaches over it by `over` at most; its other edges stay."""
    left, top = max(box.x, -over), max(box.y, -over)
    right = min(box.x + box.width, page.width + over)
    low = min(box.y + box.height, page.height + over)
    return Box(*(round(length, _PLACES) for length in (left, top, right - left, low - top)))


def _slid(start: float, length: float, at: Sequence[float], lines: Lines) -> tuple[float, tuple[float, ...]]:
    off = _nearest((start, start + length / 2, start + length), at, lines.reach)
    if off is None:
        return round(_on_grid(start, lines), _PLACES), ()
    start += off
    caught = {start, start + length / 2, start + length}
    return round(start, _PLACES), _met(caught, at)


def _pulled(
    start: float, length: float, side: int, by: float, at: Sequence[float], lines: Lines
) -> tuple[float, float, tuple[float, ...]]:
    if not side:
        return start, length, ()
    edge = (start if side < 0 else start + length) + by
    off = _nearest((edge,), at, lines.reach)
    edge = _on_grid(edge, lines) if off is None else edge + off
    other = start + length if side < 0 else start
    edge = min(edge, other - LEAST) if side < 0 else max(edge, other + LEAST)
    low, high = sorted((edge, other))
    caught = () if off is None else _met({edge}, at)
    return round(low, _PLACES), round(high - low, _PLACES), caught


def _nearest(edges: Iterable[float], at: Sequence[float], reach: float) -> float | None:
    """How far to go to the nearest line; None when none is near."""
    ways = [line - edge for edge in edges for line in at]
    way = min(ways, key=abs, default=None)
    return way if way is not None and reach > 0 and abs(way) <= reach else None


def _on_grid(length: float, lines: Lines) -> float:
    return round(length / GRID) * GRID if lines.grid else length


def _met(edges: Iterable[float], at: Sequence[float]) -> tuple[float, ...]:
    near = 10**-_PLACES
    return tuple(line for line in at if any(abs(line - edge) < near for edge in edges))
