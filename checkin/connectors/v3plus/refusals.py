"""What V3Plus says against a request. Errors are documented nowhere: every usual form is understood."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from checkin.connectors.http import Reply, redact, refuse_server_errors
from checkin.connectors.v3plus.resources import as_text
from checkin.errors import CredentialsError, RejectedError, UnreadableReplyError

UNAUTHORISED: Final = 401
_FORBIDDEN: Final = 403
_NOT_FOUND: Final = 404
_TOKEN_MISMATCH: Final = 419
"""Laravel's for a session that has ended."""

_MOST_MESSAGES: Final = 5
_LONGEST: Final = 300

# The summary beside "errors", and the names under which messages stand.
_SUMMARIES: Final = ("message", "error", "detail", "title", "error_description")
_NOT_FIELDS: Final = frozenset(
    [*_SUMMARIES, "errors", "status", "code", "exception", "file", "line", "trace"]
)
# Not "exists": "no such user exists" would be taken for the contrary.
_TAKEN: Final = re.compile(r"\b(already|taken|in use|duplicate|unique)\b", re.IGNORECASE)
_OF_AN_ADDRESS: Final = re.compile(r"e-?mail|address|account|user|regist", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One thing the platform has against a request; `field` is empty where it names none."""

    field: str = ""
    words: str

    @property
    def is_known_address(self) -> bool:
        """Whether it says that the e-mail address is registered already."""
        if not _TAKEN.search(self.words):
            return False
        return self.field.casefold().endswith("email") or (
            not self.field and bool(_OF_AN_ADDRESS.search(self.words))
        )


def objections(reply: Reply) -> tuple[Objection, ...]:
    """What the platform says, without e-mail addresses and quoted answers; never raises."""
    try:
        body = reply.json()
    except UnreadableReplyError:
        return ()
    if isinstance(body, Mapping) and isinstance(body.get("data"), Mapping):
        body = body["data"]
    if not isinstance(body, Mapping):
        return ()
    message = body.get("message")
    by_field = message if isinstance(message, Mapping) else body.get("errors")
    found = [*_of_fields(by_field), *_bare(body)] or [
        Objection(words=words) for name in _SUMMARIES if (words := _words(body.get(name)))
    ]
    return tuple(dict.fromkeys(found[:_MOST_MESSAGES]))


def _of_fields(errors: object) -> Iterator[Objection]:
    """Messages by field, a list of them with or without fields, or one."""
    named: list[tuple[str, object]] = [("", errors)]
    if isinstance(errors, Mapping):
        named = [(as_text(field), messages) for field, messages in errors.items()]
    elif isinstance(errors, list):
        named = [(_field(error), error) for error in errors]
    for field, messages in named:
        if words := _words(messages):
            yield Objection(field=field, words=words)


def _field(error: object) -> str:
    return as_text(error.get("field") or error.get("name")) if isinstance(error, Mapping) else ""


def _bare(body: Mapping[object, object]) -> Iterator[Objection]:
    """Fields and their messages without anything around them, as older Laravels answer."""
    if "errors" not in body:
        for field, messages in body.items():
            if field not in _NOT_FIELDS and isinstance(messages, list) and (words := _words(messages)):
                yield Objection(field=as_text(field), words=words)


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return next((words for name in _SUMMARIES if (words := _words_of(value.get(name)))), "")
    if isinstance(value, list):
        return " ".join(filter(None, map(_words_of, value[:_MOST_MESSAGES])))
    return _words_of(value)


def _words_of(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("message")
    return redact(as_text(value))[:_LONGEST]


def in_words(found: tuple[Objection, ...], fallback: str = "no reason given") -> str:
    """One sentence of all objections."""
    return " ".join(one.words for one in found) or fallback


def demand(reply: Reply) -> Reply:
    """The answer if it is a good one.

    Raises:
        UnreachableError: the server failed.
        CredentialsError: the portal token or the account is not taken, or may not do this.
        RejectedError: there is no such thing, or the platform said no.
        UnreadableReplyError: it said no in no form that can be read: probably not the platform.
    """
    if reply.is_good:
        return reply
    refuse_server_errors(reply)
    found = objections(reply)
    if reply.status in {UNAUTHORISED, _TOKEN_MISMATCH}:
        raise CredentialsError(
            reply.platform, f"V3Plus does not take the portal token or the sign-in: {in_words(found)}"
        )
    if reply.status == _FORBIDDEN:
        raise CredentialsError(
            reply.platform, f"The portal or the account has no permission to see this: {in_words(found)}"
        )
    if found or reply.status == _NOT_FOUND:
        raise RejectedError(reply.platform, in_words(found, "V3Plus does not have this (any more)."))
    raise reply.unreadable("V3Plus refused without a reason")
