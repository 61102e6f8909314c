"""A desk that kills itself while it writes badges ahead; see `tests.faults.badge_files`."""

import os
import signal
import sys
from contextlib import closing
from pathlib import Path

from checkin.app import open_app
from checkin.credentials import SessionVault
from checkin.desk.pre_print import PrePress, Style
from checkin.model.pre_print import Wanted
from checkin.paths import folders_under

_HALF = 30  # badges


def live(folder: str, chosen: str, place: str, part: int) -> None:
    """Write everybody's badges into the chosen folder, and die where it is said."""
    app = open_app(folders_under(Path(folder)), vault=SessionVault())
    with closing(app):
        press = app.pre_press()
        if place == "in mid-file":
            _print(press, chosen, part, dies_at=_HALF)
        elif place == "whole, before it has its name":
            sys.addaudithook(_die_on_renaming)
            _print(press, chosen, part)
        else:
            _print(press, chosen, part)
            _die()


def _print(press: PrePress, chosen: str, part: int, dies_at: int = 0) -> None:
    def progress(done: int, _: int) -> None:
        if done == dies_at:
            _die()

    press.print_to(Path(chosen) / "badges.pdf", Wanted(), Style(part=part), progress)


def _die_on_renaming(event: str, arguments: tuple[object, ...]) -> None:
    if event == "os.rename" and str(arguments[1]).endswith(".pdf"):
        _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
