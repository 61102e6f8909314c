"""A badge layout of pretix or eventyay as its JSON says it: millimetres from the page's lower left."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from checkin.badges.template import Align

MOST_PIECES = 200

_LONGEST_TEXT = 2000
_ALIGN: Mapping[object, Align] = {"left": "start", "center": "centre", "right": "end"}
_STAND = {"top": "top", "middle": "middle", "bottom": "bottom"}


def _text(value: object) -> str:
    return value[:_LONGEST_TEXT] if isinstance(value, str) else ""


def _texts(value: object) -> dict[str, str]:
    return {str(name): _text(text) for name, text in value.items()} if isinstance(value, dict) else {}


def _is_true(value: object) -> bool:
    return value is True


def _colour(value: object) -> str:
    if not isinstance(value, list) or not all(isinstance(one, int | float) for one in value[:3]):
        return "#000000"
    return "#" + "".join(f"{round(min(max(one, 0), 255)):02x}" for one in [*value, 0, 0, 0][:3])


Words = Annotated[str, BeforeValidator(_text)]
Texts = Annotated[dict[str, str], BeforeValidator(_texts)]
Flag = Annotated[bool, BeforeValidator(_is_true)]
Place = Annotated[float, Field(ge=-2000, le=2000, allow_inf_nan=False)]
Length = Annotated[float, Field(gt=0, le=2000, allow_inf_nan=False)]
Points = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]


class _Tolerant(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Piece(_Tolerant):
    """What every piece has."""

    left: Place
    bottom: Place
    page: int = Field(default=1, ge=1)
    content: Words = ""


class TextPiece(Piece):
    """A ``textarea``, whose height is that of its text, or a ``textcontainer`` with a height of its own.

    Attributes:
        lineheight: None in layouts from before there was one.
        downward: its top is at `bottom`, and further lines are below; else its last line is there.
        rotation: degrees clockwise.
    """

    type: Literal["textarea", "textcontainer"]
    width: Length
    height: Length | None = None
    fontsize: Points
    lineheight: Annotated[float, Field(gt=0, le=20, allow_inf_nan=False)] | None = None
    color: Annotated[str, BeforeValidator(_colour)] = "#000000"
    fontfamily: Words = ""
    bold: Flag = False
    italic: Flag = False
    downward: Flag = False
    rotation: Annotated[float, Field(ge=-36000, le=36000, allow_inf_nan=False)] = 0
    align: Annotated[Align, BeforeValidator(lambda value: _ALIGN.get(str(value), "start"))] = "start"
    verticalalign: Annotated[
        Literal["top", "middle", "bottom"], BeforeValidator(lambda value: _STAND.get(str(value), "top"))
    ] = "top"
    text: Words = ""
    text_i18n: Texts = Field(default_factory=dict)
    locale: Words = ""


class CodePiece(Piece):
    """A QR code; `size` has the quiet zone in it, unless `nowhitespace` is set."""

    type: Literal["barcodearea"]
    size: Length
    content: Words = "secret"
    text: Words = ""
    nowhitespace: Flag = False


class ImagePiece(Piece):
    """A picture, such as an answer that is a file."""

    type: Literal["imagearea"]
    width: Length
    height: Length


class MarkPiece(Piece):
    """The words “powered by pretix”, as a picture of this height."""

    type: Literal["poweredby"]
    size: Length


Drawable = TextPiece | CodePiece | ImagePiece | MarkPiece
KINDS: Mapping[str, type[Drawable]] = {
    "textarea": TextPiece,
    "textcontainer": TextPiece,
    "barcodearea": CodePiece,
    "imagearea": ImagePiece,
    "poweredby": MarkPiece,
}


class PageSize(_Tolerant):
    """The page, in millimetres."""

    width: Annotated[float, Field(ge=5, le=1000, allow_inf_nan=False)]
    height: Annotated[float, Field(ge=5, le=1000, allow_inf_nan=False)]


def _sizes(value: object) -> tuple[PageSize, ...]:
    found: list[PageSize] = []
    for row in value[:1] if isinstance(value, list) else ():
        with suppress(ValidationError):
            found.append(PageSize.model_validate(row))
    return tuple(found)


class Layout(_Tolerant):
    """A layout, and what else of its event it takes to understand it.

    Attributes:
        layout: the pieces in the order in which they are drawn, none of them looked at.
        size: eventyay's, if any; pretix' pages are as large as their background.
        questions: the numbers of the event's questions by their identifiers.
        texts: what pretix' variables say of the event, by their names.
    """

    layout: list[object]
    size: Annotated[tuple[PageSize, ...], BeforeValidator(_sizes)] = ()
    questions: Texts = Field(default_factory=dict)
    texts: Texts = Field(default_factory=dict)
