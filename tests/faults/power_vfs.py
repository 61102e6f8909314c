"""What SQLite tells the operating system to write and to sync, written down on the way.

A VFS of our own is put before SQLite's, in the same library that Python's sqlite3 uses: it passes everything
on and keeps a log. Where that library cannot be reached from here, because it is a part of Python's own
module, `library` says so.
"""

import ctypes
import sqlite3
import sys
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_CLOSE = CFUNCTYPE(c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)

_OUR_NAME = b"watched"
_MODULE_ITSELF = sys.modules["_sqlite3"]


class _Methods(Structure):
    """sqlite3_io_methods; what is not ours is only copied."""

    _fields_ = (
        ("version", c_int),
        ("close", _CLOSE),
        ("read", c_void_p),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        ("rest", c_void_p * 13),
    )


class _File(Structure):
    """sqlite3_file."""

    _fields_ = (("methods", POINTER(_Methods)),)


class _Vfs(Structure):
    """sqlite3_vfs."""

    _fields_ = (
        ("version", c_int),
        ("size_of_file", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("own", c_void_p),
        ("open", _OPEN),
        ("delete", _DELETE),
        ("rest", c_void_p * 14),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of the log: what was done to a file, or what somebody was shown.

    Attributes:
        name: of the file, without its folder; of a showing, what was shown.
        at: where it was written; how long the file is after truncating.
    """

    kind: Literal["open", "write", "truncate", "sync", "delete", "shown", "undone"]
    name: str
    at: int = 0
    data: bytes = b""


def library() -> ctypes.CDLL | None:
    """The SQLite that Python's sqlite3 uses; None where it cannot be reached by itself."""
    maps = Path("/proc/self/maps")
    mapped = maps.read_text(encoding="utf-8").split() if maps.exists() else []
    places = {word for word in mapped if "libsqlite3" in word}
    places.add(str(getattr(_MODULE_ITSELF, "__file__", "")))
    with sqlite3.connect(":memory:") as connection:
        [(theirs,)] = connection.execute("SELECT sqlite_source_id()")
    connection.close()
    for place in sorted(filter(None, places)):
        try:
            found = ctypes.CDLL(place)
            found.sqlite3_sourceid.restype = c_char_p
            found.sqlite3_vfs_find.restype = POINTER(_Vfs)
            if found.sqlite3_sourceid().decode() == theirs:
                return found
        except (OSError, AttributeError):  # no library, or one that keeps its names to itself
            continue
    return None


class Watch:
    """Stands before SQLite's own VFS in this process from now on; files outside `folder` are left alone."""

    def __init__(self, found: ctypes.CDLL, folder: Path) -> None:
        self.log: list[Happened] = []
        self._folder = str(folder)
        self._names: dict[int, str] = {}
        self._tables: dict[int, tuple[_Methods, Any]] = {}
        self._whole = found.sqlite3_vfs_find(None)
        own = self._whole.contents
        self._open, self._delete = own.open, own.delete
        self._vfs = _Vfs.from_buffer_copy(own)
        self._vfs.name = _OUR_NAME
        self._vfs.open = _OPEN(self._on_open)
        self._vfs.delete = _DELETE(self._on_delete)
        status = found.sqlite3_vfs_register(ctypes.byref(self._vfs), 1)
        assert status == 0, status

    def note(self, kind: Literal["shown", "undone"], what: str) -> None:
        """Somebody was shown something now."""
        self.log.append(Happened(kind=kind, name=what))

    def _on_open(self, _vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        status: int = self._open(ctypes.addressof(self._whole.contents), name, file, flags, out)
        path = ctypes.string_at(name).decode() if name else ""
        if status == 0 and path.startswith(self._folder):
            self._names[file] = Path(path).name
            self.log.append(Happened(kind="open", name=self._names[file]))
            opened = _File.from_address(file)
            opened.methods = ctypes.pointer(self._watched(opened.methods))
        return status

    def _on_delete(self, _vfs: int, name: bytes, syncs_folder: int) -> int:
        if name.decode().startswith(self._folder):
            self.log.append(Happened(kind="delete", name=Path(name.decode()).name, at=syncs_folder))
        status: int = self._delete(ctypes.addressof(self._whole.contents), name, syncs_folder)
        return status

    def _watched(self, theirs: Any) -> _Methods:
        where = ctypes.addressof(theirs.contents)
        if where not in self._tables:
            ours = _Methods.from_buffer_copy(theirs.contents)
            kept = self._replace(ours, theirs.contents)
            self._tables[where] = (ours, kept)  # SQLite calls it for as long as the process lives
        return self._tables[where][0]

    def _replace(self, ours: _Methods, theirs: _Methods) -> tuple[Callable[..., int], ...]:
        close, write, truncate, sync = theirs.close, theirs.write, theirs.truncate, theirs.sync

        def on_close(file: int) -> int:
            self._names.pop(file, None)
            return int(close(file))

        def on_write(file: int, data: int, size: int, at: int) -> int:
            written = ctypes.string_at(data, size)
            self.log.append(Happened(kind="write", name=self._names[file], at=at, data=written))
            return int(write(file, data, size, at))

        def on_truncate(file: int, size: int) -> int:
            self.log.append(Happened(kind="truncate", name=self._names[file], at=size))
            return int(truncate(file, size))

        def on_sync(file: int, flags: int) -> int:
            status = int(sync(file, flags))
            self.log.append(Happened(kind="sync", name=self._names[file]))
            return status

        ours.close, ours.write = _CLOSE(on_close), _WRITE(on_write)
        ours.truncate, ours.sync = _TRUNCATE(on_truncate), _SYNC(on_sync)
        return on_close, on_write, on_truncate, on_sync
