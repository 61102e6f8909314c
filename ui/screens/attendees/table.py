"""The list of people: a small model over what was found, and how a cell is painted."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from checkin.model.ids import AttendeeId
from ui.screens.attendees.people import PersonRow
from ui.theme import Space, Tone, TypeSize, paint, palette, soft, tone_icon

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_HEADERS = ("Name", "Company", "Ticket", "Order", "Status")
_SHARES = (29, 22, 16, 13, 0)
_NAME, _STATUS = 0, 4
_SAID = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
)
_STATUS_WIDTH, _ROW_HEIGHT = 224, 52


class PeopleModel(QAbstractTableModel):
    """What was found, as a table; never more rows than the search gives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[PersonRow, ...] = ()

    def show(self, rows: Sequence[PersonRow]) -> None:
        """Show these; the same people in the same order only change their words."""
        same = [row.id for row in rows] == [row.id for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = tuple(rows)
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, _STATUS))

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        """How many were found."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        """As many as there are headers."""
        return len(_HEADERS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words; all of them for whoever hears the table."""
        row, column = self.rows[index.row()], index.column()
        cells = (row.name, row.company, row.ticket, row.order, row.status)
        waits = "waits to be sent" if row.waiting else ""
        if role == Qt.ItemDataRole.AccessibleTextRole and column == _NAME:
            return ", ".join(filter(None, (*cells, waits)))
        if role == Qt.ItemDataRole.ToolTipRole and column == _STATUS:
            return ", ".join(filter(None, (row.place, waits)))
        if role in _SAID:
            return cells[column]
        return row if role == _ROW else None


class PeopleTable(QTableView):
    """The list; emits `selected` with who is stood on and `chosen` on a double click."""

    selected = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = PeopleModel(self)
        self._filling = False
        self.setModel(self._people)
        self.setItemDelegate(_Cell(self))
        self.setAccessibleName("Attendees")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._arrange_headers()
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.clicked.connect(self._moved)  # also on the row one stands on
        self.doubleClicked.connect(self._choose)

    def _arrange_headers(self) -> None:
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(_ROW_HEIGHT)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setMinimumHeight(40)

    @property
    def rows(self) -> tuple[PersonRow, ...]:
        """Who is shown."""
        return self._people.rows

    def show_rows(self, rows: Sequence[PersonRow], selected: AttendeeId | None) -> None:
        """Show these people and stand on one of them."""
        self._filling = True
        self._people.show(rows)
        at = next((place for place, row in enumerate(rows) if row.id == selected), None)
        if at is None:
            self.setCurrentIndex(QModelIndex())
        elif at != self.currentIndex().row():
            self.setCurrentIndex(self._people.index(at, _NAME))
        self._filling = False

    def stand_further(self, steps: int) -> None:
        """Stand on another row; at either end the row one stands on is pointed out anew."""
        at = max(0, min(self._people.rowCount() - 1, self.currentIndex().row() + steps))
        if at == self.currentIndex().row():
            self._moved(self.currentIndex())
        else:
            self.setCurrentIndex(self._people.index(at, _NAME))

    def fit_columns(self) -> None:
        """Give every column its share of the width; the status keeps what it needs."""
        room = self.viewport().width() - _STATUS_WIDTH
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, max(60, room * share // 80) if share else _STATUS_WIDTH)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Only the arrows are the table's own; letters belong to the search."""
        if event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _moved(self, index: QModelIndex) -> None:
        if not self._filling and index.isValid():
            self.selected.emit(self.rows[index.row()].id)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.rows[index.row()].id)


class _Cell(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(60, _ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(_ROW)
        if not isinstance(row, PersonRow):
            return
        colours, whole = palette(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(whole, QColor(colours.accent_soft if chosen else colours.surface))
        painter.fillRect(QRectF(whole.left(), whole.bottom() - 1, whole.width(), 1), QColor(colours.line))
        if chosen and index.column() == _NAME:
            painter.fillRect(QRectF(whole.left(), whole.top(), 4, whole.height()), QColor(colours.accent))
        if index.column() == _STATUS:
            self._status(painter, whole, row, option.font)
        else:
            self._text(painter, whole, index, row, option.font)
        painter.restore()

    @staticmethod
    def _text(painter: QPainter, whole: QRectF, index: _Index, row: PersonRow, font: QFont) -> None:
        inner, colours = whole.adjusted(Space.M, 0, -Space.S, 0), palette()
        name = index.column() == _NAME
        font = QFont(font)
        font.setWeight(QFont.Weight.DemiBold if name else QFont.Weight.Normal)
        if index.column() == _HEADERS.index("Ticket") and row.colour:
            dot = QRectF(inner.left(), inner.center().y() - 5, 10, 10)
            painter.setPen(QColor(colours.edge))
            painter.setBrush(QColor(row.colour))
            painter.drawEllipse(dot)
            inner.setLeft(dot.right() + Space.S)
        painter.setFont(font)
        painter.setPen(QColor(colours.text if name else colours.muted))
        words = QFontMetrics(font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(inner.width())
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)

    @staticmethod
    def _status(painter: QPainter, whole: QRectF, row: PersonRow, font: QFont) -> None:
        """A pill with a sign for what matters; plain words for what does not; a cloud while it waits."""
        colours, inner = palette(), whole.adjusted(Space.S, 0, -Space.M, 0)
        if row.waiting:
            cloud = QRectF(inner.right() - 20, inner.center().y() - 10, 20, 20)
            paint(painter, "send", colours.muted, cloud)
            inner.setRight(cloud.left() - Space.S)
        font = QFont(font)
        font.setPixelSize(TypeSize.SMALL)
        font.setWeight(QFont.Weight.DemiBold if row.tone is not Tone.IDLE else QFont.Weight.Normal)
        metrics, ground = QFontMetrics(font), soft(colours, row.tone)
        painter.setFont(font)
        where = inner.adjusted(Space.XS, 0, 0, 0)
        if row.tone is not Tone.IDLE:
            width = min(inner.width(), metrics.horizontalAdvance(row.status) + 42)
            pill = QRectF(inner.left(), inner.center().y() - 14, width, 28)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground.fill))
            painter.drawRoundedRect(pill, 14, 14)
            sign = QRectF(pill.left() + 9, pill.center().y() - 8, 16, 16)
            paint(painter, tone_icon(row.tone), ground.ink, sign)
            where = pill.adjusted(30, 0, -Space.S, 0)
        painter.setPen(QColor(ground.ink))
        words = metrics.elidedText(row.status, Qt.TextElideMode.ElideRight, int(where.width()) + 2)
        painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
