"""Where badges are drawn with the hand and with keys."""

import math

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from typing_extensions import override

from ui.screens.designer.drawing import Drawing
from ui.screens.designer.pen import Pen
from ui.screens.designer.sheet_view import TOUCHED, SheetView
from ui.screens.designer.snapping import Handle

_REACH, _DRAG = 6, 4
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ZOOMS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
_CURSORS = {
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
}


class Canvas(SheetView):
    """Takes what the hand does to a drawing.

    Signals:
        zoom_asked: the wheel was turned with Ctrl held: steps nearer, or away when negative.
    """

    zoom_asked = Signal(int)

    def __init__(self, drawing: Drawing, pen: Pen) -> None:
        super().__init__(drawing, pen)
        self._pressed: QPointF | None = None
        self._is_moving = self._again = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("The badge")
        self.setAccessibleDescription(
            "Tab goes from element to element, arrow keys move the chosen one, Alt with arrow keys makes it "
            "larger or smaller."
        )

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """Take what is there."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position()
        handle = self._handle_at(at)
        self._again = False
        if handle is None:
            before = self._draft.chosen
            hit = self._pen.at(*self.millimetres(at), slack=2 / self.per_mm)
            self._again = hit is not None and hit == before
            self._drawing.choose(hit)
        if self._draft.element is not None:
            self._pressed, self._is_moving = at, False
            self._pen.put_down(handle)

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        """Take it along."""
        at, start = event.position(), self._pressed
        if start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            handle = self._handle_at(at)
            self.setCursor(Qt.CursorShape.ArrowCursor if handle is None else _CURSORS[handle.value])
            return
        way = at - start
        if not self._is_moving and math.hypot(way.x(), way.y()) < _DRAG:
            return
        self._is_moving = True
        free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._pen.drag(way.x() / self.per_mm, way.y() / self.per_mm, reach=_REACH / self.per_mm, free=free)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        """Let go. A second click where nothing was moved takes what lies below."""
        if self._pressed is None:
            return
        self._pressed = None
        self._pen.lift()
        if self._again and not self._is_moving:
            self._drawing.choose(self._pen.next_below(*self.millimetres(event.position())))

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """Ctrl goes nearer; without it the page is scrolled."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoom_asked.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            event.ignore()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Arrow keys move what is chosen, plus and minus go nearer or farther, Escape gives up or lets go."""
        arrow = _ARROWS.get(Qt.Key(event.key()))
        modifiers = event.modifiers()
        if arrow is not None:
            far = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self._pen.nudge(*arrow, far=far, size=bool(modifiers & Qt.KeyboardModifier.AltModifier))
        elif event.key() in _ZOOMS:
            self.zoom_asked.emit(_ZOOMS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        if self._pen.is_down:
            self._pressed = None
            self._pen.give_up()
        else:
            self._drawing.choose(None)

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Tab goes through the elements, and then on."""
        return self._pen.walk(1 if next else -1) or super().focusNextPrevChild(next)

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """Say where the keys go."""
        super().focusInEvent(event)
        self.update()

    def _handle_at(self, at: QPointF) -> Handle | None:
        if self._draft.element is None or self._draft.is_hidden(self._draft.chosen or 0):
            return None
        near = [(_far(self.handle_place(handle), at), handle.value, handle) for handle in self.handles()]
        distance, _, handle = min(near)
        return handle if distance <= TOUCHED / 2 else None


def _far(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
