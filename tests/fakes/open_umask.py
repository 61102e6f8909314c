"""A computer on which everybody may read what nobody forbids."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def everybody_may_read() -> Iterator[None]:
    """New files and folders are open to all, unless whoever makes them says otherwise."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


def open_to_others(root: Path) -> dict[str, str]:
    """What in a folder anybody else could look at, with its mode."""
    found = {path: path.lstat().st_mode for path in root.rglob("*") if not path.is_symlink()}
    return {str(path.relative_to(root)): oct(mode) for path, mode in found.items() if mode & 0o077}
