"""A file of badges that is whole or not there."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from checkin.desk.unwritable import why_unwritable
from checkin.errors import BadgeError


@contextmanager
def draft_of(file: Path) -> Iterator[BinaryIO]:
    """A new file that takes its real name when all went well; otherwise nothing is left of it.

    Raises:
        BadgeError: the disk does not take it; the text says why, and what to do.
    """
    try:
        if file.is_dir():  # better said now than after a thousand badges
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".badges-", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise BadgeError(f"{why_unwritable(file, error)} Nothing was written.") from error
