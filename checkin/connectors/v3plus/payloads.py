"""From V3Plus' answers to validated values.

Single things come bare or under ``data`` (the reference draws both), collections as ``data`` beside ``links``
and ``meta``, or bare. A row that cannot be read never spoils a collection: it is left out and counted.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from checkin.connectors.http import Reply
from checkin.connectors.v3plus.forms import RegistrationForm
from checkin.connectors.v3plus.resources import Resource, SignedIn, as_text, readable, rows
from checkin.model.counted import counted

R = TypeVar("R", bound=Resource)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(Generic[R]):
    """A collection, or a page of one.

    Attributes:
        left_out: how many rows could not be read.
        page, last_page, total: what the platform says of them, None where it does not.
        has_next: it names a page after this one. Where that is, we build ourselves.
    """

    rows: tuple[R, ...]
    left_out: int = 0
    page: int | None = None
    last_page: int | None = None
    total: int | None = None
    has_next: bool = False


def single(reply: Reply, model: type[R]) -> R:
    """One thing. Raises UnreadableReplyError."""
    value = reply.json()
    if isinstance(value, Mapping) and isinstance(value.get("data"), Mapping) and "id" not in value:
        value = value["data"]
    return _validated(reply, model, value)


def collection(reply: Reply, model: type[R]) -> Collection[R]:
    """Many things. Raises UnreadableReplyError."""
    value = reply.json()
    try:
        found = rows(value)
    except ValueError as error:
        raise reply.unreadable("The answer has another form than agreed") from error
    read = readable(model, found)
    meta, links = _part(value, "meta"), _part(value, "links")
    return Collection(
        rows=read,
        left_out=len(found) - len(read),
        page=_whole(meta.get("current_page")),
        last_page=_whole(meta.get("last_page")),
        total=_whole(meta.get("total")),
        has_next=bool(as_text(links.get("next"))),
    )


def registration_form(reply: Reply) -> RegistrationForm:
    """A registration form. Raises UnreadableReplyError."""
    value = reply.json()
    if isinstance(value, Mapping) and isinstance(value.get("data"), Mapping) and "fields" not in value:
        value = value["data"]
    return _validated(reply, RegistrationForm, value)


def signed_in(reply: Reply) -> SignedIn:
    """The answer to signing in. Raises UnreadableReplyError."""
    value = reply.json()
    if isinstance(value, Mapping) and isinstance(value.get("data"), Mapping) and "token" not in value:
        value = value["data"]
    return _validated(reply, SignedIn, value)


def _validated(reply: Reply, model: type[R], value: object) -> R:
    try:
        return model.model_validate(value)
    except (ValidationError, RecursionError) as error:
        # Not chained: pydantic's text may tell more than how many faults there are.
        faults = error.error_count() if isinstance(error, ValidationError) else 1
        raise reply.unreadable(
            f"The answer has another form than agreed ({counted(faults, 'fault')})"
        ) from None


def _part(value: object, name: str) -> Mapping[object, object]:
    part = value.get(name) if isinstance(value, Mapping) else None
    return part if isinstance(part, Mapping) else {}


def _whole(value: object) -> int | None:
    if isinstance(value, float) and (not math.isfinite(value) or value != int(value)):
        return None
    text = as_text(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None  # noqa: PLR2004
