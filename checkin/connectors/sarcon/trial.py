"""One request that was tried, as people may see it: no token, no name, no code."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from checkin.connectors.http import Reply, Sender, redact
from checkin.errors import UnreadableReplyError

_LONGEST = 4000
_SHOWN_ROWS = 3
_DEEPEST = 12
_SAID_OPENLY = ("status", "message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One request that was tried, for people to read; nothing in it is secret or personal.

    Attributes:
        request: method and path; empty when nothing could be asked.
        headers: without the token.
        body: as it is sent, the code left out.
        status: of the answer; empty when none came.
        answer: its shape, without what it says of people.
        findings: what the mapping made of it, a sentence each.
        verdict: whether it works, in a sentence.
    """

    request: str = ""
    headers: tuple[str, ...] = ()
    body: str = ""
    status: str = ""
    answer: str = ""
    findings: tuple[str, ...] = ()
    verdict: str
    is_good: bool = False


class Listener:
    """Passes requests on and remembers the last one and its answer."""

    def __init__(self) -> None:
        self.request = ""
        self.headers: tuple[str, ...] = ()
        self.reply: Reply | None = None
        self._sender: Sender | None = None

    def before(self, sender: Sender) -> Sender:
        """Listen to what is said to a sender."""
        self._sender = sender
        return self

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        params: Sequence[tuple[str, str]] = (),
        content: bytes | None = None,
        writes: bool | None = None,
    ) -> Reply:
        """See `Sender.send`."""
        assert self._sender is not None  # noqa: S101 - the connector asked for it
        self.reply = None
        self.request = f"{method} {path}" + (f"?{urlencode(params)}" if params else "")
        self.headers = shown_headers(headers)
        self.reply = self._sender.send(
            method, path, headers=headers, params=params, content=content, writes=writes
        )
        return self.reply

    def trial(self, *, verdict: str, findings: tuple[str, ...] = (), is_good: bool = False) -> Trial:
        """What was overheard."""
        return Trial(
            request=self.request,
            headers=self.headers,
            status=str(self.reply.status) if self.reply else "",
            answer=shape_of(self.reply) if self.reply else "",
            findings=findings,
            verdict=verdict,
            is_good=is_good,
        )


def shown_headers(headers: Mapping[str, str]) -> tuple[str, ...]:
    """Headers line by line, the token left out."""
    return tuple(f"{name}: {'…' if name == 'Authorization' else value}" for name, value in headers.items())


def shape_of(reply: Reply) -> str:
    """What an answer looks like: its members and what sort of thing each is, but not what they say."""
    try:
        document = reply.json()
    except UnreadableReplyError:
        return redact(reply.body[: 4 * _LONGEST].decode("utf-8", "replace"))[:_LONGEST]
    shape = _shape(document, _DEEPEST)
    if isinstance(document, dict) and isinstance(shape, dict):
        shape |= {name: _openly(document[name]) for name in _SAID_OPENLY if name in document}
    return json.dumps(shape, ensure_ascii=False, indent=1)[:_LONGEST]


def _openly(value: object) -> object:
    if isinstance(value, str):
        return redact(value)
    return value if isinstance(value, int) else _shape(value, 1)


def _shape(value: object, depth: int) -> object:
    if depth == 0:
        return "…"
    if isinstance(value, dict):
        return {name: _shape(one, depth - 1) for name, one in value.items()}
    if isinstance(value, list):
        more = ["…"] if len(value) > _SHOWN_ROWS else []
        return [_shape(one, depth - 1) for one in value[:_SHOWN_ROWS]] + more
    if isinstance(value, str):
        return "a text" if value else ""
    return value if value is None or isinstance(value, bool) else "a number"
