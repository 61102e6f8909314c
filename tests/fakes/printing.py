"""Printers that do as a test says, and waiting for what the spool announces."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from checkin.badges.printers import Printed, Printer, PrinterState, Readiness
from checkin.errors import BadgeError
from checkin.notices import Notice, NoticeBoard
from checkin.settings import PrinterChoice

_PATIENCE = 20.0


@dataclass(slots=True)
class FakePrinter:
    """Prints at once, unless it is told otherwise.

    Attributes:
        out: the names of what came out, in order. pages: what that was.
        tried: how often something was sent to it.
        trouble: raised instead of printing. words: what it says is wrong when it is asked.
        dislikes: the names of badges it does not take, for no reason it would name.
        breaks: raised once what it held is let go. is_silent: it never says whether anything came out.
        holds: cleared, whatever is printed waits in the printer. busy: set while something does.
    """

    out: list[str] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)
    tried: int = 0
    trouble: BaseException | None = None
    words: str = ""
    holds: threading.Event = field(default_factory=threading.Event)
    busy: threading.Event = field(default_factory=threading.Event)
    path: Path | None = None
    dislikes: set[str] = field(default_factory=set)
    breaks: BaseException | None = None
    is_silent: bool = False

    def __post_init__(self) -> None:
        self.holds.set()

    def print(self, pdf: bytes, name: str) -> Printed:
        self.tried += 1
        if self.trouble is not None:
            raise self.trouble
        if name in self.dislikes:
            raise BadgeError("It did not take the badge.")
        self.busy.set()
        assert self.holds.wait(_PATIENCE)
        self.busy.clear()
        if self.breaks is not None:
            raise self.breaks
        self.out.append(name)
        self.pages.append(pdf)
        return Printed(where="Zebra at the door", path=self.path, confirmed=not self.is_silent)

    def state(self) -> PrinterState:
        readiness = Readiness.TROUBLE if self.words else Readiness.READY
        return PrinterState(readiness=readiness, words=self.words)


class FakePrinters(dict[str, FakePrinter]):
    """Makes the printers it has, by the names in the settings."""

    def __call__(self, choice: PrinterChoice, folder: Path, *, closing: threading.Event) -> Printer:
        del folder, closing
        if choice.called not in self:
            raise BadgeError("No printer is chosen yet.")
        return self[choice.called]


class Announced:
    """Everything a board was told, and waiting until something holds."""

    def __init__(self, board: NoticeBoard) -> None:
        self.notices: list[Notice] = []
        self._news = threading.Condition()
        board.listen(self._hear)

    def _hear(self, notice: Notice) -> None:
        with self._news:
            self.notices.append(notice)
            self._news.notify_all()

    def until(self, holds: Callable[[], object], patience: float = _PATIENCE) -> None:
        """Wait until it holds, looking whenever something is announced."""
        with self._news:
            assert self._news.wait_for(holds, patience), self.notices[-5:]
