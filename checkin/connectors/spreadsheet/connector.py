"""A list in a file as a platform: it is read again with each pull, and cannot be told anything."""

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checkin.connectors.protocol import Secrets, Surroundings
from checkin.connectors.roster import Roster, photo_beside, read_roster
from checkin.connectors.spreadsheet import setup
from checkin.errors import UnreachableError, UnreadableReplyError
from checkin.model.counted import counted
from checkin.model.event import PlatformEvent
from checkin.model.ids import PlatformId
from checkin.model.operation import NotThere, Operation, Recollection, Rejected, Verdict
from checkin.model.platform import Account, Capability
from checkin.model.pulled import EventFacts, Page
from checkin.settings import Connection

_PAGE = 500
_INDEX = re.compile(r"([0-9a-f]{1,64}):([0-9]{1,9})")
_NOTHING_TO_TELL = "A list in a file cannot be told anything. It stays on this computer and can be exported."


class SpreadsheetConnector:
    """See `checkin.connectors.protocol.Connector`. Reads the file; never writes it.

    Raises:
        SettingsError: no file was chosen, there is no such time zone, or the choice of columns is damaged.
    """

    def __init__(self, connection: Connection, _secrets: Secrets, _around: Surroundings) -> None:
        """Nothing is read yet."""
        self._event = PlatformId(connection.account)
        self._file = setup.file_of(connection)
        self._zone = setup.zone_of(connection)
        self._columns = setup.columns_of(connection)
        self._interrupted = threading.Event()

    @property
    def platform(self) -> str:
        """The connector's name."""
        return setup.PLATFORM

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Attendees come, nothing goes."""
        return setup.FORM.capabilities

    def sign_in(self) -> Account:
        """Prove that the file can be read as a list, and say how it was understood."""
        roster = self._read()
        number = len(roster.people)
        people = f"{counted(number, 'person', 'people')} {'is' if number == 1 else 'are'} in the list."
        return Account(name=self._file.name, platform_id=self._event, notes=(people, *roster.notes))

    def events(self) -> Sequence[PlatformEvent]:
        """The one event the list is of; nothing is read."""
        return (PlatformEvent(platform_id=self._event, name=self._event, timezone=self._zone.key),)

    def pull(self, event: PlatformId, *, since: str | None, resume: str | None) -> Iterator[Page]:
        """Read the whole list. It goes on where it was only in a file that is still the same.

        The file is read before the first page: a list that cannot be read takes nobody away.
        """
        del event, since  # a list has one event, and no changes to ask for
        self._interrupted.clear()
        roster = self._read()
        start = _index_in(roster, resume)
        yield replace(
            _page(roster, start),
            ticket_types=roster.ticket_types,
            zones=(),
            stations=(),
            facts=EventFacts(notes=roster.faults),
        )
        for begin in range(start + _PAGE, len(roster.people), _PAGE):
            if self._interrupted.is_set():
                raise UnreachableError(setup.PLATFORM, "Reading the list was broken off.")
            yield _page(roster, begin)

    def photo(self, address: str) -> bytes:
        """A file beside the list."""
        return photo_beside(setup.PLATFORM, self._file, address)

    def push(self, operation: Operation) -> Verdict:
        """Nothing can be told; the app asks for no such thing, for no capability promises it."""
        del operation
        return Rejected(reason=_NOTHING_TO_TELL)

    def read_back(self, operation: Operation) -> Recollection:
        """A list never has what happened here."""
        del operation
        return NotThere()

    def clock_offset(self) -> float | None:
        """A file has no clock."""
        return None

    def interrupt(self) -> None:
        """Break off reading after the page at hand."""
        self._interrupted.set()

    def close(self) -> None:
        """Nothing is open; reading is broken off."""
        self.interrupt()

    def _read(self) -> Roster:
        roster = read_roster(setup.PLATFORM, self._file, self._columns, self._zone)
        if not roster.people:
            raise UnreadableReplyError(
                setup.PLATFORM, f"Nobody is in {self._file.name}. What was read before stays."
            )
        return roster


def _page(roster: Roster, begin: int) -> Page:
    total = len(roster.people)
    done = min(begin + _PAGE, total)
    return Page(
        attendees=roster.people[begin:done],
        resume=f"{roster.digest}:{done}",
        done=done,
        total=total,
        snapshot_ends=done == total,
    )


def _index_in(roster: Roster, resume: str | None) -> int:
    """Where to go on; at the beginning of a file that has changed since, or after a text that is not ours."""
    found = _INDEX.fullmatch(resume or "")
    return int(found[2]) if found and found[1] == roster.digest else 0
