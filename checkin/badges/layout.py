"""Rows of text put into their box; lengths in points, from the top-left corner of what is not turned yet."""

import math
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from checkin.badges.badge import Badge
from checkin.badges.casing import titled
from checkin.badges.colours import readable_on
from checkin.badges.fields import fields_in, spoken
from checkin.badges.fitting import Fitted, Room, fit
from checkin.badges.fonts import EM
from checkin.badges.han import forms_of
from checkin.badges.legible import plain, require_drawn, without_lacking
from checkin.badges.template import BadgeTemplate, Ink, Row, Text
from checkin.badges.text import Line, cleaned
from checkin.errors import BadgeError

POINTS_PER_MM = 72 / 25.4

_SAYS_WHAT_SOMEBODY_IS = frozenset({"company", "job_title"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """A line, its size, and where its beginning stands on its baseline."""

    line: Line
    size: float
    x: float
    baseline: float
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What was worked out for one badge, by the identity of elements and rows; `seen` keeps them alive."""

    template: BadgeTemplate
    badge: Badge
    told: dict[int, list[tuple[Row, float]]] = field(default_factory=dict)
    fitted: dict[tuple[int, int], Fitted | None] = field(default_factory=dict)
    seen: list[tuple[Text, Row]] = field(default_factory=list)


class _AtHand(threading.local):
    """The badge a thread is busy with: it is looked over, drawn, and looked over again."""

    _known: _Known | None = None

    def of(self, template: BadgeTemplate, badge: Badge) -> _Known:
        known = self._known
        if known is None or known.template is not template or known.badge is not badge:
            known = self._known = _Known(template=template, badge=badge)
        return known


_at_hand = _AtHand()


def placed_lines(element: Text, template: BadgeTemplate, badge: Badge) -> Iterator[PlacedLine]:
    """Every line of the element that has something to show.

    Raises:
        BadgeError: a name cannot be drawn or does not fit.
    """
    filled = [
        (row, fitted)
        for row in element.rows
        if (fitted := fitted_row(row, element, template, badge)) is not None
    ]
    if not filled:
        return
    from_right = filled[0][1].lines[0].from_right
    top = _room_above(element, filled)
    for index, (row, fitted) in enumerate(filled):
        if index:
            top += row.gap * POINTS_PER_MM
        colour = colour_of(row.colour, template, badge)
        for line, baseline in zip(fitted.lines, fitted.baselines, strict=True):
            yield PlacedLine(
                line=line,
                size=fitted.size,
                x=_line_start(line, fitted.size, element, from_right=from_right),
                baseline=top + baseline,
                colour=colour,
            )
        top += fitted.height


def aligned(space: float, align: str, *, from_right: bool = False) -> float:
    """How much of the space left over goes to the left."""
    if align == "centre":
        return space / 2
    return space if (align == "end") != from_right else 0.0


def colour_of(ink: Ink, template: BadgeTemplate, badge: Badge) -> str:
    """The colour as ``"#rrggbb"``, whatever it goes by."""
    if ink == "type":
        return template.type_colour(badge)
    return readable_on(template.type_colour(badge)) if ink == "on type" else ink


def text_of(row: Row, badge: Badge) -> str:
    """What a row says on this badge, cleaned; empty where it has nothing to say."""
    return _joined(row, (spoken(phrase, badge) for phrase in row.shows))


def legible_text(row: Row, badge: Badge) -> str:
    """`text_of` without the pictographs that no font draws, nor what would have stood only beside them."""
    clean = partial(_legible, bold=row.bold)
    return plain(_joined(row, (clean(spoken(phrase, badge, clean)) for phrase in row.shows)), bold=row.bold)


def _legible(value: str, *, bold: bool) -> str:
    return plain(cleaned(value), bold=bold)


def _joined(row: Row, phrases: Iterable[str]) -> str:
    text = row.between.join(filter(None, map(cleaned, phrases)))
    match row.case:
        case "upper":
            return text.upper()
        case "lower":
            return text.lower()
        case "title":
            return titled(text)
        case _:
            return text


def fitted_row(row: Row, element: Text, template: BadgeTemplate, badge: Badge) -> Fitted | None:
    """A row of the element, set in its width; None where it has nothing to show.

    Of names, company and job title, what has a smaller `max_size` than another on the same side is never set
    larger than that: a job title does not outgrow a long company. Names mind names only.

    Raises:
        BadgeError: a name cannot be drawn or does not fit.
    """
    known = _at_hand.of(template, badge)
    key = (id(element), id(row))
    if key not in known.fitted:
        known.seen.append((element, row))
        if id(element) not in known.told:
            known.told[id(element)] = _told(element, template, badge)
        known.fitted[key] = _fitted(row, element, template, badge, known.told[id(element)])
    return known.fitted[key]


def _fitted(
    row: Row, element: Text, template: BadgeTemplate, badge: Badge, told: Iterable[tuple[Row, float]]
) -> Fitted | None:
    at_most = _at_most(row, told)
    text = legible_text(row, badge)
    is_wanted_whole = row.is_name and not badge.may_lack
    text = (require_drawn if is_wanted_whole else without_lacking)(text, bold=row.bold)
    if not text:
        return None
    room = Room(
        width=element.lies.width * POINTS_PER_MM,
        height=row.height * POINTS_PER_MM,
        max_size=min(row.max_size, at_most),
        min_size=min(row.min_size, at_most),
        max_lines=row.max_lines,
        bold=row.bold,
        may_be_cut=not row.is_name,
        hyphens=template.language if row.hyphenate or row.is_name else "",
        forms=forms_of(text, badge, template.language),
    )
    return fit(text, room)


def _told(element: Text, template: BadgeTemplate, badge: Badge) -> list[tuple[Row, float]]:
    """What the element's side tells of somebody, and its size in points; empty where the element does not.

    What is shown twice counts where it is meant to be larger: a name on a stub says nothing of the rest.
    """
    if not any(map(_tells_of_somebody, element.rows)):
        return []
    shown: dict[tuple[str, ...], tuple[Row, Text]] = {}
    for other in _side_of(element, template, badge):
        for row in filter(_tells_of_somebody, other.rows):
            if row.shows not in shown or row.max_size > shown[row.shows][0].max_size:
                shown[row.shows] = (row, other)
    told: list[tuple[Row, float]] = []
    for row, other in sorted(shown.values(), key=lambda one: -one[0].max_size):
        with suppress(BadgeError):  # raised again where that row itself is set
            fitted = _fitted(row, other, template, badge, told)
            if fitted is not None:
                told.append((row, fitted.size))
    return told


def _side_of(element: Text, template: BadgeTemplate, badge: Badge) -> Iterator[Text]:
    for back in (False, True):
        side = [one for one in template.elements(badge, back=back) if isinstance(one, Text)]
        if any(one is element for one in side):
            return iter(side)
    return iter((element,))


def _tells_of_somebody(row: Row) -> bool:
    return row.is_name or any(
        name in _SAYS_WHAT_SOMEBODY_IS for phrase in row.shows for name in fields_in(phrase)
    )


def _at_most(row: Row, told: Iterable[tuple[Row, float]]) -> float:
    if not _tells_of_somebody(row):
        return math.inf
    sizes = (
        size for other, size in told if other.max_size > row.max_size and (other.is_name or not row.is_name)
    )
    return min(sizes, default=math.inf)


def _room_above(element: Text, filled: list[tuple[Row, Fitted]]) -> float:
    used = sum(fitted.height for _, fitted in filled) + sum(row.gap for row, _ in filled[1:]) * POINTS_PER_MM
    left_over = element.lies.height * POINTS_PER_MM - used
    return {"top": 0.0, "middle": left_over / 2, "bottom": left_over}[element.stand]


def _line_start(line: Line, size: float, element: Text, *, from_right: bool) -> float:
    space = element.lies.width * POINTS_PER_MM - line.width * size / EM
    indent = aligned(space, element.align, from_right=from_right)
    return indent - line.left * size / EM
