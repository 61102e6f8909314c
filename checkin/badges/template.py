"""Where things are on a badge: real millimetres from the top-left corner, read from JSON."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from checkin.badges.badge import Badge
from checkin.errors import BadgeError
from checkin.paths import resource

_ROUNDING_MM = 0.01

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Size = Annotated[float, Field(ge=4, le=300)]
Millimetres = Annotated[float, Field(gt=0, le=1000)]


class Box(NamedTuple):
    """A rectangle in millimetres; `x` grows to the right, `y` downwards."""

    x: float
    y: float
    width: Millimetres
    height: Millimetres


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Shown(StrEnum):
    """Which of a badge's values a row shows."""

    NAME = "name"
    LEAD_NAME = "lead_name"
    REST_OF_NAME = "rest_of_name"
    COMPANY = "company"
    JOB_TITLE = "job_title"
    TICKET_TYPE = "ticket_type"
    EVENT_NAME = "event_name"

    @property
    def is_name(self) -> bool:
        """Whether it is (part of) somebody's name: such text is never cut."""
        return self in {Shown.NAME, Shown.LEAD_NAME, Shown.REST_OF_NAME}


class When(StrEnum):
    """When an element is drawn."""

    ALWAYS = "always"
    LOGO = "logo"
    NO_LOGO = "no_logo"


class Row(_Part):
    """One value, set as large as it fits.

    Attributes:
        height: the most it may take, in millimetres; what it does not need is given back.
        max_size, min_size: in points. A name that does not fit at `min_size` gets smaller and takes more
            lines; any other text ends in an ellipsis.
        colour: of the text; None for ink or paper, whichever is read better on the ticket type's colour.
        gap: millimetres above it, unless it is the first that has something to show.
    """

    shows: Shown
    height: Millimetres
    max_size: Size
    min_size: Size
    max_lines: int = Field(default=1, ge=1, le=6)
    bold: bool = False
    colour: Colour | None = None
    capitals: bool = False
    gap: float = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _sizes_are_in_order(self) -> Self:
        if self.min_size > self.max_size:
            raise ValueError("min_size is larger than max_size")
        return self


class _Element(_Part):
    box: Box
    when: When = When.ALWAYS

    def is_drawn_on(self, badge: Badge) -> bool:
        """Whether this badge shows it."""
        return self.when is When.ALWAYS or (self.when is When.LOGO) == (badge.logo is not None)


class Text(_Element):
    """Rows under one another. ``start`` is left, or right where the first row is written from the right."""

    kind: Literal["text"]
    rows: tuple[Row, ...] = Field(min_length=1)
    align: Literal["start", "centre", "end"] = "start"
    stand: Literal["top", "middle", "bottom"] = "top"

    @model_validator(mode="after")
    def _rows_fit(self) -> Self:
        needed = sum(row.height for row in self.rows) + sum(row.gap for row in self.rows[1:])
        if needed > self.box.height + _ROUNDING_MM:
            raise ValueError(f"the rows need {needed:g} mm but the box is {self.box.height:g} mm high")
        return self


class Band(_Element):
    """A coloured area: in the ticket type's colour, or in its own when `colour` is given."""

    kind: Literal["band"]
    colour: Colour | None = None


class Logo(_Element):
    """The event's logo, as large as fits, its proportions kept."""

    kind: Literal["logo"]
    align: Literal["start", "centre", "end"] = "start"


class Qr(_Element):
    """The badge's code. The box includes the quiet zone, which is always white."""

    kind: Literal["qr"]

    @model_validator(mode="after")
    def _is_square(self) -> Self:
        if abs(self.box.width - self.box.height) > _ROUNDING_MM:
            raise ValueError("the box of a QR code must be square")
        return self


Element = Annotated[Text | Band | Logo | Qr, Field(discriminator="kind")]


class BadgeTemplate(_Part):
    """A page and what is drawn on it, in this order.

    Attributes:
        width, height: of the page, in millimetres.
        colour: of bands whose ticket type has none.
    """

    name: str
    width: Millimetres
    height: Millimetres
    colour: Colour = "#3d4451"
    elements: tuple[Element, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _everything_is_on_the_page(self) -> Self:
        for element in self.elements:
            box = element.box
            right, bottom = box.x + box.width, box.y + box.height
            is_inside = box.x >= 0 and box.y >= 0
            is_inside = (
                is_inside and right <= self.width + _ROUNDING_MM and bottom <= self.height + _ROUNDING_MM
            )
            if not is_inside:
                raise ValueError(f"the {element.kind} at {box.x:g}, {box.y:g} mm reaches over the page")
        return self

    def band_colour(self, badge: Badge) -> str:
        """The colour of this badge's ticket type."""
        return badge.colour or self.colour


def load_template(file: Path) -> BadgeTemplate:
    """Read a template.

    Raises:
        BadgeError: the file cannot be read, or does not describe a badge; the text names each fault.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadgeError(f"The badge template {file.name} cannot be read: {error}") from error
    try:
        return BadgeTemplate.model_validate_json(text)
    except ValidationError as error:
        faults = "; ".join(_faults(error))
        raise BadgeError(f"The badge template {file.name} is not right: {faults}") from error


def default_template() -> BadgeTemplate:
    """The bundled template."""
    return load_template(resource("badges", "default.json"))


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        where = ".".join(str(step) for step in fault["loc"]) or "template"
        yield f"{where}: {fault['msg'].removeprefix('Value error, ')}"
