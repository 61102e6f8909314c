"""Practising: a simulated platform on this computer, with what to sign in with."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from checkin.mirror import events
from checkin.mirror.database import Mirror
from checkin.practice.rehearsals import Rehearsal, rehearse
from checkin.settings import PRACTICE, Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Whom to make up; the same seed makes up the same people."""

    seed: int = 2026
    attendees: int = 500


def forget_practice(mirror: Mirror) -> None:
    """Erase every made-up event, also one that a crash left behind."""
    with mirror.write() as connection:
        events.forget_source(connection, f"{PRACTICE}:")


class Training:
    """A practice platform that runs until closed.

    Attributes:
        platform: which platform it plays.
        offline: whether its network is gone.
    """

    def __init__(self, population: Population | None = None, platform: str = "open_event") -> None:
        people = population or Population()
        self.platform = platform
        self.rehearsal: Rehearsal = rehearse(platform, attendees=people.attendees, seed=people.seed)
        self._folder = TemporaryDirectory(prefix="checkin-practice-", ignore_cleanup_errors=True)
        self.rehearsal.lay_out(Path(self._folder.name))
        self.rehearsal.come_back()
        self.offline = False

    @property
    def connection(self) -> Connection:
        """The practice platform's address and account."""
        connection = self.rehearsal.connection
        return connection.model_copy(update={"options": {**connection.options, PRACTICE: "yes"}})

    @property
    def secrets(self) -> dict[str, str]:
        """What to sign in with; it guards nothing."""
        return self.rehearsal.secrets

    def go_offline(self) -> None:
        """Pretend the network is gone."""
        self.rehearsal.go_offline()
        self.offline = True

    def come_back(self) -> None:
        """The network is back."""
        self.rehearsal.come_back()
        self.offline = False

    def close(self) -> None:
        """Stop the practice platform."""
        self.rehearsal.go_offline()
        self._folder.cleanup()
