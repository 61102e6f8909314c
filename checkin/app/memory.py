"""What connectors keep between starts: one small file for each connection."""

import hashlib
import json
import os
from pathlib import Path
from threading import Lock

from checkin.errors import SettingsError


class FileMemory:
    """See `checkin.connectors.protocol.Memory`. Any thread may call it.

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
            kept = {name: value for name, value in self._all().items() if name != key}
            if text:
                kept[key] = text
            draft = self._file.with_suffix(".new")
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                with draft.open("w", encoding="utf-8") as out:
                    json.dump(kept, out)
                    out.flush()
                    os.fsync(out.fileno())
                draft.replace(self._file)
            except OSError as error:
                raise SettingsError(f"{self._file.parent} cannot be written: {error.strerror}.") from error

    def _all(self) -> dict[str, str]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):  # RecursionError: brackets without end
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
