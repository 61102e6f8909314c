"""The simulated platform's state beyond its tables: who may ask, how often, and what is being prepared."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from checkin.clock import Clock
from checkin.practice.nutickets.calls import Answer, RefusedError, invalid, missing
from checkin.practice.nutickets.rows import COMPANY, OTHER_COMPANY, Tables

ACCOUNT = "desk@example.org"
PASSWORD = "practice"  # noqa: S105 - of nobody
TOKEN = "1|practice-token"  # noqa: S105 - of nobody
WINDOW = 60
_KEPT_FOR = timedelta(hours=2)


@dataclass(slots=True, kw_only=True)
class _Prepared:
    asked: Callable[[], Answer]
    polls_left: int
    answer: Answer | None = None
    ready: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Platform:
    """Everything a handler needs; used under its lock.

    Attributes:
        tokens: those that are good.
        companies: those the account belongs to, by their ids.
        last_company: the one that is meant when a request names none.
        languages: those the companies offer; the first is the fallback.
        forbidden: paths the account's roles do not allow.
        polls: how often somebody has to ask for what is being prepared.
        a_minute: how many requests a company may send.
    """

    tables: Tables
    clock: Clock
    a_minute: int = 60
    tokens: set[str] = field(default_factory=lambda: {TOKEN})
    companies: dict[int, str] = field(
        default_factory=lambda: {COMPANY: "Practice Events Ltd", OTHER_COMPANY: "Another Company"}
    )
    last_company: int = OTHER_COMPANY
    languages: tuple[str, ...] = ("en", "de")
    forbidden: set[str] = field(default_factory=set)
    polls: int = 1
    lock: Lock = field(default_factory=Lock)
    _sent: dict[int, deque[float]] = field(default_factory=dict)
    _prepared: dict[str, _Prepared] = field(default_factory=dict)
    _made: int = 0

    def authenticate(self, authorization: str) -> None:
        """Let in whoever has a token."""
        if authorization.removeprefix("Bearer ") not in self.tokens or not authorization.startswith(
            "Bearer "
        ):
            raise RefusedError(401, "Unauthenticated.")

    def company(self, header: str) -> int:
        """For which company a request is."""
        chosen = int(header) if header.isdigit() else self.last_company
        if chosen not in self.companies:
            raise RefusedError(403, "This action is unauthorized.")
        return chosen

    def language(self, header: str) -> str:
        """What a request is answered in."""
        wanted = header.replace(",", "-").partition("-")[0].strip().casefold()
        return wanted if wanted in self.languages else self.languages[0]

    def count(self, company: int) -> int:
        """Count a request of a company; how many it has left."""
        now, sent = self.clock.monotonic(), self._sent.setdefault(company, deque())
        while sent and sent[0] <= now - WINDOW:
            sent.popleft()
        if len(sent) >= self.a_minute:
            raise RefusedError(429, "Too Many Attempts.")
        sent.append(now)
        return self.left(company)

    def left(self, company: int) -> int:
        """How many requests a company has left."""
        return max(self.a_minute - len(self._sent.get(company, ())), 0)

    def new_token(self) -> str:
        """A further token; the earlier ones stay good."""
        self._made += 1
        token = f"{self._made + 1}|practice-token"
        self.tokens.add(token)
        return token

    def prepare(self, asked: Callable[[], Answer]) -> Answer:
        """Begin with an answer that is fetched later."""
        self._made += 1
        number = str(UUID(int=self._made))
        self._prepared[number] = _Prepared(asked=asked, polls_left=self.polls)
        return Answer(body={"asyncUuid": number}, status=202)

    def fetch(self, number: str) -> Answer:
        """An answer that was prepared; it can be fetched again for two hours."""
        found = self._prepared.get(number)
        if found is None:
            raise missing("AsyncRequest")
        if found.polls_left > 0:
            found.polls_left -= 1
            return Answer(body={"asyncUuid": number}, status=202)
        if found.answer is None or found.ready is None:
            found.answer, found.ready = found.asked(), self.clock.now()
        if self.clock.now() - found.ready > _KEPT_FOR:
            del self._prepared[number]
            raise missing("AsyncRequest")
        return found.answer

    def login(self, body: object, *, in_background: bool) -> Answer:
        """A token for a password; never in the background."""
        if in_background:
            raise invalid(**{"async": "This endpoint cannot be processed asynchronously."})
        said = body if isinstance(body, dict) else {}
        if (said.get("email"), said.get("password")) != (ACCOUNT, PASSWORD) or not said.get("device_name"):
            raise invalid(email="The provided credentials are incorrect.")
        return Answer(body={"token": self.new_token()})
