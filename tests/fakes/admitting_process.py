"""A process that admits codes one after the other, and may be killed at a statement."""

import os
import signal
import sqlite3
import sys
from pathlib import Path

from checkin.clock import SystemClock
from checkin.desk import admit
from checkin.mirror.database import Mirror
from checkin.model.admission import Admitted
from tests.fakes.builders import a_door, a_pulled


def _die_at(words: str, mirror: Mirror) -> None:
    with mirror.write() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
    driver.set_trace_callback(lambda sql: os.kill(os.getpid(), signal.SIGKILL) if words in sql else None)


def main(folder: Path, codes: str, dies_at: str) -> None:
    mirror = Mirror(folder / "mirror.sqlite")
    people = [a_pulled(int(code[1:])) for code in codes.split(",")]
    post = a_door(mirror, SystemClock(), *people).post
    if dies_at:
        _die_at(dies_at, mirror)
    for code in codes.split(","):
        scan = admit.admit(post, code)
        sys.stdout.write("green\n" if isinstance(scan.admission, Admitted) else "red\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
