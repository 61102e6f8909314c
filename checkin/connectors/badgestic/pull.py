"""Reading an event: one answer tells of everybody, then the pictures of their codes come one by one.

Everybody is there after the first pages, to be found by name; further pages bring those whose codes were
fetched since. A pull that was interrupted reads the event again and fetches only what is missing.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from pydantic import BaseModel, ConfigDict, ValidationError

from checkin.connectors.badgestic import conversion
from checkin.connectors.badgestic.fields import FieldMap
from checkin.connectors.badgestic.looks import Look, Looks
from checkin.connectors.badgestic.payloads import Guest
from checkin.connectors.badgestic.pictures import TicketCodes
from checkin.model.ids import PlatformId
from checkin.model.pulled import EventFacts, Page, PulledAttendee

PAGE = 500
"""People on a page of those that come without a request of their own."""

BATCH = 25
"""People on a page for whom a picture had to be fetched each; check-ins are sent between two pages."""

_FRESH = 60.0


class Mark(BaseModel):
    """How far a read has come: the greatest id, in `_order`, that was on a page; what `Page.resume` holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    after: str


def _mark(text: str | None) -> Mark | None:
    """A mark written earlier; None for none and for one that is not ours: then all is read again."""
    try:
        return Mark.model_validate_json(text) if text else None
    except ValidationError:
        return None


def _written(mark: Mark | None) -> str:
    return "" if mark is None else mark.model_dump_json()


def _order(guest: str) -> tuple[int, str]:
    """Numbers by their size, and anything else in some order that stays."""
    return len(guest), guest


class Pull:
    """One complete read of one event; Badgestic knows no other.

    Args:
        looks: shows the event.
        codes: of tickets.
        options: the connection's.
        event: the event's number.
    """

    def __init__(
        self, looks: Looks, codes: TicketCodes, options: Mapping[str, str], event: PlatformId
    ) -> None:
        self._looks = looks
        self._codes = codes
        self._options = options
        self._event = event

    def pages(self, resume: str | None) -> Iterator[Page]:
        """See `Connector.pull`."""
        mark = _mark(resume)
        look = self._looks.anew(self._event)
        guests = sorted(look.guests, key=lambda guest: _order(guest.id))
        ahead = [guest for guest in guests if mark is None or _order(guest.id) > _order(mark.after)]
        missing = [
            guest.id for guest in guests if guest.id not in self._known and self._codes.is_due(guest.id)
        ]
        yield self._first(look, mark, len(guests))
        to_come = {*(guest.id for guest in ahead), *missing}
        yield from self._present([guest.id for guest in guests if guest.id not in to_come], look, mark)
        yield from self._everybody(look, ahead, total=len(guests), ready=len(guests) - len(missing))
        yield from self._with_codes(missing, guests)
        everybody = {guest.id for guest in guests}
        self._codes.keep(self._event, only=everybody)
        yield self._last(everybody)

    @property
    def _known(self) -> Mapping[str, tuple[str, ...]]:
        return self._codes.known(self._event)

    def _first(self, look: Look, mark: Mark | None, total: int) -> Page:
        return Page(
            ticket_types=conversion.ticket_types(look.shown, self._fields(look)),
            zones=(),
            stations=(),
            facts=self._facts(look, None),
            blind=look.shown.skipped > 0,
            resume=_written(mark),
            total=total,
        )

    def _present(self, before: Sequence[str], look: Look, mark: Mark | None) -> Iterator[Page]:
        """Who was on a page before the interruption, and who cannot be read: they are not gone."""
        there = [*before, *look.shown.unreadable]
        for start in range(0, len(there), PAGE):
            part = tuple(map(PlatformId, there[start : start + PAGE]))
            yield Page(present=part, resume=_written(mark), total=len(look.guests))

    def _everybody(self, look: Look, guests: Sequence[Guest], *, total: int, ready: int) -> Iterator[Page]:
        """Everybody, with the codes that are known already; who has all counts as done."""
        before = total - len(guests)
        for start in range(0, len(guests), PAGE):
            part = guests[start : start + PAGE]
            yield Page(
                attendees=self._attendees(look, part),
                resume=_written(Mark(after=part[-1].id)),
                done=min(before + start + len(part), ready),
                total=total,
            )

    def _with_codes(self, missing: Sequence[str], guests: Sequence[Guest]) -> Iterator[Page]:
        """Those whose codes are fetched now, and what else is new of them: fetching all takes a while."""
        done = len(guests) - len(missing)
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            self._fetch(batch)
            look = self._looks.at(self._event, seconds=_FRESH)
            done += len(batch)
            yield Page(
                attendees=self._attendees(look, [one for one in map(look.guest, batch) if one is not None]),
                resume=_written(Mark(after=guests[-1].id)),
                done=done,
                total=len(guests),
            )

    def _fetch(self, batch: Sequence[str]) -> None:
        try:
            for guest in batch:
                self._codes.add(self._event, guest, self._codes.fetch(guest))
        finally:
            self._codes.keep(self._event)

    def _attendees(self, look: Look, guests: Sequence[Guest]) -> tuple[PulledAttendee, ...]:
        fields = self._fields(look)
        return tuple(
            conversion.attendee(guest, fields, look.words, self._known.get(guest.id, ())) for guest in guests
        )

    def _last(self, read: Collection[str]) -> Page:
        """The end; who was registered while pictures were fetched is not gone."""
        look = self._looks.at(self._event, seconds=_FRESH)
        without = sum(guest not in self._known for guest in read)
        return Page(
            facts=self._facts(look, without),
            present=tuple(PlatformId(guest.id) for guest in look.guests if guest.id not in read)[:PAGE],
            done=len(read),
            total=len(read),
            snapshot_ends=True,
        )

    def _facts(self, look: Look, without_code: int | None) -> EventFacts:
        fields = self._fields(look)
        return EventFacts(
            walk_in=conversion.walk_in_form(look.shown, fields),
            notes=conversion.event_notes(look.shown, fields, without_code),
        )

    def _fields(self, look: Look) -> FieldMap:
        return FieldMap.of(self._options, look.shown.fields)
