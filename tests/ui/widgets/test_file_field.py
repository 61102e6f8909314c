from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import shown
from ui.widgets.file_field import FileField

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def heard(field: FileField) -> list[str]:
    said: list[str] = []
    field.typed.connect(said.append)
    field.finished.connect(lambda: said.append("!"))
    return said


def dropped(on: QWidget, dragged: QMimeData) -> bool:
    copy = Qt.DropAction.CopyAction
    entered = QDragEnterEvent(QPoint(5, 5), copy, dragged, LEFT, PLAIN)
    QApplication.sendEvent(on, entered)
    QApplication.sendEvent(on, QDropEvent(QPointF(5, 5), copy, dragged, LEFT, PLAIN))
    return entered.isAccepted()


def a_file(path: str) -> QMimeData:
    dragged = QMimeData()
    dragged.setUrls([QUrl("https://example.org/list.csv"), QUrl.fromLocalFile(path)])
    return dragged


def test_a_path_can_be_typed(qtbot: QtBot) -> None:
    field = shown(qtbot, FileField("List"))
    said = heard(field)

    QTest.keyClicks(field.line, "/a")
    QTest.keyClick(field.line, Qt.Key.Key_Return)

    assert said == ["/", "/a", "!"]


def test_a_file_is_chosen_in_a_dialog_that_does_not_block(qtbot: QtBot) -> None:
    field = shown(qtbot, FileField("List", "Lists (*.csv)"))
    said = heard(field)

    dialog = field.ask()
    assert dialog.nameFilters() == ["Lists (*.csv)"]
    dialog.fileSelected.emit("/home/desk/list.csv")
    dialog.reject()

    assert said == ["/home/desk/list.csv", "!"]
    assert field.line.text() == "/home/desk/list.csv"


def test_a_file_may_be_dropped_on_the_line_and_beside_it(qtbot: QtBot) -> None:
    field = shown(qtbot, FileField("List"))
    said = heard(field)

    assert dropped(field.line, a_file("/a.csv"))
    assert dropped(field, a_file("/b.csv"))

    assert said == ["/a.csv", "!", "/b.csv", "!"]


def test_what_is_no_file_of_this_computer_is_no_path(qtbot: QtBot) -> None:
    field = shown(qtbot, FileField("List"))
    text = QMimeData()
    text.setText("some words")

    assert not dropped(field, text)
    dropped(field.line, text)

    assert field.line.text() == "some words"


def test_showing_a_path_tells_nobody(qtbot: QtBot) -> None:
    field = shown(qtbot, FileField("List"))
    said = heard(field)

    field.show_path("/home/desk/list.csv")

    assert said == []
    assert field.line.text() == "/home/desk/list.csv"
