"""Where badges are drawn with the hand and with keys."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from typing_extensions import override

from checkin.badges.template import Box
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.pen import FINE, STEP, TIMES, Pen
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
_ADDS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
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
        self._is_moving = False
        self._again: int | None = None
        self._kept: frozenset[int] = frozenset()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("The badge")
        self.setAccessibleDescription(
            "Tab goes from element to element, Ctrl+A chooses all. Arrow keys move what is chosen, "
            "Ctrl with arrow keys makes it larger or smaller."
        )

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """Take what is there, or begin a frame around several."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position()
        self._pressed, self._is_moving, self._again = at, False, None
        adds = bool(event.modifiers() & _ADDS)
        handle = None if adds else self._handle_at(at)
        if handle is not None:
            self._pen.put_down(handle)
            return
        hit = self._pen.at(*self.millimetres(at), slack=2 / self.per_mm)
        if hit is None:
            self._begin_frame(at, adds=adds)
            return
        if adds:
            self._drawing.toggle(hit)
        elif hit in self._draft.several:
            self._again = hit
        else:
            self._drawing.choose(hit)
        if hit in self._draft.several:
            self._pen.put_down()

    def _begin_frame(self, at: QPointF, *, adds: bool) -> None:
        """On the bare page or beside it."""
        self._kept = frozenset(self._draft.several) if adds else frozenset()
        if not adds:
            self._drawing.choose(None)
        self.band = QRectF(at, at)

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        """Take it along, or draw the frame."""
        at, start = event.position(), self._pressed
        if start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            handle = self._handle_at(at)
            self.setCursor(Qt.CursorShape.ArrowCursor if handle is None else _CURSORS[handle.value])
            return
        way = at - start
        if not self._is_moving and math.hypot(way.x(), way.y()) < _DRAG:
            return
        self._is_moving = True
        if self.band is not None:
            self._draw_frame(QRectF(start, at).normalized())
            return
        free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._pen.drag(way.x() / self.per_mm, way.y() / self.per_mm, reach=_REACH / self.per_mm, free=free)

    def _draw_frame(self, band: QRectF) -> None:
        self.band = band
        x, y = self.millimetres(band.topLeft())
        touched = self._pen.within(Box(x, y, band.width() / self.per_mm, band.height() / self.per_mm))
        self._drawing.choose(None, self._kept | frozenset(touched))
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        """Let go. A click on one of several takes that alone, one more what lies below it."""
        if self._pressed is None:
            return
        self._pressed = None
        if self.band is not None:
            self.band = None
            self.update()
            return
        self._pen.lift()
        if self._again is None or self._is_moving:
            return
        if len(self._draft.several) > 1:
            self._drawing.choose(self._again)
        else:
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
            step = FINE if modifiers & Qt.KeyboardModifier.AltModifier else STEP
            step *= TIMES if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
            act = self._pen.stretch if modifiers & Qt.KeyboardModifier.ControlModifier else self._pen.nudge
            act(arrow[0] * step, arrow[1] * step)
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
            self._pressed = self.band = None
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
        if self._draft.element is None or self._draft.is_hidden(self._draft.several[0]):
            return None
        near = [(_far(self.handle_place(handle), at), handle.value, handle) for handle in self.handles()]
        distance, _, handle = min(near)
        return handle if distance <= TOUCHED / 2 else None


def _far(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
