"""Where a badge's corner and sides end up on a page, front and back; matrices as PDF's ``cm`` takes them.

Points, from the bottom-left corner of the page.
"""

from checkin.badges.layout import POINTS_PER_MM
from checkin.badges.sheet import Turned
from checkin.badges.sizes import Size
from checkin.badges.template import Box

Matrix = tuple[float, float, float, float, float, float]


def put_into(box: Box, page: Size, badge: Size, *, turned: bool) -> Matrix:
    """The badge in the middle of its place, upright, or turned to the left."""
    width, height = badge.turned if turned else badge
    left = (box.x + (box.width - width) / 2) * POINTS_PER_MM
    low = (page.height - box.y - box.height + (box.height - height) / 2) * POINTS_PER_MM
    return (0, 1, -1, 0, left + width * POINTS_PER_MM, low) if turned else (1, 0, 0, 1, left, low)


def behind(front: Matrix, badge: Size, page: Size, edge: Turned) -> Matrix:
    """Where the back is on the back page, so that it is right behind the front, and upright as that is.

    A badge is turned to its side to be read from behind; the paper is turned about `edge`.
    """
    a, b, c, d, e, f = front
    width = badge.width * POINTS_PER_MM
    if _keeps_top(page, edge):
        return (a, -b, -c, d, page.width * POINTS_PER_MM - e - a * width, f + b * width)
    return (-a, b, c, -d, e + a * width, page.height * POINTS_PER_MM - f - b * width)


def box_behind(box: Box, page: Size, edge: Turned) -> Box:
    """The same place of the paper, seen on the back page."""
    if _keeps_top(page, edge):
        return Box(page.width - box.x - box.width, box.y, box.width, box.height)
    return Box(box.x, page.height - box.y - box.height, box.width, box.height)


def both(outer: Matrix, inner: Matrix) -> Matrix:
    """What does the inner first, then the outer."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (
        a * p + c * q,
        b * p + d * q,
        a * r + c * s,
        b * r + d * s,
        a * t + c * u + e,
        b * t + d * u + f,
    )


def _keeps_top(page: Size, edge: Turned) -> bool:
    """Whether the top edge is on top of the back page, too, as when a page of a book is turned."""
    return (page.height >= page.width) == (edge is Turned.LONG)
