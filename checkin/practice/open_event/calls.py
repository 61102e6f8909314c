"""One request to the practice platform and its answer, as its rules see them: no sockets, no framework."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from checkin.practice.open_event.documents import Writer
from checkin.practice.open_event.platform import Platform
from checkin.practice.open_event.problems import PlainProblem, Problem, SignInProblem, crash, invalid
from checkin.practice.open_event.rows import AccountRow
from checkin.practice.open_event.schemas import Schema

API_TYPE: Final = "application/vnd.api+json"
PLAIN_TYPE: Final = "application/json"
HTML_TYPE: Final = "text/html; charset=utf-8"
_NO_BODY: Final = HTTPStatus.NOT_MODIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer, ready to be sent."""

    status: int = 200
    content: bytes = b""
    type: str = API_TYPE
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request.

    Attributes:
        parts: what the placeholders of the route's path stand for.
        account: who asks; None when the route is open and no token was sent.
    """

    platform: Platform
    method: str
    path: str
    url: str
    parts: Mapping[str, Any]
    pairs: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes
    account: AccountRow | None = None

    @property
    def caller(self) -> AccountRow:
        """Who asks; routes that are not open always know.

        Raises:
            SignInProblem: nobody signed in.
        """
        if self.account is None:
            return self.platform.accounts.whose(None)
        return self.account

    @property
    def writer(self) -> Writer:
        """Writes this request's document."""
        return Writer(self.platform, self.path, list(self.pairs))

    def parameter(self, name: str) -> str | None:
        """A parameter of the query string."""
        return dict(self.pairs).get(name)

    def json(self) -> Any:
        """The body, read.

        Raises:
            PlainProblem: it is no JSON.
        """
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise PlainProblem(400, f"Failed to decode JSON object: {error}") from error

    def object(self) -> dict[str, Any]:
        """The body, read, when it is a JSON object.

        Raises:
            PlainProblem: it is no JSON.
            Problem: it is another kind of JSON, which no route here survives.
        """
        body = self.json()
        if not isinstance(body, dict):
            raise crash()
        return body

    def sent(self, schema_type: str) -> "Sent":
        """The body as a JSON:API resource of this type.

        Raises:
            PlainProblem: it is no JSON.
            Problem: it is no resource, or one of another type.
        """
        body = self.json()
        if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
            raise invalid("Object must include `data` key.", "/")
        data = body["data"]
        if data.get("type") != schema_type:
            raise invalid(
                f'Invalid type. Expected "{schema_type}".', "/data/type", status=409, title="Incorrect type"
            )
        return Sent(
            id=data.get("id"),
            attributes={name.replace("-", "_"): value for name, value in data.get("attributes", {}).items()},
            related=_related(data.get("relationships", {})),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A resource a client sent; names with underscores, however they were spelled."""

    id: object
    attributes: dict[str, object]
    related: dict[str, str]

    def must_be(self, row_id: int) -> None:
        """Make sure the body means the row of the address.

        Raises:
            Problem: its id is another one, or no text.
        """
        if self.id != str(row_id):
            raise Problem(
                400, "Bad request", "Value of id does not match the resource identifier in url", "/data/id"
            )


def _related(relationships: Mapping[str, Any]) -> dict[str, str]:
    """Ids by relationship; the real server looks at the attendee first."""
    found: dict[str, str] = {}
    for name in sorted(relationships, key=lambda name: not name.startswith("ticket")):
        data = (relationships[name] or {}).get("data")
        if data is None:
            continue
        if not isinstance(data.get("id"), str):
            raise invalid("Not a valid string.", f"/data/relationships/{name.replace('_', '-')}/data")
        found[name.replace("-", "_")] = data["id"]
    return found


Answer = Callable[[Call], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """What answers a method on a path.

    Attributes:
        is_open: nobody has to sign in; a token that is sent must be good all the same.
        is_strict: a JSON:API route, picky about ``Accept`` and ``Content-Type``.
    """

    method: str
    path: str
    answer: Answer
    is_open: bool = False
    is_strict: bool = True


def document(
    call: Call, content: Mapping[str, object], *, status: int = 200, headers: tuple[tuple[str, str], ...] = ()
) -> Reply:
    """A JSON:API answer with its tag; empty when the client has it already."""
    raw = json.dumps(content, ensure_ascii=False).encode()
    tag = f'W/"{hashlib.sha1(raw, usedforsecurity=False).hexdigest()}"'
    if call.headers.get("if-none-match") == tag:
        return Reply(status=_NO_BODY, type="", headers=(("ETag", tag),))
    if "if-match" in call.headers:
        # Observed: the change has been made, and the condition never holds.
        return problem_reply(Problem(412, "Precondition Failed", "Precondition failed", {"pointer": ""}))
    return Reply(status=status, content=raw, headers=(("ETag", tag), *headers))


def created(call: Call, row: object, schema: Schema) -> Reply:
    """The answer to a row that was made."""
    location = call.url + schema.link.format(row=row)
    return document(call, call.writer.one(row, schema), status=201, headers=(("Location", location),))


def plain(content: object, *, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """A JSON answer that is not JSON:API."""
    raw = json.dumps(content, ensure_ascii=False).encode()
    return Reply(status=status, content=raw, type=PLAIN_TYPE, headers=headers)


def problem_reply(problem: Problem | SignInProblem | PlainProblem) -> Reply:
    """The answer that says no, in the form each kind has."""
    if isinstance(problem, SignInProblem):
        return plain({"error": problem.text}, status=problem.status)
    if isinstance(problem, PlainProblem):
        return html(problem.status, problem.text)
    raw = json.dumps({"errors": [problem.body], "jsonapi": {"version": "1.0"}}, ensure_ascii=False).encode()
    return Reply(status=problem.status, content=raw)


def html(status: int, text: str, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """A page as the web framework makes it."""
    phrase = HTTPStatus(status).phrase
    page = (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n'
        f"<title>{status} {phrase}</title>\n<h1>{phrase}</h1>\n<p>{text}</p>\n"
    )
    return Reply(status=status, content=page.encode(), type=HTML_TYPE, headers=headers)


def check_headers(call: Call) -> None:
    """Refuse what a JSON:API route does not take.

    Raises:
        Problem: the body is of another type, or the client wants another one.
    """
    if call.method in {"POST", "PATCH"} and call.headers.get("content-type") != API_TYPE:
        raise _wrong_header(415, f"Content-Type header must be {API_TYPE}")
    accepted = {part.strip() for part in call.headers.get("accept", "*/*").split(",")}
    if not accepted & {API_TYPE, "*/*"}:
        raise _wrong_header(406, f"Accept header must be {API_TYPE}")


def _wrong_header(status: int, detail: str) -> Problem:
    return Problem(status, "InvalidRequestHeader", detail, "")
