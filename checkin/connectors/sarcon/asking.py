"""How a mapping file writes a request down: where it goes, what it carries, how its answer is recognised."""

import re
from collections.abc import Iterator
from string import Template
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pydantic.functional_validators import AfterValidator, model_validator
from typing_extensions import override

from checkin.connectors.sarcon.pointers import checked_pointer
from checkin.connectors.sarcon.times import checked_format

_OF_A_LIST: Final = frozenset({"event"})
OF_A_MOVE: Final = frozenset({"event", "registration", "code", "time", "station", "operation", "overrode"})
"""What a place may be called where somebody moves."""

_PATH_PLACE = re.compile(r"\{([^{}]*)\}")
_PATH = re.compile(r"/[^\s?#\\]*")
_HEADER = re.compile(r"[A-Za-z0-9-]+")
_OURS = {"authorization", "proxy-authorization", "cookie", "host", "connection", "upgrade", "te", "expect"}
_OURS |= {"content-length", "content-type", "transfer-encoding"}


def _checked_path(path: str) -> str:
    if not _PATH.fullmatch(path) or "//" in path or "/.." in path:
        raise ValueError(
            "a path begins with one / and goes on from the server address; what follows a ? belongs "
            "into `query`"
        )
    return path


def _checked_header(name: str) -> str:
    if not _HEADER.fullmatch(name) or name.lower() in _OURS:
        raise ValueError("this header cannot be set; the token is sent by itself")
    return name


Path = Annotated[str, AfterValidator(_checked_path)]
Pointer = Annotated[str, AfterValidator(checked_pointer)]
Header = Annotated[str, AfterValidator(_checked_header)]
TimeFormat = Annotated[str, AfterValidator(checked_format)]
Scalar = bool | int | str
Words = Annotated[str, Field(min_length=1)]
PlaceName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
DoorId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]+$")]
SomePointers = Annotated[tuple[Pointer, ...], Field(min_length=1)]
Table = Annotated[dict[str, str], Field(default_factory=dict)]


class Part(BaseModel):
    """A piece of the file; it knows no other keys than its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Asking(Part):
    """A request.

    Attributes:
        path: behind the server address, with places such as ``{event}``.
        query, headers: with places such as ``${code}``.
        time_format: how ``${time}`` is written: see `times`.
    """

    places: ClassVar[frozenset[str]] = OF_A_MOVE

    path: Path
    query: dict[str, str] = {}
    headers: dict[Header, str] = {}
    time_format: TimeFormat = "iso"

    @model_validator(mode="after")
    def _names_known_places_only(self) -> Self:
        for place in _PATH_PLACE.findall(self.path):
            self._demand(place, "{" + place + "}")
        if re.search(r"[{}]", _PATH_PLACE.sub("", self.path)):
            raise ValueError("path: a brace is not closed or not opened")
        for template in self.templates():
            if not Template(template).is_valid():
                raise ValueError("a $ stands alone; a place is ${code}, and $$ is a dollar sign")
            for place in Template(template).get_identifiers():
                self._demand(place, "${" + place + "}")
        return self

    def _demand(self, place: str, written: str) -> None:
        if place not in self.known_places():
            known = ", ".join(sorted(self.known_places()))
            raise ValueError(f"{written} is not known here; known are: {known}")

    def known_places(self) -> frozenset[str]:
        """What a place may be called."""
        return self.places

    def templates(self) -> Iterator[str]:
        """Every text that may hold places."""
        yield from self.query.values()
        yield from self.headers.values()

    def names(self, place: str) -> bool:
        """Whether the request holds a place."""
        in_texts = any(place in Template(one).get_identifiers() for one in self.templates())
        return in_texts or place in _PATH_PLACE.findall(self.path)


class PageSize(Part):
    """How to ask for more rows at once than the usual 20."""

    parameter: Words
    value: Annotated[int, Field(ge=1, le=500)]


class Listing(Asking):
    """A list in pages."""

    places: ClassVar[frozenset[str]] = _OF_A_LIST

    rows: Pointer = "/data/data"
    next_page: Pointer = "/data/next_page_url"
    total: Pointer = "/data/total"
    page_size: PageSize | None = None


class Sign(Part):
    """How an answer is recognised: by its status, by what it says, or by both.

    Attributes:
        values: texts are compared without regard to case.
    """

    status: tuple[int, ...] = ()
    pointer: Pointer | None = None
    values: tuple[Scalar, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.status and self.pointer is None:
            raise ValueError("name `status`, or `pointer` and `values`")
        if (self.pointer is None) != (not self.values):
            raise ValueError("`pointer` and `values` belong together")
        return self


class Telling(Asking):
    """A request that changes something.

    Attributes:
        json_body: ``json`` in the file; texts anywhere in it may hold places.
        form: the body as a web form; only one of the two.
        numbers: pointers into the JSON body, to texts that are sent as numbers.
        omit_empty: members of the body whose text came out empty are left out.
        repeatable: the same request sent twice does no harm.
        success: how a good answer is recognised, beyond its status.
        already: how an answer is recognised that says: it was there before.
    """

    method: Literal["POST", "PUT", "PATCH", "DELETE"] = "POST"
    json_body: Annotated[dict[str, JsonValue] | None, Field(alias="json")] = None
    form: dict[str, str] | None = None
    numbers: tuple[Pointer, ...] = ()
    omit_empty: bool = False
    repeatable: bool = False
    success: Sign | None = None
    already: Sign | None = None

    @model_validator(mode="after")
    def _has_one_body(self) -> Self:
        if self.json_body is not None and self.form is not None:
            raise ValueError("only one of `json` and `form`")
        if self.numbers and self.json_body is None:
            raise ValueError("`numbers` belong to a `json` body")
        return self

    @override
    def templates(self) -> Iterator[str]:
        """Every text that may hold places."""
        yield from super().templates()
        yield from _texts(self.json_body)
        yield from (self.form or {}).values()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
