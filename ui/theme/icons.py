"""The drawn signs, tinted to the ground they stand on and sharp at every size."""

import sys
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


def resources() -> Path:
    """The bundled resources; the theme stands below everything else, so it finds them itself."""
    return Path(getattr(sys, "_MEIPASS", Path(__file__).parents[2])) / "resources"


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """The sign `name` in `colour`, `size` logical pixels square."""
    application = QGuiApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    drawing = QPixmap(round(size * ratio), round(size * ratio))
    drawing.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawing)
    paint(painter, name, colour, QRectF(drawing.rect()))
    painter.end()
    drawing.setDevicePixelRatio(ratio)
    return drawing


def paint(painter: QPainter, name: str, colour: str, where: QRectF) -> None:
    """Draw the sign `name` in `colour` as vectors into `where`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour).render(painter, where)
    painter.restore()


def icon(name: str, colour: str, disabled: str | None = None, *, size: int = 24) -> QIcon:
    """The sign as an icon; `disabled` is its colour while it cannot be used."""
    made = QIcon(pixmap(name, colour, size))
    if disabled is not None:
        made.addPixmap(pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
