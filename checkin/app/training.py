"""Practising: the simulated platform on this computer, with what to sign in with."""

from dataclasses import dataclass

from checkin.mirror import events
from checkin.mirror.database import Mirror
from checkin.practice.open_event import PRACTICE_PASSWORD
from checkin.practice.open_event.serve import PracticeServer
from checkin.settings import Connection

TRAINING_ACCOUNT = "coorganizer@practice.example"
"""Whom the app signs in as for practising; nobody else does, so that nothing of theirs is ever forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Whom to make up; the same seed makes up the same people."""

    seed: int = 2026
    attendees: int = 500


def is_practice(connection: Connection | None) -> bool:
    """Whether a connection is to a practice platform."""
    return connection is not None and connection.account == TRAINING_ACCOUNT


def forget_practice(mirror: Mirror) -> None:
    """Erase every made-up event, also one that a crash left behind."""
    with mirror.write() as connection:
        events.forget_account(connection, TRAINING_ACCOUNT)


class Training:
    """A practice platform that runs until closed."""

    def __init__(self, population: Population | None = None) -> None:
        people = population or Population()
        self.server = PracticeServer(seed=people.seed, attendees=people.attendees)
        self.server.come_back()
        self.offline = False

    @property
    def connection(self) -> Connection:
        """The practice platform's address and account."""
        return Connection(platform="open_event", base_url=self.server.url, account=TRAINING_ACCOUNT)

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
