"""The line between a station and the platform: what happens to each request is written beforehand."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TypeVar

from checkin.errors import (
    CredentialsError,
    RejectedError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.event import PlatformEvent, TicketType
from checkin.model.ids import OperationId, PlatformId
from checkin.model.operation import Move, Operation, Recollection, Rejected, Verdict
from checkin.model.platform import Account, Capability
from checkin.model.pulled import Page, PulledAttendee
from tests.fakes.builders import a_platform_event
from tests.faults.simulation.the_platform import Platform, Row
from tests.faults.simulation.virtual_time import StationClock

PAGE = 3
_T = TypeVar("_T")


class Died(BaseException):
    """The process of a station ends here."""


class Fate(StrEnum):
    """What happens to one request."""

    FINE = "answered"
    LOST_BEFORE = "never left"
    UNCLEAR = "cut before it had an effect, and nobody can know"
    LOST_AFTER = "took effect, cut before the answer"
    FAILED_AFTER = "took effect, answered with 5xx"
    THROTTLED = "too many"
    UNREADABLE_BEFORE = "a page of the server in front"
    UNREADABLE_AFTER = "took effect, the answer is unreadable"
    SIGNED_OUT = "the token has ended"
    GIVEN_UP_AFTER = "took effect, and the connector gives up asking"
    DIES_BEFORE = "the station dies before it leaves"
    DIES_AFTER = "took effect, the station dies before the answer"


_BEFORE: dict[Fate, Callable[[], BaseException]] = {
    Fate.LOST_BEFORE: lambda: UnreachableError("scripted", "no way"),
    Fate.UNCLEAR: lambda: UnreachableError("scripted", "cut", may_have_landed=True),
    Fate.THROTTLED: lambda: ThrottledError("scripted", "patience", retry_after=20),
    Fate.UNREADABLE_BEFORE: lambda: UnreadableReplyError("scripted", "html"),
    Fate.SIGNED_OUT: lambda: CredentialsError("scripted", "signed out"),
    Fate.DIES_BEFORE: Died,
}
_AFTER: dict[Fate, Callable[[], BaseException]] = {
    Fate.LOST_AFTER: lambda: UnreachableError("scripted", "cut", may_have_landed=True),
    Fate.FAILED_AFTER: lambda: UnreachableError("scripted", "502", may_have_landed=True),
    Fate.UNREADABLE_AFTER: lambda: UnreadableReplyError("scripted", "html", may_have_landed=True),
    Fate.DIES_AFTER: Died,
}


@dataclass
class Line:
    """A connector to the platform, over a line of which the world decides what happens to each request.

    Attributes:
        clock: the station's.
        fates: of the next requests (pages, pushes, read-backs), in order; then all goes well.
        down: of every request while it is set.
        meanwhile: what people do while the next requests are under way, one each.
        told: the attendees as this station was last told of them, and wrote down.
        telling: those of the page that is under way; they count once the mirror has them.
        never: what must not be sent: it was taken back before it ever arrived.
        broken: promises that were seen broken by what was sent, in words.
    """

    it: Platform
    clock: StationClock
    platform: str = "scripted"
    fates: deque[Fate] = field(default_factory=deque)
    down: Fate = Fate.FINE
    meanwhile: deque[Callable[[], None]] = field(default_factory=deque)
    told: dict[PlatformId, PulledAttendee] = field(default_factory=dict)
    telling: tuple[PulledAttendee, ...] = ()
    never: set[OperationId] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)
    _offset: float | None = None

    @property
    def capabilities(self) -> frozenset[Capability]:
        return self.it.manner.capabilities

    def sign_in(self) -> Account:
        return Account(name="Desk", platform_id=PlatformId("1"))

    def events(self) -> Sequence[PlatformEvent]:
        return (a_platform_event(),)

    def clock_offset(self) -> float | None:
        return self._offset

    def interrupt(self) -> None:
        """Nothing is ever under way when somebody else could break it off."""

    def close(self) -> None:
        """There is nothing to give back."""

    def forget(self) -> None:
        """The process that held it is gone; what it measured is gone with it."""
        self._offset = None
        self.telling = ()
        self.meanwhile.clear()

    # Pulling

    def pull(self, event: PlatformId, *, since: str | None, resume: str | None) -> Iterator[Page]:
        assert event == a_platform_event().platform_id
        return self._everything(resume) if since is None else self._changes(int(since))

    def newest(self) -> str:
        """Where a delta would begin that knows of everything up to now."""
        return str(len(self.it.changed))

    def _everything(self, resume: str | None) -> Iterator[Page]:
        cursor, behind = resume.split(":") if resume else (self.newest(), "0")
        while True:
            rows = self._request(partial(self._rows_behind, int(behind)))
            page, is_last = rows[:PAGE], len(rows) <= PAGE
            first = behind == "0"
            behind = str(page[-1].serial) if page else behind
            yield self._page(
                page,
                first=first,
                resume=f"{cursor}:{behind}",
                ends=is_last,
                cursor=cursor if is_last and self.it.manner.tells_changes else None,
            )
            if is_last:
                return

    def _rows_behind(self, passed: int) -> list[Row]:
        return sorted(
            (row for row in self.it.rows.values() if row.serial > passed), key=lambda row: row.serial
        )

    def _rows_of(self, people: Sequence[PlatformId]) -> list[Row]:
        return [self.it.rows[one] for one in people if one in self.it.rows]

    def _page(self, rows: Sequence[Row], *, first: bool, resume: str, ends: bool, cursor: str | None) -> Page:
        return Page(
            attendees=self._telling(rows),
            present=tuple(row.told.platform_id for row in rows if not row.legible and row.named),
            blind=any(not row.named for row in rows),
            ticket_types=(TicketType(platform_id=PlatformId("1"), name="Standard"),) if first else None,
            resume=resume,
            snapshot_ends=ends,
            cursor=cursor,
        )

    def _telling(self, rows: Sequence[Row]) -> tuple[PulledAttendee, ...]:
        people = tuple(self.it.as_told(row.told.platform_id) for row in rows if row.legible and row.named)
        self.telling = people
        return people

    def stored(self) -> None:
        """The mirror has committed something: what it was just told, if that was it."""
        self.told.update({one.platform_id: one for one in self.telling})
        self.telling = ()

    def lost(self) -> None:
        """The mirror had no room for something: what it was just told, if that was it."""
        self.telling = ()

    def _changes(self, since: int) -> Iterator[Page]:
        cursor = self.newest()
        changed = [one for one in dict.fromkeys(self.it.changed[since:]) if one in self.it.rows]
        for start in range(0, len(changed), PAGE):
            part = changed[start : start + PAGE]
            rows = self._request(partial(self._rows_of, part))
            yield Page(attendees=self._telling(rows))
        self._request(lambda: None)
        yield Page(cursor=cursor)

    # Pushing

    def push(self, operation: Operation) -> Verdict:
        self._witness(operation)
        if operation.attendee in self.it.stubborn:
            self._request(lambda: None)
            raise UnreachableError("scripted", "500", may_have_landed=True)
        return self._request(lambda: self.it.take(operation), given_up=_given_up)

    def read_back(self, operation: Operation) -> Recollection:
        return self._request(lambda: self.it.recall(operation))

    def _witness(self, operation: Operation) -> None:
        if operation.id in self.never:
            self.broken.append("what was taken back before it was ever sent was sent after all")

    def _request(self, effect: Callable[[], _T], given_up: Callable[[], _T] | None = None) -> _T:
        """Let a request happen, or what is to happen instead."""
        if self.meanwhile:
            self.meanwhile.popleft()()
        fate = self.down
        if fate is Fate.FINE and self.fates:
            fate = self.fates.popleft()
        if fate in _BEFORE:
            ends = _BEFORE[fate]()
            raise ends
        answer = effect()
        if fate in _AFTER:
            ends = _AFTER[fate]()
            raise ends
        self._offset = -self.clock.ahead
        if fate is Fate.GIVEN_UP_AFTER and given_up is not None:
            return given_up()
        return answer


def _given_up() -> Verdict:
    return Rejected(reason="Nobody can know what became of it.", answered=False)


class TogetherLine(Line):
    """The same where the platform takes many check-ins in one request."""

    def fits(self, operation: Operation) -> bool:
        return isinstance(operation.task, Move)

    def push_together(self, operations: Sequence[Operation]) -> Sequence[Verdict]:
        """Take all, or none when one of them spoils it."""
        for one in operations:
            self._witness(one)
        if any(one.attendee in self.it.stubborn for one in operations):
            raise UnreachableError("scripted", "500", may_have_landed=True)
        return self._request(lambda: self._take(operations))

    def _take(self, operations: Sequence[Operation]) -> Sequence[Verdict]:
        if any(self.it.objection(one) for one in operations):
            raise RejectedError("scripted", "One of them is not ours.")
        return [self.it.take(one) for one in operations]
