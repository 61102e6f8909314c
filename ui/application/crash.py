"""When there is a bug: it is written down, said calmly, and the desk goes on."""

import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from checkin.clock import Clock
from checkin.errors import CheckinError
from ui.widgets.plain_dialog import PlainDialog

_FILE = "crash.log"
_LARGEST = 1_000_000


class CrashHandler(QObject):
    """Receives whatever nobody caught, on whatever thread.

    The report names where it happened and what kind of error it was, but not the error's own words: they may
    hold a name or a code.
    """

    crashed = Signal()

    def __init__(self, logs: Path, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = logs / _FILE
        self._clock = clock
        self._dialog: PlainDialog | None = None
        self.crashed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def dialog(self) -> PlainDialog | None:
        """What is being said, None while nothing is."""
        return self._dialog

    def install(self) -> None:
        """Receive what Python would print from now on."""
        sys.excepthook = self.receive
        threading.excepthook = self._receive_from_thread

    def uninstall(self) -> None:
        """Leave it to Python again."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def receive(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write a report and say so on the GUI thread; Ctrl+C closes the app instead."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._write(kind, error, trace)
        self.crashed.emit()

    def _receive_from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.receive(args.exc_type, args.exc_value, args.exc_traceback)

    def _write(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        said = f": {error}" if isinstance(error, CheckinError) else ""
        report = "".join(
            (
                f"{self._clock.now().isoformat()} in {threading.current_thread().name}\n",
                *traceback.format_tb(trace),
                f"{kind.__module__}.{kind.__qualname__}{said}\n\n",
            )
        )
        sys.stderr.write(report)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if self._file.exists() and self._file.stat().st_size > _LARGEST:
                self._file.replace(self._file.with_suffix(".old"))
            with self._file.open("a", encoding="utf-8") as file:
                file.write(report)
        except OSError:
            sys.stderr.write(f"The report could not be written to {self._file}.\n")

    @Slot()
    def _tell(self) -> None:
        """One dialog at a time, and never one that keeps people from scanning."""
        if self._dialog is None:
            self._dialog = PlainDialog(
                "Something went wrong",
                "This should not happen, and it is not your fault. Everybody who was shown in green is "
                "checked in.\n\nGo on scanning. If it happens again, close the window, open it again, and "
                "tell the desk lead.",
                button="Go on",
                small=f"A report is kept in {self._file}",
            )
        self._dialog.show()

    @override
    def deleteLater(self) -> None:
        """Go, and take the dialog along."""
        if self._dialog is not None:
            self._dialog.deleteLater()
        super().deleteLater()
