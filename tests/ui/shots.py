"""Draws the states of the window into PNG files: ``python -m tests.ui.shots FOLDER``.

Not a test: people look at what it draws.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from checkin.app import SyncStatus
from checkin.errors import BadgeError
from checkin.model.operation import OutboxCounts
from checkin.settings import Settings
from tests.fakes.app import FakeApp
from tests.fakes.executor import ask_at_once
from ui import theme
from ui.main_window import MainWindow, Place
from ui.scanning.viewfinder import Viewfinder
from ui.screens.desk.view import DeskView
from ui.screens.standing import standing

Shot = Callable[[FakeApp, DeskView], None]


def _quiet(app: FakeApp) -> None:
    for number, minutes in ((2, 31), (3, 12), (11, 4)):
        app.desk.was_inside(number, minutes_ago=minutes)
    app.desk.extra_people = 1193


def _idle(_app: FakeApp, _view: DeskView) -> None:
    """Nothing yet."""


def _camera(_app: FakeApp, view: DeskView) -> None:
    viewfinder = Viewfinder()
    view.show_camera(viewfinder)
    viewfinder.show_state("watching", "")
    viewfinder.show_frame(_picture())
    viewfinder.flash()
    view.scanned("C1")


def _picture() -> QImage:
    """Something like a ticket held up."""
    picture = QImage(640, 360, QImage.Format.Format_RGB32)
    picture.fill(QColor("#5c6470"))
    painter = QPainter(picture)
    painter.fillRect(190, 40, 260, 280, QColor("#f2f0ea"))
    for row in range(12):
        for column in range(12):
            if (row * 7 + column * 5 + row * column) % 3 == 0:
                painter.fillRect(236 + column * 14, 90 + row * 14, 14, 14, QColor("#1b1b1b"))
    painter.end()
    return picture


def _admitted(_app: FakeApp, view: DeskView) -> None:
    view.scanned("C1")


def _already(_app: FakeApp, view: DeskView) -> None:
    view.scanned("C2")


def _unpaid(_app: FakeApp, view: DeskView) -> None:
    view.scanned("C4")


def _confirm(_app: FakeApp, view: DeskView) -> None:
    view.scanned("C4")
    view.panel.acted.emit("overrule")


def _unknown(_app: FakeApp, view: DeskView) -> None:
    view.scanned("nobody-has-this")


def _ambiguous(app: FakeApp, view: DeskView) -> None:
    app.desk.shared["ORD-101"] = (2, 3, 11)
    view.scanned("ORD-101")


def _typing(_app: FakeApp, view: DeskView) -> None:
    view.field.setText("gr")
    view.presenter.typed("gr")
    view.presenter.moved(1)


def _nobody(_app: FakeApp, view: DeskView) -> None:
    view.field.setText("zz")
    view.presenter.typed("zz")


def _offline(app: FakeApp, view: DeskView) -> None:
    app.status = SyncStatus(online=False, counts=OutboxCounts(waiting=17))
    view.scanned("C1")


def _sign_in(app: FakeApp, view: DeskView) -> None:
    app.status = SyncStatus(sign_in_needed=True, counts=OutboxCounts(waiting=3, parked=2))
    view.scanned("C6")


def _arabic(_app: FakeApp, view: DeskView) -> None:
    view.scanned("C7")


def _chinese(_app: FakeApp, view: DeskView) -> None:
    view.scanned("C8")


def _thai(_app: FakeApp, view: DeskView) -> None:
    view.scanned("C10")


def _long(_app: FakeApp, view: DeskView) -> None:
    view.scanned("C9")


def _printer(app: FakeApp, view: DeskView) -> None:
    app.desk.printer_fails = BadgeError(
        "The printer \N{LEFT DOUBLE QUOTATION MARK}Label\N{RIGHT DOUBLE QUOTATION MARK} is out of paper."
    )
    view.scanned("C1")


def _undone(_app: FakeApp, view: DeskView) -> None:
    view.scanned("C1")
    view.presenter.undo()


def _keys(_app: FakeApp, view: DeskView) -> None:
    view.sheet.show_over()


SHOTS: dict[str, Shot] = {
    "idle": _idle,
    "camera": _camera,
    "admitted": _admitted,
    "already": _already,
    "unpaid": _unpaid,
    "confirm": _confirm,
    "unknown": _unknown,
    "ambiguous": _ambiguous,
    "typing": _typing,
    "nobody": _nobody,
    "offline": _offline,
    "sign-in": _sign_in,
    "arabic": _arabic,
    "chinese": _chinese,
    "thai": _thai,
    "long": _long,
    "printer": _printer,
    "undone": _undone,
    "keys": _keys,
}


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _draw(folder: Path, name: str, size: tuple[int, int], *, empty: bool = False) -> None:
    app = FakeApp(settings=Settings())
    if not empty:
        _quiet(app)
    view = DeskView(app, ask_at_once)
    others = [
        Place(key=key, sign=sign, label=text, view=QWidget())
        for key, sign, text in (
            ("attendees", "people", "Attendees"),
            ("sync", "sync", "Sync"),
            ("settings", "gear", "Settings"),
        )
    ]
    window = MainWindow([Place(key="desk", sign="scan", label="Check-in", view=view), *others])
    window.go("desk")
    window.resize(*size)
    window.show()
    view.begin()
    _wait(30)
    SHOTS[name](app, view)
    window.show_standing(standing(app.status))
    _wait(420)
    label = f"{name}{'-empty' if empty else ''}-{'dark' if theme.is_dark() else 'light'}-{size[1]}"
    window.grab().save(str(folder / f"{label}.png"))
    window.close()


def main(folder: Path, wanted: list[str]) -> None:
    """Draw all, or those named."""
    qt = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for appearance, sizes in (("light", ((1366, 768), (1280, 720))), ("dark", ((1366, 768),))):
        theme.apply(qt, appearance)
        for size in sizes:
            for name in wanted or SHOTS:
                _draw(folder, name, size)
    theme.apply(qt, "light")
    _draw(folder, "idle", (1366, 768), empty=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
