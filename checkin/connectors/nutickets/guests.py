"""Guest lists: entries for several people, of which the platform counts how many came.

The platform keeps a number and when it last changed, nothing more. So every count is read before it is
written, what was to be written is kept, and after a lost answer a number that has reached ours is taken as
counted: nobody is ever counted twice.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from checkin.connectors.http.values import as_instant
from checkin.connectors.nutickets.client import PAGE, Client
from checkin.connectors.nutickets.documents import Guest
from checkin.connectors.nutickets.payloads import GuestPage
from checkin.connectors.nutickets.walk import MOST_STALE
from checkin.connectors.protocol import Memory
from checkin.errors import UnreadableReplyError
from checkin.model.operation import AlreadyThere, NotThere, Rejected, Settled, Verdict

_log = logging.getLogger(__name__)

_OURS = ""
_MOST_ARRIVALS = 500
_Times = TypeAdapter(dict[str, list[str]])


class Arrivals:
    """When each of an entry's people came, as far as this station can tell; ours are left out.

    The platform tells only when the last of them came. Each is given a time when they are first heard of, and
    keeps it: a time that changed would be another arrival.
    """

    def __init__(self, memory: Memory, event: str) -> None:
        self._memory = memory
        self._key = f"guests:{event}"
        self._times = self._read()
        self._kept = self._dump()

    def _read(self) -> dict[str, list[str]]:
        text = self._memory.read(self._key)
        try:
            return _Times.validate_json(text) if text else {}
        except ValidationError:
            _log.info("What was kept of arrivals is unreadable; beginning anew")
            return {}

    def _dump(self) -> str:
        return _Times.dump_json(self._times).decode() if self._times else ""

    def of(self, row: Guest) -> tuple[datetime, ...]:
        """When others than us let them in."""
        came = min(row.attended or 0, _MOST_ARRIVALS)
        known = self._times.get(row.id, [])[:came]
        last = row.attended_modification
        if last is not None:
            known += [
                (last - timedelta(milliseconds=before)).isoformat() for before in range(came - len(known))
            ]
        if known:
            self._times[row.id] = known
        return tuple(at for at in map(as_instant, known) if at is not None)

    def note_ours(self, guest: str, ordinal: int, at: datetime) -> None:
        """The so-many-th was let in here."""
        known = self._times.setdefault(guest, [])
        missing = ordinal - len(known)
        known += [at.isoformat() for _ in range(missing)]
        known[ordinal - 1] = _OURS

    def keep(self) -> None:
        """Write down what is new."""
        text = self._dump()
        if text != self._kept:
            self._memory.write(self._key, text)
            self._kept = text


def read_lists(
    client: Client, event: str, since: str = "", *, in_background: bool = False
) -> Iterator[GuestPage]:
    """An event's guest lists page by page, from where an earlier answer's `sync` ended.

    Raises:
        UnreadableReplyError: there is more than the platform says how to get, or only what we have.
    """
    known: frozenset[str] = frozenset()
    stale = 0
    while True:
        page = client.guests(event, since=since, in_background=in_background)
        yield page
        if page.guests.seen < PAGE:
            return
        ids = frozenset(row.id for row in page.guests.rows).union(page.guests.unreadable)
        known, stale = ids, 0 if ids - known else stale + 1
        if page.sync in {"", since} or stale > MOST_STALE:
            raise UnreadableReplyError(
                client.session.platform, "The platform does not say how to read on in its guest lists."
            )
        since = page.sync


class _Counting(BaseModel):
    model_config = ConfigDict(frozen=True)

    target: int
    at: datetime | None = None
    done: bool = False

    def is_ours(self, row: Guest) -> bool:
        """Whether the last who was counted is the one we told of: the time is ours, to the millisecond."""
        last = row.attended_modification
        return last is not None and self.at is not None and abs(last - self.at) <= timedelta(milliseconds=1)


class Guests:
    """Counts guests who come in.

    Args:
        client: the requests.
        memory: keeps what was to be written.
    """

    def __init__(self, client: Client, memory: Memory) -> None:
        self._client = client
        self._memory = memory
        self._synced: dict[str, str] = {}
        self._rows: dict[str, dict[str, Guest]] = {}

    def count_in(self, operation: str, event: str, guest: str, at: datetime) -> Verdict:
        """One more has come.

        Args:
            operation: the id of what is told; the same is counted once.
            event: the event's id.
            guest: the entry's number.
            at: when they came, aware UTC.
        """
        recalled = self.recall(operation, event, guest)
        if not isinstance(recalled, NotThere):
            return recalled
        row = self._current(event, guest)
        if row is None:
            return Rejected(reason="This entry is on none of the event's guest lists (any more).")
        target = (row.attended or 0) + 1
        self._keep(operation, _Counting(target=target, at=at))
        if not self._client.count_guests(guest, target, at):
            self._memory.write(_key(operation), "")
            return Rejected(reason="The platform did not take the guest.")
        self._counted(operation, event, guest, target, at)
        return Settled(at=at)

    def is_complete(self, operation: str, event: str, guest: str) -> bool:
        """Whether all people of an entry are here, so that one more would be too many."""
        if not isinstance(self.recall(operation, event, guest), NotThere):
            return False
        row = self._current(event, guest)
        return row is not None and row.num_of_guests is not None and (row.attended or 0) >= row.num_of_guests

    def recall(self, operation: str, event: str, guest: str) -> Settled | AlreadyThere | Rejected | NotThere:
        """Whether one was counted."""
        kept = self._read(operation)
        if kept is None:
            return NotThere()
        if kept.done:
            return AlreadyThere()
        row = self._current(event, guest)
        if row is None or (row.attended or 0) < kept.target:
            return NotThere()
        self._counted(operation, event, guest, kept.target, row.attended_modification)
        if kept.is_ours(row):
            return Settled(at=kept.at)
        return AlreadyThere(at=row.attended_modification)

    def _counted(self, operation: str, event: str, guest: str, target: int, at: datetime | None) -> None:
        if at is not None:
            arrivals = Arrivals(self._memory, event)
            arrivals.note_ours(guest, target, at)
            arrivals.keep()
        self._keep(operation, _Counting(target=target, done=True))

    def _current(self, event: str, guest: str) -> Guest | None:
        """The entry as it is now: only what changed since we last looked is read again."""
        rows = self._rows.setdefault(event, {})
        for page in read_lists(self._client, event, self._synced.get(event, "")):
            rows.update((row.id, row) for row in page.guests.rows)
            self._synced[event] = page.sync
        return rows.get(guest)

    def _keep(self, operation: str, counting: _Counting) -> None:
        self._memory.write(_key(operation), counting.model_dump_json())

    def _read(self, operation: str) -> _Counting | None:
        text = self._memory.read(_key(operation))
        try:
            return _Counting.model_validate_json(text) if text else None
        except ValidationError:
            _log.info("What was kept of a guest's count is unreadable")
            return None


def _key(operation: str) -> str:
    return f"guest:{operation}"
