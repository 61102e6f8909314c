"""What every platform's adapter does."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from checkin.model.event import PlatformEvent
from checkin.model.ids import PlatformId
from checkin.model.operation import Operation, Recollection, Verdict
from checkin.model.platform import Account, Capability
from checkin.model.pulled import Page


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
        """Tell the platform, once. An error whose `may_have_landed` is set leaves the outcome unknown.

        An operation that is *uncertain* was sent before, and nobody knows whether that had an effect.
        """
        ...

    def read_back(self, operation: Operation) -> Recollection:
        """After an unknown outcome: what the platform has of it.

        `NotThere` only when that was looked up. `CannotTell` promises that the platform itself takes no
        harm from the same operation sent again.
        """
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
