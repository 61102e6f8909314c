"""Where things are on a badge: real millimetres from the top-left corner, read from JSON.

The format is described for people in ``resources/help/templates.md``. Whatever a file says that is not
described there is refused, with the place where it stands.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from checkin.badges.badge import Badge
from checkin.badges.complaints import complaints_of_text
from checkin.badges.fields import FieldName, Phrase, is_name, value_of
from checkin.badges.sizes import SIZES, Size
from checkin.badges.template_files import text_of
from checkin.errors import BadgeError
from checkin.paths import resource

FORMAT = 1
"""The version of the format this app writes; a file of a later one is refused."""

ROUNDING_MM = 0.01
LARGEST_PICTURE = 4_000_000
"""Characters of a picture inside a template, as base64."""

_MOST_ELEMENTS = 3000
"""On a side, and of rows, ticket types and what takes an element's place: far more than any badge has."""

_MOST_FAULTS = 10

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Ink = Colour | Literal["type", "on type"]
"""A colour, that of the ticket type, or black or white, whichever is read better on that."""

Points = Annotated[float, Field(ge=4, le=300)]
Millimetres = Annotated[float, Field(gt=0, le=1000)]
Align = Literal["start", "centre", "end"]


class Box(NamedTuple):
    """A rectangle in millimetres; `x` grows to the right, `y` downwards."""

    x: float
    y: float
    width: Millimetres
    height: Millimetres


class Part(BaseModel):
    """A piece of a template: a value that says nothing the format does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class When(Part):
    """When an element is drawn: all of this must hold.

    Attributes:
        given: fields that have a value.
        missing: fields that have none.
        types: names of ticket types, one of which it is.
        other_types: names of ticket types it is not.
        equals: of each field, the values one of which it has; letter case does not matter.
    """

    given: tuple[FieldName, ...] = ()
    missing: tuple[FieldName, ...] = ()
    types: tuple[str, ...] = ()
    other_types: tuple[str, ...] = ()
    equals: Mapping[FieldName, tuple[str, ...]] = Field(default_factory=dict)

    def holds(self, badge: Badge) -> bool:
        """Whether it does for this badge."""
        kind = badge.ticket_type.casefold()
        return (
            all(value_of(name, badge) for name in self.given)
            and not any(value_of(name, badge) for name in self.missing)
            and (not self.types or kind in map(str.casefold, self.types))
            and kind not in map(str.casefold, self.other_types)
            and all(
                value_of(name, badge).casefold() in map(str.casefold, wanted)
                for name, wanted in self.equals.items()
            )
        )


def _as_several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class Row(Part):
    """A text, set as large as it fits.

    Attributes:
        shows: phrases (see `checkin.badges.fields`) with `between` between those that have something to say.
        height: the most it may take, in millimetres; what it does not need is given back.
        max_size, min_size: in points. A name that does not fit at `min_size` gets smaller and takes more
            lines, and a word that is too long for one is hyphenated; any other text is hyphenated where that
            is wanted, and ends in an ellipsis at last.
        gap: millimetres above it, unless it is the first that has something to show.
        hyphenate: by the rules of the template's language.
    """

    shows: Annotated[tuple[Phrase, ...], BeforeValidator(_as_several), Field(min_length=1)]
    between: str = Field(default=" ", max_length=20)
    height: Millimetres
    max_size: Points
    min_size: Points
    max_lines: int = Field(default=1, ge=1, le=6)
    bold: bool = False
    colour: Ink = "on type"
    case: Literal["as it is", "upper", "lower", "title"] = "as it is"
    gap: float = Field(default=0, ge=0)
    hyphenate: bool = False

    @property
    def is_name(self) -> bool:
        """Whether it shows (part of) somebody's name: such text is never cut."""
        return any(map(is_name, self.shows))

    @model_validator(mode="after")
    def _sizes_are_in_order(self) -> Self:
        if self.min_size > self.max_size:
            raise ValueError("min_size is larger than max_size")
        return self


class _Element(Part):
    """Something at a place.

    Attributes:
        box: where it ends up on the page. Turned by something else than a right angle, it is turned around
            the middle of the box.
        turn: degrees clockwise.
        name: by which ticket types speak of it; empty for none.
    """

    box: Box
    name: str = Field(default="", max_length=60)
    when: When = When()
    turn: float = Field(default=0, ge=-180, le=180)

    def is_drawn_on(self, badge: Badge) -> bool:
        """Whether this badge shows it."""
        return self.when.holds(badge)

    @property
    def lies(self) -> Size:
        """Width and height of what is drawn, before it is turned."""
        size = Size(self.box.width, self.box.height)
        return size.turned if abs(self.turn) == 90 else size  # noqa: PLR2004 - a right angle


class Text(_Element):
    """Rows under one another. ``start`` is left, or right where the first row is written from the right."""

    kind: Literal["text"]
    rows: tuple[Row, ...] = Field(min_length=1, max_length=_MOST_ELEMENTS)
    align: Align = "start"
    stand: Literal["top", "middle", "bottom"] = "top"

    @model_validator(mode="after")
    def _rows_fit(self) -> Self:
        needed = sum(row.height for row in self.rows) + sum(row.gap for row in self.rows[1:])
        if needed > self.lies.height + ROUNDING_MM:
            raise ValueError(f"the rows need {needed:g} mm but the box is {self.lies.height:g} mm high")
        return self


class Area(_Element):
    """A rectangle, filled, with an edge of `thickness` mm, or both; `radius` rounds its corners."""

    kind: Literal["area"]
    fill: Ink | None = "type"
    edge: Ink | None = None
    thickness: float = Field(default=0.3, gt=0, le=20)
    radius: float = Field(default=0, ge=0)


class Rule(_Element):
    """A straight line through its box: along the middle, or from corner to corner."""

    kind: Literal["line"]
    runs: Literal["across", "down", "falling", "rising"] = "across"
    colour: Ink = "type"
    thickness: float = Field(default=0.3, gt=0, le=20)


class Picture(_Element):
    """The event's logo, the attendee's photo, or a picture of the template's own, its proportions kept.

    Attributes:
        shows: ``"logo"``, ``"photo"``, or a PNG or JPEG file as base64.
        fit: ``whole`` shows all of it; ``fill`` covers the box and loses what is outside.
        radius: millimetres by which the corners are rounded; half the box's side makes a circle.
    """

    kind: Literal["picture"]
    shows: Annotated[str, Field(min_length=1, max_length=LARGEST_PICTURE)] = "logo"
    align: Align = "centre"
    fit: Literal["whole", "fill"] = "whole"
    radius: float = Field(default=0, ge=0)


class Symbology(StrEnum):
    """How a code is drawn."""

    QR = "qr"
    AZTEC = "aztec"
    DATA_MATRIX = "data matrix"
    CODE_128 = "code 128"


class Holds(StrEnum):
    """What a code says.

    The ticket's code, what the platform itself writes on badges, our own signed code (`checkin.model.seal`),
    or a vCard. Where there is neither of the second and third, the ticket's code.
    """

    TICKET = "ticket"
    PLATFORM = "platform"
    SIGNED = "signed"
    VCARD = "vcard"


class Code(_Element):
    """A machine-readable code in the middle of its box, which includes the quiet zone and is always white.

    Attributes:
        error: how much of a QR code may be damaged: 7, 15, 25 or 30 per cent.
    """

    kind: Literal["code"]
    symbology: Symbology = Symbology.QR
    holds: Holds = Holds.TICKET
    error: Literal["L", "M", "Q", "H"] = "M"


Element = Annotated[Text | Area | Rule | Picture | Code, Field(discriminator="kind")]


class Page(Part):
    """The page: a size of `checkin.badges.sizes` by its name, or width and height in millimetres."""

    size: str = ""
    width: Millimetres | None = None
    height: Millimetres | None = None
    orientation: Literal["portrait", "landscape", ""] = ""

    @model_validator(mode="after")
    def _says_one_size(self) -> Self:
        given = [length for length in (self.width, self.height) if length is not None]
        if self.size and self.size not in SIZES:
            raise ValueError(f"there is no size {self.size!r}; there are {', '.join(SIZES)}")
        if bool(self.size) == bool(given) or len(given) == 1:
            raise ValueError("say either a size by its name, or width and height")
        return self

    @property
    def held(self) -> Size:
        """Width and height in millimetres, as the badge is read."""
        size = SIZES[self.size] if self.size else Size(self.width or 0, self.height or 0)
        is_wide = size.width > size.height
        is_turned = (self.orientation == "landscape") != is_wide
        return size.turned if self.orientation and is_turned else size


class TypeLook(Part):
    """How badges of one ticket type differ: another colour, elements left out, others in their place."""

    colour: Colour | None = None
    hides: tuple[str, ...] = ()
    instead: Mapping[str, Element] = Field(default_factory=dict, max_length=_MOST_ELEMENTS)


class BadgeTemplate(Part):
    """A page and what is drawn on it, in this order.

    Attributes:
        bleed: millimetres by which colour may reach over the page where badges are cut from a sheet.
        colour: of ticket types that have none.
        back: what is on the other side; nothing for a badge that has one side only.
        fold: ``top``: back and front are printed as one page, the back upside down above; ``side``: beside.
        language: for hyphens in what is not a name, such as ``"en"`` or ``"de"``; and whose forms Chinese
            characters take where nothing else tells: ``"ja"``, ``"ko"``, ``"zh_CN"`` or ``"zh_TW"``.
        types: by the ticket type's name; letter case does not matter.
    """

    format: Literal[1]
    name: str = Field(min_length=1, max_length=100)
    page: Page
    bleed: float = Field(default=0, ge=0, le=10)
    colour: Colour = "#3d4451"
    language: str = Field(default="en", pattern=r"^[a-z]{2}(_[A-Z]{2})?$")
    front: tuple[Element, ...] = Field(min_length=1, max_length=_MOST_ELEMENTS)
    back: tuple[Element, ...] = Field(default=(), max_length=_MOST_ELEMENTS)
    fold: Literal["", "top", "side"] = ""
    types: Mapping[str, TypeLook] = Field(default_factory=dict, max_length=_MOST_ELEMENTS)

    @property
    def width(self) -> float:
        """Of one side, in millimetres."""
        return self.page.held.width

    @property
    def height(self) -> float:
        """Of one side, in millimetres."""
        return self.page.held.height

    @property
    def printed(self) -> Size:
        """Of what comes out of the printer: both sides where it is folded."""
        if self.fold == "top":
            return Size(self.width, 2 * self.height)
        return Size(2 * self.width, self.height) if self.fold == "side" else Size(self.width, self.height)

    def elements(self, badge: Badge, *, back: bool = False) -> Iterator[Element]:
        """What one side of this badge shows, in the order in which it is drawn."""
        look = self._look(badge)
        for element in self.back if back else self.front:
            if element.name and element.name in look.hides:
                continue
            chosen = look.instead.get(element.name, element) if element.name else element
            if chosen.is_drawn_on(badge):
                yield chosen

    def type_colour(self, badge: Badge) -> str:
        """The colour of this badge's ticket type."""
        return self._look(badge).colour or badge.colour or self.colour

    def _look(self, badge: Badge) -> TypeLook:
        wanted = badge.ticket_type.casefold()
        return next((look for name, look in self.types.items() if name.casefold() == wanted), TypeLook())

    @model_validator(mode="after")
    def _everything_is_on_the_page(self) -> Self:
        for side, elements in (("front", self.front), ("back", self.back)):
            for number, element in enumerate(elements):
                self._require_on_page(element, f"{side}[{number}]")
        for name, look in self.types.items():
            for replaced, element in look.instead.items():
                self._require_on_page(element, f"types.{name}.instead.{replaced}")
        return self

    def _require_on_page(self, element: Element, where: str) -> None:
        box, over = element.box, self.bleed + ROUNDING_MM
        is_on_page = (
            box.x >= -over
            and box.y >= -over
            and box.x + box.width <= self.width + over
            and box.y + box.height <= self.height + over
        )
        if not is_on_page:
            raise ValueError(f"{where}: the {element.kind} at {box.x:g}, {box.y:g} mm reaches over the page")

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        named = Counter(element.name for element in (*self.front, *self.back) if element.name)
        twice = [name for name, times in named.items() if times > 1]
        if twice:
            raise ValueError(f"more than one element is called {twice[0]!r}")
        for kind, look in self.types.items():
            for name in (*look.hides, *look.instead):
                if name not in named:
                    raise ValueError(f"types.{kind}: there is no element called {name!r}")
        return self

    @model_validator(mode="after")
    def _a_fold_has_two_sides(self) -> Self:
        if self.fold and not self.back:
            raise ValueError("a badge that is folded has a back")
        return self


def load_template(file: Path) -> BadgeTemplate:
    """Read a template.

    Raises:
        BadgeError: the file cannot be read, is larger than any template, or does not describe a badge; the
            text names each fault with its place.
    """
    return template_from(text_of(file), file.name)


def template_from(text: str, called: str) -> BadgeTemplate:
    """A template from JSON; `called` is what people know it as.

    Raises:
        BadgeError: it does not describe a badge; the text names each fault.
    """
    try:
        return BadgeTemplate.model_validate_json(text)
    except ValidationError as error:
        found = complaints_of_text(error, text)
        faults = "; ".join(islice(found, _MOST_FAULTS))
        more = sum(1 for _ in found)
        faults += f"; and {more} more" if more > 0 else ""
        raise BadgeError(f"The badge template {called} is not right: {faults}") from error


def template_text(template: BadgeTemplate) -> str:
    """The template as JSON that people can read; what is as usual is left out."""
    said = template.model_dump(mode="json", exclude_defaults=True)
    return json.dumps({"format": FORMAT, **said}, ensure_ascii=False, indent=1) + "\n"


def default_template() -> BadgeTemplate:
    """The bundled template that badges are printed from where nobody chose another."""
    return load_template(resource("badges", "default.json"))
