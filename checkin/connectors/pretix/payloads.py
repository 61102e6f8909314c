"""From the platform's answers to validated rows, and to its words when it says no.

One bad row never spoils a list: it is left out and logged by its id.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic

from pydantic import ValidationError

from checkin.connectors.http import Reply, refuse_server_errors
from checkin.connectors.http.values import as_number, as_text
from checkin.connectors.pretix.fields import AnyText
from checkin.connectors.pretix.rows import R, Redeemed, Row
from checkin.errors import (
    ConnectorError,
    CredentialsError,
    RejectedError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.counted import counted

_log = logging.getLogger(__name__)

_MOST_LOGGED = 20
_MOST_WORDS = 4
_DEEPEST = 6
_BAD_REQUEST, _UNAUTHORISED, _FORBIDDEN, _NOT_FOUND, _CONFLICT = 400, 401, 403, 404, 409
_PROFILE = "security profile"
_UNNAMED = frozenset(["detail", "non_field_errors"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[R]):
    """One page of a list.

    Attributes:
        rows: what can be read; left_out: what cannot, as it came.
        count: how many there are on all pages together, None when the platform does not say.
        next: the platform's own link to the next page, empty on the last.
    """

    rows: tuple[R, ...]
    left_out: tuple[object, ...] = ()
    count: int | None = None
    next: str = ""


class _Document(Row):
    count: int | None = None
    next: AnyText = ""
    results: list[object]


def single(reply: Reply, model: type[R]) -> R:
    """The whole answer as `model`. Raises UnreadableReplyError."""
    value = reply.json()
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise reply.unreadable(
            f"The answer has another form than agreed ({counted(error.error_count(), 'fault')})"
        ) from error


def listing(reply: Reply, model: type[R]) -> Listing[R]:
    """A page of many things; rows that cannot be read are left out. Raises UnreadableReplyError."""
    document = single(reply, _Document)
    rows: list[R] = []
    left_out: list[object] = []
    for row in document.results:
        try:
            rows.append(model.model_validate(row))
        except ValidationError:
            left_out.append(row)
    if left_out:
        ids = [as_number(row.get("id")) for row in left_out if isinstance(row, dict)]
        _log.warning(
            "%s: left out %d unreadable rows (%s) with these ids: %s",
            reply.platform,
            len(left_out),
            model.__name__,
            ids[:_MOST_LOGGED],
        )
    count = document.count if document.count is not None and document.count >= 0 else None
    return Listing(rows=tuple(rows), left_out=tuple(left_out), count=count, next=document.next)


def redeemed(reply: Reply) -> Redeemed:
    """What became of a check-in; an empty status where the answer is of another kind. Never raises."""
    try:
        return single(reply, Redeemed)
    except UnreadableReplyError:
        return Redeemed()


def faulty_fields(reply: Reply) -> frozenset[str]:
    """The fields of what was sent that the platform finds fault with; none for others. Never raises."""
    if reply.status != _BAD_REQUEST:
        return frozenset()
    try:
        body = reply.json()
    except UnreadableReplyError:
        return frozenset()
    return frozenset(map(as_text, body)) if isinstance(body, dict) else frozenset()


def words_of(reply: Reply) -> str:
    """The platform's words, from whichever form of error this is; empty when there are none. Never raises."""
    try:
        body = reply.json()
    except UnreadableReplyError:
        return ""
    found: list[str] = []
    for words in _words(body, 0):
        if words not in found:
            found.append(words)
        if len(found) == _MOST_WORDS:
            break
    return "; ".join(found)


def _words(value: object, depth: int) -> Iterator[str]:
    if depth == _DEEPEST:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            lead = f"{as_text(name)}: " if name not in _UNNAMED and _is_plain(inner) else ""
            yield from (lead + words for words in _words(inner, depth + 1))
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner, depth + 1)
    elif isinstance(value, str) and value:
        yield as_text(value)


def _is_plain(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def demand(reply: Reply) -> Reply:
    """The answer if it is a good one.

    Raises:
        UnreachableError: the server failed, or is at the same thing already (409).
        CredentialsError: the device is unknown or was taken away, or it may not do this.
        RejectedError: the platform said no, and gave its reasons.
        UnreadableReplyError: it said no in a form that was not agreed: probably not the platform.
    """
    if reply.is_good:
        return reply
    raise failure(reply)


def taken(reply: Reply) -> None:
    """Be sure that it was the platform that took what was told: a network's own page comes with 200, too.

    Raises:
        ConnectorError: as `demand`; UnreadableReplyError also where the platform itself says nothing.
    """
    if not isinstance(demand(reply).json(), dict):
        raise reply.unreadable("The answer has another form than agreed")


def failure(reply: Reply) -> ConnectorError:
    """What an answer that is not a good one means; see `demand`. Raises UnreachableError for a 5xx."""
    refuse_server_errors(reply)
    words = words_of(reply)
    if reply.status == _UNAUTHORISED and words:
        return CredentialsError(
            reply.platform,
            f"The platform does not know this computer any more ({words}). Connect it anew, as a new device.",
        )
    if reply.status == _FORBIDDEN and words:
        return CredentialsError(reply.platform, forbidden_words(words))
    if reply.status == _CONFLICT:
        return UnreachableError(
            reply.platform,
            "The platform is still busy with the same request.",
            may_have_landed=reply.writes,
            retry_after=reply.retry_after,
        )
    if words:
        return RejectedError(reply.platform, words)
    if reply.status == _NOT_FOUND:
        return reply.unreadable(
            "There is no such page; the address has to be the server's alone, with nothing behind its name"
        )
    return reply.unreadable("The platform refused without a reason")


def forbidden_words(words: str) -> str:
    """Why the platform forbids something, for people; it says the same of what there is not."""
    if _PROFILE in words:
        return (
            f"The device's security profile does not allow this ({words}). "
            "Choose another profile for this device at the platform."
        )
    return f"This device may not do this, or there is no such event or organizer: {words}"
