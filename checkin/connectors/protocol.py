"""What every platform's adapter does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from checkin.model.event import PlatformEvent
from checkin.model.ids import PlatformId
from checkin.model.operation import Operation, Verdict
from checkin.model.pulled import Page


class Capability(StrEnum):
    """What a platform may be able to do; the window offers only what its connector names."""

    LIST_EVENTS = "list events"
    DELTA_PULL = "pull only what changed"
    CHECK_IN_OUR_TIME = "check-in with our time"
    CHECK_IN_THEIR_TIME = "check-in with their time"
    CHECK_OUT = "check-out"
    UNDO = "undo"
    WALK_IN = "walk-in"
    CORRECTION = "correction"
    ZONES = "zones"
    STATIONS = "stations"
    LIVE_VERIFICATION = "live verification"
    WEBHOOKS = "webhooks"
    HEAD_COUNT = "head count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who is signed in; `notes` are sentences the desk lead should read (missing rights, limits)."""

    name: str
    platform_id: PlatformId
    notes: tuple[str, ...] = ()


class Connector(Protocol):
    """One platform account. Every method may raise a `ConnectorError`; used by one thread at a time.

    `interrupt` and `close` may be called from any thread.
    """

    @property
    def platform(self) -> str:
        """The connector's name."""
        ...

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the platform can do."""
        ...

    def sign_in(self) -> Account:
        """Prove that address and credentials are good."""
        ...

    def events(self) -> Sequence[PlatformEvent]:
        """The events this account may work on, soonest first."""
        ...

    def pull(self, event: PlatformId, *, since: str | None, resume: str | None) -> Iterator[Page]:
        """Read the event: all of it when `since` is None, else what changed after that cursor.

        `resume` is the last stored page's; the pull goes on behind it.
        """
        ...

    def push(self, operation: Operation) -> Verdict:
        """Tell the platform, once. An error whose `may_have_landed` is set leaves the outcome unknown."""
        ...

    def read_back(self, operation: Operation) -> Verdict | None:
        """After an unknown outcome: what the platform has of it. None: it is not there, send it again."""
        ...

    def clock_offset(self) -> float | None:
        """Seconds the platform's clock is ahead of ours, from its last answer; None before the first."""
        ...

    def interrupt(self) -> None:
        """Break off the request that is under way; it raises UnreachableError."""
        ...

    def close(self) -> None:
        """Give back connections."""
        ...
