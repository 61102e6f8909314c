"""A process that writes to a mirror and is killed: after a commit and within the next, or while migrating."""

import os
import signal
import sqlite3
import sys
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from checkin.mirror import events
from checkin.mirror.database import Mirror
from tests.fakes.builders import a_chosen_event, a_platform_event


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_at(words: str) -> None:
    """Be killed as soon as a statement with these words begins."""

    @event.listens_for(Engine, "connect")
    def _watch(connection: sqlite3.Connection, _entry: object) -> None:
        connection.set_trace_callback(lambda sql: _die() if words in sql else None)


def main(folder: Path, when: str) -> None:
    if when == "migrating":
        _die_at("CREATE TABLE presence")
    mirror = Mirror(folder / "mirror.sqlite")
    a_chosen_event(mirror, 1)
    with mirror.write() as connection:
        events.choose(connection, "c", a_platform_event(2))
        _die()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
