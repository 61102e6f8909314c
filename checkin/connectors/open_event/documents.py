"""From the platform's answers to validated payloads.

One bad row never spoils a list: it is left out and logged by its id.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, Field, ValidationError

from checkin.connectors.http import Reply
from checkin.connectors.http.values import as_text, number
from checkin.connectors.open_event.payloads import A, AnyText, OrderAttributes, Payload, Resource
from checkin.errors import UnreadableReplyError
from checkin.model.counted import counted

_log = logging.getLogger(__name__)

_MOST_LOGGED = 20

M = TypeVar("M", bound=BaseModel)


class _Single(Payload, Generic[A]):
    data: Resource[A]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[A]):
    """A JSON:API list.

    Attributes:
        raw: the rows as they came, for what has no field here; as many as `rows`.
        ids: of every row that has one, the unreadable ones included.
        seen: how many rows came.
        count: how many there are on all pages together, None when the platform does not say.
        next: the platform's own link to the next page, empty on the last.
        orders: the included orders by their number.
    """

    rows: Sequence[Resource[A]]
    raw: Sequence[Mapping[str, object]]
    ids: Sequence[int]
    seen: int
    count: int | None = None
    next: str = ""
    orders: Mapping[str, OrderAttributes]

    @property
    def unreadable(self) -> tuple[int, ...]:
        """The ids of the rows that came but could not be read."""
        readable = {int(row.id) for row in self.rows}
        return tuple(number for number in self.ids if number not in readable)

    @property
    def is_blind(self) -> bool:
        """Whether there are rows of which not even the id can be read."""
        return len(self.ids) < self.seen


class _Links(Payload):
    next: AnyText = ""


class _Meta(Payload):
    count: Annotated[int, Field(ge=0)] | None = None


class _Document(Payload):
    data: list[object]
    included: list[object] = []  # noqa: RUF012 - pydantic copies it
    links: _Links = _Links()
    meta: _Meta = _Meta()


def parse(reply: Reply, model: type[M]) -> M:
    """The whole answer as `model`. Raises UnreadableReplyError."""
    value = reply.json()
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise reply.unreadable(
            f"The answer has another form than agreed ({counted(error.error_count(), 'fault')})"
        ) from error


def single(reply: Reply, attributes: type[A]) -> Resource[A]:
    """A document of one thing. Raises UnreadableReplyError."""
    return parse(reply, _Single[attributes]).data  # type: ignore[valid-type]


def listing(reply: Reply, attributes: type[A]) -> Listing[A]:
    """A document of many things; rows that cannot be read are left out. Raises UnreadableReplyError."""
    document = parse(reply, _Document)
    model = Resource[attributes]  # type: ignore[valid-type]
    rows: list[Resource[A]] = []
    raw: list[Mapping[str, object]] = []
    ids: list[int] = []
    left_out: list[int] = []
    for row in document.data:
        ids += _id_of(row)
        try:
            rows.append(model.model_validate(row))
        except ValidationError:
            left_out += _id_of(row) or [0]
            continue
        raw.append(row if isinstance(row, dict) else {})
    if left_out:
        _log.warning(
            "%s: left out %d unreadable rows (%s) with these ids: %s",
            reply.platform,
            len(left_out),
            attributes.__name__,
            left_out[:_MOST_LOGGED],
        )
    return Listing(
        rows=rows,
        raw=raw,
        ids=ids,
        seen=len(document.data),
        count=document.meta.count,
        next=document.links.next,
        orders=_orders(document.included),
    )


def _id_of(row: object) -> list[int]:
    try:
        return [int(str(number(row.get("id"))))] if isinstance(row, dict) else []
    except ValueError:
        return []


def _orders(included: Sequence[object]) -> dict[str, OrderAttributes]:
    found: dict[str, OrderAttributes] = {}
    for row in included:
        if isinstance(row, dict) and row.get("type") == "order":
            try:
                order = Resource[OrderAttributes].model_validate(row)
            except ValidationError:
                continue
            found[order.id] = order.attributes
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What the platform says against a request; `is_sign_in`: it did not look at the request."""

    words: str = ""
    is_sign_in: bool = False
    is_explained: bool = False


def failure_of(reply: Reply) -> Failure:
    """The platform's words, from whichever form of error this is; never raises.

    Open Event 1.19 has JSON:API ``errors`` (their ``status`` a number or text, their ``source`` anything),
    ``{"error": ...}`` for all that concerns signing in, ``{"message": ...}`` from the counts, and web pages.
    """
    try:
        body = reply.json()
    except UnreadableReplyError:
        return Failure()
    if not isinstance(body, dict):
        return Failure()
    if "error" in body and "errors" not in body:
        return Failure(words=as_text(body["error"]), is_sign_in=True, is_explained=True)
    errors = body.get("errors")
    details = [e.get("detail") for e in errors if isinstance(e, dict)] if isinstance(errors, list) else []
    words = "; ".join(as_text(detail) for detail in details[:3] if detail)
    return Failure(words=words or as_text(body.get("message")), is_explained=isinstance(errors, list))
