"""Badge layouts of pretix, and of the eventyay that is made from it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from pydantic import ValidationError

from checkin.badges.importing.backgrounds import Backdrop, backdrop
from checkin.badges.importing.converted import Converted, Notes, finished, named, read
from checkin.badges.importing.placing import Patch, on_page
from checkin.badges.importing.pretix_layout import (
    KINDS,
    MOST_PIECES,
    CodePiece,
    Drawable,
    ImagePiece,
    Layout,
    MarkPiece,
    TextPiece,
)
from checkin.badges.importing.pretix_texts import Sheet, text_elements, texts
from checkin.badges.importing.pretix_words import Words
from checkin.badges.sizes import Size
from checkin.badges.template import Holds
from checkin.errors import BadgeError
from checkin.model.badge_design import BadgeDesign

Values = Mapping[str, object]

_USUAL_PAGE = Size(148, 105)
_PAGES = (_USUAL_PAGE, Size(105, 148), Size(210, 148), Size(148, 210), Size(297, 210), Size(210, 297))
_SIDES = 2
_LONGEST_MARK = 2.2
"""How much wider than high pretix' mark is."""

_EDGE = 2.0

_MARK_COLOUR = {"white": "#ffffff"}
_USUAL_MARK_COLOUR = "#3b1c4a"


def from_pretix(design: BadgeDesign) -> Converted:
    """The template of a layout.

    Raises:
        BadgeError: it is no layout, or there is nothing on it that could be drawn.
    """
    layout = read(design.document, Layout, design.name)
    if len(layout.layout) > MOST_PIECES:
        raise BadgeError(f"The badge design {named(design.name)} has more than {MOST_PIECES} pieces.")
    notes = Notes(design.notes)
    pieces = tuple(_pieces(layout.layout, notes))
    under = _backdrop(design.background, notes)
    page = under.size if under else _page(layout, pieces, notes)
    sheet = Sheet(page=page, words=Words(layout.questions, layout.texts), notes=notes)
    front, back = (
        [*_under(under, number, page), *_side([one for one in pieces if one.page == number], sheet)]
        for number in range(1, _SIDES + 1)
    )
    if max([under.pages if under else 1, *(piece.page for piece in pieces)]) > _SIDES:
        notes.add("It has more than two pages; only the first two, front and back, are taken.")
    if sheet.words.is_dated:
        notes.add("Where and when the event is, is written into the template as it is now.")
    size = {"width": page.width, "height": page.height}
    return finished(design.name, {"page": size, "front": front, "back": back}, notes)


def _pieces(rows: Sequence[object], notes: Notes) -> Iterator[Drawable]:
    for row in rows:
        kind = row.get("type") if isinstance(row, dict) else None
        model = KINDS.get(kind) if isinstance(kind, str) else None
        if model is None:
            notes.add(f"A piece of a kind this app does not know ({named(str(kind))}) is left out.")
            continue
        try:
            yield model.model_validate(row)
        except ValidationError:
            notes.add(f"A piece ({named(str(kind))}) without a sound place or size is left out.")


def _backdrop(pdf: bytes, notes: Notes) -> Backdrop | None:
    if not pdf:
        return None
    try:
        return backdrop(pdf)
    except BadgeError as error:
        notes.add(f"There is no background: {error}")
        return None


def _page(layout: Layout, pieces: Sequence[Drawable], notes: Notes) -> Size:
    """The page of a layout without background: eventyay says its size, else the first that has room."""
    for told in layout.size[:1]:
        return Size(told.width, told.height)
    right = max((piece.left + _size(piece).width for piece in pieces), default=0.0)
    top = max((piece.bottom + _size(piece).height for piece in pieces), default=0.0)
    found = next((page for page in _PAGES if right <= page.width and top <= page.height), _USUAL_PAGE)
    notes.add(
        f"Only its background says how large the page is; it is taken for {found.width:g} by "
        f"{found.height:g} mm. Compare it with a badge of the platform."
    )
    return found


def _size(piece: Drawable) -> Size:
    match piece:
        case CodePiece():
            return Size(piece.size, piece.size)
        case MarkPiece():
            return Size(piece.size * _LONGEST_MARK, piece.size)
        case ImagePiece():
            return Size(piece.width, piece.height)
        case TextPiece():
            return Size(piece.width, piece.height or 0.0)
        case _:
            assert_never(piece)


def _under(under: Backdrop | None, number: int, page: Size) -> Iterator[Values]:
    if under is not None and number <= len(under.sides) and under.sides[number - 1]:
        yield {
            "kind": "picture",
            "name": f"background {number}",
            "shows": under.sides[number - 1],
            "box": (0, 0, page.width, page.height),
        }


def _side(pieces: Sequence[Drawable], sheet: Sheet) -> Iterator[Values]:
    """What is on one page, in the order of the design; texts keep clear of everything else."""
    lines = texts([piece for piece in pieces if isinstance(piece, TextPiece)], sheet)
    solid = [piece for piece in pieces if not isinstance(piece, TextPiece)]
    places = [(piece, _place(piece, sheet)) for piece in solid]
    others = [place for _, place in places if place is not None]
    for piece, place in places:
        if place is None:
            sheet.notes.add("A piece that lies beside the page is left out.")
        else:
            yield from _solid(piece, place, sheet)
    yield from text_elements(lines, others, sheet)


def _place(piece: Drawable, sheet: Sheet) -> Patch | None:
    size, page = _size(piece), sheet.page
    left = piece.left
    if isinstance(piece, MarkPiece):  # it is written in words, and words are not to be cut
        left = max(0.0, min(left, page.width - size.width - _EDGE))
    patch = Patch(x=left, y=page.height - piece.bottom - size.height, width=size.width, height=size.height)
    return on_page(patch, page, "start")


def _solid(piece: Drawable, place: Patch, sheet: Sheet) -> Iterator[Values]:
    match piece:
        case CodePiece():
            yield _code(piece, place, sheet)
        case ImagePiece():
            yield from _image(piece, place, sheet.notes)
        case MarkPiece():
            yield _mark(piece, place, sheet.notes)
        case TextPiece():
            return
        case _:
            assert_never(piece)


def _code(piece: CodePiece, place: Patch, sheet: Sheet) -> Values:
    holds = Holds.TICKET
    if piece.content in {"other", "other_i18n"} and "BEGIN:VCARD" in piece.text.upper():
        holds = Holds.VCARD
        sheet.notes.add("The vCard in its code is ours: name, company, job and e-mail address.")
    elif piece.content != "secret":
        sheet.notes.add(f"Its code says what the ticket's does, and not {named(piece.content)}.")
    if piece.nowhitespace:
        sheet.notes.add("Its code is smaller than at pretix, for the white around it is in the same place.")
    return {"kind": "code", "box": place.box, "holds": holds}


def _image(piece: ImagePiece, place: Patch, notes: Notes) -> Iterator[Values]:
    name = piece.content.casefold()
    if name.startswith("question_"):
        notes.add(f"Where the picture {named(piece.content)} was, is the attendee's photo, if there is one.")
        yield {"kind": "picture", "box": place.box, "shows": "photo"}
    elif "logo" in name:
        notes.add("The logo is the one that is chosen in this app's settings.")
        yield {"kind": "picture", "box": place.box, "shows": "logo"}
    else:
        notes.add(f"The picture {named(piece.content)} is not known here; it is left out.")


def _mark(piece: MarkPiece, place: Patch, notes: Notes) -> Values:
    notes.add("The mark of pretix is written in words.")
    row = {"colour": _MARK_COLOUR.get(piece.content, _USUAL_MARK_COLOUR), "max_size": 300, "min_size": 4}
    lead = {**row, "shows": "powered by", "height": place.height * 0.35}
    name = {**row, "shows": "pretix", "height": place.height * 0.6, "bold": True}
    return {"kind": "text", "box": place.box, "align": "centre", "stand": "middle", "rows": [lead, name]}
