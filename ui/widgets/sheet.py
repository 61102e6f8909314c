"""A card that lies over a screen until it is done with: a title, something to fill in, what to do next."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label

_WIDEST, _EDGE = 780, 24
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Sheet(QWidget):
    """Covers its parent with a shade and a card; what it holds goes into `body` and scrolls when it must.

    Enter goes on, or presses the button Tab went to; Esc leaves, Tab stays within; no key reaches what lies
    below.

    Signals:
        done: the button that goes on was pressed, or Enter.
        left: the other one was pressed, or Esc.
    """

    done = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._card = QFrame(self)
        self._card.setProperty("card", "true")
        self.title = label("", "heading", wrap=True)
        self.advice = label("", "muted", wrap=True)
        self.go = Button("", "primary")
        self.stay = Button("")
        for button in (self.go, self.stay):
            button.setMinimumHeight(52)
            button.setMinimumWidth(140)
        self.go.clicked.connect(self.done)
        self.stay.clicked.connect(self.left)
        self._inside = QWidget()
        self._inside.setProperty("ground", "none")
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(_EDGE + Space.S, Space.XS, _EDGE + Space.S, Space.XS)
        self.body.setSpacing(Space.L)
        self.foot = QHBoxLayout()
        self._scrolled = self._scroll()
        self._arrange()
        parent.installEventFilter(self)
        self.hide()

    def _scroll(self) -> QScrollArea:
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setMinimumHeight(1)  # a short body is to be short
        scrolled.setWidget(self._inside)
        return scrolled

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setContentsMargins(_EDGE + Space.S, _EDGE, _EDGE + Space.S, Space.M)
        words.setSpacing(Space.XS)
        words.addWidget(self.title)
        words.addWidget(self.advice)
        self.foot.setContentsMargins(_EDGE + Space.S, Space.M, _EDGE + Space.S, _EDGE)
        self.foot.setSpacing(Space.M)
        self.foot.addStretch(1)
        self.foot.addWidget(self.stay)
        self.foot.addWidget(self.go)
        self._head = words
        column = QVBoxLayout(self._card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(words)
        column.addWidget(self._scrolled, 1)
        column.addLayout(self.foot)

    def show_over(self) -> None:
        """Lay it over the parent."""
        self._fit()
        self.show()
        self.raise_()

    def fit_soon(self) -> None:
        """What it holds has changed: make the card as high as that needs."""
        self.body.activate()
        self._fit()

    def show_whole(self, widget: QWidget) -> None:
        """Scroll to a widget of the body."""
        self._scrolled.ensureWidgetVisible(widget, 0, 48)

    def _fit(self) -> None:
        self.setGeometry(self._over.rect())
        width = min(_WIDEST, self.width() - 2 * _EDGE)
        inner = width - 2
        head = self._head.totalHeightForWidth(inner)
        beside_bar = inner - self._scrolled.verticalScrollBar().sizeHint().width()  # so that none is needed
        body = (
            self.body.totalHeightForWidth(beside_bar)
            if self.body.hasHeightForWidth()
            else self.body.totalSizeHint().height()
        )
        wanted = head + body + self.foot.totalSizeHint().height() + 4
        height = min(wanted, self.height() - 2 * _EDGE)
        self._card.setGeometry(
            (self.width() - width) // 2, max(_EDGE, (self.height() - height) // 3), width, height
        )

    @override
    def sizeHint(self) -> QSize:
        """As large as what it covers."""
        return self._over.size()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Cover the parent as it is resized."""
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._fit()
        return False

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        """The words know their height only now."""
        super().showEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter presses the button that has the keys, else goes on; Esc leaves; no other key goes further."""
        key, held = Qt.Key(event.key()), self.focusWidget()
        if key in _ENTERS and not event.isAutoRepeat():
            if isinstance(held, QPushButton):
                held.click()
            elif self.go.isEnabled() and not self.go.isHidden():
                self.done.emit()
        elif key is Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Tab goes round within."""
        start = QApplication.focusWidget() or self
        at = start.nextInFocusChain() if next else start.previousInFocusChain()
        while at is not None and at is not start:
            if self._takes_tab(at):
                at.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
                if self._inside.isAncestorOf(at):
                    self.show_whole(at)
                break
            at = at.nextInFocusChain() if next else at.previousInFocusChain()
        return True

    def _takes_tab(self, widget: QWidget) -> bool:
        tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        within = widget is not self and self.isAncestorOf(widget)
        return tabbed and within and widget.isVisible() and widget.isEnabled()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Dim what lies below."""
        shade = QColor("#0a0f17")
        shade.setAlphaF(0.5)
        painter = QPainter(self)
        painter.fillRect(self.rect(), shade)
        painter.end()
