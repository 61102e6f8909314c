"""From the command line to an open window."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from checkin.app import App, Mended
from checkin.app.command_line import practise_at_once
from checkin.clock import SystemClock
from checkin.errors import CheckinError
from checkin.paths import Folders, folders_under, user_folders
from ui import printing, tasks, theme, wording
from ui.application.crash import CrashHandler
from ui.application.passphrase import opened
from ui.application.shell import Shell
from ui.widgets.plain_dialog import PlainDialog


def main(argv: Sequence[str]) -> int:
    """Open the window; returns when it was closed."""
    wish = _wish(argv)
    folders = user_folders() if wish.data is None else folders_under(wish.data)
    qt = QApplication([argv[0]])
    qt.setApplicationName("checkin-desk")
    qt.setApplicationDisplayName("Check-in Desk")
    qt.setDesktopFileName("checkin-desk")
    printing.use_what_is_there()
    theme.apply(qt)
    qt.setWindowIcon(theme.icon("app", theme.LIGHT.accent, size=128))
    crash = CrashHandler(folders.logs, SystemClock(), qt)
    crash.install()
    try:
        return _run(qt, folders, wish)
    finally:
        crash.uninstall()


def _run(qt: QApplication, folders: Folders, wish: argparse.Namespace) -> int:
    try:
        app = opened(folders)
    except CheckinError as error:
        cannot_open(error).exec()
        return 1
    if app is None:
        return 1
    with app:
        theme.apply(qt, app.settings.appearance)
        if app.mended is not None:
            was_mended(app.mended).exec()
        try:
            if wish.demo:
                practise_at_once(app, wish.platform)
        except CheckinError as error:
            cannot_open(error).exec()
            return 1
        shell = open_window(app, practise=wish.practise)
        try:
            return qt.exec()
        finally:
            shell.close()
            tasks.stop_background()


def open_window(app: App, *, practise: bool = False) -> Shell:
    """Show the desk, or what has to be set up before there can be one."""
    remembered = QSettings(str(app.folders.settings / "window.ini"), QSettings.Format.IniFormat)
    shell = Shell(app, remembered)
    shell.open(practise=practise)
    return shell


def cannot_open(error: CheckinError) -> PlainDialog:
    """What is said instead of a window."""
    words = wording.of_error(error)
    return PlainDialog(words.title, f"{words.happened}\n\n{words.do_next}")


def was_mended(mended: Mended) -> PlainDialog:
    """What is said once after a damaged list was mended, before anybody goes on with the new one."""
    return PlainDialog(
        mended.title, f"{mended.happened}\n\n{mended.do_next}", button="Go on", small=mended.kept
    )


def _wish(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="checkin", description="The check-in desk.")
    parser.add_argument("--data", type=Path, help="keep everything in this folder")
    parser.add_argument(
        "--practise", action="store_true", help="set up on the practice platform, with a made-up event"
    )
    parser.add_argument(
        "--demo", action="store_true", help="open the desk of a made-up event; nothing of it stays"
    )
    parser.add_argument(
        "--platform", default="open_event", help="which platform the made-up event is on, with --demo"
    )
    return parser.parse_args(list(argv[1:]))
