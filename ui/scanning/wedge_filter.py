"""Hand scanners that type like a keyboard work whatever has the focus, and type into nothing."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override

from checkin.clock import Clock, SystemClock
from checkin.scanner.wedge import Verdict, Wedge

_ENDS = {int(Qt.Key.Key_Return): "\r", int(Qt.Key.Key_Enter): "\r", int(Qt.Key.Key_Tab): "\t"}
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_NOTHING = Qt.KeyboardModifier.NoModifier
_LATE_MS = 5
_LONGEST_STALL = 10.0
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
# fmt: off
_MODIFIERS = frozenset(int(key) for key in (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock,
))
# fmt: on


@dataclass(frozen=True, slots=True)
class _Held:
    """A key event that has not reached its widget yet."""

    receiver: QWidget
    event: QKeyEvent
    is_press: bool


class WedgeFilter(QObject):
    """Listens to every key of the application from its making until `close`.

    Keys that may be a scan are held back for some hundredths of a second. If they are one, it is told and
    they reach no widget; if not, they reach the widget they were meant for, in order, as if nothing had
    happened. Keys with Ctrl, Alt or Meta are never held back, nor is anything typed into a field that hides
    what it holds.
    """

    scanned = Signal(str)

    def __init__(
        self, wedge: Wedge | None = None, clock: Clock | None = None, parent: QObject | None = None
    ) -> None:
        """Begin to listen.

        Args:
            wedge: how the scanner is told from a person; set up for what it puts around codes.
            clock: measures the pauses; by default the keyboard's own time stamps do, which stay right
                while the window is busy.
            parent: as ever in Qt.
        """
        super().__init__(parent)
        self._wedge = Wedge() if wedge is None else wedge
        self._stamps = _Stamps() if clock is None else None
        self._clock: Clock = SystemClock() if clock is None else clock
        self._held: list[_Held] = []
        self._is_replaying = False
        self._is_last_call = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._lapse)
        self._application().installEventFilter(self)

    def close(self) -> None:
        """Stop listening; what is held back goes where it was meant to go."""
        self._application().removeEventFilter(self)
        self._follow(self._wedge.interrupt())
        self._timer.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that may be a scan."""
        if event.type() not in _KEYS or self._is_replaying:
            return False
        if not isinstance(watched, QWidget) or not isinstance(event, QKeyEvent):
            return False
        if _is_secret(watched):
            self._leave_alone(event)
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        return self._wedge.is_holding and self._accompanied(watched, event)

    def _leave_alone(self, event: QKeyEvent) -> None:
        # Password managers type as fast as scanners do, and a secret is never a scan.
        if event.type() == QEvent.Type.KeyPress:
            self._follow(self._wedge.interrupt())

    def _accompanied(self, watched: QWidget, event: QKeyEvent) -> bool:
        """What comes with the presses that are held back."""
        if event.type() == QEvent.Type.KeyRelease:
            self._held.append(_Held(watched, event.clone(), is_press=False))
            return True
        # In the middle of a burst a letter is a letter and never the shortcut it may be otherwise.
        is_plain = self._character(event) is not None
        if is_plain:
            event.accept()
        return is_plain

    def _pressed(self, watched: QWidget, event: QKeyEvent) -> bool:
        now = self._now(event)
        if event.isAutoRepeat():
            # A key really held down repeats too late to be in a burst, however busy the window was meanwhile.
            self._follow(self._wedge.expire(now))
        character = self._character(event)
        if character is None:
            if event.text() or event.key() not in _MODIFIERS:
                self._follow(self._wedge.interrupt())
            return False
        verdict = self._wedge.feed(character, now)
        if verdict.is_held:
            self._held.append(_Held(watched, event.clone(), is_press=True))
        self._follow(verdict)
        return verdict.is_held

    def _character(self, event: QKeyEvent) -> str | None:
        """What the key types, None if it is not part of any scan."""
        commands = event.modifiers() & _COMMANDS
        end = _ENDS.get(event.key())
        if end is not None:
            return end if commands == _NOTHING else None
        text = event.text()
        # Two equal characters of a quick scanner may look like one key that repeats itself; so may the two
        # Enters at its end, but those the wedge tells from a person's by the time they come.
        begins_nothing = event.isAutoRepeat() and not self._wedge.is_holding
        if len(text) != 1 or begins_nothing:
            return None
        if text.isprintable():
            return text if commands in {_NOTHING, _ALT_GR} else None
        # Scanners send separators inside a code as Ctrl and a key.
        is_separator = commands == Qt.KeyboardModifier.ControlModifier and self._wedge.is_holding
        return text if is_separator else None

    def _now(self, event: QKeyEvent) -> float:
        now = self._clock.monotonic()
        return now if self._stamps is None else self._stamps.time_of(event.timestamp(), now)

    def _follow(self, verdict: Verdict) -> None:
        self._replay(verdict.released)
        if not self._wedge.is_holding:
            self._held.clear()
        self._await_more()
        if verdict.scan is not None:
            self.scanned.emit(verdict.scan)

    def _replay(self, presses: int) -> None:
        """Send the oldest held keys on their way, each with the releases that followed it."""
        going: list[_Held] = []
        while self._held and (presses or not self._held[0].is_press):
            presses -= self._held[0].is_press
            going.append(self._held.pop(0))
        self._is_replaying = True
        try:
            for held in going:
                if isValid(held.receiver):
                    QCoreApplication.sendEvent(held.receiver, held.event)
        finally:
            self._is_replaying = False

    def _await_more(self) -> None:
        deadline = self._wedge.deadline
        self._is_last_call = False
        if deadline is None:
            self._timer.stop()
        else:
            self._timer.start(_LATE_MS + max(0, round(1000 * (deadline - self._wedge_time()))))

    @Slot()
    def _lapse(self) -> None:
        if not self._is_last_call:
            # If the window was busy, the next keys already wait behind this timer: let them come first.
            self._is_last_call = True
            self._timer.start(1)
            return
        self._follow(self._wedge.expire(self._wedge_time()))

    def _wedge_time(self) -> float:
        now = self._clock.monotonic()
        return now if self._stamps is None else self._stamps.time_at(now)

    @staticmethod
    def _application() -> QCoreApplication:
        application = QApplication.instance()
        if application is None:
            raise RuntimeError("A WedgeFilter needs an application.")
        return application


def _is_secret(receiver: QWidget) -> bool:
    """Whether a key is meant for a field that hides what it holds, or comes up from such a field."""
    field = QApplication.focusWidget()
    if field is None or not receiver.isAncestorOf(field):
        field = receiver
    return isinstance(field, QLineEdit) and field.echoMode() != QLineEdit.EchoMode.Normal


class _Stamps:
    """Time as the keyboard measured it, where it did, and as we see it pass where it did not."""

    def __init__(self) -> None:
        self._stamp = 0
        self._seen = 0.0
        self._time = 0.0

    def time_of(self, stamp: int, now: float) -> float:
        """When a key was pressed, given its time stamp in milliseconds and when we see it."""
        by_keyboard = (stamp - self._stamp) / 1000
        seen_pass = now - self._seen
        # Made-up key events bear no stamp or always the same one.
        is_measured = self._stamp > 0 and 0 < by_keyboard <= seen_pass + _LONGEST_STALL
        self._time += by_keyboard if is_measured else seen_pass
        self._stamp, self._seen = stamp, now
        return self._time

    def time_at(self, now: float) -> float:
        """The same time, now."""
        return self._time + now - self._seen
