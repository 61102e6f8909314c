"""What prints badges."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A badge that came out.

    Attributes:
        where: for people: the folder, or the printer's name.
        path: the file, where there is one.
        job: the printing service's name for it, where there is one.
        confirmed: the printer itself said that it came out; False where it took the badge and says nothing.
    """

    where: str
    path: Path | None = None
    job: str = ""
    confirmed: bool = True


class Readiness(Enum):
    """Whether a printer would print now."""

    READY = auto()
    TROUBLE = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterState:
    """How a printer is.

    Attributes:
        words: of trouble: what it is and what to do; else empty, or why nobody knows.
    """

    readiness: Readiness
    words: str = ""


READY = PrinterState(readiness=Readiness.READY)


class Printer(Protocol):
    """Takes a badge to where a person can pick it up; a call may take seconds."""

    def print(self, pdf: bytes, name: str) -> Printed:
        """Print one badge. `name` is an id: it shows up in file names and queues, so never a person's name.

        Raises:
            PrintUncertainError: it was sent, and nobody knows whether it came out or will.
            BadgeRefusedError: it did not come out, and never will as it is; the text says why and what to do.
            BadgeError: it did not come out and will not, for something that passes: the printer is off, lacks
                paper, or is busy. The text says what and what to do. The check-in stands regardless.
        """
        ...

    def state(self) -> PrinterState:
        """How the printer is, asked anew; answers within three seconds, whatever the printer does."""
        ...
