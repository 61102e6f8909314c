"""A desk in a process of its own, to be killed: started by the story of the dying app.

This process imports everything once. For each line on its standard input, which names a folder, it forks a
desk that admits a burst of codes and writes the number of each attendee it showed green, until it dies.
"""

import os
import signal
import sys
from pathlib import Path

from checkin.app import open_app
from checkin.credentials import SessionVault
from checkin.model.admission import Admitted
from checkin.paths import folders_under
from checkin.practice.open_event import PRACTICE_PASSWORD
from checkin.settings import load

BURST = 25
"""So many codes a desk admits before it only waits to be killed, pushing meanwhile."""


def live(folder: Path, start: int) -> None:
    folders = folders_under(folder)
    vault = SessionVault()
    connection = load(folders.settings).connection
    assert connection is not None
    vault.write(connection.id, {"password": PRACTICE_PASSWORD})
    codes = (folder / "codes.txt").read_text().splitlines()
    app = open_app(folders, vault=vault)
    app.start_sync()
    for code in codes[start : start + BURST]:
        scan = app.desk.admit(code)
        if isinstance(scan.admission, Admitted):
            os.write(1, f"green {scan.admission.attendee.platform_id}\n".encode())
    signal.pause()


def main() -> None:
    for line in sys.stdin:
        folder, start = line.split()
        child = os.fork()
        if child == 0:
            live(Path(folder), int(start))
        os.write(1, f"born {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"dead\n")


if __name__ == "__main__":
    main()
