"""What there is to know when an event is over: whose people are still here, and what stays of past ones."""

from pathlib import Path

from checkin.app.overseeing import Overseeing
from checkin.desk.forget import badge_files
from checkin.mirror import attendees, backlog, events, past
from checkin.mirror.database import Transaction
from checkin.model.event import Event
from checkin.model.past import PastEvent, Reminder, ended
from checkin.paths import Folders
from checkin.settings import PRACTICE


class Afterwards(Overseeing):
    """The part of the app that remembers that people are to be forgotten. It erases nobody by itself.

    Attributes:
        folders: where everything is kept.
    """

    folders: Folders

    def reminders(self) -> tuple[Reminder, ...]:
        """Events that are over by this computer's clock and whose people are still here, in their order."""
        with self._mirror.read() as connection:
            found = (self._reminder(connection, event) for event in events.everything(connection))
            return tuple(one for one in found if one is not None)

    def _reminder(self, connection: Transaction, event: Event) -> Reminder | None:
        if event.connection.startswith(f"{PRACTICE}:"):
            return None  # goes by itself
        people = attendees.count(connection, event.id)
        end = ended(event, past.last_movement(connection, event.id), self.clock.now())
        if end is None or not people:
            return None
        counts = backlog.counts(connection, event.id)
        return Reminder(event=event, ended=end, people=people, waiting=counts.waiting, parked=counts.parked)

    def past_events(self) -> tuple[PastEvent, ...]:
        """What is kept of the events that were forgotten on this computer, the last one first."""
        with self._mirror.read() as connection:
            return past.everything(connection)

    def unheard(self, event: Event) -> int:
        """How many check-ins of an event the platform has not taken: they wait, or were refused."""
        with self._mirror.read() as connection:
            counts = backlog.counts(connection, event.id)
        return counts.waiting + counts.parked

    def people_of(self, event: Event) -> int:
        """How many attendees of an event are on this computer."""
        with self._mirror.read() as connection:
            return attendees.count(connection, event.id)

    def badge_files(self, event: Event) -> frozenset[Path]:
        """The files of badges that go with the event when it is forgotten, wherever they are."""
        return badge_files(self._mirror, event, self.folders.badges)
