"""What V3Plus has, as pydantic models: nothing of it is trusted, unknown fields are ignored.

Only ids are essential; what only describes is mended. Collections inside a resource (``with=``) leave out
rows that cannot be read.
"""

import re
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from checkin.connectors.http import values

_DEEPEST = 3
_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_TOKEN = re.compile(r"[!-~]{1,8192}")

M = TypeVar("M", bound=BaseModel)


def clean(text: str) -> str:
    """Text that every file and database takes, without spaces around it."""
    return values.clean(text).strip()


def as_text(value: object) -> str:
    """Text, empty for what is none."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return clean(f"{value:.15g}" if isinstance(value, float) else str(value))
    return ""


def as_id(value: object) -> str:
    """An id as text. Raises ValueError when it is none."""
    text = as_text(value)
    if isinstance(value, float) or not _ID.fullmatch(text) or not text.strip("."):
        raise ValueError("no id")
    return text


def _id_or_empty(value: object) -> str:
    try:
        return as_id(value)
    except ValueError:
        return ""


def _token(value: object) -> str:
    if isinstance(value, str) and _TOKEN.fullmatch(value):
        return value
    raise ValueError("no token")


def is_set(value: object) -> bool:
    """Whether a switch is on, in whichever way PHP, JavaScript or a person writes that."""
    if isinstance(value, str):
        return value.strip().casefold() not in {"", "0", "false", "no", "off", "null"}
    return value is not None and value not in (0, False)


def rows(value: object) -> list[object]:
    """The rows of a collection: a list, bare or under ``data``, or an object of rows.

    Raises:
        ValueError: it is no collection.
    """
    if value == {}:
        raise ValueError("nothing at all is no collection")
    inner = _unwrapped(value)
    match inner:
        case list():
            return list(inner)
        case {"id": _}:
            return [inner]
        case dict() if all(isinstance(row, dict) for row in inner.values()):
            return list(inner.values())
        case _:
            raise ValueError("no collection")


def _unwrapped(value: object) -> object:
    for _ in range(_DEEPEST):
        if not isinstance(value, dict) or "data" not in value:
            break
        value = value["data"]
    return value


def readable(model: type[M], found: Sequence[object]) -> tuple[M, ...]:
    """The rows that can be read."""
    return tuple(one for one in (_row(model, row) for row in found) if one is not None)


def _row(model: type[M], row: object) -> M | None:
    try:
        return model.model_validate(row)
    except (ValidationError, RecursionError):
        return None


def _inside(model: type[M]) -> Callable[[object], tuple[M, ...]]:
    def read(value: object) -> tuple[M, ...]:
        try:
            return readable(model, rows(value))
        except ValueError:
            return ()

    return read


Id = Annotated[str, BeforeValidator(as_id)]
IdOrEmpty = Annotated[str, BeforeValidator(_id_or_empty)]
Text = Annotated[str, BeforeValidator(as_text)]
"""Text that only describes: what is no text is empty."""
Switch = Annotated[bool, BeforeValidator(is_set)]
Token = Annotated[str, BeforeValidator(_token)]


class Resource(BaseModel):
    """Anything of theirs; errors never quote what came."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class SignedIn(Resource):
    """The answer to signing in; a townhall has first and last name instead of a name."""

    token: Token = Field(repr=False)
    role: Text = ""
    name: Text = Field(default="", repr=False)
    first_name: Text = Field(default="", repr=False)
    last_name: Text = Field(default="", repr=False)
    email: Text = Field(default="", repr=False)

    @property
    def called(self) -> str:
        """What to call whoever signed in."""
        return self.name or f"{self.first_name} {self.last_name}".strip() or self.email


class Presenter(Resource):
    """A speaker; the role is told within an event or presentation only."""

    id: Id
    client_id: IdOrEmpty = ""
    first_name: Text = ""
    last_name: Text = ""
    designations: Text = ""
    title: Text = ""
    company: Text = ""
    email: Text = ""
    biography: Text = ""
    website: Text = ""
    photo: Text = ""
    role: Text = ""


class Affiliate(Resource):
    """A company that supports or exhibits; the role is told within an event or presentation only."""

    id: Id
    client_id: IdOrEmpty = ""
    name: Text = ""
    biography: Text = ""
    contact_name: Text = ""
    contact_email: Text = ""
    contact_phone: Text = ""
    contact_title: Text = ""
    contact_address: Text = ""
    contact_location: Text = ""
    website: Text = ""
    photo: Text = ""
    role: Text = ""


class Presentation(Resource):
    """Something that is shown: ``video``, ``video_slide``, ``audio`` or ``audio_slide``."""

    id: Id
    portal_id: IdOrEmpty = ""
    name: Text = ""
    description: Text = ""
    type: Text = ""
    duration: Text = ""
    date: Text = ""
    video_url: Text = ""
    visible: Switch = False
    presenters: Annotated[tuple[Presenter, ...], BeforeValidator(_inside(Presenter))] = ()


class Track(Resource):
    """What runs side by side on a day."""

    id: IdOrEmpty = ""
    name: Text = ""
    presentations: Annotated[tuple[Presentation, ...], BeforeValidator(_inside(Presentation))] = ()


class Day(Resource):
    """A day of a conference."""

    id: IdOrEmpty = ""
    name: Text = ""
    date: Text = ""
    tracks: Annotated[tuple[Track, ...], BeforeValidator(_inside(Track))] = ()


_Presenters = Annotated[tuple[Presenter, ...], BeforeValidator(_inside(Presenter))]
_Affiliates = Annotated[tuple[Affiliate, ...], BeforeValidator(_inside(Affiliate))]


class Conference(Resource):
    """``state`` is ``live``, ``archive`` or ``staging``; in what form dates come is documented nowhere."""

    id: Id
    portal_id: IdOrEmpty = ""
    name: Text = ""
    description: Text = ""
    photo: Text = ""
    photo_large: Text = ""
    state: Text = ""
    timezone: Text = ""
    start_date: Text = ""
    end_date: Text = ""
    days: Annotated[tuple[Day, ...], BeforeValidator(_inside(Day))] = ()
    presenters: _Presenters = ()
    keynotes: _Presenters = ()
    cochairs: _Presenters = ()
    sponsors: _Affiliates = ()
    exhibitors: _Affiliates = ()


class Townhall(Resource):
    """``state`` is ``hidden``, ``upcoming``, ``live`` or ``archive``."""

    id: Id
    portal_id: IdOrEmpty = ""
    name: Text = ""
    subtitle: Text = ""
    slug: Text = ""
    description: Text = ""
    photo: Text = ""
    state: Text = ""
    timezone: Text = ""
    start_date: Text = ""
    end_date: Text = ""
    channel: Text = ""
    presentations: Annotated[tuple[Presentation, ...], BeforeValidator(_inside(Presentation))] = ()
    presenters: _Presenters = ()
    keynotes: _Presenters = ()
    sponsors: _Affiliates = ()


class Group(Resource):
    """What one registers into. What its ``code`` opens nobody says: it is not read."""

    id: Id
    registration_form_id: IdOrEmpty = ""
    name: Text = ""
    description: Text = ""
    price: Text = ""

    @property
    def is_free(self) -> bool:
        """Whether no price is named; a form that asks for a card has the last word."""
        return not any(sign.isnumeric() and sign != "0" for sign in self.price)


class Portal(Resource):
    """The portal whose token is sent."""

    id: Id
    client_id: IdOrEmpty = ""
    name: Text = ""
    description: Text = ""
    domain: Text = ""
    favicon: Text = ""
    social_title: Text = ""
    social_description: Text = ""
    social_photo: Text = ""
    conferences: Annotated[tuple[Conference, ...], BeforeValidator(_inside(Conference))] = ()
    townhalls: Annotated[tuple[Townhall, ...], BeforeValidator(_inside(Townhall))] = ()
