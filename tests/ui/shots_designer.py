"""Draws the badge designer into PNG files: ``python -m tests.ui.shots_designer FOLDER [NAME...]``.

Not a test: people look at what it draws.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from itertools import product
from pathlib import Path

from PySide6.QtCore import QEventLoop, QRectF, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from checkin.app import App, SyncStatus
from checkin.model.operation import OutboxCounts
from tests.ui.screens.designer.a_station import at_an_event, nowhere_yet
from ui import theme
from ui.main_window import MainWindow, Place
from ui.screens.designer import draft as drafting
from ui.screens.designer.draft import Side
from ui.screens.designer.view import DesignerView
from ui.screens.standing import standing

Shot = Callable[[App, DesignerView], None]

README = "readme"
"""What is shown to whoever has never seen the app: goes to ``resources/screenshots`` as it is."""


def _open(_app: App, view: DesignerView, name: str = "default") -> None:
    view.begin()
    _settle(900)
    view.shelf.presenter.choose(name)
    view.shelf.presenter.open()
    _settle(700)


def _shelf(_app: App, view: DesignerView) -> None:
    view.begin()


def _shelf_own(app: App, view: DesignerView) -> None:
    name = app.templates.duplicate("default")
    (app.folders.templates / "half-done.json").write_text('{"format": 1, "name": "Half"}', encoding="utf-8")
    app.change_settings(template=name)
    view.begin()
    _settle(900)
    view.shelf.presenter.choose(name)


def _shelf_wrong(app: App, view: DesignerView) -> None:
    _shelf_own(app, view)
    view.shelf.presenter.choose("half-done")


def _page(app: App, view: DesignerView) -> None:
    _open(app, view)


def _text(app: App, view: DesignerView) -> None:
    _open(app, view)
    drawing = view.editor.presenter.drawing
    drawing.choose(next(at for at, one in enumerate(drawing.draft.elements) if one.name == "person"))


def _code(app: App, view: DesignerView) -> None:
    _open(app, view)
    view.editor.presenter.drawing.choose(len(view.editor.presenter.drawing.draft.elements) - 1)


def _guides(app: App, view: DesignerView) -> None:
    _code(app, view)
    pen = view.editor.presenter.pen
    pen.put_down()
    pen.drag(-22.2, -30.1, reach=2)


def _seen_with(title: str) -> Shot:
    def shot(app: App, view: DesignerView) -> None:
        _open(app, view)
        _look_at(view, title)
        view.editor.presenter.drawing.choose(3)

    return shot


def _faults(app: App, view: DesignerView) -> None:
    _code(app, view)
    drawing = view.editor.presenter.drawing
    drawing.do(lambda now: drafting.place(now, now.elements[now.chosen or 0].box._replace(width=9, height=9)))


def _refused(app: App, view: DesignerView) -> None:
    _code(app, view)
    view.editor.presenter.form.set("box.x", 80.0)


def _back(app: App, view: DesignerView) -> None:
    _open(app, view)
    view.editor.presenter.drawing.turn_over(Side.BACK)


def _near(app: App, view: DesignerView) -> None:
    _text(app, view)
    view.editor.bar.zoom.chosen.emit("2")


def _leaving(app: App, view: DesignerView) -> None:
    _code(app, view)
    view.editor.presenter.pen.nudge(-5, 0)
    view.editor.leave()


def _choose(view: DesignerView, *names: str) -> None:
    drawing = view.editor.presenter.drawing
    places = [at for at, one in enumerate(drawing.draft.usual) if one.name in names]
    drawing.choose(None, places)


def _many(app: App, view: DesignerView) -> None:
    _open(app, view)
    _choose(view, "person", "ticket type", "code")


def _band(app: App, view: DesignerView) -> None:
    _open(app, view)
    view.editor.canvas.band = QRectF(150, 120, 260, 300)
    _choose(view, "person", "ticket type")


def _when(app: App, view: DesignerView) -> None:
    _text(app, view)
    form = view.editor.presenter.form
    form.set("when.0.kind", "types")
    form.set("when.1.kind", "equals")
    _settle(200)
    bar = view.editor.form.verticalScrollBar()
    bar.setValue(bar.maximum() - 150)


def _own(app: App, view: DesignerView) -> None:
    _open(app, view)
    _choose(view, "band")
    form = view.editor.presenter.form
    form.set("own.type", app.ticket_types()[-1])
    form.set("area.fill", "#a11d4f")
    _settle(200)
    bar = view.editor.form.verticalScrollBar()
    bar.setValue(bar.maximum())


def _faults_many(app: App, view: DesignerView) -> None:
    _faults(app, view)
    _look_at(view, "A very long")
    _choose(view, "person")
    drawing = view.editor.presenter.drawing
    drawing.do(lambda now: drafting.place(now, now.elements[now.several[0]].box._replace(height=14)))


def _look_at(view: DesignerView, title: str) -> None:
    people = view.editor.presenter.people
    people.look_at(next(key for key, one in people.everybody.items() if one.title.startswith(title)))


def _readme(app: App, view: DesignerView) -> None:
    """A design with all there is to it, something at hand that has just caught."""
    _open(app, view, "photo-a6")
    drawing, form = view.editor.presenter.drawing, view.editor.presenter.form
    form.set("badge.name", "Open Source Days, main badge")
    form.set("badge.colour", "#0b6e5f")
    drawing.choose(next(at for at, one in enumerate(drawing.draft.usual) if one.name == "band"))
    form.set("own.type", "VIP")
    form.set("area.fill", "#a11d4f")
    _choose(view, "code")
    pen = view.editor.presenter.pen
    _settle(600)
    pen.put_down()
    pen.drag(-2.4, -2.9, reach=2)


SHOTS: dict[str, Shot] = {
    README: _readme,
    "shelf": _shelf,
    "shelf-own": _shelf_own,
    "shelf-wrong": _shelf_wrong,
    "page": _page,
    "text": _text,
    "code": _code,
    "guides": _guides,
    "many": _many,
    "band": _band,
    "when": _when,
    "own": _own,
    "long": _seen_with("A very long"),
    "longest": _seen_with("The longest"),
    "arabic": _seen_with("Arabic"),
    "faults": _faults,
    "faults-many": _faults_many,
    "refused": _refused,
    "back": _back,
    "near": _near,
    "leaving": _leaving,
}
SIZES = ((1366, 768), (1100, 660))


def _settle(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main(folder: Path, wanted: list[str]) -> None:
    """Draw every state, light and dark, at two sizes."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    for look, size in product(("light", "dark"), SIZES):
        theme.apply(qt, look)
        for name in wanted or SHOTS:
            if name != README or size == SIZES[0]:
                _draw(SHOTS[name], folder / _called(name, look, size), size, empty=name == "shelf")


def _called(name: str, look: str, size: tuple[int, int]) -> str:
    if name == README:
        return "designer.png" if look == "light" else "designer_dark.png"
    return f"designer-{name}-{look}-{size[0]}.png"


def _draw(shot: Shot, file: Path, size: tuple[int, int], *, empty: bool) -> None:
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        app = stack.enter_context(nowhere_yet(place) if empty else at_an_event(place))
        view = DesignerView(app)
        window = _window(view)
        window.resize(*size)
        window.show()
        shot(app, view)
        _settle(900)
        window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888).save(str(file))
        window.close()
        window.deleteLater()
        _settle(50)


def _window(view: DesignerView) -> MainWindow:
    places = (
        Place(key="desk", sign="scan", label="Check-in", view=QWidget()),
        Place(key="attendees", sign="people", label="Attendees", view=QWidget()),
        Place(key="badges", sign="badge", label="Badges", view=QWidget()),
        Place(key="sync", sign="sync", label="Sync", view=QWidget()),
        Place(key="settings", sign="gear", label="Settings", view=view),
    )
    window = MainWindow(places)
    window.go("settings")
    status = SyncStatus(online=True, counts=OutboxCounts(settled=214))
    window.show_standing(standing(status, tells=True))
    return window


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
