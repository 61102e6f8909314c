"""The path of a file: typed, chosen in a dialog, or dropped here."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from ui.theme import Space
from ui.widgets.buttons import Button


class FileField(QWidget):
    """A line for a path with a button that opens a dialog.

    Args:
        name: what the file is, for the dialog's title.
        kinds: which files the dialog shows, as `QFileDialog.setNameFilter` takes it; all when empty.

    Signals:
        typed: the path, at each change by a person.
        finished: the path stands: it was chosen, dropped, or the line was left.
    """

    typed = Signal(str)
    finished = Signal()

    def __init__(self, name: str, kinds: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._kinds = name, kinds
        self.setAcceptDrops(True)
        self.line = _FileLine()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("Drop a file here")
        self.choose = Button("Choose…", "", "folder")
        self.choose.setAccessibleName(f"Choose the file: {name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)
        self.line.textEdited.connect(self.typed)
        self.line.editingFinished.connect(self.finished)
        self.line.dropped.connect(self.take)
        self.choose.clicked.connect(self.ask)
        self.setFocusProxy(self.line)

    def show_path(self, path: str) -> None:
        """Show another path without telling anybody."""
        if self.line.text() != path:
            self.line.setText(path)

    def take(self, path: str) -> None:
        """Take a file a person has chosen or dropped."""
        self.line.setText(path)
        self.typed.emit(path)
        self.finished.emit()

    def ask(self) -> QFileDialog:
        """Open the dialog; it does not block."""
        dialog = QFileDialog(self, self._name, self.line.text())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if self._kinds:
            dialog.setNameFilter(self._kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take)
        dialog.open()
        return dialog

    @override
    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        """Welcome a file of this computer."""
        if _file_in(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent, /) -> None:
        """Take it."""
        self.take(_file_in(event.mimeData()))
        event.acceptProposedAction()


class _FileLine(QLineEdit):
    """A line that takes a dropped file as its path, not as an address."""

    dropped = Signal(str)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if _file_in(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    @override
    def dropEvent(self, event: QDropEvent, /) -> None:
        path = _file_in(event.mimeData())
        if path:
            self.dropped.emit(path)
            event.acceptProposedAction()
        else:
            super().dropEvent(event)


def _file_in(dragged: QMimeData) -> str:
    """The first file of this computer in what is dragged; empty when there is none."""
    return next((url.toLocalFile() for url in dragged.urls() if url.isLocalFile()), "")
