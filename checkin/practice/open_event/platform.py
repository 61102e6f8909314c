"""The practice platform's state: its tables, its clock, and what it really recorded."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from threading import RLock
from typing import Final
from uuid import UUID

from typing_extensions import override

from checkin.clock import Clock, SystemClock
from checkin.practice.open_event.accounts import Accounts
from checkin.practice.open_event.rows import (
    CHECK_IN,
    CHECK_OUT,
    AttendeeRow,
    CheckInRow,
    EventRow,
    OrderRow,
    PaxRow,
    PracticeEvent,
    SessionRow,
    StationRow,
)
from checkin.practice.open_event.tables import AttendeeTable, CheckInTable

_PRESET_IDENTIFIERS: Final = 77


class PracticeClock(Clock):
    """A clock that can be put forward or back."""

    def __init__(self, true: Clock) -> None:
        self._true = true
        self.offset = timedelta()
        """How far this clock is ahead of the true one."""

    @override
    def now(self) -> datetime:
        """The present instant as this clock has it."""
        return self._true.now() + self.offset

    def today(self) -> datetime:
        """The last UTC midnight, which is where the server's days begin wherever the event is."""
        return self.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)

    @override
    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        return self._true.monotonic()


class Platform:
    """One simulated Open Event server.

    Whoever reads or changes several things at once holds `lock`; the single methods hold it themselves.

    Attributes:
        taken: the check-ins it holds.
        last_list: the list of attendees last asked for, with what it was made of.
        clock: the server's own clock; set its `offset` to make the server wrong, or tomorrow.
        process_started: when the server's process started, which it takes for the time of each check-in.
    """

    def __init__(self, event: PracticeEvent, *, clock: Clock | None = None) -> None:
        self.lock = RLock()
        self.clock = PracticeClock(clock or SystemClock())
        self.process_started = self.clock.now()
        self.accounts = Accounts(event.accounts, self.clock)
        self.events = {row.id: row for row in event.events}
        self.tickets = {row.id: row for row in event.tickets}
        self.orders = {row.id: row for row in event.orders}
        self.attendees = AttendeeTable(event.attendees)
        self.rooms = {row.id: row for row in event.rooms}
        self.tracks = {row.id: row for row in event.tracks}
        self.session_types = {row.id: row for row in event.session_types}
        self.tags = {row.id: row for row in event.tags}
        self.speakers = {row.id: row for row in event.speakers}
        self.sessions = {row.id: row for row in event.sessions}
        self.stations = {row.id: row for row in event.stations}
        self.badge_forms = {row.id: row for row in event.badge_forms}
        self.custom_forms = {row.id: row for row in event.custom_forms}
        self.paxs: dict[int, PaxRow] = {}
        self.tasks: dict[str, object] = {}
        self.dice = Random(_PRESET_IDENTIFIERS)  # noqa: S311 - invented codes, nothing is secret
        self._order_ids = {row.identifier: row.id for row in event.orders}
        self._event_ids = {row.identifier: row.id for row in event.events}
        self.taken = CheckInTable()
        self.last_list: tuple[object, list[AttendeeRow]] = (None, [])
        self._order_changes = 0

    def restart(self) -> None:
        """Start the server's process anew: from now on it sees duplicates of today again."""
        with self.lock:
            self.process_started = self.clock.now()

    @property
    def revision(self) -> int:
        """Grows with each change of an attendee or an order."""
        return self.attendees.revision + self._order_changes

    def event_of(self, reference: str) -> EventRow | None:
        """The event of an id or an identifier."""
        number = int(reference) if reference.isdecimal() else self._event_ids.get(reference, 0)
        return self.events.get(number) or self.events.get(self._event_ids.get(reference, 0))

    def order_of(self, identifier: str) -> OrderRow | None:
        """The order of an identifier."""
        return self.orders.get(self._order_ids.get(identifier, 0))

    def put_order(self, row: OrderRow) -> None:
        """Add an order, or replace the one of the same id."""
        self._order_changes += 1
        self.orders.pop(row.id, None)
        self.orders[row.id] = row
        self._order_ids[row.identifier] = row.id

    def new_identifier(self) -> str:
        """An order identifier that nobody has."""
        return str(UUID(int=self.dice.getrandbits(128), version=4))

    # What it recorded.

    def record(
        self, attendee: AttendeeRow, station: StationRow, session: SessionRow | None, message: str
    ) -> CheckInRow:
        """Keep a check-in, stamped as the server stamps it."""
        now = self.clock.now()
        row = CheckInRow(
            id=self.taken.next_id(),
            event_id=station.event_id,
            attendee_id=attendee.id,
            station_id=station.id,
            session_id=session.id if session else None,
            kind=station.station_type,
            message=message,
            created_at=self.process_started,
            received_at=now,
            check_in_out_at=now if station.station_type in {CHECK_IN, CHECK_OUT} else None,
        )
        self.taken.put(row)
        return row

    def check_ins(self) -> list[CheckInRow]:
        """Every check-in the platform holds, oldest first: its own record, to compare ours with."""
        with self.lock:
            return list(self.taken)

    def check_in_counts(self) -> Counter[int]:
        """How many check-ins each attendee has, by attendee id."""
        return Counter(row.attendee_id for row in self.check_ins())

    # What it printed and who may come.

    def attendee_code(self, attendee_id: int) -> str:
        """What the QR code on somebody's ticket says.

        Raises:
            KeyError: there is no such attendee.
        """
        row = self._attendee(attendee_id)
        return f"{self.orders[row.order_id].identifier}-{row.identifier or row.id}"

    def badge_vcard(self, attendee_id: int) -> str:
        """What the QR code on somebody's badge says: a vCard with blank lines, nothing escaped.

        Raises:
            KeyError: there is no such attendee.
        """
        row = self._attendee(attendee_id)
        lines = (
            "BEGIN:VCARD",
            "VERSION:3.0",
            f"X-SOCIALPROFILE;TYPE=EVENTYAY:{row.id}",
            f"EMAIL:{row.email or ''}",
            f"FN:{row.firstname} {row.lastname}",
            f"N:{row.lastname};{row.firstname};;;",
            f"ORG:{row.company}",
            "END:VCARD",
        )
        return "\n\n".join(lines)

    def attendees_by_status(self, event_id: int) -> dict[str, list[AttendeeRow]]:
        """An event's attendees who are not deleted, by the status of their orders, in order of ids."""
        found: dict[str, list[AttendeeRow]] = {}
        with self.lock:
            for row in sorted(self.attendees.of_event(event_id), key=lambda row: row.id):
                if row.deleted_at is None:
                    found.setdefault(self.orders[row.order_id].status, []).append(row)
        return found

    def orders_by_status(self, event_id: int) -> dict[str, list[OrderRow]]:
        """An event's orders by their status, in order of ids."""
        found: dict[str, list[OrderRow]] = {}
        with self.lock:
            for row in sorted(self.orders.values(), key=lambda row: row.id):
                if row.event_id == event_id:
                    found.setdefault(row.status, []).append(row)
        return found

    def change_attendee(self, attendee_id: int, **changes: object) -> AttendeeRow:
        """Change somebody behind everybody's back, as an organizer in the web interface does.

        Raises:
            KeyError: there is no such attendee.
        """
        with self.lock:
            changed = replace(self._attendee(attendee_id), modified_at=self.clock.now(), **changes)  # type: ignore[arg-type]
            self.attendees.put(changed)
            return changed

    def change_order(self, order_id: int, **changes: object) -> OrderRow:
        """Change an order behind everybody's back.

        Raises:
            KeyError: there is no such order.
        """
        with self.lock:
            changed = replace(self.orders[order_id], **changes)  # type: ignore[arg-type]
            self.put_order(changed)
            return changed

    def _attendee(self, attendee_id: int) -> AttendeeRow:
        row = self.attendees.get(attendee_id)
        if row is None:
            raise KeyError(attendee_id)
        return row
