"""The tables of the practice platform that grow: attendees and check-ins, with the indexes they need."""

from collections.abc import Iterable, Iterator

from checkin.practice.open_event.rows import AttendeeRow, CheckInRow


class AttendeeTable:
    """Attendees, in the order a database without ``ORDER BY`` gives them: a changed row moves to the end."""

    def __init__(self, rows: Iterable[AttendeeRow]) -> None:
        self._rows: dict[int, AttendeeRow] = {}
        self._of_event: dict[int, dict[int, AttendeeRow]] = {}
        self._of_order: dict[int, dict[int, AttendeeRow]] = {}
        self.revision = 0
        """Grows with each change."""
        for row in rows:
            self.put(row)

    def put(self, row: AttendeeRow) -> None:
        """Add a row, or replace the one of the same id."""
        self.revision += 1
        for rows in (
            self._rows,
            self._of_event.setdefault(row.event_id, {}),
            self._of_order.setdefault(row.order_id, {}),
        ):
            rows.pop(row.id, None)
            rows[row.id] = row

    def get(self, attendee_id: int) -> AttendeeRow | None:
        """The attendee of an id, soft-deleted or not."""
        return self._rows.get(attendee_id)

    def of_event(self, event_id: int) -> list[AttendeeRow]:
        """Everybody of an event, soft-deleted or not."""
        return list(self._of_event.get(event_id, {}).values())

    def of_order(self, order_id: int) -> list[AttendeeRow]:
        """Everybody of an order."""
        return list(self._of_order.get(order_id, {}).values())

    def next_id(self) -> int:
        """An id that is not taken."""
        return max(self._rows, default=0) + 1

    def __iter__(self) -> Iterator[AttendeeRow]:
        return iter(list(self._rows.values()))


class CheckInTable:
    """Check-ins, oldest first."""

    def __init__(self) -> None:
        self._rows: dict[int, CheckInRow] = {}
        self._of_attendee: dict[int, list[CheckInRow]] = {}
        self._last_id = 0

    def next_id(self) -> int:
        """An id that was never taken."""
        self._last_id += 1
        return self._last_id

    def put(self, row: CheckInRow) -> None:
        """Add a check-in."""
        self._rows[row.id] = row
        self._of_attendee.setdefault(row.attendee_id, []).append(row)

    def get(self, row_id: int) -> CheckInRow | None:
        """The check-in of an id."""
        return self._rows.get(row_id)

    def forget(self, row_id: int) -> CheckInRow | None:
        """Take a check-in back, and return it; what it did to the attendee stays."""
        row = self._rows.pop(row_id, None)
        if row is not None:
            self._of_attendee[row.attendee_id].remove(row)
        return row

    def of_attendee(self, attendee_id: int) -> list[CheckInRow]:
        """An attendee's check-ins."""
        return list(self._of_attendee.get(attendee_id, ()))

    def __iter__(self) -> Iterator[CheckInRow]:
        return iter(list(self._rows.values()))
