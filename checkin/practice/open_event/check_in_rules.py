"""What the platform makes of ``POST /v1/user-check-in``, every oddity as observed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from typing import Final

from checkin.practice.open_event.accounts import is_staff
from checkin.practice.open_event.platform import Platform
from checkin.practice.open_event.problems import Problem, crash, database_id, missing, unprocessable
from checkin.practice.open_event.rows import (
    CHECK_IN,
    CHECK_OUT,
    DAILY,
    REGISTRATION,
    AccountRow,
    AttendeeRow,
    CheckInRow,
    SessionRow,
    StationRow,
)

_THANKS: Final = {
    REGISTRATION: "Ticket register successful.",
    CHECK_IN: "Attendee check in successful.",
    CHECK_OUT: "Attendee check out successful.",
    DAILY: "Attendee daily check successful.",
}
_WRONG_ROOM: Final = (
    "Location of your session not matches with station location, please check with the organizer."
)


def take_check_in(platform: Platform, account: AccountRow, related: Mapping[str, str]) -> CheckInRow:
    """Record a check-in, or say why not.

    Args:
        platform: whose tables are read and written.
        account: who asks.
        related: ids as sent, by ``station``, ``ticket_holder`` and ``session``.

    Raises:
        Problem: refused. With an unknown session at a registration station the attendee has been marked
            as registered all the same.
    """
    station = _station(platform, related)
    if station.station_type != REGISTRATION:
        _require(related, "session")
    if not is_staff(account, station.event_id):
        raise unprocessable(
            "Only admin/organiser/coorganizer of event only able to check in", {"parameter": "station"}
        )
    attendee = _attendee(platform, station, related)
    if station.station_type == REGISTRATION:
        return _register(platform, station, attendee, related.get("session"))
    session = _session(platform, station, related["session"])
    if station.station_type == DAILY:
        _refuse_second_daily(platform, station, attendee, session)
    else:
        _refuse_same_direction(platform, station, attendee, session)
    return platform.record(attendee, station, session, _THANKS[station.station_type])


def _require(related: Mapping[str, str], name: str) -> str:
    if name not in related:
        raise unprocessable(
            f"A valid relationship with {name} resource is required",
            {"pointer": f"/data/relationships/{name}"},
        )
    return related[name]


def _station(platform: Platform, related: Mapping[str, str]) -> StationRow:
    number = _require(related, "station")
    _require(related, "ticket_holder")
    station = platform.stations.get(database_id(number))
    if station is None:
        raise missing("Station: not found", {"parameter": int(number)})
    return station


def _attendee(platform: Platform, station: StationRow, related: Mapping[str, str]) -> AttendeeRow:
    attendee = platform.attendees.get(database_id(related["ticket_holder"]))
    if attendee is None:
        raise missing("Attendee: not found", {"parameter": None})
    if attendee.event_id != station.event_id:
        raise unprocessable("Attendee not belong to this event", {"parameter": "Attendee"})
    return attendee


def _session(platform: Platform, station: StationRow, number: str) -> SessionRow:
    session = platform.sessions.get(database_id(number))
    if session is None:
        raise missing("Session: not found", {"parameter": number})
    if session.room_id != station.room_id:
        raise unprocessable(
            _WRONG_ROOM, {"station microlocation": station.room_id, "session microlocation": session.room_id}
        )
    if session.event_id != station.event_id:
        raise unprocessable("Session not belong to this event.", {"parameter": "session"})
    return session


def _register(
    platform: Platform, station: StationRow, attendee: AttendeeRow, session_id: str | None
) -> CheckInRow:
    today = platform.clock.today()
    for row in platform.taken.of_attendee(attendee.id):
        if row.station_id == station.id and row.created_at >= today:
            raise unprocessable("Attendee already registered.", {"ticket": None, "station ": station.id})
    session = platform.sessions.get(database_id(session_id)) if session_id is not None else None
    now = platform.clock.now()
    platform.attendees.put(
        replace(
            attendee,
            is_registered=True,
            register_times=str(now.astimezone(UTC).replace(tzinfo=None)),
            modified_at=now,
        )
    )
    if session_id is not None and session is None:
        raise Problem(404, "Related object not found", f"Session.id: {session_id} not found", "")
    return platform.record(attendee, station, session, _THANKS[REGISTRATION])


def _refuse_second_daily(
    platform: Platform, station: StationRow, attendee: AttendeeRow, session: SessionRow
) -> None:
    today = platform.clock.today()
    for row in platform.taken.of_attendee(attendee.id):
        if (row.station_id, row.session_id) == (station.id, session.id) and row.created_at >= today:
            raise unprocessable(
                "Attendee already check daily on station.",
                {"ticket_holder": str(attendee.id), "station ": station.id},
            )


def _refuse_same_direction(
    platform: Platform, station: StationRow, attendee: AttendeeRow, session: SessionRow
) -> None:
    """In when in, out when out; out when never in today kills the real server's request."""
    today = platform.clock.today()
    last = None
    for row in platform.taken.of_attendee(attendee.id):
        if row.session_id == session.id and row.check_in_out_at is not None and row.check_in_out_at >= today:
            last = row
    source = {"attendee": attendee.id, "session ": session.id}
    if station.station_type == CHECK_OUT and last is None:
        raise crash()
    if last is None or last.kind != station.station_type:
        return
    if station.station_type == CHECK_IN:
        raise unprocessable("Attendee already checked in.", source)
    raise unprocessable("Attendee not check in yet.", source)
