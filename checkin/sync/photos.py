"""Photos of attendees → mirror, after a pull and beside everything else. Knows no threads.

What cannot be fetched rests for a while and is then tried again; nothing waits for it.
"""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from checkin.badges.photos import ready
from checkin.clock import Clock
from checkin.connectors.protocol import KeepsPhotos
from checkin.errors import (
    BadgeError,
    ConnectorError,
    CredentialsError,
    ThrottledError,
    UnreachableError,
)
from checkin.mirror import photos
from checkin.mirror.database import Mirror
from checkin.mirror.photos import Missing
from checkin.model.ids import AttendeeId, EventId

_log = logging.getLogger(__name__)

_AT_ONCE = 50
_RESTS = 300.0
"""Seconds a photo that could not be fetched is left alone."""

_PAUSE = 60.0
"""Seconds nothing is fetched where the platform wants a pause and does not say how long."""

_LOST_AFTER = 3
"""So many in a row that did not come mean that there is no network, not that they are bad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What came of one: how many photos were fetched, and how many could not be, earlier ones included."""

    fetched: int
    failed: int


class PhotoRounds:
    """Fetches the photos of an event that are missing. From one thread at a time; `hurry` from any.

    Args:
        mirror: where photos are kept.
        clock: says when to try again.
        cancelled: set from any thread to stop after the photo at hand.
    """

    def __init__(self, mirror: Mirror, clock: Clock, cancelled: threading.Event) -> None:
        self._mirror = mirror
        self._clock = clock
        self._cancelled = cancelled
        self._rests: dict[AttendeeId, tuple[str, float]] = {}
        self._not_before = 0.0
        self._hurried = False

    def hurry(self) -> None:
        """The next round tries everything that is missing."""
        self._hurried = True

    def is_due(self, event: EventId) -> bool:
        """Whether there is something to fetch now. Raises MirrorError."""
        if self._hurried:
            self._hurried = False
            self._rests.clear()
        return self._clock.monotonic() >= self._not_before and any(self._due(event))

    def fetch(self, event: EventId, connector: KeepsPhotos) -> Round:
        """Fetch what is missing, until the platform is lost, or wants a pause or a sign-in.

        Raises:
            MirrorError: the mirror cannot be read or written; what was fetched before stays.
        """
        fetched = lost = 0
        for one in self._due(event):
            try:
                picture = ready(connector.photo(one.address))
            except ThrottledError as error:
                wait = _PAUSE if error.retry_after is None else error.retry_after
                self._not_before = self._clock.monotonic() + wait
                break
            except CredentialsError:
                break  # the sync says so
            except (BadgeError, ConnectorError) as error:
                self._fail(one, error)
                lost = lost + 1 if isinstance(error, UnreachableError) else 0
                if lost == _LOST_AFTER:
                    break
            else:
                self._keep(one, picture)
                fetched, lost = fetched + 1, 0
        return Round(fetched=fetched, failed=self._failed(event))

    def _due(self, event: EventId) -> Iterator[Missing]:
        """What is missing and does not rest; first what has not failed, for some may never come."""
        yield from (one for one in self._all(event) if not self._has_failed(one))
        yield from (one for one in self._all(event) if self._has_failed(one) and not self._is_resting(one))

    def _all(self, event: EventId) -> Iterator[Missing]:
        """What is missing; read in small steps."""
        behind = 0
        while some := self._missing(event, behind):
            behind = some[-1].attendee
            for one in some:
                if self._cancelled.is_set():
                    return
                yield one

    def _missing(self, event: EventId, behind: int) -> list[Missing]:
        with self._mirror.read() as connection:
            return photos.missing(connection, event, behind, _AT_ONCE)

    def _has_failed(self, one: Missing) -> bool:
        """At its address."""
        return self._rests.get(one.attendee, ("", 0.0))[0] == one.address

    def _is_resting(self, one: Missing) -> bool:
        return self._clock.monotonic() < self._rests[one.attendee][1]

    def _keep(self, one: Missing, picture: bytes) -> None:
        self._rests.pop(one.attendee, None)
        with self._mirror.write() as connection:
            photos.keep(connection, one, picture)

    def _fail(self, one: Missing, error: Exception) -> None:
        if not self._cancelled.is_set():
            self._rests[one.attendee] = (one.address, self._clock.monotonic() + _RESTS)
            _log.info("a photo could not be fetched: %s", type(error).__name__)

    def _failed(self, event: EventId) -> int:
        """How many of those that were tried are still missing; whoever has none any more is forgotten."""
        known: dict[AttendeeId, tuple[str, float]] = {}
        behind = 0
        while some := self._missing(event, behind):
            behind = some[-1].attendee
            known |= {one.attendee: self._rests[one.attendee] for one in some if self._has_failed(one)}
        self._rests = known
        return len(known)
