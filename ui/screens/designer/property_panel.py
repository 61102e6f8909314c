"""The form at the right: whatever sections it is given, made anew only when there are other things to set."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.screens.designer.entries import Entry, entry_for
from ui.screens.designer.properties import Property, Section
from ui.screens.pieces import empty_layout
from ui.theme import Space
from ui.widgets.labels import label

_FEW = 3
"""Things side by side; more of them stand closer."""


class PropertyPanel(QScrollArea):
    """Shows sections.

    Signals:
        told: a person set something; carries its key and the value.
        file_told: a person chose a file; carries the key and the path.
    """

    told = Signal(str, object)
    file_told = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[str, Entry] = {}
        self._shape: tuple[object, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("ground", "none")
        inside.setProperty("dense", "true")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(Space.L, Space.S, Space.L, Space.L)
        self._column.setSpacing(Space.S)
        self.setWidget(inside)

    def show_sections(self, title: str, sections: Sequence[Section]) -> None:
        """Show these; what has the focus keeps it where it is still there."""
        shape = (title, *(_shape_of(section) for section in sections))
        if shape != self._shape:
            self._rebuild(title, sections)
            self._shape = shape
            return
        for of in _all(sections):
            self.entries[of.key].show_property(of)

    def first(self) -> QWidget | None:
        """What takes the keys first."""
        controls = (one.control for one in self.entries.values())
        return next((one for one in controls if one.focusPolicy() != Qt.FocusPolicy.NoFocus), None)

    def finish(self) -> None:
        """Take what is being typed as if it had been left."""
        for entry in tuple(self.entries.values()):
            if entry.control.hasFocus():
                entry.control.clearFocus()

    def _rebuild(self, title: str, sections: Sequence[Section]) -> None:
        focused = next((key for key, entry in self.entries.items() if entry.control.hasFocus()), "")
        place = self.verticalScrollBar().value() if self._shape[:1] == (title,) else 0
        empty_layout(self._column)
        self.entries = {}
        self._column.addWidget(label(title, "heading"))
        for section in sections:
            self._column.addSpacing(Space.S)
            self._column.addWidget(label(section.title, "caption"))
            for line in section.lines:
                self._column.addLayout(self._line(line))
        self._column.addStretch(1)  # else what is there would be spread over the whole height
        if focused in self.entries:
            self.entries[focused].setFocus()
        self.verticalScrollBar().setValue(place)

    def _line(self, line: Sequence[Property]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S if len(line) <= _FEW else Space.XS)
        for of in line:
            entry = entry_for(of)
            entry.told.connect(self.told)
            entry.file_told.connect(self.file_told)
            self.entries[of.key] = entry
            row.addWidget(entry, 1)
        return row


def _all(sections: Sequence[Section]) -> list[Property]:
    return [of for section in sections for line in section.lines for of in line]


def _shape_of(section: Section) -> tuple[object, ...]:
    """What a form has to be made anew for."""
    return (section.title, tuple((type(of), of.key, of.label) for line in section.lines for of in line))
