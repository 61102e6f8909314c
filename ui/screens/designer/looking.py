"""Whose badge is seen, and from how near."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from ui.screens.designer.sign_button import SignButton
from ui.screens.designer.zooming import FIT, OFFERED
from ui.theme import Space
from ui.widgets.choice_box import ChoiceBox

_SCROLL_BAR, _WIDEST_LIST = 32, 620


class ZoomBar(QWidget):
    """Chooses how near the page is.

    Signals:
        chosen: ``"fit"`` or a number, 1 for the true size.
        stepped: nearer, or farther when negative.
    """

    chosen = Signal(str)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("dense", "true")
        self.zoom = ChoiceBox("How near")
        self.zoom.setMinimumContentsLength(9)
        self.farther = SignButton("minus", "Farther away (Ctrl+-)")
        self.nearer = SignButton("plus", "Nearer (Ctrl++)")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for each in (self.farther, self.zoom, self.nearer):
            row.addWidget(each)
        self.zoom.activated.connect(lambda _: self.chosen.emit(self.zoom.value()))
        self.farther.clicked.connect(lambda: self.stepped.emit(-1))
        self.nearer.clicked.connect(lambda: self.stepped.emit(1))

    def show_zoom(self, zoom: float, *, fits: bool) -> None:
        """Show how near it is."""
        said = f"{zoom:g}"
        known = dict(OFFERED)
        options = OFFERED if fits or said in known else (*OFFERED, (said, f"{zoom:.0%}"))
        fit = (FIT, f"Fits ({zoom:.0%})") if fits else OFFERED[0]
        self.zoom.offer((fit, *options[1:]), FIT if fits else said)


class LookingBar(QWidget):
    """The bar below the page: chooses an attendee.

    Signals:
        person_chosen: by key.
        searched: what was typed to find somebody.
    """

    person_chosen = Signal(str)
    searched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("dense", "true")
        self._found: Mapping[str, str] = {}
        self.people = ChoiceBox("Whose badge is seen")
        self.people.setMinimumContentsLength(16)
        self.finder = QLineEdit()
        self.finder.setPlaceholderText("Find an attendee")
        self.finder.setAccessibleName("Find an attendee to look at")
        self.finder.setClearButtonEnabled(True)
        self._names = QStringListModel(self)
        self._popup = QCompleter(self._names, self)
        self._popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup.setWidget(self.finder)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(self.people, 3)
        row.addWidget(self.finder, 2)
        self.people.activated.connect(lambda _: self.person_chosen.emit(self.people.value()))
        self.finder.textEdited.connect(self.searched)
        self._popup.activated.connect(self.choose_found)

    def show_people(self, people: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer these."""
        self.people.offer(people, chosen)
        self.people.setToolTip(f"The badge of: {self.people.currentText()}")
        # The list may be wider than its box: a long name is to be read whole.
        view = self.people.view()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + _SCROLL_BAR, _WIDEST_LIST))

    def show_found(self, found: Sequence[tuple[str, str]]) -> None:
        """Offer those who were searched for, below what was typed."""
        now = {words: key for key, words in found}
        if now == self._found:
            return
        self._found = now
        self._names.setStringList(list(now))
        if now and self.finder.hasFocus():
            self._popup.complete()
        else:
            self._hide_popup()

    def show_can_find(self, *, can: bool) -> None:
        """Whether there is an event to search."""
        self.finder.setVisible(can)

    def choose_found(self, words: str) -> None:
        """Look at one of those who were found."""
        key = self._found.get(words)
        if key is not None:
            self.finder.clear()
            self.person_chosen.emit(key)

    def _hide_popup(self) -> None:
        popup = self._popup.popup()
        if popup is not None:
            popup.hide()
