"""A journal on a disk that is full, and has room again later: files may not grow beyond some size."""

import resource
import sys
from pathlib import Path

from checkin.clock import SystemClock
from checkin.desk import admit
from checkin.journal.follow import Author, Follower
from checkin.mirror.database import Mirror
from tests.fakes.builders import a_door, a_pulled

US = Author(station="1b671a64-40d5-491e", station_name="Desk 1", computer="here")


def _limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def main(folder: Path) -> None:
    door = a_door(
        Mirror(folder / "mirror.sqlite"), SystemClock(), *(a_pulled(number) for number in range(60))
    )
    for number in range(60):
        admit.admit(door.post, f"C{number}")
    follower = Follower(door.mirror, door.post.clock, folder / "journal", is_own=True)
    failures = 0
    for size in (0, 5000, 9000, 9001, 20_000):
        _limit(size)
        try:
            follower.step(US)
        except OSError:
            failures += 1
    _limit(resource.RLIM_INFINITY)
    while follower.step(US):
        pass
    sys.stdout.write(f"failed {failures}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
