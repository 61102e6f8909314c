"""Statements of the hot path, compiled once.

What happens while somebody stands at the door is run straight on the driver: SQLAlchemy's caching and
events would cost as much again as the disk. Values come and go as SQLite has them: instants as microseconds,
truth as 0 and 1.
"""

import collections
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.dialects import sqlite


class Prepared:
    """One statement, ready to be run with values for its named parameters."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | Update | Delete) -> None:
        compiled = statement.compile(dialect=sqlite.dialect(paramstyle="named"))
        self._sql = str(compiled)
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}
        columns = statement.selected_columns if isinstance(statement, Select) else ()
        names = [str(column.key) for column in columns]
        self._as_row = _row_maker(names)

    def run(self, connection: Connection, values: Mapping[str, object]) -> list[Any]:
        """Run it within the connection's transaction; the rows, if it gives any, by their columns' names."""
        driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        found = driver.execute(self._sql, {**self._fixed, **values})
        return [self._as_row(row) for row in found]


def _row_maker(names: Sequence[str]) -> Callable[[Sequence[object]], Any]:
    row: Any = collections.namedtuple("row", names)  # type: ignore[misc]  # noqa: PYI024 - known only here
    return cast(Callable[[Sequence[object]], Any], row._make)
