"""Somebody between a connector and its platform, who changes what is answered."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from checkin.clock import SystemClock
from checkin.practice.faults import Faults
from checkin.practice.hosting import Hosting

_PASSED_ON = (
    "content-type",
    "date",
    "retry-after",
    "x-remaining-requests",
    "x-available-in-seconds",
    "location",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a platform answers."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> Any:
        """The JSON in it; None where there is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def is_json(self) -> bool:
        return "json" in self.headers.get("content-type", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a connector asks."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    def holds(self, text: str) -> bool:
        """Whether it says this anywhere."""
        said = [self.path, self.query, *self.headers.values(), self.body.decode("utf-8", "replace")]
        return any(text in one for one in said)


Change = Callable[[Asked, Answer], Answer]


def unchanged(_asked: Asked, answer: Answer) -> Answer:
    """What the platform says."""
    return answer


class Meddling(Hosting):
    """Passes everything on, and changes the answers as it is told; reachable while the ``with`` block lasts.

    Attributes:
        asked: every request, in order.
        change: what becomes of answers from now on.
        known: answers by the paths they are to; these are given without asking the platform.
    """

    def __init__(self, behind: str) -> None:
        super().__init__(self._pass_on, Faults(), SystemClock())
        self._behind = behind
        self.asked: list[Asked] = []
        self.change: Change = unchanged
        self.known: dict[str, Answer] = {}

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        asked = Asked(
            method=request.method,
            path=scope["raw_path"].decode(),
            query=scope["query_string"].decode(),
            headers=dict(request.headers),
            body=await request.body(),
        )
        self.asked.append(asked)
        answer = self.change(asked, self.known.get(asked.path) or await self._ask(asked))
        response = Response(answer.body, status_code=answer.status)
        response.headers.update({name: answer.headers[name] for name in _PASSED_ON if name in answer.headers})
        await response(scope, receive, send)

    async def _ask(self, asked: Asked) -> Answer:
        address = f"{self._behind}{asked.path}" + (f"?{asked.query}" if asked.query else "")
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:  # noqa: S501 - it is on this computer
            said = await client.request(
                asked.method, address, headers=dict(asked.headers), content=asked.body
            )
        return Answer(body=said.content, status=said.status_code, headers=dict(said.headers))
