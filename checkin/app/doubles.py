"""Watches for people who came in twice while stations were apart."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checkin.errors import MirrorError
from checkin.mirror import doubles
from checkin.mirror.database import Mirror, Transaction
from checkin.mirror.doubles import NOT_YET, Marks, Suspect, Venue
from checkin.model.doubles import DoubleEntry, kept_under
from checkin.model.event import Event
from checkin.model.ids import EventId, MovementId
from checkin.notices import DoublesChanged, MirrorRefreshed, Notice, NoticeBoard, OutboxChanged


class DoubleWatch:
    """Knows the double entries of the chosen event; any thread may ask.

    The mirror is looked through once. After that each look costs as much as what is new since the one
    before: it is taken on the sync's thread, after each pull and whenever the outbox changed.
    """

    def __init__(self, mirror: Mirror, notices: NoticeBoard, event: Callable[[], Event | None]) -> None:
        self._mirror = mirror
        self._notices = notices
        self._event = event
        self._lock = threading.Lock()
        self._of: EventId | None = None
        self._venue: Venue | None = None
        self._marks = NOT_YET
        self._known: dict[Suspect, tuple[DoubleEntry, ...]] = {}
        self._announced = 0

    def heed(self, notice: Notice) -> None:
        """Look again when something may have changed; a mirror that cannot be read now is looked at later."""
        if isinstance(notice, MirrorRefreshed | OutboxChanged):
            with suppress(MirrorError):  # else a pull that went well would be taken for one that failed
                self._look(rules_too=isinstance(notice, MirrorRefreshed))

    def listed(self, limit: int) -> tuple[DoubleEntry, ...]:
        """The double entries, those nobody has looked at first, of these the newest first."""
        self._look(afresh=True)
        with self._lock:
            everything = [entry for several in self._known.values() for entry in several]
        everything.sort(key=lambda entry: entry.second.at, reverse=True)
        return tuple(sorted(everything, key=lambda entry: entry.seen)[:limit])

    def seen(self, second: MovementId, now: datetime) -> None:
        """A lead has looked at the one with this second check-in."""
        with self._mirror.write() as connection:
            doubles.note_seen(connection, second, now)
        with self._lock:
            for key, several in self._known.items():
                self._known[key] = tuple(
                    replace(one, seen=True) if _is(one, second) else one for one in several
                )
        self._announce()

    def _look(self, *, rules_too: bool = False, afresh: bool = False) -> None:
        event = self._event()
        with self._lock:
            if event is None:
                self._forget(None)
            else:
                self._look_at(event, rules_too=rules_too, afresh=afresh)
        self._announce()

    def _look_at(self, event: Event, *, rules_too: bool, afresh: bool) -> None:
        with self._mirror.read() as connection:
            marks = doubles.latest(connection)
            if event.id != self._of or marks.movement < self._marks.movement:
                self._forget(event.id)
            if self._venue is None or rules_too:
                self._learn_rules(connection, event)
            wanted = self._wanted(connection, event, marks)
            if afresh:
                wanted |= self._known.keys()
            if wanted and self._venue is not None:
                found = doubles.judged(connection, self._venue, wanted)
                self._known = {key: kept for key, kept in self._known.items() if key not in wanted} | found
            self._marks = marks

    def _learn_rules(self, connection: Transaction, event: Event) -> None:
        """Other rules make other doubles: then everybody is looked at once more."""
        venue = doubles.venue(connection, event, _zone_time(event))
        if venue != self._venue:
            self._forget(event.id)
            self._venue = venue

    def _wanted(self, connection: Transaction, event: Event, marks: Marks) -> set[Suspect]:
        if self._marks == NOT_YET:
            return doubles.suspects(connection, event.id)
        if marks == self._marks:
            return set()
        return doubles.touched(connection, event.id, self._marks, self._known.keys())

    def _forget(self, event: EventId | None) -> None:
        self._of, self._venue, self._marks = event, None, NOT_YET
        self._known = {}

    def _announce(self) -> None:
        with self._lock:
            unseen = sum(not one.seen for several in self._known.values() for one in several)
            changed, self._announced = unseen != self._announced, unseen
        if changed:
            self._notices.put_up(DoublesChanged(open=unseen))


def _is(one: DoubleEntry, second: MovementId) -> bool:
    return kept_under(one.second.id) == kept_under(second)


def _zone_time(event: Event) -> tzinfo:
    try:
        return ZoneInfo(event.platform.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
