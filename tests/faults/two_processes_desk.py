"""One of two windows on one data folder; see `tests.faults.two_processes`."""

import os
import random
import sqlite3
import sys
import threading
from contextlib import closing
from itertools import count
from pathlib import Path

from checkin.__main__ import main
from checkin.app import App, Schedule
from checkin.app.sole import AnotherProcessError
from checkin.errors import MirrorLockedError
from checkin.model.admission import Admitted
from tests.faults import laptop
from tests.faults.warm import say

_TRIES = 0.02  # seconds between two attempts to be who sends


def live(folder: str, seed: int, part: str, *words: str) -> None:
    """Open a window and do a part in it, until killed or done; or give a command."""
    if part == "command":
        _command(words)
        return
    app = laptop.opened(Path(folder), Schedule(changes=0.1, everything=1.0))
    match part:
        case "rush":
            _rush(app, Path(folder), random.Random(seed))
        case "hold the file":
            _hold(Path(folder))
        case _:
            raise ValueError(part)


def _command(words: tuple[str, ...]) -> None:
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    sys.argv = ["checkin", *words]
    try:
        main()
    except SystemExit as end:
        say("command", end.code or 0)


def _rush(app: App, folder: Path, dice: random.Random) -> None:
    """Everybody once, as fast as it goes, while somebody sends: whoever may."""
    codes = (folder / "codes.txt").read_text().splitlines()
    dice.shuffle(codes)
    threading.Thread(target=_send, args=[app], daemon=True).start()
    locked = 0
    for code in codes:
        try:
            scan = app.desk.admit(code)
        except MirrorLockedError:
            locked += 1
            continue
        if isinstance(scan.admission, Admitted):
            say("green", code, scan.movement)
    say("locked", locked)
    say("finished")
    threading.Event().wait()


def _send(app: App) -> None:
    """Send as soon as nobody else does."""
    pause = threading.Event()
    for attempt in count():
        try:
            app.start_sync()
        except AnotherProcessError:
            if not attempt:
                say("another")
            pause.wait(_TRIES)
            continue
        say("sends")
        return


def _hold(folder: Path) -> None:
    """Begin to write, and never end it."""
    with closing(sqlite3.connect(laptop.files(folder).mirror, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE event SET name = 'half'")
        say("holds")
        threading.Event().wait()
