"""A template while it is changed, and every way of changing it; each gives a new draft.

All raise BadgeError where no right template would come of it.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from checkin.badges.altering import altered
from checkin.badges.sizes import Size
from checkin.badges.template import BadgeTemplate, Box, Element, Page, Row, Text, TypeLook
from checkin.errors import BadgeError
from ui.screens.designer.snapping import within

_ASIDE = 3.0
"""Millimetres between an element and its copy."""

_LEAST_ROW = 0.5
_POINTS = (4.0, 300.0)


class Side(StrEnum):
    """Of a badge; the value is what the template calls it."""

    FRONT = "front"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is being drawn.

    Attributes:
        template: as it would be saved.
        side: which is in sight.
        chosen: the element at work, by its place in the side's drawing order; None for the page itself.
        hidden: what is out of sight while drawing, by side and place; it is printed all the same.
    """

    template: BadgeTemplate
    side: Side = Side.FRONT
    chosen: int | None = None
    hidden: frozenset[tuple[Side, int]] = frozenset()

    @property
    def elements(self) -> tuple[Element, ...]:
        """Of the side in sight, lowest first."""
        return self.template.back if self.side is Side.BACK else self.template.front

    @property
    def element(self) -> Element | None:
        """The one at work."""
        at = self.chosen
        return None if at is None or at >= len(self.elements) else self.elements[at]

    @property
    def page(self) -> Size:
        """Of one side, in millimetres."""
        return self.template.page.held

    def is_hidden(self, at: int) -> bool:
        """Whether this element is out of sight while drawing."""
        return (self.side, at) in self.hidden


def choose(draft: Draft, at: int | None) -> Draft:
    """Work at another element, or at the page."""
    return replace(draft, chosen=at)


def turn_over(draft: Draft, side: Side) -> Draft:
    """Look at this side."""
    return draft if side is draft.side else replace(draft, side=side, chosen=None)


def hide(draft: Draft, at: int, *, out_of_sight: bool) -> Draft:
    """Take an element out of sight while drawing, or bring it back."""
    which = frozenset({(draft.side, at)})
    return replace(draft, hidden=draft.hidden | which if out_of_sight else draft.hidden - which)


def put(draft: Draft, element: Element) -> Draft:
    """Another element in the place of the chosen one."""
    at = _require_chosen(draft)
    return _with(draft, (*draft.elements[:at], element, *draft.elements[at + 1 :]))


def add(draft: Draft, element: Element) -> Draft:
    """A further element above all others, chosen."""
    return replace(_with(draft, (*draft.elements, element)), chosen=len(draft.elements))


def duplicate(draft: Draft) -> Draft:
    """A copy of the chosen element, a little aside and above all others."""
    element = draft.elements[_require_chosen(draft)]
    box, page = element.box, draft.page
    across = _ASIDE if box.x + box.width + _ASIDE <= page.width else -_ASIDE
    down = _ASIDE if box.y + box.height + _ASIDE <= page.height else -_ASIDE
    aside = within(box._replace(x=box.x + across, y=box.y + down), page, draft.template.bleed)
    return add(draft, altered(element, box=aside, name=_free_name(draft, element.name)))


def remove(draft: Draft) -> Draft:
    """Without the chosen element; the one below it is chosen."""
    at = _require_chosen(draft)
    if draft.side is Side.FRONT and len(draft.elements) == 1:
        raise BadgeError("A badge has something on its front. Add another element first.")
    if draft.side is Side.BACK and len(draft.elements) == 1 and draft.template.fold:
        raise BadgeError("A badge that is folded has a back. Choose no fold first.")
    name = draft.elements[at].name
    left = (*draft.elements[:at], *draft.elements[at + 1 :])
    types = {
        kind: altered(
            look,
            hides=tuple(one for one in look.hides if one != name),
            instead={one: element for one, element in look.instead.items() if one != name},
        )
        for kind, look in draft.template.types.items()
    }
    template = altered(draft.template, types=types if name else draft.template.types, **{draft.side: left})
    hidden = _places(draft, lambda place: None if place == at else place - (place > at))
    below = min(at, len(left) - 1)
    return replace(draft, template=template, hidden=hidden, chosen=below if below >= 0 else None)


def reorder(draft: Draft, to: int) -> Draft:
    """The chosen element at another place of the drawing order."""
    at = _require_chosen(draft)
    order = [place for place in range(len(draft.elements)) if place != at]
    order.insert(min(max(to, 0), len(order)), at)
    hidden = _places(draft, order.index)
    moved = _with(draft, (draft.elements[place] for place in order))
    return replace(moved, hidden=hidden, chosen=order.index(at))


def rename(draft: Draft, name: str) -> Draft:
    """Another name for the chosen element, wherever ticket types speak of it, too."""
    at = _require_chosen(draft)
    element = draft.elements[at]
    before, name = element.name, name.strip()
    if not name and before and any(before in (*look.hides, *look.instead) for look in _looks(draft)):
        raise BadgeError(f"A ticket type speaks of {before!r}: it needs a name.")
    types = {kind: _renamed(look, before, name) for kind, look in draft.template.types.items()}
    renamed = (*draft.elements[:at], altered(element, name=name), *draft.elements[at + 1 :])
    return replace(draft, template=altered(draft.template, types=types, **{draft.side: renamed}))


def place(draft: Draft, box: Box) -> Draft:
    """The chosen element in another box; rows of a text grow and shrink with its height."""
    element = draft.elements[_require_chosen(draft)]
    return put(draft, placed(element, box))


def placed(element: Element, box: Box) -> Element:
    """The element in another box; rows of a text grow and shrink with its height."""
    if not isinstance(element, Text):
        return altered(element, box=box)
    before = element.lies.height
    turned = abs(element.turn) == 90  # noqa: PLR2004 - a right angle
    after = box.width if turned else box.height
    rows = element.rows if after == before else scaled(element.rows, after / before)
    return altered(element, box=box, rows=rows)


def scaled(rows: Sequence[Row], by: float) -> tuple[Row, ...]:
    """Rows higher or lower, and their largest letters with them."""
    least, most = _POINTS
    made = []
    for row in rows:
        largest = round(min(max(row.max_size * by, least), most), 1)
        made.append(
            altered(
                row,
                height=max(_floor(row.height * by), _LEAST_ROW),
                gap=_floor(row.gap * by),
                max_size=largest,
                min_size=min(row.min_size, largest),
            )
        )
    return tuple(made)


def set_rows(draft: Draft, rows: Sequence[Row]) -> Draft:
    """Other rows for the chosen text. The box grows where they need more, or they shrink where it cannot."""
    element = draft.elements[_require_chosen(draft)]
    if not isinstance(element, Text):
        raise BadgeError("Only texts have rows.")
    needed = sum(row.height for row in rows) + sum(row.gap for row in rows[1:])
    space = element.lies.height
    if needed <= space:
        return put(draft, altered(element, rows=tuple(rows)))
    box, page = element.box, draft.page
    room = page.height + draft.template.bleed - box.y
    if element.lies == Size(box.width, box.height) and needed <= room:
        return put(draft, altered(element, rows=tuple(rows), box=box._replace(height=_ceil(needed))))
    return put(draft, altered(element, rows=scaled(rows, space / needed)))


def repage(draft: Draft, page: Page) -> Draft:
    """On another page: everything keeps its share of it."""
    before, after = draft.page, page.held
    across, down = after.width / before.width, after.height / before.height

    def fitted(element: Element) -> Element:
        x, y, width, height = element.box
        box = Box(_floor(x * across), _floor(y * down), _floor(width * across), _floor(height * down))
        return placed(element, box)

    template = draft.template
    types = {
        kind: altered(look, instead={name: fitted(one) for name, one in look.instead.items()})
        for kind, look in template.types.items()
    }
    front, back = (tuple(map(fitted, side)) for side in (template.front, template.back))
    return replace(draft, template=altered(template, page=page, front=front, back=back, types=types))


def look_of(draft: Draft, ticket_type: str) -> TypeLook:
    """How badges of a ticket type differ."""
    return draft.template.types.get(_key(draft, ticket_type), TypeLook())


def set_look(draft: Draft, ticket_type: str, look: TypeLook) -> Draft:
    """Another look for a ticket type."""
    key = _key(draft, ticket_type)
    types = {kind: one for kind, one in draft.template.types.items() if kind != key}
    if look != TypeLook():
        types[key] = look
    return replace(draft, template=altered(draft.template, types=types))


def _key(draft: Draft, ticket_type: str) -> str:
    """As the template writes the type: letter case does not matter there."""
    wanted = ticket_type.casefold()
    return next((kind for kind in draft.template.types if kind.casefold() == wanted), ticket_type)


def _with(draft: Draft, elements: Iterable[Element]) -> Draft:
    return replace(draft, template=altered(draft.template, **{draft.side: tuple(elements)}))


def _require_chosen(draft: Draft) -> int:
    if draft.chosen is None or draft.element is None:
        raise BadgeError("Choose an element first.")
    return draft.chosen


def _places(draft: Draft, moved: Callable[[int], int | None]) -> frozenset[tuple[Side, int]]:
    """What is hidden, after elements of this side went to other places; None where one is gone."""
    others = {(side, at) for side, at in draft.hidden if side is not draft.side}
    here = (moved(at) for side, at in draft.hidden if side is draft.side)
    return frozenset(others | {(draft.side, at) for at in here if at is not None})


def _looks(draft: Draft) -> Iterable[TypeLook]:
    return draft.template.types.values()


def _renamed(look: TypeLook, before: str, name: str) -> TypeLook:
    if not before:
        return look
    return altered(
        look,
        hides=tuple(name if one == before else one for one in look.hides),
        instead={name if one == before else one: element for one, element in look.instead.items()},
    )


def _free_name(draft: Draft, name: str) -> str:
    taken = {element.name for element in (*draft.template.front, *draft.template.back)}
    number = 2
    while name and f"{name} {number}" in taken:
        number += 1
    return f"{name} {number}"[:60] if name else ""


def _floor(length: float) -> float:
    """To thousandths, downwards: what is rounded up may no longer fit."""
    return math.floor(length * 1000) / 1000


def _ceil(length: float) -> float:
    return math.ceil(length * 1000) / 1000
