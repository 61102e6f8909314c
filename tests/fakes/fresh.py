"""New mirrors: made and migrated once in a process, and copied for whoever needs one of their own."""

import tempfile
from functools import cache
from pathlib import Path

from checkin.mirror.database import Mirror
from checkin.paths import Folders


def fresh_mirror(file: Path) -> Mirror:
    """A mirror in which nothing is yet; migrating takes ten times as long as copying."""
    file.write_bytes(_migrated())
    return Mirror(file)


def fresh(folders: Folders) -> Folders:
    """The folders of an app that was opened once and did nothing."""
    folders.create().mirror.write_bytes(_migrated())
    return folders


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "mirror.sqlite")
        Mirror(file).close()
        return file.read_bytes()
