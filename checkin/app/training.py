"""Practising: the simulated platform on this computer, with what to sign in with."""

from dataclasses import dataclass

from checkin.practice import PRACTICE_ACCOUNT, PRACTICE_PASSWORD
from checkin.practice.serve import PracticeServer
from checkin.settings import Connection, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Whom to make up; the same seed makes up the same people."""

    seed: int = 2026
    attendees: int = 500


class Training:
    """A practice platform that runs until closed.

    Attributes:
        settings_before: what the station was set to, to be put back afterwards.
    """

    def __init__(self, settings_before: Settings, population: Population | None = None) -> None:
        self.settings_before = settings_before
        people = population or Population()
        self.server = PracticeServer(seed=people.seed, attendees=people.attendees)
        self.server.come_back()
        self.offline = False

    @property
    def connection(self) -> Connection:
        """The practice platform's address and account."""
        return Connection(platform="open_event", base_url=self.server.url, account=PRACTICE_ACCOUNT)

    @property
    def secrets(self) -> dict[str, str]:
        """What to sign in with; it guards nothing."""
        return {"password": PRACTICE_PASSWORD}

    def go_offline(self) -> None:
        """Pretend the network is gone."""
        self.server.go_offline()
        self.offline = True

    def come_back(self) -> None:
        """The network is back."""
        self.server.come_back()
        self.offline = False

    def close(self) -> None:
        """Stop the practice platform."""
        self.server.go_offline()
