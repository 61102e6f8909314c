"""People to choose from: name, a line about them, and how they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ui.theme import Radius, Space, Tone, TypeSize, paint, palette, soft, tone_icon

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_HEIGHT = 60
_CHOOSES = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person.

    Attributes:
        key: handed back when this row is chosen.
        mark: how they stand, in a word or two; empty for nothing worth saying.
    """

    key: int
    name: str
    detail: str = ""
    mark: str = ""
    tone: Tone = Tone.IDLE


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[PersonRow, ...] = ()

    def show(self, rows: Sequence[PersonRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return ", ".join(part for part in (row.name, row.detail, row.mark) if part)
        return row if role == _ROW else None


class _Painter(QStyledItemDelegate):
    """Draws a row; nothing in it is a widget, so a thousand cost no more than ten."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, _HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(_ROW)
        if not isinstance(row, PersonRow):
            return
        state, whole = option.state, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(
            painter,
            whole,
            chosen=bool(state & QStyle.StateFlag.State_Selected),
            under=bool(state & QStyle.StateFlag.State_MouseOver),
        )
        inner = whole.adjusted(Space.M, Space.S, -Space.M, -Space.S)
        font = QFont(option.font)
        self._mark(painter, inner, row, font)
        self._words(painter, inner, row, font)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, whole: QRectF, *, chosen: bool, under: bool) -> None:
        colours = palette()
        if not chosen and not under:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft if chosen else colours.sunken))
        painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), Radius.M, Radius.M)
        if chosen:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(whole.left() + 1, whole.top() + 14, 4, whole.height() - 28), 2, 2)

    @staticmethod
    def _mark(painter: QPainter, inner: QRectF, row: PersonRow, font: QFont) -> None:
        """The pill at the right; `inner` is left to the words."""
        if not row.mark:
            return
        ground = soft(palette(), row.tone)
        font = QFont(font)
        font.setPixelSize(TypeSize.SMALL)
        font.setWeight(QFont.Weight.DemiBold)
        width = QFontMetrics(font).horizontalAdvance(row.mark) + 42
        pill = QRectF(inner.right() - width, inner.center().y() - 14, width, 28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground.fill))
        painter.drawRoundedRect(pill, 14, 14)
        paint(
            painter, tone_icon(row.tone), ground.ink, QRectF(pill.left() + 9, pill.center().y() - 8, 16, 16)
        )
        painter.setPen(QColor(ground.ink))
        painter.setFont(font)
        painter.drawText(pill.adjusted(30, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, row.mark)
        inner.setRight(pill.left() - Space.S)

    @staticmethod
    def _words(painter: QPainter, inner: QRectF, row: PersonRow, font: QFont) -> None:
        colours = palette()
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        lower = upper.translated(0, inner.height() / 2)
        if not row.detail:
            upper = inner
        for text, where, size, weight, ink in (
            (row.name, upper, TypeSize.BODY + 1, QFont.Weight.DemiBold, colours.text),
            (row.detail, lower, TypeSize.SMALL, QFont.Weight.Normal, colours.muted),
        ):
            font.setPixelSize(size)
            font.setWeight(weight)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(where.width()))
            painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), fitting)


class PeopleList(QListView):
    """A list of people; Enter, a click or a tap chooses and emits `chosen` with the row's key."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("ground", "none")
        self.clicked.connect(self._choose)

    @property
    def rows(self) -> tuple[PersonRow, ...]:
        """Who is shown."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[PersonRow], selected: int | None = None) -> None:
        """Show these people; `selected` is the place of the one to mark, None for nobody."""
        if tuple(rows) != self._rows.rows:
            self._rows.show(rows)
        if selected is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            index = self._rows.index(selected, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter chooses; `activated` would also come with a click on some systems, and choose twice."""
        index = self.currentIndex()
        if event.key() in _CHOOSES and index.isValid():
            if not event.isAutoRepeat():  # a key held down is one choice
                self._choose(index)
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._rows.rows[index.row()].key)
