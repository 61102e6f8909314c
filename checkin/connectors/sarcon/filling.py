"""Fills the places of a mapped request.

Places are filled within the parsed structure, never in its text: whatever a name or code holds, it stays one
value and cannot become another path, another member or another header.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template
from urllib.parse import quote, urlencode

from jsonpointer import JsonPointer, JsonPointerException
from typing_extensions import override

from checkin.connectors.sarcon.asking import Asking, Listing, Telling

_PLACE = re.compile(r"\{([^{}]*)\}")
_HEADER_VALUE = re.compile(r"[\x20-\x7e]*")

Values = Mapping[str, str]
"""What the places stand for."""


class UnfillableError(ValueError):
    """A place cannot be filled with what there is; the text says why, without the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is sent, but for the token. Its repr shows nothing of people.

    Attributes:
        path: behind the server address.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None

    @override
    def __repr__(self) -> str:
        return f"Request({self.method})"


def filled_listing(asked: Listing, values: Values) -> Request:
    """The first page's request."""
    size = asked.page_size
    sized = ((size.parameter, str(size.value)),) if size else ()
    request = filled(asked, values)
    return Request(method="GET", path=request.path, query=request.query + sized, headers=request.headers)


def filled(asked: Asking, values: Values) -> Request:
    """The request with its places filled.

    Raises:
        UnfillableError: a value is missing, or cannot stand where it must.
    """
    content, kind = _body(asked, values) if isinstance(asked, Telling) else (None, "")
    headers = [(name, _header(name, text, values)) for name, text in asked.headers.items()]
    if content is not None:
        headers.append(("Content-Type", kind))
    return Request(
        method=asked.method if isinstance(asked, Telling) else "GET",
        path=_PLACE.sub(lambda place: _segment(place[1], values), asked.path),
        query=tuple((name, _text(text, values)) for name, text in asked.query.items()),
        headers=tuple(headers),
        content=content,
    )


def _text(template: str, values: Values) -> str:
    try:
        return Template(template).substitute(values)
    except KeyError as error:
        raise UnfillableError(f"There is nothing to fill {error.args[0]!r} with.") from error


def _segment(place: str, values: Values) -> str:
    value = values.get(place, "")
    if value in {"", ".", ".."}:
        raise UnfillableError(f"There is nothing to put into the path for {place!r}.")
    return quote(value, safe="")


def _header(name: str, template: str, values: Values) -> str:
    text = _text(template, values)
    if not _HEADER_VALUE.fullmatch(text):
        raise UnfillableError(f"The header {name} would hold characters that no header may hold.")
    return text


def _body(asked: Telling, values: Values) -> tuple[bytes | None, str]:
    if asked.json_body is not None:
        tree = _tree(asked.json_body, values, omit=asked.omit_empty)
        for pointer in asked.numbers:
            _make_number(tree, pointer)
        return json.dumps(tree, ensure_ascii=False).encode("utf-8", "replace"), "application/json"
    if asked.form is not None:
        pairs = [(name, _text(text, values)) for name, text in asked.form.items()]
        kept = [(name, text) for name, text in pairs if text or not asked.omit_empty]
        return urlencode(kept, errors="replace").encode(), "application/x-www-form-urlencoded"
    return None, ""


def _tree(template: object, values: Values, *, omit: bool) -> object:
    if isinstance(template, str):
        return _text(template, values)
    if isinstance(template, list):
        return [_tree(one, values, omit=omit) for one in template]
    if isinstance(template, dict):
        members = {name: _tree(one, values, omit=omit) for name, one in template.items()}
        return {name: one for name, one in members.items() if not (omit and one == "")}
    return template


def _make_number(tree: object, pointer: str) -> None:
    where = JsonPointer(pointer)
    try:
        text = where.resolve(tree)
    except JsonPointerException:  # left out, for it is empty
        return
    try:
        where.set(tree, int(str(text)))
    except (ValueError, JsonPointerException) as error:
        raise UnfillableError(f"What {pointer} would hold is no whole number.") from error
