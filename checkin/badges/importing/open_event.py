"""Badge forms of Open Event (eventyay), drawn as its designer means them.

The platform's own PDFs leave out size, orientation, colour and alignment, so that there is no single truth:
what the designer shows at 100 % is taken. Rows follow one another with their margins, in millimetres, below a
padding of 15 % of the page's width; letters are measured in CSS pixels.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from pydantic import ValidationError

from checkin.badges.fields import ANSWER
from checkin.badges.importing.backgrounds import picture
from checkin.badges.importing.converted import Converted, Notes, finished, named, read
from checkin.badges.importing.open_event_form import MOST_ROWS, FieldRow, Form, page_of
from checkin.badges.importing.placing import (
    ASCENDER,
    LARGEST_SIZE,
    LINE,
    MM_PER_POINT,
    SMALLEST_SIZE,
    Patch,
    in_range,
    on_page,
    smallest_size,
    turned,
)
from checkin.badges.sizes import MM_PER_INCH, Size
from checkin.badges.template import Holds
from checkin.errors import BadgeError
from checkin.model.badge_design import BadgeDesign

Values = Mapping[str, object]

_PIXELS_PER_INCH = 96
_POINTS_PER_PIXEL = 0.75
_CODE_PIXELS = 100
_PADDING = 0.15
_LINE, _RISES = 1.15, 0.905
"""Of Arial, in em: how high a line is in a browser, and where its baseline is below the top."""

_EDGE = 3.0
"""Millimetres at the sides on which printers may not print."""

_WHITE = "#ffffff"
_OURS = frozenset({"", "noto sans"})
_MOST_LINES, _KEPT_FREE = 3, 0.25

_FIELDS = MappingProxyType(
    {
        "firstname": "given_name",
        "lastname": "family_name",
        "name": "name",
        "fullname": "name",
        "company": "company",
        "jobtitle": "job_title",
        "email": "email",
        "ticketname": "ticket_type",
        "ticket": "ticket_type",
    }
)
_NOT_READ = frozenset(
    {
        "address",
        "agegroup",
        "billingaddress",
        "birthdate",
        "gender",
        "homeaddress",
        "phone",
        "shippingaddress",
        "taxbusinessinfo",
        "workaddress",
        "workphone",
    }
)
"""What of its attendees stays at the platform (see the connector), by names in small letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A row and where it is, before it is turned; the first has the number 1."""

    number: int
    row: FieldRow
    at: Patch
    free_below: float


def from_open_event(design: BadgeDesign) -> Converted:
    """The template of a badge form.

    Raises:
        BadgeError: it is no form, or there is nothing on it that could be drawn.
    """
    form = read(design.document, Form, design.name)
    if len(form.rows) > MOST_ROWS:
        raise BadgeError(f"The badge design {named(design.name)} has more than {MOST_ROWS} rows.")
    notes = Notes(design.notes)
    page, is_told = page_of(form)
    if not is_told:
        notes.add(f"Its size {named(form.size)} is not known; 4 by 6 inches are taken.")
    rows = [row for row in _rows(form.rows, notes) if not row.is_deleted and _is_shown(row, notes)]
    front = [
        *_ground(form, design.background, page, notes),
        *(element for placed in _flow(rows, page, notes) for element in _element(placed, page, notes)),
    ]
    if not rows:
        front = []
    notes.add(
        "The platform's own PDFs of this badge look different: they heed neither its size nor its colour."
    )
    return finished(
        design.name, {"page": {"width": page.width, "height": page.height}, "front": front}, notes
    )


def _rows(rows: Sequence[object], notes: Notes) -> list[FieldRow]:
    found: list[FieldRow] = []
    for row in rows:
        try:
            found.append(FieldRow.model_validate(row))
        except ValidationError:
            notes.add("A row without a number is left out.")
    return sorted(found, key=lambda row: row.id)


def _is_shown(row: FieldRow, notes: Notes) -> bool:
    if row.is_code or _phrase(row.identifier):
        return True
    if row.identifier.casefold() in _NOT_READ:
        notes.add(
            f"{named(row.label or row.identifier)} is not read from the platform; that row is left out."
        )
    else:
        notes.add(f"A row for {named(row.label or row.identifier)} is left out; there is no such field.")
    return False


def _phrase(identifier: str) -> str:
    """What shows a field; empty for one that no badge has.

    Attributes of attendees are written ``fluentLanguage`` in forms and ``fluent-language`` in answers.
    """
    small = identifier.casefold()
    if small in _FIELDS:
        return f"{{{_FIELDS[small]}}}"
    if not small or small in _NOT_READ or set(identifier) & set("{}|"):
        return ""
    dashed = "".join(f"-{one.lower()}" if one.isupper() else one for one in identifier).lstrip("-")
    names = dict.fromkeys((dashed.replace("_", "-"), identifier))
    return "{" + "|".join(f"{ANSWER}{name}" for name in names) + "}"


def _ground(form: Form, background: bytes, page: Size, notes: Notes) -> Iterator[Values]:
    box = (0, 0, page.width, page.height)
    if form.colour and form.colour != _WHITE:
        yield {"kind": "area", "name": "ground", "box": box, "fill": form.colour}
    if background:
        try:
            shown = picture(background, page)
        except BadgeError as error:
            notes.add(f"There is no background: {error}")
        else:
            yield {"kind": "picture", "name": "background", "box": box, "shows": shown, "fit": "fill"}


def _flow(rows: Sequence[FieldRow], page: Size, notes: Notes) -> Iterator[_Placed]:
    """Rows from top to bottom; where that is too much for the page, first margins, then rows get smaller."""
    padding = _PADDING * page.width
    highs = [_high(row) for row in rows]
    margins = padding + sum(max(0.0, row.top) + max(0.0, row.bottom) for row in rows)
    shrunk = min(1.0, page.height / max(sum(highs), 0.01))
    tight = min(1.0, max(0.0, page.height - sum(highs) * shrunk) / max(margins, 0.01))
    if tight < 1:
        notes.add(
            f"It needs {margins + sum(highs):.0f} mm on a page of {page.height:.0f} mm; "
            "what is between its rows is made smaller."
        )
    top = padding * tight
    for index, (row, high) in enumerate(zip(rows, highs, strict=True)):
        top += max(0.0, row.top) * tight
        left, right = max(_EDGE, row.left), max(_EDGE, row.right)
        width = page.width - left - right
        below = max(0.0, row.bottom) + (max(0.0, rows[index + 1].top) if index + 1 < len(rows) else 0.0)
        if width > 1:
            at = Patch(x=left, y=top, width=width, height=high * shrunk)
            yield _Placed(number=index + 1, row=row, at=at, free_below=below * tight)
        else:
            notes.add(f"The row {named(row.label)} has no width; it is left out.")
        top += high * shrunk + max(0.0, row.bottom) * tight


def _high(row: FieldRow) -> float:
    if row.is_code:
        return _CODE_PIXELS / _PIXELS_PER_INCH * MM_PER_INCH
    return _points(row) * MM_PER_POINT * _LINE


def _points(row: FieldRow) -> float:
    return min(max((row.size if row.size > 0 else 14) * _POINTS_PER_PIXEL, SMALLEST_SIZE), LARGEST_SIZE)


def _element(placed: _Placed, page: Size, notes: Notes) -> Iterator[Values]:
    yield _code(placed) if placed.row.is_code else _text(placed, page, notes)


def _code(placed: _Placed) -> Values:
    at, side = placed.at, min(placed.at.height, placed.at.width)
    spare = at.width - side
    left = at.x + {"start": 0.0, "centre": spare / 2, "end": spare}[placed.row.align]
    box = Patch(x=left, y=at.y, width=side, height=side).box
    return {"kind": "code", "name": f"row {placed.number}", "box": box, "holds": Holds.PLATFORM, "error": "L"}


def _text(placed: _Placed, page: Size, notes: Notes) -> Values:
    row = placed.row
    _tell_of_type(row, notes)
    turn = in_range(row.rotation)
    at = _turned(placed, turn, page) if turn else _upright(placed, page)
    high = at.width if abs(turn) == 90 else at.height  # noqa: PLR2004 - a right angle
    size = _points(row)
    return {
        "kind": "text",
        "name": f"row {placed.number}",
        "box": at.box,
        "turn": turn,
        "align": row.align,
        "stand": "middle" if turn else "top",
        "rows": [
            {
                "shows": _phrase(row.identifier),
                "height": math.floor(high * 1000) / 1000,
                "max_size": size,
                "min_size": smallest_size(size, high),
                "max_lines": _MOST_LINES,
                "bold": "bold" in row.weights,
                "colour": row.colour or "#000000",
                "case": row.case,
            }
        ],
    }


def _upright(placed: _Placed, page: Size) -> Patch:
    """Its first line where a browser has it; further ones in what is free below."""
    at, em = placed.at, placed.at.height / _LINE
    down = (_RISES - ASCENDER) * em
    high = max(at.height + placed.free_below - down - _KEPT_FREE * em, LINE * em)
    return replace(at, y=at.y + down, height=min(high, page.height - at.y - down))


def _turned(placed: _Placed, turn: float, page: Size) -> Patch:
    at, em = placed.at, placed.at.height / _LINE
    middle = at.y + at.height / 2
    line = replace(at, y=middle - LINE * em / 2, height=LINE * em)
    return on_page(turned(line, turn, at.x + at.width / 2, middle), page) or at


def _tell_of_type(row: FieldRow, notes: Notes) -> None:
    if row.font.casefold() not in _OURS:
        notes.add(f"The font {named(row.font)} is not one of ours; Noto Sans is in its place.")
    if "italic" in row.weights:
        notes.add("Italics are drawn upright.")
    if "underline" in row.weights:
        notes.add("What is underlined is drawn without the line.")
    if not row.colour:
        notes.add("A colour that could not be read is drawn black.")
