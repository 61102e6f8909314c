"""Attendees and what happens to them, as the platform's API has it."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checkin.connectors.http import Reply
from checkin.connectors.open_event.catalogue import Catalogue, demand, get, segment
from checkin.connectors.open_event.documents import Listing, listing, parse, single
from checkin.connectors.open_event.payloads import (
    AttendeeAttributes,
    HeadCountAttributes,
    Resource,
    SearchResults,
    State,
    Stats,
)
from checkin.connectors.open_event.tokens import JSON, JSON_API, Session

_WRITING = {"Accept": JSON_API, "Content-Type": JSON_API}
_WITH_ORDERS = (("include", "order"), ("fields[order]", "identifier,status"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedCheckIn:
    """A row of the platform's list of check-ins; it has no usable time."""

    attendee: str
    kind: str


class Client:
    """One method a request; all raise `ConnectorError`s."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.catalogue = Catalogue(session)

    def user(self) -> str:
        """The number of the account that is signed in."""
        self.session.ensure()
        return self.session.user or self.catalogue.user_id()

    def attendees_after(self, event: str, attendee: int, size: int) -> Listing[AttendeeAttributes]:
        """The next attendees by their numbers: no row is missed or doubled when others vanish meanwhile."""
        return self._attendees(
            event, _filter("id", "gt", attendee), ("sort", "id"), ("page[size]", str(size))
        )

    def attendees_registered_since(self, event: str, since: str, size: int) -> Listing[AttendeeAttributes]:
        """Attendees who were registered then or later, the earliest first.

        Args:
            event: the event's number.
            since: naive UTC as the platform writes it; it compares text.
            size: how many at most.
        """
        criterion = _filter("register-times", "ge", since)
        return self._attendees(event, criterion, ("sort", "register_times"), ("page[size]", str(size)))

    def attendees_by_number(self, event: str, attendees: Sequence[int]) -> Listing[AttendeeAttributes]:
        """These attendees; at most 200, for the server takes no longer address."""
        return self._attendees(event, _filter("id", "in_", list(attendees)), ("page[size]", "0"))

    def _attendees(self, event: str, *params: tuple[str, str]) -> Listing[AttendeeAttributes]:
        path = f"/v1/events/{segment(event)}/attendees"
        return listing(get(self.session, path, (*params, *_WITH_ORDERS)), AttendeeAttributes)

    def attendee(self, attendee: str) -> Resource[AttendeeAttributes]:
        """An attendee by number."""
        return single(get(self.session, f"/v1/attendees/{segment(attendee)}"), AttendeeAttributes)

    def search(self, event: str, *, name: str = "", email: str = "") -> SearchResults:
        """Attendees by a part of their first or last name, or of their address; deleted ones included."""
        wanted = [(key, value) for key, value in (("name", name), ("email", email)) if value]
        return parse(
            get(self.session, f"/v1/events/{segment(event)}/attendees/search", wanted), SearchResults
        )

    def state(self, event: str, attendee: str) -> State:
        """Whether, and when, an attendee was registered."""
        return parse(get(self.session, "/v1/states", [("event_id", event), ("attendee_id", attendee)]), State)

    def user_check_in(self, *, station: str, attendee: str, session: str | None) -> Reply:
        """Check an attendee in or out at a station; the answer is whatever came (see `verdicts`)."""
        relationships = {"station": _link("station", station), "ticket_holder": _link("attendee", attendee)}
        if session is not None:
            relationships["session"] = _link("session", session)
        data = {"type": "user_check_in", "attributes": {}, "relationships": relationships}
        return self._write("POST", "/v1/user-check-in", data)

    def patch_check_in(self, attendee: str, at: str) -> Resource[AttendeeAttributes]:
        """Add one check-in time to an attendee: site administrators only.

        Never send a time that is listed already (a list of two or more would be replaced by it), never
        several, never a device name (sent twice, it is refused): read before, and read after.
        """
        data = {
            "type": "attendee",
            "id": attendee,
            "attributes": {"is-checked-in": True, "checkin-times": at},
        }
        return single(
            demand(self._write("PATCH", f"/v1/attendees/{segment(attendee)}", data)), AttendeeAttributes
        )

    def stats(self, event: str, sessions: Sequence[str] = ()) -> Stats:
        """Counts of this UTC day; the server stops at the first session it does not know."""
        wanted = [("session_ids", ",".join(sessions))] if sessions else []
        return parse(get(self.session, f"/v1/user-check-in/stats/event/{segment(event)}", wanted), Stats)

    def store_head_count(self, station: str, session: str, people: int) -> Resource[HeadCountAttributes]:
        """Tell how many people somebody counted: site administrators only, others make the server fail."""
        data = {
            "type": "station-store-pax",
            "attributes": {"current-pax": people},
            "relationships": {"station": _link("station", station), "session": _link("session", session)},
        }
        return single(demand(self._write("POST", "/v1/station-store-paxs", data)), HeadCountAttributes)

    def head_counts(self, station: str, session: str) -> Sequence[Resource[HeadCountAttributes]]:
        """All that was counted at a station for a session, the newest last."""
        path = f"/v1/stations/{segment(station)}/sessions/{segment(session)}/station-store-paxs"
        return listing(get(self.session, path), HeadCountAttributes).rows

    def exported_check_ins(self, session: str, kind: str) -> Sequence[ExportedCheckIn]:
        """The platform's list of check-ins of a session; every time in it is when the server was started.

        Args:
            session: the session's number.
            kind: ``"daily"``, ``"check in"`` or ``"check in & check out"``.
        """
        reply = self.session.send(
            "POST",
            "/v1/export/user-check-in/csv",
            headers={"Accept": "*/*", "Content-Type": JSON},
            content=json.dumps({"session_id": session, "type": kind}).encode(),
            writes=False,
        )
        return _rows(demand(reply))

    def _write(self, method: str, path: str, data: Mapping[str, object]) -> Reply:
        return self.session.send(method, path, headers=_WRITING, content=json.dumps({"data": data}).encode())


def _link(kind: str, number: str) -> dict[str, object]:
    return {"data": {"type": kind, "id": number}}


def _filter(name: str, operator: str, value: object) -> tuple[str, str]:
    return "filter", json.dumps([{"name": name, "op": operator, "val": value}])


def _rows(reply: Reply) -> Sequence[ExportedCheckIn]:
    table = csv.reader(io.StringIO(reply.body.decode("utf-8", "replace"), newline=""))
    try:
        head = next(table, [])
        attendee, kind = head.index("Ticket Id"), head.index("Type")
        return [
            ExportedCheckIn(attendee=row[attendee], kind=row[kind])
            for row in table
            if len(row) > max(attendee, kind)
        ]
    except (ValueError, csv.Error) as error:
        raise reply.unreadable("The list of check-ins has another form than agreed") from error
