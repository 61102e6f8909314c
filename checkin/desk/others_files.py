"""Whose a file is where badges are to be written: forgetting an event must take nobody's own."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from checkin.desk.begun_files import every_begun_file
from checkin.mirror import prints
from checkin.mirror.database import Mirror


def somebody_elses(mirror: Mirror, file: Path, *, in_parts: bool = False) -> Path | None:
    """A file that printing badges to `file` would replace and that this app has not written; None for none.

    Args:
        mirror: where the app notes what it writes, and beside which.
        file: the name that was chosen.
        in_parts: badges are written to files called like it with a number.

    Raises:
        MirrorError: the mirror cannot be read.
    """
    there = list(_parts(file)) if in_parts else [file] * file.is_file()
    if not there:
        return None
    with mirror.read() as connection:
        printed = {Path(place) for place in prints.every_place(connection) if place.endswith(file.suffix)}
    ours = {os.path.realpath(one) for one in printed | every_begun_file(mirror)}
    return next((one for one in there if os.path.realpath(one) not in ours), None)


def _parts(file: Path) -> Iterator[Path]:
    number = re.compile(rf"{re.escape(file.stem)}-\d+{re.escape(file.suffix)}")
    if file.parent.is_dir():
        yield from sorted(one for one in file.parent.iterdir() if number.fullmatch(one.name))
