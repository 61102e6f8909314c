"""A process that may not write files beyond some size: to SQLite, a disk that is full."""

import resource
import signal
import sys
from pathlib import Path

from sqlalchemy import text

from checkin.errors import CheckinError, MirrorError
from checkin.mirror import events
from checkin.mirror.database import Mirror
from tests.fakes.builders import a_chosen_event, a_platform_event


def _limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def main(folder: Path) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    mirror = Mirror(folder / "mirror.sqlite")
    wal = folder / "mirror.sqlite-wal"
    failure: CheckinError | None = None
    _limit(wal.stat().st_size + 4096)
    try:
        with mirror.write() as connection:
            for number in range(200):
                events.choose(connection, "c" * 500, a_platform_event(number))
    except MirrorError as error:
        failure = error
    with mirror.read() as connection:
        kept = connection.execute(text("SELECT count(*) FROM event")).scalar()
    _limit(resource.RLIM_INFINITY)
    after = a_chosen_event(mirror).id
    sys.stdout.write(f"{type(failure).__name__} kept={kept} afterwards={after} fault={mirror.fault()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
