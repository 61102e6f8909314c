"""What every printer's thread works with, and how long a printer in trouble is left alone."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tenacity import RetryCallState, Retrying
from tenacity.wait import wait_exponential_jitter

from checkin.badges.printers import Printer
from checkin.badges.shelf import Shelf
from checkin.clock import Clock
from checkin.desk import print_badge
from checkin.desk.print_badge import Drawing
from checkin.errors import BadgeError, MirrorError, SettingsError
from checkin.mirror import spool
from checkin.mirror.database import Mirror
from checkin.model.print_job import PrintJob
from checkin.notices import BadgeTroubled, NoticeBoard, SpoolChanged
from checkin.settings import PrinterChoice, Settings

_LONGEST_PAUSE = 10.0  # seconds; paper that is in again should be noticed while the queue still stands

_pause = wait_exponential_jitter(multiplier=1.0, max=_LONGEST_PAUSE, jitter=1.0)


def pause(failures: int) -> float:
    """Seconds to leave a printer alone after so many failures in a row."""
    state = RetryCallState(retry_object=Retrying(), fn=None, args=(), kwargs={})
    state.attempt_number = max(1, failures)
    return _pause(state)


class MakePrinter(Protocol):
    """Makes a printer of what was chosen; see `checkin.badges.printers.chosen`."""

    def __call__(self, choice: PrinterChoice, folder: Path, *, closing: threading.Event) -> Printer:
        """The printer. Raises BadgeError when the choice is none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintShop:
    """What every printer's thread works with.

    Attributes:
        settings: as they are now. saved: as another process of this computer may have saved them since.
        badges: the folder for files where no other was chosen.
        ending: set when the app closes: what a printer has begun it may end, and nothing more is begun.
        closing: set a moment later: nobody waits for a printer any longer.
        pause: see `pause`.
    """

    mirror: Mirror
    clock: Clock
    notices: NoticeBoard
    shelf: Shelf
    settings: Callable[[], Settings]
    saved: Callable[[], Settings]
    make_printer: MakePrinter
    badges: Path
    ending: threading.Event
    closing: threading.Event
    pause: Callable[[int], float] = pause

    def printer(self, name: str) -> Printer:
        """The printer of this name.

        Raises:
            BadgeError: it is not set up any more, or not completely.
        """
        choice = self._choice(name)
        if choice is None:
            raise BadgeError(
                f"The printer {name} is not set up here any more. Choose another one for the badge."
            )
        return self.make_printer(choice, self.badges, closing=self.closing)

    def _choice(self, name: str) -> PrinterChoice | None:
        for settings in (self.settings, self.saved):
            with suppress(SettingsError):
                found = next((one for one in settings().printers if one.called == name), None)
                if found is not None:
                    return found
        return None

    def drawing(self, job: PrintJob) -> Drawing:
        """The badge as it is to be printed. Raises BadgeError, NoSuchAttendeeError or MirrorError."""
        logo = self.settings().logo
        template = self.shelf.get(job.template)
        return print_badge.draw(self.mirror, job, template, Path(logo) if logo else None)

    def announce(self, job: PrintJob | None, before: str | None = None) -> None:
        """Say how a badge stands now, if that is news to somebody who knew these words `before`."""
        if job is not None and job.needs_somebody and job.words != before:
            self.notices.put_up(BadgeTroubled(job=job))
        with suppress(MirrorError):  # whoever wrote just now has said so
            with self.mirror.read() as connection:
                counts = spool.counts(connection)
            self.notices.put_up(SpoolChanged(counts=counts))
