"""What SQLite is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection


@contextmanager
def overheard(connection: Connection) -> Iterator[list[str]]:
    """The statements SQLite is given, with their values in them."""
    driver = connection.connection.driver_connection
    assert driver is not None
    said: list[str] = []
    driver.set_trace_callback(said.append)
    yield said
    driver.set_trace_callback(None)
