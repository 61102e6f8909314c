"""A small table to read: as high as its rows, or scrolling when there are too many."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from ui.theme import Space

_ROW = 34
_HEADER = 36
_LEAST = 48


class SmallTable(QTableWidget):
    """Rows of text to read. Columns share the width there is; what is cut is in the tool tip.

    Args:
        name: what it is, for those who hear it.
        most: how many rows of one line are shown before it scrolls.
        wraps: break the last column's texts into lines instead of cutting them.
    """

    def __init__(
        self, name: str, most: int = 6, *, wraps: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._most, self._wraps = most, wraps
        self._shown: tuple[Sequence[str], Sequence[Sequence[str]]] = ((), ())
        self._natural: list[int] = []
        self.setAccessibleName(name)
        self.setProperty("framed", "true")
        self.setItemDelegate(_Padded(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(wraps)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_ROW)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setFixedHeight(_HEADER)
        header.setMinimumSectionSize(_LEAST)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_table(self, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows under these headers; empty headers show none."""
        if (headers, rows) == self._shown:
            return
        self._shown = (headers, rows)
        self.clear()
        self.setColumnCount(max(len(headers), max((len(row) for row in rows), default=0)))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(headers))
        self.horizontalHeader().setVisible(any(headers))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(number, column, item)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        columns = self.columnCount()
        if not columns:
            return
        header = self.horizontalHeader()
        least = [0 if header.isHidden() else header.sectionSizeHint(at) - Space.XS for at in range(columns)]
        natural = [max(self.sizeHintForColumn(at), least[at]) for at in range(columns)]
        for at, width in enumerate(shared(natural, least, self.viewport().width())):
            self.setColumnWidth(at, width)
        if self._wraps:
            self.resizeRowsToContents()
        rows = min(sum(self.rowHeight(at) for at in range(self.rowCount())), self._most * _ROW)
        self.setFixedHeight((0 if header.isHidden() else _HEADER) + rows + 2 * self.frameWidth())


def shared(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths for columns that would like to be so wide: the widest give way, the last takes what is over.

    Args:
        natural: how wide each would like to be.
        least: how wide its header is, which is not cut.
        room: what there is for all.
    """
    cap = max(natural)
    while cap > _LEAST and sum(_under(cap, natural, least)) > room:
        cap -= 4
    widths = _under(cap, natural, least)
    widths[-1] += max(0, room - sum(widths))
    return widths


def _under(cap: int, natural: Sequence[int], least: Sequence[int]) -> list[int]:
    return [max(min(wide, cap), narrow) for wide, narrow in zip(natural, least, strict=True)]


class _Padded(QStyledItemDelegate):
    """Leaves the same room at the left of a text as the header does."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(2 * Space.M, Space.S)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(Space.S, 0, -Space.S, 0)
        super().paint(painter, inner, index)
