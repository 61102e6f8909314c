"""What the camera sees, or why it sees nothing."""

from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from checkin.scanner.watch import CameraState
from ui.scanning.camera import NO_CAMERA
from ui.theme import Radius, Space, TypeSize, paint, palette

_WATCHING = CameraState.WATCHING.value
_FLASH_MS = 700
_GLOW = 0.28  # of the picture at the first moment of a flash
_BEHIND = "#0b1017"  # what a picture lies on in either appearance, like the edge of a film
_MARK = QColor(255, 255, 255, 225)
_SIGN = 36
_MARK_SHARE = 0.62  # of the picture's shorter side
_LOW = 150  # below this there is no room for the second line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    sign: str
    title: str
    text: str = ""


_PLACEHOLDERS = {
    NO_CAMERA: _Words(
        sign="camera-off", title="No camera chosen", text="Choose one in the settings, or use a hand scanner."
    ),
    CameraState.STARTING.value: _Words(sign="camera", title="The camera is starting …"),
    _WATCHING: _Words(sign="camera", title="The camera is starting …"),
    CameraState.LOST.value: _Words(sign="camera-off", title="Waiting for the camera"),
    CameraState.ENDED.value: _Words(sign="camera", title="The video has ended"),
    CameraState.FAILED.value: _Words(sign="camera-off", title="This camera cannot be used"),
}


class Viewfinder(QWidget):
    """Shows pictures whole, with marks where to hold the code; without pictures it says why in words."""

    def __init__(self, parent: QWidget | None = None, *, mirrored: bool = False) -> None:
        """Show that no camera is chosen.

        Args:
            parent: as ever in Qt.
            mirrored: show pictures as a mirror would, for a camera that faces whoever looks at the screen.
        """
        super().__init__(parent)
        self._picture = QImage()
        self._kind = NO_CAMERA
        self._text = ""
        self._mirrored = mirrored
        self._flash = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=_FLASH_MS)
        self._flash.setEasingCurve(QEasingCurve.Type.OutQuad)
        self._flash.valueChanged.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)
        self.setAccessibleName("Camera")
        self._describe()

    @property
    def is_flashing(self) -> bool:
        """Whether the sign that a code was read is still to be seen."""
        return self._flash.state() == QVariantAnimation.State.Running

    @property
    def is_showing_picture(self) -> bool:
        """Whether there is a picture, and not words in its place."""
        return self._kind == _WATCHING and not self._picture.isNull()

    def set_mirrored(self, mirrored: bool) -> None:  # noqa: FBT001 - a Qt property's setter
        """Show pictures as a mirror would, or as they are."""
        self._mirrored = mirrored
        self.update()

    def show_frame(self, picture: QImage) -> None:
        """Show the next picture."""
        self._picture = picture
        self.update()

    def show_state(self, kind: str, text: str = "") -> None:
        """Show how the camera is doing, as `Camera.state_changed` tells it."""
        if kind != _WATCHING:
            self._picture = QImage()
        self._kind, self._text = kind, text
        self._describe()
        self.update()

    def flash(self) -> None:
        """Show for a moment that a code was read."""
        self._flash.stop()
        self._flash.start()

    @override
    def sizeHint(self) -> QSize:
        """Room for a picture of the usual shape."""
        return QSize(480, 270)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture with its marks, or the words in its place."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(area, Radius.M, Radius.M)
        painter.setClipPath(outline)
        if self.is_showing_picture:
            painter.fillRect(area, QColor(_BEHIND))
            shown = self._draw_picture(painter, area)
            self._draw_marks(painter, shown)
        else:
            painter.fillRect(area, QColor(palette().sunken))
            self._draw_words(painter, area)
            painter.setPen(QPen(QColor(palette().line), 1))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), Radius.M, Radius.M)
        painter.end()

    def _draw_picture(self, painter: QPainter, area: QRectF) -> QRectF:
        size = self._picture.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRectF(0, 0, size.width(), size.height())
        shown.moveCenter(area.center())
        painter.save()
        if self._mirrored:
            painter.translate(2 * shown.center().x(), 0)
            painter.scale(-1, 1)
        painter.drawImage(shown, self._picture)
        painter.restore()
        return shown

    def _draw_marks(self, painter: QPainter, shown: QRectF) -> None:
        """Four corners around where the code is best held; green and thicker when one was read."""
        strength = float(self._flash.currentValue() or 0.0) if self.is_flashing else 0.0
        colour = QColor("#35d07f") if strength else _MARK
        if strength:
            glow = QColor(colour)
            glow.setAlphaF(_GLOW * strength)
            painter.fillRect(shown, glow)
        side = _MARK_SHARE * min(shown.width(), shown.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(shown.center())
        shadow = QPen(QColor(0, 0, 0, 90), 6 + 3 * strength)
        line = QPen(colour, 3 + 3 * strength)
        for pen in (shadow, line):
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for corner in _corners(square):
                painter.drawPath(corner)

    def _draw_words(self, painter: QPainter, area: QRectF) -> None:
        words = _PLACEHOLDERS.get(self._kind, _PLACEHOLDERS[NO_CAMERA])
        text = self._detail(words) if area.height() >= _LOW else ""
        room = area.adjusted(Space.XL, Space.M, -Space.XL, -Space.M)
        lines = (
            (words.title, palette().text, _font(TypeSize.LEAD, bold=True)),
            (text, palette().muted, _font(TypeSize.BODY)),
        )
        heights = [self._height(painter, line, font, room) if line else 0.0 for line, _, font in lines]
        top = room.center().y() - (_SIGN + Space.M + sum(heights) + Space.XS) / 2
        paint(painter, words.sign, palette().muted, QRectF(room.center().x() - _SIGN / 2, top, _SIGN, _SIGN))
        top += _SIGN + Space.M
        for (line, colour, font), height in zip(lines, heights, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(room.left(), top, room.width(), height), _CENTRED, line)
            top += height + Space.XS

    def _height(self, painter: QPainter, line: str, font: QFont, room: QRectF) -> float:
        painter.setFont(font)
        return painter.boundingRect(room, _CENTRED, line).height()

    def _detail(self, words: _Words) -> str:
        """What to do: the camera's own words where it said more than the title does."""
        return self._text if self._text and self._kind not in _SPEAK_FOR_THEMSELVES else words.text

    def _describe(self) -> None:
        words = _PLACEHOLDERS.get(self._kind, _PLACEHOLDERS[NO_CAMERA])
        said = (self._text,) if self._kind == _WATCHING else (words.title, self._detail(words))
        self.setAccessibleDescription(". ".join(part for part in said if part))


_CENTRED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_SPEAK_FOR_THEMSELVES = frozenset({NO_CAMERA, CameraState.STARTING.value, CameraState.ENDED.value})


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def _corners(square: QRectF) -> list[QPainterPath]:
    """A rounded angle at each corner of the square."""
    arm, bend = square.width() * 0.2, square.width() * 0.07
    angles = []
    for corner, across, down in (
        (square.topLeft(), 1, 1),
        (square.topRight(), -1, 1),
        (square.bottomRight(), -1, -1),
        (square.bottomLeft(), 1, -1),
    ):
        angle = QPainterPath(corner + QPointF(across * arm, 0))
        angle.lineTo(corner + QPointF(across * bend, 0))
        angle.quadTo(corner, corner + QPointF(0, down * bend))
        angle.lineTo(corner + QPointF(0, down * arm))
        angles.append(angle)
    return angles
