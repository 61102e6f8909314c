"""A printed page as a picture: white paper, whatever the appearance."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import palette

_LARGEST = QSize(264, 300)


class PagePicture(QWidget):
    """Shows one page, as large as fits into its place.

    Args:
        name: what it is, for those who hear it.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._png = b""
        self._image = QImage()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see yet."""
        return self._image.isNull()

    def show_page(self, png: bytes) -> None:
        """Show this picture; nothing when it is empty."""
        if png != self._png:
            self._png = png
            self._image = QImage.fromData(png)
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        """As the page is shaped."""
        if self.is_empty:
            return QSize(_LARGEST.width(), _LARGEST.width() * 3 // 4)
        return self._image.size().scaled(_LARGEST, Qt.AspectRatioMode.KeepAspectRatio)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """The paper, what is on it, and its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paper = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(paper, QColor("#ffffff"))
        if not self.is_empty:
            size = self._image.size() * self.devicePixelRatio()
            room = self.size() * self.devicePixelRatio()
            small = self._image.scaled(
                size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawImage(paper, small)
        painter.setPen(QPen(QColor(palette().edge), 1))
        painter.drawRect(paper)
        painter.end()
