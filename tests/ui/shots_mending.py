"""Draws what lies over attendees and sync into PNG files: ``python -m tests.ui.shots_mending FOLDER``.

Not a test: people look at what it draws.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from checkin.model.ids import AttendeeId
from checkin.model.operation import (
    Correct,
    OperationState,
    OutboxCounts,
    Pair,
    ParkedOperation,
    Register,
    Task,
)
from checkin.model.platform import SetupField
from tests.fakes.executor import ask_at_once
from tests.ui.screens.sample_event import FORM, operation, person
from tests.ui.screens.stand_in import StandInApp, at_registration
from ui import theme
from ui.main_window import MainWindow, Place
from ui.screens.attendees.view import AttendeesView
from ui.screens.standing import standing
from ui.screens.sync.view import SyncView

_LONG = "Maximiliana von Wolfeschlegelsteinhausenbergerdorff-Schmidt"
Shot = Callable[[StandInApp], QWidget]


def _family() -> StandInApp:
    app = at_registration()
    walk_in = replace(person(5, "Ann Smith", order=""), walk_in=True, platform_id=None)
    app.people[:] = [
        person(1, "Ada Lovelace", order="F-1", admits=4, remark="Wristband for each of them"),
        person(2, "Byron Lovelace", order="F-1"),
        person(3, _LONG, order="F-2"),
        walk_in,
    ]
    return app


def _attendees(app: StandInApp) -> AttendeesView:
    view = AttendeesView(app.as_app(), ask=ask_at_once, at_desk=ask_at_once)
    app.notices.listen(view.hear)
    view.begin()
    return view


def _panel(app: StandInApp) -> QWidget:
    view = _attendees(app)
    view.presenter.order.admit()
    return view


def _walk_in(app: StandInApp) -> QWidget:
    view = _attendees(app)
    view.presenter.select(AttendeeId(5))
    return view


def _nobody(app: StandInApp) -> QWidget:
    view = _attendees(app)
    view.search.setText("zoe quartermain")
    view.presenter.look_for("zoe quartermain")
    return view


def _correct(app: StandInApp) -> QWidget:
    view = _attendees(app)
    view.presenter.mending.correct()
    return view


def _correct_faults(app: StandInApp) -> QWidget:
    view = _attendees(app)
    view.presenter.select(AttendeeId(3))
    view.presenter.mending.correct()
    view.presenter.mending.give(4, "nobody")
    view.presenter.mending.go_on()
    return view


def _wristband(app: StandInApp) -> QWidget:
    view = _attendees(app)
    view.presenter.select(AttendeeId(3))
    view.presenter.mending.await_wristband()
    return view


def _wristband_fault(app: StandInApp) -> QWidget:
    view = _attendees(app)
    view.presenter.mending.await_wristband()
    view.takes_scan("CODE-2")
    return view


def _sync(app: StandInApp) -> SyncView:
    view = SyncView(app.as_app(), ask=ask_at_once)
    view.begin()
    return view


def _kept_here(app: StandInApp) -> QWidget:
    app.status.counts = OutboxCounts()
    app.desk.tells_movements = False
    app.desk.notes = (
        "Nobody can be registered into “Doctors” here: it costs money.",
        "Its columns are separated by commas.",
    )
    return _sync(app)


def _tasks(app: StandInApp) -> QWidget:
    def with_task(
        number: int, name: str, state: OperationState, task: Task, reason: str = ""
    ) -> ParkedOperation:
        made = operation(number, name, state, reason)
        return replace(made, operation=replace(made.operation, task=task))

    app.kept = {
        "parked": (
            with_task(1, "Ann Smith", OperationState.PARKED, Register(answers={}), "The ticket is sold out."),
            with_task(2, _LONG, OperationState.PARKED, Pair(tag="x"), "This tag belongs to somebody else."),
        ),
        "waiting": (with_task(3, "Ada Lovelace", OperationState.PENDING, Correct(changes={})),),
    }
    app.count()
    return _sync(app)


def _sign_in(app: StandInApp) -> QWidget:
    code = SetupField(
        name="code",
        label="Set-up code",
        help="Make a device for this computer at the platform (Organizer, Devices). Its code works once.",
        secret=True,
    )
    app.forms = (replace(FORM, fields=(code,), scan_hint="Scan the code that the platform shows."),)
    app.status.sign_in_needed = True
    view = _sync(app)
    view.presenter.signing_in.open()
    view.presenter.sign_in()
    return view


def _sign_in_needed(app: StandInApp) -> QWidget:
    app.status.sign_in_needed = True
    return _sync(app)


SHOTS: dict[str, Shot] = {
    "panel": _panel,
    "walk-in": _walk_in,
    "nobody": _nobody,
    "correct": _correct,
    "correct-faults": _correct_faults,
    "wristband": _wristband,
    "wristband-fault": _wristband_fault,
    "sync-kept-here": _kept_here,
    "sync-tasks": _tasks,
    "sync-sign-in": _sign_in,
    "sync-sign-in-needed": _sign_in_needed,
}


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _draw(folder: Path, name: str, size: tuple[int, int]) -> None:
    app = _family()
    view = SHOTS[name](app)
    key = "sync" if name.startswith("sync") else "attendees"
    window = MainWindow(
        [
            Place(key=each, sign=sign, label=text, view=view if each == key else QWidget())
            for each, sign, text in (
                ("desk", "scan", "Check-in"),
                ("attendees", "people", "Attendees"),
                ("sync", "sync", "Sync"),
                ("settings", "gear", "Settings"),
            )
        ]
    )
    window.show_practice(practising=True, platform="pretix or eventyay")
    window.resize(*size)
    window.show()
    window.go(key)
    window.show_standing(standing(app.status, tells=app.desk.tells_movements))
    _wait(300)
    label = f"{name}-{'dark' if theme.is_dark() else 'light'}-{size[1]}"
    window.grab().save(str(folder / f"{label}.png"))
    window.close()


def main(folder: Path, wanted: list[str]) -> None:
    """Draw all, or those named."""
    qt = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for appearance, size in (("light", (1366, 768)), ("light", (1100, 660)), ("dark", (1366, 768))):
        theme.apply(qt, appearance)
        for name in wanted or SHOTS:
            _draw(folder, name, size)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
