"""A template while it is changed, and every way of changing it; each gives a new draft.

All raise BadgeError where no right template would come of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from checkin.badges.altering import altered
from checkin.badges.sizes import Size
from checkin.badges.template import BadgeTemplate, Box, Element, Page, Row, Text, TypeLook
from checkin.errors import BadgeError
from ui.screens.designer.copies import as_text, beside, free_name, from_text, with_free_names
from ui.screens.designer.sizing import placed, rounded_down, rounded_up, scaled
from ui.screens.designer.snapping import within


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
        also: the others that are chosen along with it.
        hidden: what is out of sight while drawing, by side and place; it is printed all the same.
        of_type: the ticket type whose own version of the element is at work; empty for that of all.
    """

    template: BadgeTemplate
    side: Side = Side.FRONT
    chosen: int | None = None
    also: frozenset[int] = frozenset()
    hidden: frozenset[tuple[Side, int]] = frozenset()
    of_type: str = ""

    @property
    def elements(self) -> tuple[Element, ...]:
        """Of the side in sight, lowest first; as the ticket type at work has them."""
        usual = self.usual
        own = look_of(self, self.of_type).instead if self.of_type else {}
        return tuple(own.get(one.name, one) if one.name else one for one in usual) if own else usual

    @property
    def usual(self) -> tuple[Element, ...]:
        """Of the side in sight, lowest first; as ticket types without a version of their own have them."""
        return self.template.back if self.side is Side.BACK else self.template.front

    @property
    def several(self) -> tuple[int, ...]:
        """The places of all that are chosen, lowest first; of one, or of none, too."""
        places = self.also if self.chosen is None else self.also | {self.chosen}
        return tuple(sorted(place for place in places if place < len(self.usual)))

    @property
    def element(self) -> Element | None:
        """The one at work; None for the page, and where several are."""
        return self.elements[self.several[0]] if len(self.several) == 1 else None

    @property
    def page(self) -> Size:
        """Of one side, in millimetres."""
        return self.template.page.held

    def is_hidden(self, at: int) -> bool:
        """Whether this element is out of sight while drawing."""
        return (self.side, at) in self.hidden


def choose(draft: Draft, at: int | None, also: Iterable[int] = ()) -> Draft:
    """Work at another element, at several, or at the page."""
    several = frozenset(also) if at is None else frozenset(also) - {at}
    if at is None and several:
        at = max(several)
    return replace(draft, chosen=at, also=several - {at}, of_type="")


def turn_over(draft: Draft, side: Side) -> Draft:
    """Look at this side."""
    return draft if side is draft.side else choose(replace(draft, side=side), None)


def hide(draft: Draft, *places: int, out_of_sight: bool) -> Draft:
    """Take elements out of sight while drawing, or bring them back."""
    which = frozenset((draft.side, at) for at in places)
    return replace(draft, hidden=draft.hidden | which if out_of_sight else draft.hidden - which)


def put(draft: Draft, element: Element) -> Draft:
    """Another element in the place of the chosen one."""
    return put_all(draft, {_require_one(draft): element})


def put_all(draft: Draft, elements: Mapping[int, Element]) -> Draft:
    """Others in these places; of the ticket type at work only, where there is one."""
    if draft.of_type:
        return _put_for_type(draft, elements)
    return _with(draft, (elements.get(at, one) for at, one in enumerate(draft.usual)))


def add(draft: Draft, *elements: Element) -> Draft:
    """Further elements above all others, chosen."""
    before = len(draft.usual)
    more = _with(draft, (*draft.usual, *elements))
    return choose(more, len(more.usual) - 1, range(before, len(more.usual)))


def duplicate(draft: Draft) -> Draft:
    """Copies of what is chosen, a little aside and above all others."""
    return add(draft, *_copies(draft, [draft.elements[at] for at in _require_some(draft)], aside=True))


def copied(draft: Draft) -> str:
    """What is chosen, as it goes to the clipboard; empty where nothing is."""
    return as_text([draft.elements[at] for at in draft.several]) if draft.several else ""


def paste(draft: Draft, text: str) -> Draft:
    """What was copied here or from another design, above all others; aside where it lies here already."""
    elements, here = from_text(text), {element.box for element in draft.usual}
    return add(draft, *_copies(draft, elements, aside=any(element.box in here for element in elements)))


def remove(draft: Draft) -> Draft:
    """Without what is chosen; of what is left, the one in its place is chosen."""
    gone = _require_some(draft)
    left = tuple(element for at, element in enumerate(draft.usual) if at not in gone)
    if draft.side is Side.FRONT and not left:
        raise BadgeError("A badge has something on its front. Add another element first.")
    if draft.side is Side.BACK and not left and draft.template.fold:
        raise BadgeError("A badge that is folded has a back. Choose no fold first.")
    names = {draft.usual[at].name for at in gone} - {""}
    types = {
        kind: altered(
            look,
            hides=tuple(one for one in look.hides if one not in names),
            instead={one: element for one, element in look.instead.items() if one not in names},
        )
        for kind, look in draft.template.types.items()
    }
    template = altered(draft.template, types=types if names else draft.template.types, **{draft.side: left})
    hidden = _places(draft, lambda at: None if at in gone else at - sum(one < at for one in gone))
    below = min(gone[0], len(left) - 1)
    return choose(replace(draft, template=template, hidden=hidden), below if below >= 0 else None)


def reorder(draft: Draft, to: int) -> Draft:
    """The chosen element at another place of the drawing order."""
    at = _require_one(draft)
    order = [place for place in range(len(draft.usual)) if place != at]
    order.insert(min(max(to, 0), len(order)), at)
    return in_order(draft, order)


def shift(draft: Draft, by: int) -> Draft:
    """What is chosen one place further up in the drawing order, or down where `by` is negative."""
    chosen, order = set(_require_some(draft)), list(range(len(draft.usual)))
    places = range(len(order) - 2, -1, -1) if by > 0 else range(1, len(order))
    for place in places:
        other = place + (1 if by > 0 else -1)
        if order[place] in chosen and order[other] not in chosen:
            order[place], order[other] = order[other], order[place]
    return in_order(draft, order)


def in_order(draft: Draft, order: Sequence[int]) -> Draft:
    """All elements of the side in another drawing order: their places until now, lowest first."""
    hidden = _places(draft, order.index)
    moved = _with(draft, (draft.usual[place] for place in order))
    chosen = None if draft.chosen is None else order.index(draft.chosen)
    also = frozenset(order.index(place) for place in draft.also)
    return replace(moved, hidden=hidden, chosen=chosen, also=also)


def rename(draft: Draft, name: str) -> Draft:
    """Another name for the chosen element, wherever ticket types speak of it, too."""
    at = _require_one(draft)
    element = draft.usual[at]
    before, name = element.name, name.strip()
    looks = draft.template.types.values()
    if not name and before and any(before in (*look.hides, *look.instead) for look in looks):
        raise BadgeError(f"A ticket type speaks of {before!r}: it needs a name.")
    types = {kind: _renamed(look, before, name) for kind, look in draft.template.types.items()}
    renamed = (*draft.usual[:at], altered(element, name=name), *draft.usual[at + 1 :])
    return replace(draft, template=altered(draft.template, types=types, **{draft.side: renamed}))


def place(draft: Draft, box: Box) -> Draft:
    """The chosen element in another box."""
    return place_all(draft, {_require_one(draft): box})


def place_all(draft: Draft, boxes: Mapping[int, Box]) -> Draft:
    """Elements in other boxes, by their places; rows of a text grow and shrink with its height."""
    return put_all(draft, {at: placed(draft.elements[at], box) for at, box in boxes.items()})


def set_rows(draft: Draft, rows: Sequence[Row]) -> Draft:
    """Other rows for the chosen text. The box grows where they need more, or they shrink where it cannot."""
    element = draft.elements[_require_one(draft)]
    if not isinstance(element, Text):
        raise BadgeError("Only texts have rows.")
    needed = sum(row.height for row in rows) + sum(row.gap for row in rows[1:])
    space = element.lies.height
    if needed <= space:
        return put(draft, altered(element, rows=tuple(rows)))
    box, page = element.box, draft.page
    room = page.height + draft.template.bleed - box.y
    if element.lies == Size(box.width, box.height) and needed <= room:
        return put(draft, altered(element, rows=tuple(rows), box=box._replace(height=rounded_up(needed))))
    return put(draft, altered(element, rows=scaled(rows, space / needed)))


def repage(draft: Draft, page: Page) -> Draft:
    """On another page: everything keeps its share of it."""
    before, after = draft.page, page.held
    across, down = after.width / before.width, after.height / before.height

    def fitted(element: Element) -> Element:
        x, y, width, height = element.box
        shares = (x * across, y * down, width * across, height * down)
        return placed(element, Box(*map(rounded_down, shares)))

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


def named(draft: Draft) -> Draft:
    """With a name for the chosen element, by which ticket types can speak of it."""
    element = draft.usual[_require_one(draft)]
    if element.name:
        return draft
    return rename(draft, free_name(element.kind, _taken(draft)))


def _put_for_type(draft: Draft, elements: Mapping[int, Element]) -> Draft:
    draft = named(draft)
    look = look_of(draft, draft.of_type)
    own = {
        draft.usual[at].name: altered(element, name=draft.usual[at].name) for at, element in elements.items()
    }
    return set_look(draft, draft.of_type, altered(look, instead={**look.instead, **own}))


def _key(draft: Draft, ticket_type: str) -> str:
    """As the template writes the type: letter case does not matter there."""
    wanted = ticket_type.casefold()
    return next((kind for kind in draft.template.types if kind.casefold() == wanted), ticket_type)


def _with(draft: Draft, elements: Iterable[Element]) -> Draft:
    return replace(draft, template=altered(draft.template, **{draft.side: tuple(elements)}))


def _require_one(draft: Draft) -> int:
    if len(draft.several) != 1:
        raise BadgeError("Choose one element first.")
    return draft.several[0]


def _require_some(draft: Draft) -> tuple[int, ...]:
    if not draft.several:
        raise BadgeError("Choose an element first.")
    return draft.several


def _places(draft: Draft, moved: Callable[[int], int | None]) -> frozenset[tuple[Side, int]]:
    """What is hidden, after elements of this side went to other places; None where one is gone."""
    others = {(side, at) for side, at in draft.hidden if side is not draft.side}
    here = (moved(at) for side, at in draft.hidden if side is draft.side)
    return frozenset(others | {(draft.side, at) for at in here if at is not None})


def _renamed(look: TypeLook, before: str, name: str) -> TypeLook:
    if not before:
        return look
    return altered(
        look,
        hides=tuple(name if one == before else one for one in look.hides),
        instead={name if one == before else one: element for one, element in look.instead.items()},
    )


def _copies(draft: Draft, elements: Sequence[Element], *, aside: bool) -> list[Element]:
    placed_so = beside(elements, draft.page) if aside else elements
    kept = [placed(one, within(one.box, draft.page, draft.template.bleed)) for one in placed_so]
    return with_free_names(kept, _taken(draft))


def _taken(draft: Draft) -> set[str]:
    return {element.name for element in (*draft.template.front, *draft.template.back)} - {""}
