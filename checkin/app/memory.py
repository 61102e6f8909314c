"""What connectors keep between starts: one small file for each connection."""

import hashlib
import json
import os
from collections.abc import Set as AbstractSet
from pathlib import Path
from threading import Lock

from filelock import BaseFileLock, FileLock

from checkin.connectors.protocol import Memory
from checkin.errors import SettingsError
from checkin.paths import PRIVATE, make_private_folder, private_opener
from checkin.settings import Connection

_PATIENCE = 10.0  # seconds another process may write


class SessionMemory:
    """A memory that ends with the process."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def read(self, key: str) -> str:
        """What was kept under a key; empty when nothing was."""
        return self._kept.get(key, "")

    def write(self, key: str, text: str) -> None:
        """Keep; an empty text forgets."""
        self._kept[key] = text


class FileMemory:
    """See `checkin.connectors.protocol.Memory`. Any thread and any process may call it.

    Args:
        folder: holds the files; made when something is to be kept.
        name: whose memory this is; only a digest of it names the file.
    """

    _lock = Lock()

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.json"

    def read(self, key: str) -> str:
        """What was kept under a key; empty when nothing was, or the file is damaged."""
        with self._lock:
            return self._all().get(key, "")

    def write(self, key: str, text: str) -> None:
        """Keep; an empty text forgets.

        Raises:
            SettingsError: the disk does not take it; what was kept before stays.
        """
        with self._lock:
            try:
                make_private_folder(self._file.parent)
                with self._alone():
                    self._replace({**self._all(), key: text})
            except OSError as error:
                why = error.strerror or error
                raise SettingsError(f"{self._file.parent} cannot be written: {why}.") from error

    def forget_about(self, names: AbstractSet[str]) -> None:
        """Erase what was kept for one of these events or operations, by the second part of its key.

        Raises:
            SettingsError: that cannot be done.
        """
        with self._lock:
            if not self._file.exists():
                return
            try:
                with self._alone():
                    kept = self._all()
                    self._replace({key: text for key, text in kept.items() if not _is_about(key, names)})
            except OSError as error:
                raise SettingsError(f"{self._file} cannot be erased: {error.strerror or error}.") from error

    def forget(self) -> None:
        """Erase everything that was kept. Raises SettingsError when that cannot be done."""
        try:
            self._file.unlink(missing_ok=True)
        except OSError as error:
            raise SettingsError(f"{self._file} cannot be erased: {error.strerror}.") from error

    def _alone(self) -> BaseFileLock:
        """The window and a command may write at the same time, each its own."""
        folder = self._file.parent
        return FileLock(folder.with_name(f"{folder.name}.lock"), timeout=_PATIENCE, mode=PRIVATE)

    def _replace(self, kept: dict[str, str]) -> None:
        draft = self._file.with_suffix(".new")
        with open(draft, "w", encoding="utf-8", opener=private_opener) as out:
            json.dump({key: text for key, text in kept.items() if text}, out)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(self._file)

    def _all(self) -> dict[str, str]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):  # RecursionError: brackets without end
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _is_about(key: str, names: AbstractSet[str]) -> bool:
    return not names.isdisjoint(key.split(":")[1:2])


class Memories:
    """Every connection's memory; of a platform that was made up here only until the app closes.

    Args:
        folder: holds the files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._practised: dict[str, SessionMemory] = {}

    def of(self, connection: Connection) -> Memory:
        """What is kept for a connection."""
        if connection.is_practice:
            return self._practised.setdefault(connection.id, SessionMemory())
        return FileMemory(self._folder, connection.id)

    def forget(self, name: str) -> None:
        """Erase what is kept for the connection of this id. Raises SettingsError when that cannot be done."""
        self._practised.pop(name, None)
        FileMemory(self._folder, name).forget()

    def forget_about(self, name: str, about: AbstractSet[str]) -> None:
        """Erase what is kept for the connection of this id about some of its events and operations.

        Raises:
            SettingsError: that cannot be done.
        """
        FileMemory(self._folder, name).forget_about(about)
