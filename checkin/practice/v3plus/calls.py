"""One request to the portal and its answer, as its rules see them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from checkin.practice.v3plus.rows import PortalState, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent back; a body of None is none at all."""

    status: int = 200
    body: object = None


class Refusing(Exception):  # noqa: N818 - an answer to the caller, not a failure of ours
    """An answer that ends the request."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(status)
        self.answer = Answer(status=status, body=body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request; `parts` are the placeholders of its path."""

    portal: PortalState
    parts: Mapping[str, int]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    content: bytes

    def row(self, table: str) -> Row:
        """The row the path names. Raises Refusing (404) when there is none."""
        found = self.portal.tables[table].get(self.parts["id"])
        if found is None:
            raise missing()
        return found

    def sent(self) -> dict[str, str]:
        """The body, flat; a body that is no JSON object has nothing in it."""
        try:
            body = json.loads(self.content or b"{}")
        except ValueError:
            return {}
        return {name: _text(value) for name, value in body.items()} if isinstance(body, dict) else {}

    def must_know_portal(self) -> None:
        """Raises Refusing (401) without the portal's own token."""
        if self.headers.get("x-portal-token") != self.portal.portal_token:
            raise Refusing(401, {"message": "Unknown portal."})

    def must_be_signed_in(self) -> None:
        """Raises Refusing (401) without a token of somebody who logged in: only the query counts."""
        if self.portal.needs_login and self.query.get("token") not in self.portal.tokens:
            raise Refusing(401, {"message": "Unauthenticated."})


def _text(value: object) -> str:
    return "" if value is None else str(value)


def missing() -> Refusing:
    """There is no such thing."""
    return Refusing(404, {"message": "Not found."})


def invalid(errors: Mapping[str, list[str]]) -> Refusing:
    """Understood, and against the rules of the form."""
    return Refusing(422, {"message": "The given data was invalid.", "errors": dict(errors)})
