"""What goes wrong on a badge, known before it is printed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import assert_never

from checkin.badges.badge import Badge
from checkin.badges.codes import code_path, said
from checkin.badges.fields import fields_in
from checkin.badges.images import as_image, source_of
from checkin.badges.layout import fitted_row, legible_text, text_of
from checkin.badges.legible import named, not_drawn, plain
from checkin.badges.template import Area, BadgeTemplate, Code, Element, Picture, Row, Rule, Text
from checkin.badges.text import cleaned, shaped
from checkin.errors import BadgeError

_CALLED = MappingProxyType({"lead_name": "name", "rest_of_name": "rest of the name"})


def faults(template: BadgeTemplate, badge: Badge) -> tuple[str, ...]:
    """What cannot be drawn, or does not fit, in words; nothing where the badge is as it should be.

    No name, address or code is in the words, only which field it is and which characters.
    """
    found = [*_name_faults(template, badge)]
    for back in (False, True):
        for element in template.elements(badge, back=back):
            found += _element_faults(element, template, badge)
    return tuple(dict.fromkeys(found))


def shortened(template: BadgeTemplate, badge: Badge) -> tuple[str, ...]:
    """The texts that end in an ellipsis on this badge, each by the fields it shows; a name never does."""
    cut = (
        what(row)
        for back in (False, True)
        for element in template.elements(badge, back=back)
        if isinstance(element, Text)
        for row in element.rows
        if not row.is_name and (fitted := fitted_row(row, element, template, badge)) and fitted.is_cut
    )
    return tuple(dict.fromkeys(cut))


def what(row: Row) -> str:
    """What a row shows, for people: its fields, or its words where it has no field."""
    fields = [_CALLED.get(name, name.replace("_", " ")) for phrase in row.shows for name in fields_in(phrase)]
    return ", ".join(dict.fromkeys(fields)) or " ".join(row.shows)


def _name_faults(template: BadgeTemplate, badge: Badge) -> Iterator[str]:
    seen = replace(badge, given_name=cleaned(badge.given_name), family_name=cleaned(badge.family_name))
    names = [text_of(row, seen) for row in _rows(template, badge) if row.is_name]
    said = cleaned(badge.name)
    name = plain(said, bold=False)
    if names and not any(names):
        yield "There is no name to show: nobody can tell whose badge it is."
    elif said and not not_drawn(name, bold=False) and shaped(name, bold=False).ink is None:
        yield "The name has nothing that can be drawn, such as letters: the badge would show none."


def _rows(template: BadgeTemplate, badge: Badge) -> Iterator[Row]:
    """Every row of this badge, on both sides."""
    for back in (False, True):
        for element in template.elements(badge, back=back):
            if isinstance(element, Text):
                yield from element.rows


def _element_faults(element: Element, template: BadgeTemplate, badge: Badge) -> Iterator[str]:
    match element:
        case Text():
            for row in element.rows:
                yield from _row_faults(row, element, template, badge)
        case Code():
            yield from _said_by(lambda: _draw_code(element, badge))
        case Picture():
            yield from _said_by(lambda: _open_picture(element, badge))
        case Area() | Rule():
            pass
        case _:
            assert_never(element)


def _row_faults(row: Row, element: Text, template: BadgeTemplate, badge: Badge) -> Iterator[str]:
    lacking = not_drawn(legible_text(row, badge), bold=row.bold)
    if not lacking:
        yield from _said_by(lambda: fitted_row(row, element, template, badge))
    elif row.is_name:
        yield f"The {what(row)} holds what no font of the badge can draw: {named(lacking)}."
    else:
        yield f"Left out of the {what(row)}, because no font of the badge can draw it: {named(lacking)}."


def _draw_code(element: Code, badge: Badge) -> None:
    text = said(element, badge)
    if text:
        code_path(text, element.symbology, element.error)


def _open_picture(element: Picture, badge: Badge) -> None:
    source = source_of(element, badge)
    if source is not None:
        as_image(source, element.lies, fill=element.fit == "fill")


def _said_by(draw: Callable[[], object]) -> Iterator[str]:
    try:
        draw()
    except BadgeError as error:
        yield str(error)
