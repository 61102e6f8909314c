"""Qt's multimedia tells the terminal about every library it tried; nobody at a desk needs that."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler


def _say_nothing(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's messages end here."""


@contextmanager
def quiet() -> Iterator[None]:
    """Drop what Qt would log meanwhile; for loading its multimedia only."""
    before = qInstallMessageHandler(_say_nothing)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
