"""A file of badges that is whole or not there."""

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from checkin.desk.unwritable import why_unwritable
from checkin.errors import BadgeError
from checkin.paths import private_opener


@contextmanager
def draft_of(file: Path, begin: Callable[[Path], object]) -> Iterator[BinaryIO]:
    """A new file that takes its real name when all went well; otherwise nothing is left of it.

    Args:
        file: its real name.
        begin: is told of the draft, and of the file once that is whole, each before it is there.

    Raises:
        BadgeError: the disk does not take it; the text says why, and what to do.
    """
    part = file.with_name(f".badges-{secrets.token_hex(8)}.part")
    try:
        if file.is_dir():  # better said now than after a thousand badges
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
        begin(part)
        try:
            with open(part, "xb", opener=private_opener) as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            begin(file)  # not sooner: what is there now may be somebody else's, and stay
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise BadgeError(f"{why_unwritable(file, error)} Nothing was written.") from error
