"""The check-ins of the simulated pretix: good ones, refused ones and those taken back."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from checkin.practice.pretix.rows import CheckInRow, ListRow, PositionRow


class CheckInTable:
    """Check-ins, oldest first."""

    def __init__(self) -> None:
        self._rows: list[CheckInRow] = []
        self._of_position: defaultdict[int, list[CheckInRow]] = defaultdict(list)

    def put(self, row: CheckInRow) -> None:
        """Add a check-in."""
        self._rows.append(row)
        if row.position is not None:
            self._of_position[row.position].append(row)

    def of(self, position: PositionRow, *lists: ListRow) -> list[CheckInRow]:
        """A position's good check-ins, newest first; on these lists only when some are given."""
        ids = {one.id for one in lists}
        rows = [
            row for row in self._of_position[position.id] if row.successful and (not lists or row.list in ids)
        ]
        return sorted(rows, key=lambda row: (-row.at.timestamp(), row.id))

    def entries(self, check_in_list: ListRow) -> Counter[int]:
        """How many good entries a list has, by position."""
        return Counter(
            row.position
            for row in self._rows
            if row.successful
            and row.type == "entry"
            and row.list == check_in_list.id
            and row.position is not None
        )

    def __iter__(self) -> Iterator[CheckInRow]:
        return iter(list(self._rows))

    def __reversed__(self) -> Iterator[CheckInRow]:
        return reversed(self._rows)
