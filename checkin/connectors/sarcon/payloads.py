"""Sarcon's answers in our words. Every document is read, or ends in a `ConnectorError`; nothing else happens.

Documented is the envelope ``{"status", "message", "data"}``, that ``data`` may be an empty list where success
has an object, where a validation error keeps its words, and Laravel's pages. All else comes from the mapping.
"""

from dataclasses import dataclass

from typing_extensions import override

from checkin.connectors.http import Reply, redact, refuse_server_errors
from checkin.connectors.sarcon.asking import Listing, Sign
from checkin.connectors.sarcon.pointers import as_text, everything_at, first_at
from checkin.errors import (
    CredentialsError,
    RejectedError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)

_OK = range(200, 300)
_UNAUTHORIZED = 401
_FORBIDDEN = 403
_NOT_ALLOWED = 405
_TOO_MANY = 429
_SERVER_ERROR = 500
_LONGEST_WORDS = 300
_STATUSES = range(100, 600)

_WHAT_IT_MEANS = {
    400: "The platform did not understand the request (status 400).",
    _UNAUTHORIZED: "The token is not accepted (status 401). Copy it again: System APIs, Configuration.",
    _FORBIDDEN: "The client token may not do this (status 403): a permission is missing at the platform.",
    404: "The platform has nothing at this path (status 404).",
    _NOT_ALLOWED: "The platform does not take this method at this path (status 405): see the mapping file.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that came whole and was judged by both of its statuses.

    Attributes:
        document: what it says; None for an empty one.
        status: the worse one of HTTP's and the body's.
    """

    reply: Reply
    document: object
    status: int

    @override
    def __repr__(self) -> str:
        return f"Answer({self.status})"

    @property
    def is_good(self) -> bool:
        """Whether neither status says that it failed."""
        return self.status in _OK

    @property
    def words(self) -> str:
        """Why not, for people; never empty."""
        told = words_of(self.document)
        meaning = _WHAT_IT_MEANS.get(self.status, f"The platform said no (status {self.status}).")
        return f"{meaning} It says: {told}" if told and self.status in _WHAT_IT_MEANS else told or meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of a list.

    Attributes:
        next_page: where the next one is; empty on the last.
        total: how many rows the platform says there are, of which it is not always right.
    """

    rows: tuple[object, ...]
    next_page: str = ""
    total: int | None = None


def answer_of(reply: Reply) -> Answer:
    """The answer, judged.

    Raises:
        ThrottledError: one of its statuses is 429.
        UnreachableError: one of its statuses says that the server failed.
        UnreadableReplyError: it is no JSON.
    """
    refuse_server_errors(reply)
    document = _document(reply)
    said = _status_in(document)
    status = reply.status if not reply.is_good or said is None else said
    if status == _TOO_MANY:
        raise ThrottledError(
            reply.platform, "Too many requests; the platform wants a pause.", retry_after=reply.retry_after
        )
    if status >= _SERVER_ERROR:
        raise UnreachableError(
            reply.platform,
            f"The platform failed (status {status} in its answer).",
            may_have_landed=reply.writes,
            retry_after=reply.retry_after,
        )
    return Answer(reply=reply, document=document, status=status)


def _document(reply: Reply) -> object:
    if not reply.body.strip():
        return None
    try:
        return reply.json()
    except UnreadableReplyError:
        if reply.status in {_UNAUTHORIZED, _FORBIDDEN}:  # whoever said so, it is as good as said
            return None
        raise


def _status_in(document: object) -> int | None:
    said = document.get("status") if isinstance(document, dict) else None
    if isinstance(said, str) and said.isascii() and said.isdigit():
        said = int(said[:9])
    is_status = isinstance(said, int) and not isinstance(said, bool) and said in _STATUSES
    return said if is_status and isinstance(said, int) else None


def demand(answer: Answer) -> object:
    """The document of a good answer.

    Raises:
        CredentialsError: the token is not accepted, or a permission is missing.
        RejectedError: the platform said no.
    """
    if answer.is_good:
        return answer.document
    if answer.status in {_UNAUTHORIZED, _FORBIDDEN}:
        raise CredentialsError(answer.reply.platform, answer.words)
    raise RejectedError(answer.reply.platform, answer.words)


def refuse_lack_of_rights(answer: Answer, *, everybodys: bool) -> None:
    """Raise CredentialsError when the token is not accepted, or lacks a right that is `everybodys`."""
    if answer.status == _UNAUTHORIZED or (everybodys and answer.status == _FORBIDDEN):
        raise CredentialsError(answer.reply.platform, answer.words)


def faults_of(document: object) -> dict[str, tuple[str, ...]]:
    """A validation error's words by the names of the fields they are about."""
    fields = first_at(document, "/data/messages")
    if not isinstance(fields, dict):
        return {}
    told = {name: _lines(value) for name, value in fields.items()}
    return {str(name): lines for name, lines in told.items() if lines}


def words_of(document: object) -> str:
    """What the platform says, without what may be personal; empty when it says nothing."""
    by_field = [f"{name}: {' '.join(lines)}" for name, lines in faults_of(document).items()]
    message = as_text(document.get("message")) if isinstance(document, dict) else ""
    return redact(" ".join([message, *by_field]).strip())[:_LONGEST_WORDS]


def _lines(value: object) -> tuple[str, ...]:
    rows = value if isinstance(value, list) else [value]
    return tuple(line for line in map(as_text, rows) if line)


def fits(answer: Answer, sign: Sign | None) -> bool:
    """Whether an answer is what a sign describes; none describes nothing."""
    if sign is None or (sign.status and not {answer.status, answer.reply.status} & set(sign.status)):
        return False
    if sign.pointer is None:
        return True
    wanted = [_comparable(value) for value in sign.values]
    return any(_comparable(value) in wanted for value in everything_at(answer.document, sign.pointer))


def _comparable(value: object) -> tuple[bool, object]:
    """So that texts compare without case, and true is not 1."""
    return isinstance(value, bool), value.strip().casefold() if isinstance(value, str) else value


def sheet_of(answer: Answer, listing: Listing) -> Sheet:
    """One page of a list.

    Raises:
        CredentialsError, RejectedError: see `demand`.
        UnreadableReplyError: there are no rows where they should be.
    """
    document = demand(answer)
    rows = _rows(first_at(document, listing.rows))
    if rows is None:  # an empty list where success has an object
        rows = _rows(document.get("data")) if isinstance(document, dict) else None
    if rows is None:
        raise answer.reply.unreadable(f"There is no list at {listing.rows or 'the top'}")
    onward = first_at(document, listing.next_page)
    total = first_at(document, listing.total)
    return Sheet(
        rows=rows,
        next_page=onward if isinstance(onward, str) else "",
        total=total if isinstance(total, int) and not isinstance(total, bool) and total >= 0 else None,
    )


def _rows(value: object) -> tuple[object, ...] | None:
    """A list's rows; PHP writes a list with gaps as an object of numbers."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict) and value and all(name.isdigit() for name in value):
        return tuple(value.values())
    return None
