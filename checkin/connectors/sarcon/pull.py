"""Reads an event's registrations page by page, so that an interrupted read goes on where it stopped.

Rows are counted off in pages by their place: when somebody is deleted meanwhile, everybody behind moves up
and one may slip through between two pages. A read during which the platform's total shrank therefore removes
nobody; the next one begins anew and adds to it.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from checkin.connectors.sarcon import conversion
from checkin.connectors.sarcon.client import Client, Query
from checkin.connectors.sarcon.kinds import Kinds
from checkin.connectors.sarcon.mapping import Mapping, Registrations
from checkin.connectors.sarcon.payloads import Sheet
from checkin.connectors.sarcon.posts import facts_of, stations_of, whole_event
from checkin.connectors.sarcon.setup import PLATFORM
from checkin.connectors.sarcon.times import write_time
from checkin.errors import UnreadableReplyError
from checkin.model.ids import PlatformId
from checkin.model.pulled import Page

_MOST = 500  # attendees in one of our pages
_OVERLAP = timedelta(minutes=2)
"""A delta starts so much before the last read began: clocks differ, and changes take time to be seen."""


class Mark(BaseModel):
    """How far a read has come (resume), or where the next delta starts (cursor).

    Attributes:
        onward: the next page; empty at the beginning and in cursors.
        done: how many were read.
        began: the server's time when the read began.
        total: how many there are, as the platform said last.
        is_whole: nobody can have slipped through so far.
        mapping: which mapping it was read by; by another one all is read again.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    onward: str = Field(default="", pattern=r"^(/[^/].*)?$")
    done: int = Field(default=0, ge=0)
    began: AwareDatetime
    total: int | None = None
    is_whole: bool = True
    mapping: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """One read of one event.

    Attributes:
        kinds: the kinds of tickets met so far.
        server_now: tells the server's time.
    """

    client: Client
    mapping: Mapping
    event: PlatformId
    kinds: Kinds
    server_now: Callable[[], datetime]

    def pages(self, since: str | None, resume: str | None) -> Iterator[Page]:
        """See `Connector.pull`. A delta is short and starts anew instead of being resumed."""
        mapped = self.mapping.registrations
        if mapped is None:
            # Never the end of a snapshot: nobody is gone because a file is missing.
            yield self._first(self._new_mark())
            return
        start = self._mark(since)
        if start is None or mapped.changed_since is None:
            yield from self._everything(mapped, self._mark(resume))
        else:
            yield from self._changes(mapped, start)

    def _everything(self, mapped: Registrations, resumed: Mark | None) -> Iterator[Page]:
        self._list_kinds()
        before = resumed or self._new_mark()
        yield self._first(before)
        for sheet in self.client.sheets(mapped, self._values, resume=before.onward):
            mark = _moved_on(before, sheet)
            *earlier, last = _chunks(sheet.rows)
            for rows in earlier:
                yield self._page(mapped, rows, before)
            page = self._page(mapped, last, mark)
            before = mark
            if mark.onward:
                yield page
            elif mark.is_whole:
                yield self._last(page, mapped, mark)
            else:
                yield replace(page, resume="")

    def _last(self, page: Page, mapped: Registrations, mark: Mark) -> Page:
        """What a complete read ends with; the form names all kinds of tickets only now."""
        cursor = self._new_mark(mark.began).model_dump_json() if mapped.changed_since else None
        facts = facts_of(self.mapping, self.kinds.all)
        return replace(page, facts=facts, resume="", snapshot_ends=True, cursor=cursor)

    def _changes(self, mapped: Registrations, start: Mark) -> Iterator[Page]:
        mark = self._new_mark()
        done = 0
        for sheet in self.client.sheets(mapped, self._values, more=self._since(mapped, start.began)):
            for rows in _chunks(sheet.rows):
                done += len(rows)
                moved = mark.model_copy(update={"done": done})
                yield self._page(mapped, rows, moved)
        yield Page(done=done, cursor=mark.model_dump_json())

    def _since(self, mapped: Registrations, began: datetime) -> Query:
        asked = mapped.changed_since
        if asked is None:
            return ()
        return ((asked.parameter, write_time(began - _OVERLAP, asked.format, self.mapping.zone())),)

    def _new_mark(self, began: datetime | None = None) -> Mark:
        return Mark(began=began or self.server_now(), mapping=_fingerprint(self.mapping))

    def _mark(self, text: str | None) -> Mark | None:
        """What a stored text says; None when it says nothing of ours: then all is read again."""
        try:
            mark = Mark.model_validate_json(text) if text else None
        except ValidationError:
            return None
        return mark if mark and mark.mapping == _fingerprint(self.mapping) else None

    @property
    def _values(self) -> dict[str, str]:
        return {"event": self.event}

    def _list_kinds(self) -> None:
        mapped = self.mapping.ticket_types
        if mapped is not None:
            for sheet in self.client.sheets(mapped, self._values):
                self.kinds.learn(conversion.ticket_types(sheet.rows, mapped).items())

    def _first(self, mark: Mark) -> Page:
        return Page(
            ticket_types=conversion.as_ticket_types(self.kinds.all) if self.kinds.all else None,
            zones=(whole_event(self.event),),
            stations=stations_of(self.mapping),
            facts=facts_of(self.mapping, self.kinds.all),
            resume=mark.model_dump_json(),
            done=mark.done,
            total=mark.total,
        )

    def _page(self, mapped: Registrations, rows: Sequence[object], mark: Mark) -> Page:
        found = conversion.people(rows, self.mapping, mapped)
        if rows and not found.attendees:
            raise UnreadableReplyError(
                PLATFORM,
                f"No registration has an id at {mapped.id}: see [registrations] in the mapping file.",
            )
        news = self.kinds.learn(found.types)
        return Page(
            attendees=found.attendees,
            blind=bool(found.unreadable),
            ticket_types=conversion.as_ticket_types(self.kinds.all) if news else None,
            resume=mark.model_dump_json(),
            done=mark.done,
            total=mark.total,
        )


def _fingerprint(mapping: Mapping) -> str:
    return hashlib.sha256(mapping.model_dump_json().encode()).hexdigest()[:16]


def _chunks(rows: Sequence[object]) -> list[Sequence[object]]:
    """At least one, empty for nobody: a platform may give all rows at once."""
    return [rows[start : start + _MOST] for start in range(0, max(len(rows), 1), _MOST)]


def _moved_on(mark: Mark, sheet: Sheet) -> Mark:
    shrank = mark.total is not None and sheet.total is not None and sheet.total < mark.total
    return mark.model_copy(
        update={
            "onward": sheet.next_page,
            "done": mark.done + len(sheet.rows),
            "total": mark.total if sheet.total is None else sheet.total,
            "is_whole": mark.is_whole and not shrank,
        }
    )
