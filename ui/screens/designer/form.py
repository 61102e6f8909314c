"""What can be set of what is chosen, and what comes of setting it."""

from collections.abc import Callable
from dataclasses import replace

from checkin.badges.template import Element, Text
from ui.screens.designer.draft import Draft
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.element_properties import change_element, kind_sections, place_section
from ui.screens.designer.page_properties import change_page, page_sections
from ui.screens.designer.properties import Section, Value
from ui.screens.designer.several_properties import arrange, change_each, common_sections, line_up_section
from ui.screens.designer.shown_when import Known, when_section
from ui.screens.designer.text_properties import change_text, text_sections
from ui.screens.designer.type_properties import change_own, own_section
from ui.screens.designer.wordlist import OWN, kind_words

_ROW = "text.row"
_TYPE = "look.type"
_OWN_TYPE = "own.type"
_SHOWS = "row.shows"
_ARRANGES = ("arrange.", "spread.")
_DONE_AT_ONCE = ("text.", "own.", "when.", *_ARRANGES)


class Form:
    """The properties of what is chosen, or of the page when nothing is.

    Args:
        drawing: what is drawn.
        known: the event's ticket types and questions as they are known now, and the badge that is seen.
    """

    def __init__(self, drawing: Drawing, known: Callable[[], Known]) -> None:
        self._drawing = drawing
        self._known = known
        self._row = 0
        self._type = ""
        self._own = False
        self._of: tuple[object, ...] = ()

    @property
    def title(self) -> str:
        """What it is about."""
        draft = self._drawing.draft
        if draft.element is None:
            return f"{len(draft.several)} elements" if draft.several else "Page"
        only = f" for {draft.of_type}" if draft.of_type else ""
        return f"{kind_words(draft.element)}{only}"

    @property
    def sections(self) -> tuple[Section, ...]:
        """Everything there is to set."""
        draft = self._drawing.draft
        self._settle(draft)
        if not draft.several:
            types = self._types(draft)
            return page_sections(draft, types, self._type or next(iter(types), ""))
        if draft.element is None:
            each = [self._sections_of(draft.elements[at], alone=False) for at in draft.several]
            return (line_up_section(len(draft.several)), *common_sections(each))
        known = self._known_of(draft.element)
        types = self._types(draft)
        own = (own_section(draft, types, known.badge.ticket_type),) if types else ()
        return (*self._sections_of(draft.element, alone=True), *own)

    def _sections_of(self, element: Element, *, alone: bool) -> tuple[Section, ...]:
        known = self._known_of(element)
        sections: tuple[Section, ...] = kind_sections(element)
        if isinstance(element, Text):
            row = self._row if alone else 0
            sections = text_sections(element, row, known.answers, own=self._own and alone)
            if not alone and len(element.rows) > 1:
                sections = sections[:1]
        line_up = (line_up_section(1),) if alone else ()
        return (*sections, *line_up, place_section(element), when_section(element.when, known))

    def set(self, key: str, value: Value) -> bool:
        """Set one of them; returns whether that could be."""
        draft = self._drawing.draft
        self._settle(draft)
        if key == _ROW:
            self._row, self._own = int(value), False
        elif key == _TYPE:
            self._type = str(value)
        elif key == _OWN_TYPE:
            return self._drawing.do(lambda now: replace(now, of_type=str(value)))
        elif key == _SHOWS and value == OWN:
            self._own = True
        else:
            self._own = self._own and key != _SHOWS
            return self._drawing.do(lambda draft: self._changed(draft, key, value), self._kind(draft, key))
        self._drawing.changed()
        return True

    def _changed(self, draft: Draft, key: str, value: Value) -> Draft:
        if not draft.several:
            types = self._types(draft)
            return change_page(draft, key, value, self._type or next(iter(types), ""))
        if key.startswith(_ARRANGES):
            return arrange(draft, key)
        if key.startswith("own."):
            return change_own(draft, key.removeprefix("own."), value)
        if draft.element is None:
            return change_each(draft, value, lambda one: self._changed_one(one, key, value, 0))
        return self._changed_one(draft, key, value, self._row)

    def _changed_one(self, draft: Draft, key: str, value: Value, row: int) -> Draft:
        element = draft.element
        if element is None:
            return draft
        if isinstance(element, Text) and key.startswith(("text.", "row.")):
            return change_text(draft, element, key, value, row)
        return change_element(draft, element, key, value, self._known_of(element))

    def _settle(self, draft: Draft) -> None:
        """Begin with the first row of another element; stay within those there are."""
        here = (draft.side, draft.several)
        if here != self._of:
            self._of, self._row, self._own = here, 0, False
        if isinstance(draft.element, Text):
            self._row = min(self._row, len(draft.element.rows) - 1)

    def _types(self, draft: Draft) -> tuple[str, ...]:
        return _each_once((*self._known().types, *draft.template.types))

    def _known_of(self, element: Element) -> Known:
        """With the ticket types the element speaks of, where there is an event to know any of."""
        known = self._known()
        more = (*element.when.types, *element.when.other_types) if known.types else ()
        return replace(known, types=_each_once((*known.types, *more)))

    def _kind(self, draft: Draft, key: str) -> str:
        """Setting the same thing again and again is one step; doing something is not."""
        at_once = key.startswith(_DONE_AT_ONCE)
        return "" if at_once else f"set {draft.side} {draft.several} {draft.of_type} {self._row} {key}"


def _each_once(types: tuple[str, ...]) -> tuple[str, ...]:
    """Letter case does not matter; the first of those that are alike stays."""
    kept: dict[str, str] = {}
    for name in types:
        kept.setdefault(name.casefold(), name)
    return tuple(kept.values())
