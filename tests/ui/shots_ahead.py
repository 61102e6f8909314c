"""Draws badges being printed ahead into PNG files: ``python -m tests.ui.shots_ahead FOLDER``.

Not a test: people look at what it draws.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from checkin.app import App, Schedule, open_app
from checkin.app.command_line import choose_first_station
from checkin.credentials import SessionVault
from checkin.paths import folders_under
from checkin.practice.open_event import PRACTICE_ACCOUNT, PRACTICE_PASSWORD, PracticeServer
from checkin.settings import Connection
from ui import theme
from ui.application.screens import Screens
from ui.screens.badges.view import AheadSheet

Shot = Callable[[AheadSheet, Path], None]


def _choose(**choices: object) -> Shot:
    return lambda sheet, _folder: sheet.presenter.choose(**choices)


def _printing(sheet: AheadSheet, folder: Path) -> None:
    sheet.presenter.choose(template="two-sides-4x6", sheet="single", separators=True)
    _until(lambda: sheet.presenter.can_print)
    sheet.presenter.print_to(folder / "ahead.pdf")
    _until(lambda: (sheet.presenter.done or 0) > 40)


def _printed(sheet: AheadSheet, _folder: Path) -> None:
    _until(lambda: not sheet.presenter.busy)


SHOTS: dict[str, Shot] = {
    "everybody": _choose(),
    "cut": _choose(sheet="A4", separators=True),
    "labels": _choose(template="card-cr80", sheet="avery-c32011", start="4"),
    "does-not-fit": _choose(template="default"),
    "printing": _printing,
    "printed": _printed,
    "nobody": _choose(present="in"),
}


def main(folder: Path) -> None:
    """Draw every state, light and dark."""
    application = QApplication.instance()
    qt = application if isinstance(application, QApplication) else QApplication(sys.argv[:1])
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        app = stack.enter_context(_at_an_event(place, stack))
        for look in ("light", "dark"):
            theme.apply(qt, look)
            screens = Screens(app, lambda _: None)
            screens.attendees.resize(1262, 768)
            screens.attendees.show()
            screens.begin("attendees")
            screens.ahead.open()
            for name, shot in SHOTS.items():
                shot(screens.ahead, place)
                _settle(900 if name != "printing" else 200)
                screens.attendees.grab().save(str(folder / f"ahead-{name}-{look}.png"))
            screens.attendees.close()


def _at_an_event(place: Path, stack: ExitStack) -> App:
    server = stack.enter_context(PracticeServer(attendees=400))
    app = open_app(folders_under(place), vault=SessionVault(), schedule=Schedule(changes=3600))
    connection = Connection(platform="open_event", base_url=server.url, account=PRACTICE_ACCOUNT)
    app.connect(connection, {"password": PRACTICE_PASSWORD})
    app.choose_event(app.events()[0])
    app.pull()
    choose_first_station(app)
    return app


def _settle(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(400):
        if holds():
            return
        _settle(50)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
