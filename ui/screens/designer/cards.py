"""How a design stands on the shelf: a small preview on a card, its title, and whether it is used."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui.theme import Radius, Space, TypeSize, palette

PICTURE = Qt.ItemDataRole.UserRole + 1
TITLE = Qt.ItemDataRole.UserRole + 2
ABOUT = Qt.ItemDataRole.UserRole + 3
USED = Qt.ItemDataRole.UserRole + 4
WRONG = Qt.ItemDataRole.UserRole + 5

_SHEET = QSize(172, 172)
_LINE = 21
_CARD = QSize(200, 274)


class CardDelegate(QStyledItemDelegate):
    """Paints the cards of a list whose items hold the roles above."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /) -> QSize:
        """All alike."""
        return _CARD

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        """A card; the chosen one has a frame, a broken one a word instead of a picture."""
        colours = palette()
        rect, state = QRect(option.rect), option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        card = rect.adjusted(Space.XS, Space.XS, -Space.XS, -Space.XS)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(QColor(colours.focus if is_chosen else colours.line), 2 if is_chosen else 1))
        painter.setBrush(QColor(colours.accent_soft if is_chosen else colours.surface))
        painter.drawRoundedRect(QRectF(card), Radius.M, Radius.M)
        room = QRect(card.x() + (card.width() - _SHEET.width()) // 2, card.y() + Space.M, *_SHEET.toTuple())
        _paint_sheet(painter, index.data(PICTURE), room)
        words = QRect(room.x(), room.bottom() + Space.S, room.width(), 2 * _LINE)
        _paint_title(painter, str(index.data(TITLE)), words)
        words = QRect(room.x(), words.bottom() + 1, room.width(), _LINE)
        used, wrong = str(index.data(USED) or ""), bool(index.data(WRONG))
        ink = colours.no_text if wrong else colours.yes_text if used else colours.muted
        _paint_line(painter, used or str(index.data(ABOUT) or ""), words, ink)
        painter.restore()


def _paint_sheet(painter: QPainter, picture: object, room: QRect) -> None:
    if not isinstance(picture, QImage):
        painter.setPen(QPen(QColor(palette().edge), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room.adjusted(40, 24, -40, -8))
        return
    size = picture.size().scaled(room.size() - QSize(4, 4), Qt.AspectRatioMode.KeepAspectRatio)
    corner = QPoint(room.center().x() - size.width() // 2, room.center().y() - size.height() // 2)
    sheet = QRect(corner, size)
    painter.fillRect(sheet.translated(2, 3), QColor(0, 0, 0, 46))
    painter.drawImage(sheet, picture)
    painter.setPen(QColor(palette().line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(sheet)


def _paint_title(painter: QPainter, text: str, room: QRect) -> None:
    """On two lines where it needs them."""
    font = QFont(painter.font())
    font.setPixelSize(TypeSize.BODY)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(palette().text))
    wrapping = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    metrics = painter.fontMetrics()
    if metrics.boundingRect(room, wrapping, text).height() > room.height():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(1.7 * room.width()))
    painter.drawText(room, wrapping, text)


def _paint_line(painter: QPainter, text: str, room: QRect, ink: str) -> None:
    font = QFont(painter.font())
    font.setPixelSize(TypeSize.SMALL)
    font.setWeight(QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, fitting)
