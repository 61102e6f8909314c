"""What prints badges."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A badge that came out.

    Attributes:
        where: for people: the folder, or the printer's name.
        path: the file, where there is one.
        job: the printing service's name for it, where there is one.
    """

    where: str
    path: Path | None = None
    job: str = ""


class Printer(Protocol):
    """Takes a badge to where a person can pick it up; a call may take seconds."""

    def print(self, pdf: bytes, name: str) -> Printed:
        """Print one badge. `name` is an id: it shows up in file names and queues, so never a person's name.

        Raises:
            BadgeError: it did not come out; the text says why and what to do. The check-in stands regardless.
        """
        ...
