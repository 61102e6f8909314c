"""What can be set of what is chosen, and what comes of setting it."""

from collections.abc import Callable

from checkin.badges.template import Text
from ui.screens.designer.draft import Draft
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.element_properties import (
    change_element,
    condition_section,
    kind_sections,
    place_section,
)
from ui.screens.designer.page_properties import change_page, page_sections
from ui.screens.designer.properties import Section, Value
from ui.screens.designer.samples import Crowd
from ui.screens.designer.text_properties import change_text, text_sections
from ui.screens.designer.wordlist import OWN, kind_words

_ROW = "text.row"
_TYPE = "look.type"
_SHOWS = "row.shows"


class Form:
    """The properties of the chosen element, or of the page when none is.

    Args:
        drawing: what is drawn.
        crowd: the event's ticket types and questions, as they are known now.
    """

    def __init__(self, drawing: Drawing, crowd: Callable[[], Crowd]) -> None:
        self._drawing = drawing
        self._crowd = crowd
        self._row = 0
        self._type = ""
        self._own = False
        self._of: tuple[object, ...] = ()

    @property
    def title(self) -> str:
        """What it is about."""
        element = self._drawing.draft.element
        return "Page" if element is None else kind_words(element)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Everything there is to set."""
        draft, crowd = self._drawing.draft, self._crowd()
        self._settle(draft)
        element = draft.element
        if element is None:
            types = self._types(draft)
            return page_sections(draft, types, self._type or next(iter(types), ""))
        own: tuple[Section, ...] = kind_sections(element)
        if isinstance(element, Text):
            own = text_sections(element, self._row, crowd.answers, own=self._own)
        types = _known((*crowd.types, *element.when.types))
        return (*own, place_section(element), condition_section(element, types, crowd.answers))

    def set(self, key: str, value: Value) -> bool:
        """Set one of them; returns whether that could be."""
        draft = self._drawing.draft
        self._settle(draft)
        if key == _ROW:
            self._row, self._own = int(value), False
        elif key == _TYPE:
            self._type = str(value)
        elif key == _SHOWS and value == OWN:
            self._own = True
        else:
            self._own = self._own and key != _SHOWS
            return self._drawing.do(lambda draft: self._changed(draft, key, value), self._kind(draft, key))
        self._drawing.changed()
        return True

    def _changed(self, draft: Draft, key: str, value: Value) -> Draft:
        element = draft.element
        if element is None:
            types = self._types(draft)
            return change_page(draft, key, value, self._type or next(iter(types), ""))
        if isinstance(element, Text) and key.startswith(("text.", "row.")):
            return change_text(draft, element, key, value, self._row)
        return change_element(draft, element, key, value, _known((*self._crowd().types, *element.when.types)))

    def _settle(self, draft: Draft) -> None:
        """Begin with the first row of another element; stay within those there are."""
        here = (draft.side, draft.chosen)
        if here != self._of:
            self._of, self._row, self._own = here, 0, False
        if isinstance(draft.element, Text):
            self._row = min(self._row, len(draft.element.rows) - 1)

    def _types(self, draft: Draft) -> tuple[str, ...]:
        return _known((*self._crowd().types, *draft.template.types))

    def _kind(self, draft: Draft, key: str) -> str:
        """Setting the same thing again and again is one step; doing something is not."""
        return "" if key.startswith("text.") else f"set {draft.side} {draft.chosen} {self._row} {key}"


def _known(types: tuple[str, ...]) -> tuple[str, ...]:
    """Each once: letter case does not matter."""
    return tuple({name.casefold(): name for name in reversed(types)}.values())[::-1]
