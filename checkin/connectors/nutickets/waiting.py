"""Answers the platform prepares while we wait: asked for once, fetched under a number it gives.

The number outlives this process: an answer that is being prepared is taken up again after a restart. The
platform deletes it two hours after it was ready, fetched or not; then it is lost and must be asked for anew.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Event
from typing import Protocol

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from checkin.clock import Clock
from checkin.connectors.http import Reply
from checkin.connectors.nutickets.payloads import async_uuid
from checkin.connectors.protocol import Memory
from checkin.errors import ThrottledError, UnreachableError

_log = logging.getLogger(__name__)

_KEPT_FOR = timedelta(hours=2)
_ACCEPTED = 202
_LONGEST_REST = 10.0
_PATIENCE = 20.0  # meanwhile nothing else is sent, no check-in either
_LATER = 10.0

Query = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request, before the headers every request has; its body may hold a password."""

    method: str
    path: str
    params: Query = ()
    content: bytes | None = field(default=None, repr=False)
    writes: bool = False

    def with_params(self, *more: tuple[str, str]) -> "Ask":
        """The same with a longer query."""
        return replace(self, params=(*self.params, *more))


class Once(Protocol):
    """What sends one request; polls are not `counted`."""

    def __call__(self, ask: Ask, *, counted: bool) -> Reply:
        """Ask and wait for the answer."""
        ...


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True)

    uuid: str
    asked: AwareDatetime


class Waiting:
    """Asks, and fetches the answer later.

    Args:
        platform: the connector's name.
        once: sends a request.
        memory: keeps what is being prepared.
        clock: tells the time.
        rest: how long to wait before the first look, in seconds; later ones come ever more seldom.
    """

    def __init__(self, platform: str, once: Once, memory: Memory, clock: Clock, *, rest: float) -> None:
        self._platform = platform
        self._once = once
        self._memory = memory
        self._clock = clock
        self._rest = rest
        self._broken_off = Event()

    def fetch(self, ask: Ask, scope: str) -> Reply:
        """The answer, whenever it is ready.

        Args:
            ask: what is asked.
            scope: in whose name; the same question of another company is another question.

        Raises:
            ThrottledError: it takes long; the next call goes on waiting for the same answer.
            UnreachableError: it was lost; the next call asks anew.
        """
        self._broken_off.clear()
        key = _key(ask, scope)
        kept = self._read(key)
        if kept is None:
            reply = self._once(ask.with_params(("async", "true")), counted=True)
            if reply.status != _ACCEPTED:
                return reply
            kept = _Kept(uuid=async_uuid(reply), asked=self._clock.now())
            self._memory.write(key, kept.model_dump_json())
            self._pause(self._rest)
        return self._look(ask, key, kept)

    def _look(self, ask: Ask, key: str, kept: _Kept) -> Reply:
        began, rest = self._clock.monotonic(), self._rest
        while True:
            self._refuse_lost(ask, key, kept.asked)
            reply = self._once(ask.with_params(("asyncUuid", kept.uuid)), counted=False)
            if reply.status != _ACCEPTED:
                self._memory.write(key, "")
                return reply
            if self._clock.monotonic() - began > _PATIENCE:
                raise self._later()
            rest = min(2 * rest, _LONGEST_REST)
            self._pause(rest)

    def _refuse_lost(self, ask: Ask, key: str, asked: datetime) -> None:
        if self._clock.now() - asked > _KEPT_FOR:
            self._memory.write(key, "")
            raise UnreachableError(
                self._platform,
                "An answer the platform prepared was not fetched within two hours and is lost; "
                "it is asked for anew.",
                may_have_landed=ask.writes,
            )

    def _pause(self, seconds: float) -> None:
        if self._broken_off.wait(seconds):
            raise self._later()

    def _later(self) -> ThrottledError:
        return ThrottledError(
            self._platform, "The platform is still preparing the answer.", retry_after=_LATER
        )

    def _read(self, key: str) -> _Kept | None:
        text = self._memory.read(key)
        try:
            return _Kept.model_validate_json(text) if text else None
        except ValidationError:
            _log.info("%s: what was kept of an unfinished request is unreadable; asking anew", self._platform)
            return None

    def interrupt(self) -> None:
        """Whoever waits goes away with ThrottledError. From any thread."""
        self._broken_off.set()


def _key(ask: Ask, scope: str) -> str:
    told = repr((ask.method, ask.path, tuple(ask.params), ask.content, scope))
    return f"async:{hashlib.sha256(told.encode()).hexdigest()[:32]}"
