"""What a badge shows without: pictures that people write and no font has. No fault, but worth a word."""

from collections.abc import Iterator

from checkin.badges.badge import Badge
from checkin.badges.faults import what
from checkin.badges.layout import text_of
from checkin.badges.legible import pictures_left_out
from checkin.badges.template import BadgeTemplate, Row, Text

_MOST_NAMED = 5


def left_out(template: BadgeTemplate, badge: Badge) -> tuple[str, ...]:
    """The emoji this badge is printed without, by the fields they were in; in words, usually none."""
    found = (
        (row, pictures)
        for row in _rows(template, badge)
        if (pictures := pictures_left_out(text_of(row, badge), bold=row.bold))
    )
    said = (
        f"Printed without the pictures in the {what(row)}: {_named(pictures)}." for row, pictures in found
    )
    return tuple(dict.fromkeys(said))


def _rows(template: BadgeTemplate, badge: Badge) -> Iterator[Row]:
    for back in (False, True):
        for element in template.elements(badge, back=back):
            if isinstance(element, Text):
                yield from element.rows


def _named(pictures: tuple[str, ...]) -> str:
    more = len(pictures) - _MOST_NAMED
    return ", ".join(pictures[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
