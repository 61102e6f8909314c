"""Badges as files: one PDF each, for a print service that watches a folder, or to be printed later."""

import os
import re
from contextlib import suppress
from itertools import count
from pathlib import Path

from typing_extensions import override

from checkin.badges.printers.protocol import READY, Printed, Printer, PrinterState, Readiness
from checkin.errors import BadgeError
from checkin.paths import make_private_folder, private_opener, settle

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_NAME = 80


class FolderPrinter(Printer):
    """Writes each badge whole or not at all, and never over another one.

    Args:
        folder: made where it is missing.
        private: nobody else may read them; where a print service of another user fetches them, it must.
    """

    def __init__(self, folder: Path, *, private: bool = False) -> None:
        self._folder = folder
        self._private = private

    @override
    def print(self, pdf: bytes, name: str) -> Printed:
        """Write ``<name>.pdf``, or ``<name>-2.pdf`` and so on when that is there already.

        Raises:
            BadgeError: the folder cannot be written to, or is full.
        """
        safe = _UNSAFE.sub("-", name)[:_LONGEST_NAME].strip("-") or "badge"
        try:
            self._make_folder()
            path = self._written(pdf, safe)
        except OSError as error:
            raise BadgeError(
                f"The badge could not be saved in {self._folder}: {error.strerror or error}. "
                "The check-in stands. Make room there, or choose another folder."
            ) from error
        return Printed(where=str(self._folder), path=path)

    @override
    def state(self) -> PrinterState:
        """Ready when the folder, or the nearest folder above it that exists, can be written to."""
        with suppress(OSError):  # such as of a share whose server is gone
            every = (self._folder, *self._folder.absolute().parents)
            nearest = next(above for above in every if above.exists())
            if nearest.is_dir() and os.access(nearest, os.W_OK):
                return READY
        words = f"{self._folder} cannot be written to. Choose another folder."
        return PrinterState(readiness=Readiness.TROUBLE, words=words)

    def _make_folder(self) -> None:
        if self._private:
            make_private_folder(self._folder)
        else:
            self._folder.mkdir(parents=True, exist_ok=True)

    def _written(self, pdf: bytes, name: str) -> Path:
        for number in count(1):
            target = self._folder / (f"{name}.pdf" if number == 1 else f"{name}-{number}.pdf")
            if self._write(pdf, target):
                return target
        raise AssertionError  # pragma: no cover - numbers do not end

    def _write(self, pdf: bytes, target: Path) -> bool:
        """Whether the target was free and is now written.

        Whoever makes the draft owns the target's name, also between computers that share the folder.
        """
        draft = target.with_name(f".{target.name}.part")
        try:
            file = open(draft, "xb", opener=private_opener if self._private else None)  # noqa: SIM115
        except FileExistsError:
            return False
        try:
            with file:
                is_free = not target.exists()
                if is_free:
                    file.write(pdf)
                    file.flush()
                    os.fsync(file.fileno())
            if is_free:
                draft.rename(target)
        except OSError:
            _forget(draft)
            raise
        if not is_free:
            _forget(draft)
            return False
        with suppress(OSError):  # it is there; a failure would have it printed once more
            settle(self._folder)
        return True


def _forget(draft: Path) -> None:
    """A draft nobody can erase either does no harm: it is no badge yet, and its name is not used again."""
    with suppress(OSError):
        draft.unlink(missing_ok=True)
