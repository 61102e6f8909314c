"""Why a file that somebody asked for cannot be written, and what to do, in words."""

import errno
from pathlib import Path
from types import MappingProxyType

_FULL = "There is no room left on the disk for {file}. Make room there, or choose another place."
_FORBIDDEN = (
    "You may not write {file}. Choose another folder; "
    "or, if the file is open in another program, close it there."
)
_WORDS = MappingProxyType(
    {
        errno.ENOSPC: _FULL,
        errno.EDQUOT: _FULL,
        errno.EACCES: _FORBIDDEN,
        errno.EPERM: _FORBIDDEN,
        errno.EROFS: "{file} would be on a disk that can only be read. Choose another place.",
        errno.EFBIG: "{file} gets larger than the disk takes a file. Choose another place, or make parts.",
        errno.ENAMETOOLONG: "The name {file.name:.40}… is too long for the disk. Choose a shorter one.",
        errno.ENOENT: "The folder {file.parent} takes no files. Choose another one.",
    }
)
_OTHERWISE = "{file} cannot be written: {reason}. Choose another place."


def why_unwritable(file: Path, error: OSError) -> str:
    """One or two sentences for people, who named this file."""
    folder = file.parent
    if not folder.exists():
        return f"There is no folder {folder.absolute()}. Make it, or choose another one."
    if not folder.is_dir():
        return f"{folder.absolute()} is a file, not a folder. Choose another place."
    if file.is_dir():
        return f"{file} is a folder. Add the name of a file to it."
    words = _WORDS.get(error.errno or 0, _OTHERWISE)
    return words.format(file=file, reason=error.strerror or error)
