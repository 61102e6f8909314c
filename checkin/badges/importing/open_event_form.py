"""A badge form of Open Event, as its JSON says it: rows from top to bottom, with margins between them."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from PIL import ImageColor
from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from checkin.badges.sizes import MM_PER_INCH, SIZES, Size
from checkin.badges.template import Align

MOST_ROWS = 100

_LONGEST_TEXT = 500
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*x\s*(\d+(?:\.\d+)?)", re.ASCII)
_USUAL_SIZE = "4 x 6 inch (101.6 x 152.4 mm)"
_MOST_INCHES = 12.0
_ALIGN: Mapping[str, Align] = {"left": "start", "center": "centre", "right": "end"}
_CASE = {"uppercase": "upper", "lowercase": "lower", "capitalize": "title"}


def _text(value: object) -> str:
    return value[:_LONGEST_TEXT].strip() if isinstance(value, str) else ""


def _number(value: object) -> object:
    """What is no number is left to the field's own default."""
    try:
        number = float(value) if isinstance(value, int | float | str) else 0.0
    except ValueError:
        return 0.0
    return number if abs(number) < 10_000 else 0.0  # noqa: PLR2004 - also keeps out what is not finite


def _colour(value: object) -> str:
    """``"#rrggbb"`` of anything CSS takes for a colour; empty for what is none."""
    try:
        red, green, blue = ImageColor.getrgb(_text(value))[:3]
    except ValueError:
        return ""
    return f"#{red:02x}{green:02x}{blue:02x}"


def _weights(value: object) -> frozenset[str]:
    rows = value if isinstance(value, list) else []
    return frozenset(
        str(text).casefold()
        for row in rows
        if isinstance(row, dict)
        for name, text in row.items()
        if name != "name"
    )


Words = Annotated[str, BeforeValidator(_text)]
Number = Annotated[float, BeforeValidator(_number)]
Colour = Annotated[str, BeforeValidator(_colour)]


class _Tolerant(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class FieldRow(_Tolerant):
    """One row: a field of the attendee, or the QR code.

    Attributes:
        size: of the letters, in CSS pixels (96 an inch).
        weights: such as ``bold``, ``italic``, ``underline``.
        rotation: degrees clockwise; the row's place stays as if it were not turned.
    """

    id: int
    identifier: Words = Field(
        default="", validation_alias=AliasChoices("field_identifier", "field-identifier")
    )
    label: Words = Field(default="", validation_alias=AliasChoices("custom_field", "custom-field"))
    size: Number = Field(default=14, validation_alias=AliasChoices("font_size", "font-size"))
    font: Words = Field(default="", validation_alias=AliasChoices("font_name", "font-name"))
    colour: Colour = Field(default="#000000", validation_alias=AliasChoices("font_color", "font-color"))
    weights: Annotated[frozenset[str], BeforeValidator(_weights)] = Field(
        default=frozenset(), validation_alias=AliasChoices("font_weight", "font-weight")
    )
    case: Annotated[
        Literal["as it is", "upper", "lower", "title"],
        BeforeValidator(lambda value: _CASE.get(_text(value).casefold(), "as it is")),
    ] = Field(default="as it is", validation_alias=AliasChoices("text_type", "text-type"))
    align: Annotated[Align, BeforeValidator(lambda value: _ALIGN.get(_text(value).casefold(), "centre"))] = (
        Field(default="centre", validation_alias=AliasChoices("text_alignment", "text-alignment"))
    )
    rotation: Number = Field(default=0, validation_alias=AliasChoices("text_rotation", "text-rotation"))
    is_deleted: Annotated[bool, BeforeValidator(lambda value: value is True)] = Field(
        default=False, validation_alias=AliasChoices("is_deleted", "is-deleted")
    )
    top: Number = Field(default=0, validation_alias=AliasChoices("margin_top", "margin-top"))
    right: Number = Field(default=0, validation_alias=AliasChoices("margin_right", "margin-right"))
    bottom: Number = Field(default=0, validation_alias=AliasChoices("margin_bottom", "margin-bottom"))
    left: Number = Field(default=0, validation_alias=AliasChoices("margin_left", "margin-left"))

    @property
    def is_code(self) -> bool:
        """Whether it is the QR code."""
        return self.identifier.casefold() == "qr"


class Form(_Tolerant):
    """A form; its rows are not looked at."""

    size: Words = Field(default=_USUAL_SIZE, validation_alias="badge-size")
    orientation: Words = Field(default="Portrait", validation_alias="badge-orientation")
    colour: Colour = Field(default="", validation_alias="badge-color")
    rows: list[object] = Field(validation_alias="badge-fields")


def page_of(form: Form) -> tuple[Size, bool]:
    """The page, and whether the form really says so; the designer's usual one where it does not.

    Its designer writes ``3 x 4 inch (76.2 x 101.6mm )``, others ``3x4``.
    """
    found = _SIZE.match(form.size)
    width, height = (float(number) for number in found.groups()) if found else (0.0, 0.0)
    is_told = 0 < width <= _MOST_INCHES and 0 < height <= _MOST_INCHES
    size = Size(round(width * MM_PER_INCH, 2), round(height * MM_PER_INCH, 2)) if is_told else SIZES["4x6 in"]
    return (size.turned if form.orientation.casefold() == "landscape" else size), is_told
