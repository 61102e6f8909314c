"""Texts of a pretix layout: where their lines stand, and how much room they have.

Measures are in em, as pretix' own PDFs have them (2026.8, drawn by ReportLab): the first baseline is 1 below
the top of a text, the font sinks 0.293 below it, and a line is 1.15 times its `lineheight` high, or 1.362 in
layouts from before there was one.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checkin.badges.importing.converted import Notes, named
from checkin.badges.importing.placing import (
    ASCENDER,
    DESCENDER,
    LARGEST_SIZE,
    LINE,
    MM_PER_POINT,
    SMALLEST_SIZE,
    Patch,
    in_range,
    on_page,
    room_above,
    room_below,
    smallest_size,
    turned,
)
from checkin.badges.importing.pretix_layout import TextPiece
from checkin.badges.importing.pretix_words import Phrases, Words
from checkin.badges.sizes import Size

Values = Mapping[str, object]

_FIRST, _SINKS, _UNTOLD_LEADING = 1.0, 0.293, 1.362
_PER_LINEHEIGHT = 1.15
_MOST_LINES = 3
_KEPT_FREE = 0.5
"""What stays free, in em, between further lines and whatever is next to them."""

_MOST_LINES_OF_A_BOX = 6
_OURS = frozenset({"", "open sans", "noto sans"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What texts are put on, and who is told what is not as it was."""

    page: Size
    words: Words
    notes: Notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A text that is to be drawn.

    Attributes:
        at: where its lines are, before it is turned; of a text that grows, for as many lines as it has.
        anchor: the point around which it is turned.
        grows: which way further lines may go; nothing for a box with a height of its own.
        gap: millimetres between two rows, so that their baselines are as far apart as at pretix.
    """

    piece: TextPiece
    rows: tuple[Phrases, ...]
    at: Patch
    anchor: tuple[float, float]
    grows: str

    gap: float

    @property
    def em(self) -> float:
        """In millimetres."""
        return self.piece.fontsize * MM_PER_POINT

    @property
    def covers(self) -> Patch:
        """Where its lines are in the end."""
        turn = in_range(self.piece.rotation)
        return turned(self.at, turn, *self.anchor) if turn else self.at


def texts(pieces: Sequence[TextPiece], sheet: Sheet) -> tuple[Lines, ...]:
    """The texts that have something to say, each at its place."""
    found = []
    for piece in pieces:
        rows = _rows(piece, sheet)
        if rows:
            _tell_of_type(piece, sheet.notes)
            found.append(_placed(piece, rows, sheet.page))
    return tuple(found)


def _rows(piece: TextPiece, sheet: Sheet) -> tuple[Phrases, ...]:
    if piece.content not in {"other", "other_i18n"}:
        phrases = sheet.words.of(piece.content)
        if phrases is None:
            sheet.notes.add(f"{named(piece.content)} is not known of anybody here; that text is left out.")
        return () if phrases is None else (phrases,)
    text = piece.text
    if piece.content == "other_i18n" and piece.text_i18n:
        several = piece.text_i18n
        text = several.get(piece.locale) or several.get("en") or next(iter(several.values()))
    rows, lacking = sheet.words.of_text(text)
    for variable in lacking:
        sheet.notes.add(f"{named(variable)} is not known of anybody here; it is missing in a text.")
    return rows[:_MOST_LINES_OF_A_BOX]


def _tell_of_type(piece: TextPiece, notes: Notes) -> None:
    if piece.fontfamily.casefold() not in _OURS:
        notes.add(f"The font {named(piece.fontfamily)} is not one of ours; Noto Sans is in its place.")
    if piece.italic:
        notes.add("Italics are drawn upright.")


def _placed(piece: TextPiece, rows: tuple[Phrases, ...], page: Size) -> Lines:
    em = piece.fontsize * MM_PER_POINT
    if piece.type == "textcontainer" and piece.height is not None:
        return _in_box(piece, rows, page, piece.height)
    leading = _UNTOLD_LEADING if piece.lineheight is None else piece.lineheight * _PER_LINEHEIGHT
    bottom = page.height - piece.bottom
    gap = max(0.0, leading - ASCENDER - DESCENDER) * em
    high = len(rows) * LINE * em + (len(rows) - 1) * gap
    if piece.downward:
        first = bottom + (_FIRST - _SINKS / 2.5) * em
        anchor = (piece.left, bottom)
        top = first + DESCENDER * em - high if len(rows) == 1 else first - ASCENDER * em
    else:
        last = bottom - (_lifted(piece) + leading - _FIRST) * em
        top, anchor = last + DESCENDER * em - high, (piece.left, bottom - leading * len(rows) * em)
    at = Patch(x=piece.left, y=top, width=piece.width, height=high)
    grows = "down" if piece.downward else "up"
    return Lines(piece=piece, rows=rows, at=at, anchor=anchor, grows=grows, gap=gap)


def _lifted(piece: TextPiece) -> float:
    """How far above `bottom` pretix has the lower edge of the last line."""
    if piece.lineheight is None:
        return _SINKS
    return _SINKS - (piece.lineheight * _PER_LINEHEIGHT - 1) * 1.05


def _in_box(piece: TextPiece, rows: tuple[Phrases, ...], page: Size, height: float) -> Lines:
    """Where our lines begin elsewhere in a box than pretix' do, the box is moved by as much."""
    leading = (piece.lineheight or 1.0) * _PER_LINEHEIGHT
    em = piece.fontsize * MM_PER_POINT
    top = page.height - piece.bottom - height
    down = {
        "top": _FIRST - ASCENDER,
        "middle": (_FIRST - leading / 2) - (ASCENDER - DESCENDER) / 2,
        "bottom": DESCENDER - (leading - _FIRST),
    }[piece.verticalalign]
    at = Patch(x=piece.left, y=top + down * em, width=piece.width, height=height)
    if piece.verticalalign == "top":
        at = Patch(x=at.x, y=at.y, width=at.width, height=max(height - down * em, LINE * em))
    gap = max(0.0, leading - ASCENDER - DESCENDER) * em
    return Lines(piece=piece, rows=rows, at=at, anchor=(piece.left, top), grows="", gap=gap)


def text_elements(lines: Sequence[Lines], others: Sequence[Patch], sheet: Sheet) -> Iterator[Values]:
    """The elements of texts; a long text keeps clear of the other texts and of `others`."""
    for one in lines:
        around = [*others, *(other.covers for other in lines if other is not one)]
        element = _element(one, around, sheet.page)
        if element is None:
            sheet.notes.add("A text that lies beside the page is left out.")
        else:
            yield element


def _element(one: Lines, around: Sequence[Patch], page: Size) -> Values | None:
    turn = in_range(one.piece.rotation)
    may_grow = one.grows and not turn and len(one.rows) == 1
    at, stand = _grown(one, around, page) if may_grow else (one.covers, _stand(one))
    visible = on_page(at, page, one.piece.align if not turn else "start")
    if visible is None:
        return None
    lies = Size(visible.width, visible.height)
    lies = lies.turned if abs(turn) == 90 else lies  # noqa: PLR2004 - a right angle
    return {
        "kind": "text",
        "box": visible.box,
        "turn": turn,
        "align": one.piece.align,
        "stand": stand,
        "rows": _row_values(one, math.floor(lies.height * 1000) / 1000),
    }


def _stand(one: Lines) -> str:
    if not one.grows:
        return one.piece.verticalalign
    return "top" if one.grows == "down" and len(one.rows) > 1 else "bottom"


def _grown(one: Lines, around: Sequence[Patch], page: Size) -> tuple[Patch, str]:
    """With room for more lines, where there is some, and where they stand.

    What has no room below may use that above: its last line stays where its only one would be.
    """
    line, most = LINE * one.em, (_MOST_LINES - 1) * LINE * one.em
    below = min(room_below(one.at, around, page) - _KEPT_FREE * one.em, most)
    if one.grows == "down" and below >= line:
        down = (LINE - DESCENDER - ASCENDER) * one.em  # it stands at the top instead of the bottom
        return replace(one.at, y=one.at.y + down, height=one.at.height + below - down), "top"
    above = max(0.0, min(room_above(one.at, around) - _KEPT_FREE * one.em, most))
    return replace(one.at, y=one.at.y - above, height=one.at.height + above), "bottom"


def _row_values(one: Lines, height: float) -> list[Values]:
    size = min(max(one.piece.fontsize, SMALLEST_SIZE), LARGEST_SIZE)
    gap = min(one.gap, height / 2 / len(one.rows))
    high = (height - gap * (len(one.rows) - 1)) / len(one.rows)
    lines = _MOST_LINES if one.grows else _MOST_LINES_OF_A_BOX
    return [
        {
            "shows": phrases,
            "between": between,
            "height": high,
            "gap": gap,
            "max_size": size,
            "min_size": smallest_size(size, high),
            "max_lines": lines if len(one.rows) == 1 else 1,
            "bold": one.piece.bold,
            "colour": one.piece.color,
        }
        for phrases, between in one.rows
    ]
