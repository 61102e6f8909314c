"""What every request has in common: token, company, language, and how many there may be."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

from checkin.clock import Clock
from checkin.connectors.http import Budget, Channel, Reply
from checkin.connectors.nutickets import payloads
from checkin.connectors.nutickets.failures import demand
from checkin.connectors.nutickets.waiting import Ask, Query, Waiting
from checkin.connectors.protocol import Memory
from checkin.errors import CredentialsError, ThrottledError

_WINDOW = 60.0
_LOGIN = "/login"
_JSON = "application/json"
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,3}")
_DEVICE = "checkin-desk"
_BREATH = 0.5  # seconds a read holds up whoever is at a door


class Session:
    """One account at one company. Requests come from one thread at a time; `interrupt` from any.

    Attributes:
        company: the chosen company's id; empty until one was chosen.
        token: empty until somebody signed in.

    Args:
        channel: the server.
        clock: tells the time.
        memory: keeps what is being prepared.
        language: what the texts of answers should be in, such as ``"en"``.
        a_minute: how many requests the platform allows; a sixth of them is kept for writing.
        rest: seconds to wait before the first look at an answer that is being prepared.
    """

    def __init__(
        self,
        channel: Channel,
        clock: Clock,
        memory: Memory,
        *,
        language: str,
        a_minute: int = 60,
        rest: float = 2.0,
    ) -> None:
        self.company = ""
        self.token = ""
        self._channel = channel
        self._language = language if _LANGUAGE.fullmatch(language) else "en"
        self._answered_in = ""
        self._is_urgent = False
        self._budget = Budget(channel.platform, clock, requests=a_minute, kept_for_writes=a_minute // 6)
        self._waiting = Waiting(channel.platform, self._send, memory, clock, rest=rest)

    @property
    def platform(self) -> str:
        """The connector's name."""
        return self._channel.platform

    @property
    def other_language(self) -> str:
        """The language the platform answers in although another was asked for; empty when it obeys."""
        wanted, used = (text.split("-")[0].casefold() for text in (self._language, self._answered_in))
        return self._answered_in if used and used != wanted else ""

    @contextmanager
    def urgently(self) -> Iterator[None]:
        """Somebody waits at a door: meanwhile reading may use up what it otherwise leaves to writing."""
        before, self._is_urgent = self._is_urgent, True
        try:
            yield
        finally:
            self._is_urgent = before

    def has_room(self) -> bool:
        """Whether a read may go on; a moment is waited for that, no longer.

        Raises:
            ThrottledError: not for long, or somebody interrupted.
        """
        return self._budget.has_room(writes=False, within=_BREATH)

    def login(self, email: str, password: str) -> None:
        """Get a token for a password. It is never asked for in the background, for it holds a password.

        Raises:
            CredentialsError: the platform does not take them.
        """
        body = {"email": email, "password": password, "device_name": _DEVICE}
        ask = Ask(method="POST", path=_LOGIN, content=json.dumps(body).encode(), writes=False)
        reply = self._send(ask, counted=True)
        if reply.status in {401, 422}:
            raise CredentialsError(self.platform, "The platform does not take this address and password.")
        self.token = payloads.token(demand(reply))

    def get(self, path: str, params: Query = (), *, in_background: bool = False) -> Reply:
        """Read. `in_background`: the platform prepares the answer, and it is fetched when it is ready."""
        return self._ask(Ask(method="GET", path=path, params=params), in_background=in_background)

    def send(self, method: str, path: str, body: object, *, writes: bool = True) -> Reply:
        """Write; `writes` is False for a question that is asked by POST."""
        return self._ask(_with_body(method, path, body, writes=writes), in_background=False)

    def send_in_background(self, method: str, path: str, body: object, *, writes: bool = True) -> Reply:
        """Like `send`, for what takes the platform long.

        Raises:
            ValueError: the endpoint needs a password: the platform allows none of them in the background.
        """
        return self._ask(_with_body(method, path, body, writes=writes), in_background=True)

    def _ask(self, ask: Ask, *, in_background: bool) -> Reply:
        if ask.path == _LOGIN:
            raise ValueError("Whoever signs in with a password does so by `login`, never in the background.")
        if in_background:
            return demand(self._waiting.fetch(ask, self.company))
        return demand(self._send(ask, counted=True))

    def _send(self, ask: Ask, *, counted: bool) -> Reply:
        if counted:
            self._budget.take(writes=ask.writes or self._is_urgent)
        try:
            reply = self._channel.send(
                ask.method,
                ask.path,
                headers=self._headers(ask),
                params=ask.params,
                content=ask.content,
                writes=ask.writes,
            )
        except ThrottledError as error:
            self._budget.close_for(_WINDOW if error.retry_after is None else error.retry_after)
            raise
        self._budget.heed(reply.headers)
        self._answered_in = reply.headers.get("content-language", "").split(",")[0].strip()[:16]
        return reply

    def _headers(self, ask: Ask) -> dict[str, str]:
        headers = {"Accept": _JSON, "Accept-Language": self._language}
        if self.token and ask.path != _LOGIN:
            headers["Authorization"] = f"Bearer {self.token}"
        if self.company:
            headers["X-NU-COMPANY-ID"] = self.company
        if ask.content is not None:
            headers["Content-Type"] = _JSON
        return headers

    def interrupt(self) -> None:
        """Break off what is under way and whoever waits for it."""
        self._budget.interrupt()
        self._waiting.interrupt()
        self._channel.interrupt()

    def close(self) -> None:
        """Give back connections."""
        self._budget.close()
        self._waiting.interrupt()
        self._channel.close()


def _with_body(method: str, path: str, body: object, *, writes: bool) -> Ask:
    return Ask(method=method, path=path, content=json.dumps(body).encode(), writes=writes)
