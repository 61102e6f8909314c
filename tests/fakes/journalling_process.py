"""A door that lets people in as fast as it can while its journal is kept, to be killed."""

import signal
import sys
from pathlib import Path

from checkin.app.journals import Journals
from checkin.clock import SystemClock
from checkin.desk import admit
from checkin.mirror.database import Mirror
from checkin.paths import folders_under
from checkin.settings import Settings
from tests.fakes.builders import a_door, a_pulled

LIVES, PEOPLE = 2, 600
"""So many people come in each life; whoever admits them all waits to be killed."""

SETTINGS = Settings(station_id="1b671a64-40d5-491e-99b0-da01ff1f3341")


def main(folder: Path, life: int) -> None:
    folders = folders_under(folder).create()
    door = a_door(Mirror(folders.mirror), SystemClock(), *map(a_pulled, range(LIVES * PEOPLE)))
    Journals(door.mirror, door.post.clock, door.post.notices, folders, lambda: SETTINGS).start()
    for number in range(life * PEOPLE, (life + 1) * PEOPLE):
        admit.admit(door.post, f"C{number}")
    signal.pause()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
