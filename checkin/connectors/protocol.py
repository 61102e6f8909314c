"""What every platform's adapter does, and what it is given."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from checkin.clock import Clock
from checkin.model.badge_design import BadgeDesign
from checkin.model.event import PlatformEvent
from checkin.model.ids import PlatformId
from checkin.model.live import LiveAnswer, LiveQuestion
from checkin.model.operation import Operation, Recollection, Verdict
from checkin.model.platform import Account, Capability
from checkin.model.pulled import Page

Secrets = Mapping[str, str]
"""By the names of the platform's form."""


class Memory(Protocol):
    """What a connector keeps between starts, beside the mirror; each write is on the disk when it returns.

    Never secrets, and nothing of people beyond the codes of their tickets.
    """

    def read(self, key: str) -> str:
        """What was kept under a key; empty when nothing was."""
        ...

    def write(self, key: str, text: str) -> None:
        """Keep; an empty text forgets. Raises SettingsError when the disk does not take it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a connector is given besides the connection and its secrets.

    Attributes:
        clock: tells the time.
        on_secrets: is told all secrets to keep whenever they changed.
        memory: this connection's own.
        read_picture: the codes in a picture (PNG or JPEG), none when there is nothing to read.
    """

    clock: Clock
    on_secrets: Callable[[Secrets], None]
    memory: Memory
    read_picture: Callable[[bytes], tuple[str, ...]]


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

        What `Operation.task` holds beyond the platform's capabilities is rejected in words.

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


@runtime_checkable
class LiveVerifier(Protocol):
    """What a connector with `Capability.LIVE_VERIFICATION` can do, too."""

    def verify(self, question: LiveQuestion) -> LiveAnswer:
        """Ask the platform now; a yes is recorded there. Raises ConnectorError when it does not say."""
        ...


@runtime_checkable
class ShowsBadgeDesigns(Protocol):
    """What a connector with `Capability.BADGE_DESIGNS` can do, too."""

    def badge_designs(self, event: PlatformId) -> Sequence[BadgeDesign]:
        """The badges that were designed at the platform, with what lies under them.

        A background that cannot be had is said in the design's notes. Raises ConnectorError where the designs
        themselves cannot be read.
        """
        ...


@runtime_checkable
class KeepsPhotos(Protocol):
    """What a connector with `Capability.PHOTOS` can do, too."""

    def photo(self, address: str) -> bytes:
        """The file of a photo, `LARGEST_PHOTO` bytes at most, from where `PulledAttendee.photo` says it is.

        Nobody has looked yet whether it is a picture at all.

        Raises:
            RejectedError: it is not there, or its address must not be asked.
            ConnectorError: it did not come.
        """
        ...


LARGEST_PHOTO = 10_000_000
"""Bytes of a photo's file, wherever it lies."""


@runtime_checkable
class TellsTogether(Protocol):
    """What a connector can do, too, whose platform takes many check-ins in one request."""

    def fits(self, operation: Operation) -> bool:
        """Whether this check-in or check-out may be told together with others."""
        ...

    def push_together(self, operations: Sequence[Operation]) -> Sequence[Verdict]:
        """Tell several, of different attendees, once; a verdict for each, in the same order.

        Raises:
            RejectedError: one of them spoils it for all; nothing was taken, each is to be told by itself.
            ConnectorError: as `Connector.push`, for all of them.
        """
        ...

    def clock_offset(self) -> float | None:
        """See `Connector.clock_offset`."""
        ...
