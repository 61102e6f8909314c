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
from checkin.model.form import FieldKind, Form, FormField, FormOption
from checkin.model.ids import AttendeeId
from checkin.model.operation import OutboxCounts
from checkin.model.print_job import JobState
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
    app.notices.listen(view.hear)
    app.spool.ends = JobState.WAITING
    app.spool.words = "Paper is out in Front desk. Load paper. Printing then goes on by itself."
    view.scanned("C1")


def _several_wait(app: FakeApp, view: DeskView) -> None:
    _printer(app, view)
    view.scanned("C2")
    view.scanned("C9")


def _doubt(app: FakeApp, view: DeskView) -> None:
    app.notices.listen(view.hear)
    app.spool.ends = JobState.DOUBTFUL
    app.spool.words = "The app stopped while it was printed: look at the printer."
    view.scanned("C1")


def _another(app: FakeApp, view: DeskView) -> None:
    app.settings = Settings(print_on_check_in=False)
    app.desk.printed.append(AttendeeId(9))
    view.scanned("C9")
    view.presenter.print()


def _has_one(app: FakeApp, view: DeskView) -> None:
    app.desk.printed.append(AttendeeId(1))
    view.scanned("C1")


def _undone(_app: FakeApp, view: DeskView) -> None:
    view.scanned("C1")
    view.presenter.undo()


def _keys(_app: FakeApp, view: DeskView) -> None:
    view.sheet.show_over()


def _options(*words: str) -> tuple[FormOption, ...]:
    return tuple(FormOption(label=word, value=word) for word in words)


_WAIVER = FormField(name="waiver", label="Signed the photo waiver", kind=FieldKind.TICK, required=True)
_SHIRT = FormField(
    name="shirt",
    label="T-shirt size",
    kind=FieldKind.CHOICE,
    required=True,
    options=_options("S", "M", "L", "XL", "XXL"),
)
_LONG_QUESTION = FormField(
    name="long",
    label="Which of the workshops on Saturday afternoon do you want to attend, given that all of them take "
    "place at the same time in different buildings?",
    kind=FieldKind.CHOICES,
    help="As many as you like; the first that still has room is booked. Bring your own computer.",
    options=_options("Typed Python in anger", "Shaping text by hand", "Databases that never lose a write"),
)
_KINDS = (
    _SHIRT,
    FormField(name="born", label="Date of birth", kind=FieldKind.DATE, required=True),
    FormField(name="age", label="Years of Python", kind=FieldKind.NUMBER),
    FormField(name="at", label="Arrived at", kind=FieldKind.TIME),
    FormField(name="leaves", label="Leaves on", kind=FieldKind.MOMENT),
    FormField(name="mail", label="Where may we write to?", kind=FieldKind.EMAIL),
    FormField(
        name="country",
        label="Country",
        kind=FieldKind.CHOICE,
        options=_options("Austria", "Belgium", "Chile", "Denmark", "Estonia", "France", "Germany"),
    ),
    FormField(name="food", label="What should the kitchen know?", kind=FieldKind.LINES),
    _LONG_QUESTION,
    _WAIVER,
)
_WALK_IN = Form(
    fields=(
        FormField(name="given_name", label="First name", required=True),
        FormField(name="family_name", label="Last name"),
        FormField(name="company", label="Company"),
        FormField(name="email", label="E-mail address", kind=FieldKind.EMAIL),
        FormField(
            name="proof", label="Number of the student card", ticket_types=frozenset({"2"}), required=True
        ),
        FormField(name="pin", label="Event password", kind=FieldKind.SECRET, ticket_types=frozenset({"3"})),
    ),
    ticket_types=(
        ("1", "Conference Ticket, Regular"),
        ("2", "Conference Ticket, Student"),
        ("3", "Conference Ticket, Speaker"),
        ("4", "VIP Pass"),
    ),
)


def _question(app: FakeApp, view: DeskView) -> None:
    app.desk.questions = (_SHIRT, _WAIVER)
    view.scanned("C1")


def _question_faults(app: FakeApp, view: DeskView) -> None:
    app.desk.questions = (_SHIRT, _WAIVER)
    view.scanned("C1")
    view.form.done.emit()


def _questions_long(app: FakeApp, view: DeskView) -> None:
    app.desk.questions = _KINDS
    view.scanned("C9")


def _questions_long_faults(app: FakeApp, view: DeskView) -> None:
    _questions_long(app, view)
    view.form.fields.entries[1].entry.answered.emit("the first of May")
    view.form.done.emit()


def _questions_left(app: FakeApp, view: DeskView) -> None:
    _question(app, view)
    view.form.left.emit()


def _scan_between(app: FakeApp, view: DeskView) -> None:
    _question(app, view)
    app.desk.questions = ()
    view.scanned("C2")
    view.scanned("C11")


def _walk_in(_app: FakeApp, view: DeskView) -> None:
    view.register()


def _walk_in_types(app: FakeApp, view: DeskView) -> None:
    app.desk.walk_in_form = _WALK_IN
    view.register("ann smith")


def _walk_in_faults(app: FakeApp, view: DeskView) -> None:
    app.desk.walk_in_form = _WALK_IN
    view.register()
    view.form.done.emit()


def _walk_in_student(app: FakeApp, view: DeskView) -> None:
    app.desk.walk_in_form = _WALK_IN
    view.register("maximiliana von Wolfeschlegelsteinhausenbergerdorff-Schmidt")
    view.form.chosen.emit("2")
    view.form.done.emit()


def _walk_in_refused(app: FakeApp, view: DeskView) -> None:
    app.desk.walk_in_form = Form(refused="This event sells its tickets at the platform alone.")
    view.register()


def _walk_in_offer(_app: FakeApp, view: DeskView) -> None:
    view.field.setText("ann smith")
    view.presenter.typed("ann smith")
    view.presenter.submitted("ann smith")


def _look_first(app: FakeApp, view: DeskView) -> None:
    app.desk.gets_ticket(2, needs_confirmation=True, remark="Show your student card")
    app.desk.movements.clear()
    view.scanned("C2")


def _remark(app: FakeApp, view: DeskView) -> None:
    app.desk.gets_ticket(1, remark="Give them the speaker's bag and the dinner voucher", admits=4)
    view.scanned("C1")
    view.scanned("C1")


def _remark_long(app: FakeApp, view: DeskView) -> None:
    app.desk.gets_ticket(
        9, remark="Has to be eighteen for the evening programme: look at the papers", admits=12
    )
    view.scanned("C9")


def _replaced(app: FakeApp, view: DeskView) -> None:
    app.desk.revoked = ("OLD",)
    view.scanned("OLD")


def _kept_here(app: FakeApp, view: DeskView) -> None:
    app.desk.tells_movements = False
    view.begin()


SHOTS: dict[str, Shot] = {
    "badge-several-wait": _several_wait,
    "badge-doubt": _doubt,
    "badge-another": _another,
    "badge-has-one": _has_one,
    "question": _question,
    "question-faults": _question_faults,
    "questions-long": _questions_long,
    "questions-long-faults": _questions_long_faults,
    "questions-left": _questions_left,
    "scan-between": _scan_between,
    "walk-in": _walk_in,
    "walk-in-types": _walk_in_types,
    "walk-in-faults": _walk_in_faults,
    "walk-in-student": _walk_in_student,
    "walk-in-refused": _walk_in_refused,
    "walk-in-offer": _walk_in_offer,
    "look-first": _look_first,
    "remark": _remark,
    "remark-long": _remark_long,
    "replaced": _replaced,
    "kept-here": _kept_here,
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
    for appearance, sizes in (("light", ((1366, 768), (1100, 660))), ("dark", ((1366, 768),))):
        theme.apply(qt, appearance)
        for size in sizes:
            for name in wanted or SHOTS:
                _draw(folder, name, size)
    theme.apply(qt, "light")
    _draw(folder, "idle", (1366, 768), empty=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
