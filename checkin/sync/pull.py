"""Platform → mirror, in pages.

A page is stored in slices, each in a transaction of its own, so that nobody at the door waits for a whole
page. What says how far the pull has come is written with the last slice: an interruption repeats the page.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from checkin.clock import Clock
from checkin.connectors.protocol import Connector
from checkin.mirror import attendees, events, movements, photos, storing
from checkin.mirror.database import Mirror, Transaction
from checkin.mirror.movements import Told
from checkin.model.event import Event
from checkin.model.pulled import Page, PulledAttendee
from checkin.notices import MirrorRefreshed, NoticeBoard, PullProgressed

_SLICE = 50  # attendees; small enough for a scan to come in between unnoticed


def _slices(people: Sequence[PulledAttendee]) -> list[Sequence[PulledAttendee]]:
    """At least one, empty for nobody."""
    return [people[start : start + _SLICE] for start in range(0, max(len(people), 1), _SLICE)]


def _nothing() -> None:
    """What happens between two pages when nobody wants anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullSummary:
    """What a pull came to; `attendees` are in the mirror now, `removed` vanished from the platform."""

    attendees: int
    removed: int = 0
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """Pulls one event.

    Attributes:
        cancelled: set from any thread to stop after the page at hand; the next complete pull resumes.
        between_pages: called after each stored page; pushes go first even during a long pull.
    """

    mirror: Mirror
    connector: Connector
    event: Event
    clock: Clock
    notices: NoticeBoard
    cancelled: threading.Event = field(default_factory=threading.Event)
    between_pages: Callable[[], None] = _nothing

    def everything(self) -> PullSummary:
        """Read the event completely, or go on where such a pull was interrupted.

        The cursor moves and removals happen only after the last page.

        Raises:
            ConnectorError: the platform failed; stored pages stay, the next call resumes.
        """
        with self.mirror.write() as connection:
            state = events.pull_state(connection, self.event.id)
            resumes = state.resume is not None
            generation = state.generation if resumes else events.begin_snapshot(connection, self.event.id)
        return self._store(since=None, resume=state.resume or None, generation=generation)

    def changes(self) -> PullSummary:
        """Read what changed since the last pull; everything when there was none.

        Raises:
            ConnectorError: the platform failed; the cursor has not moved.
        """
        with self.mirror.read() as connection:
            state = events.pull_state(connection, self.event.id)
        if state.cursor is None or state.resume is not None:
            return self.everything()
        return self._store(since=state.cursor, resume=None, generation=state.generation)

    def _store(self, *, since: str | None, resume: str | None, generation: int) -> PullSummary:
        removed = 0
        platform_id = self.event.platform.platform_id
        for page in self.connector.pull(platform_id, since=since, resume=resume):
            removed += self._store_page(page, generation, complete=since is None)
            if since is None:
                self.notices.put_up(PullProgressed(event=self.event.id, done=page.done, total=page.total))
            if self.cancelled.is_set():
                return self._summary(removed, cancelled=not page.snapshot_ends)
            self.between_pages()
        summary = self._summary(removed, cancelled=False)
        self.notices.put_up(
            MirrorRefreshed(event=self.event.id, attendees=summary.attendees, at=self.clock.now())
        )
        return summary

    def _store_page(self, page: Page, generation: int, *, complete: bool) -> int:
        """Store a page slice by slice; say how many turned out to be gone."""
        *earlier, last = _slices(page.attendees)
        for people in earlier:
            with self.mirror.write() as connection:
                self._store_people(connection, people, generation)
        with self.mirror.write() as connection:
            self._store_people(connection, last, generation)
            storing.mark_seen(connection, self.event.id, generation, page.present)
            if page.blind:
                storing.mark_everybody_seen(connection, self.event.id, generation)
            self._store_structure(connection, page)
            if complete:
                return self._advance_snapshot(connection, page, generation)
            if page.cursor is not None:
                events.move_cursor(connection, self.event.id, page.cursor)
        return 0

    def _store_structure(self, connection: Transaction, page: Page) -> None:
        if page.ticket_types is not None:
            events.store_ticket_types(connection, self.event.id, page.ticket_types)
        if page.zones is not None:
            events.store_zones(connection, self.event.id, page.zones)
        if page.stations is not None:
            events.store_stations(connection, self.event.id, page.stations)
        if page.facts is not None:
            events.store_facts(connection, self.event.id, page.facts)
        events.add_revoked(connection, self.event.id, page.revoked)

    def _store_people(
        self, connection: Transaction, people: Sequence[PulledAttendee], generation: int
    ) -> None:
        numbers = storing.store(connection, self.event.id, generation, people)
        photos.store(connection, numbers, people)
        movements.add_reported(
            connection,
            [
                Told(attendee=numbers[one.platform_id], movement=said)
                for one in people
                for said in one.movements
            ],
            self.connector.clock_offset(),
        )

    def _advance_snapshot(self, connection: Transaction, page: Page, generation: int) -> int:
        if not page.snapshot_ends:
            events.keep_resume(connection, self.event.id, page.resume)
            return 0
        removed = storing.remove_unseen(connection, self.event.id, generation)
        photos.drop_of_removed(connection, self.event.id)
        events.end_snapshot(connection, self.event.id, page.cursor, self.clock.now())
        return removed

    def _summary(self, removed: int, *, cancelled: bool) -> PullSummary:
        with self.mirror.read() as connection:
            known = attendees.count(connection, self.event.id)
        return PullSummary(attendees=known, removed=removed, cancelled=cancelled)
