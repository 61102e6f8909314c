"""A file of badges that is whole or not there."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from checkin.errors import BadgeError


@contextmanager
def draft_of(file: Path) -> Iterator[BinaryIO]:
    """A new file that takes its real name when all went well; otherwise nothing is left of it.

    Raises:
        BadgeError: the disk does not take it.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".badges-", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
    except PermissionError as error:
        raise BadgeError(
            f"{file} cannot be written: {error.strerror}. If it is open in another program, close it there."
        ) from error
    except OSError as error:
        raise BadgeError(
            f"{file} cannot be written: {error.strerror}. Nothing of it is left. Make room there, or choose "
            "another place. Check-ins are not touched by this."
        ) from error
