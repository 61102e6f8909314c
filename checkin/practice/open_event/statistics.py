"""What the platform counts: ``user-check-in/stats`` and the export of check-ins."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from checkin.practice.open_event.platform import Platform
from checkin.practice.open_event.rows import CHECK_IN, CHECK_OUT, REGISTRATION, CheckInRow, PaxRow, SessionRow


def stats(
    platform: Platform, event_id: int, sessions: Iterable[str], tracks: Iterable[str]
) -> dict[str, object]:
    """Today's counts of an event; today, the server believes, is when its process was started.

    Both lists end at the first id that does not exist.
    """
    today = platform.clock.today()
    rows = [row for row in platform.check_ins() if row.created_at >= today and row.event_id == event_id]
    total = len(platform.attendees.of_event(event_id))
    registered = len({row.attendee_id for row in rows if row.kind == REGISTRATION})

    def distinct(kind: str, key: Callable[[CheckInRow], object]) -> int:
        return len({(row.attendee_id, key(row)) for row in rows if row.kind == kind})

    def session_of(row: CheckInRow) -> object:
        return row.session_id

    def track_of(row: CheckInRow) -> object:
        return platform.sessions[row.session_id or 0].track_id

    return {
        "session_stats": _session_stats(platform, rows, sessions),
        "total_attendee": total,
        "total_not_checked_in": total - registered,
        "total_registered": registered,
        "total_session_checked_in": distinct(CHECK_IN, session_of),
        "total_session_checked_out": distinct(CHECK_OUT, session_of),
        "total_track_checked_in": distinct(CHECK_IN, track_of),
        "total_track_checked_out": distinct(CHECK_OUT, track_of),
        "track_stats": _track_stats(platform, rows, tracks),
    }


def _people(rows: Iterable[CheckInRow], kind: str, sessions: set[int]) -> int:
    return len({row.attendee_id for row in rows if row.kind == kind and row.session_id in sessions})


def _session_stats(
    platform: Platform, rows: list[CheckInRow], wanted: Iterable[str]
) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for number in wanted:
        session = platform.sessions.get(int(number)) if number.isdecimal() else None
        if session is None:
            break
        counted = [pax for pax in platform.paxs.values() if pax.session_id == session.id]
        found.append(
            {
                "session_id": number,
                "session_name": platform.session_types[session.type_id].name,
                "track_name": platform.tracks[session.track_id].name,
                "speakers": _speakers(platform, session),
                "check_in": _people(rows, CHECK_IN, {session.id}),
                "check_out": _people(rows, CHECK_OUT, {session.id}),
                "manual_count": _manual_count(counted[-1]) if counted else {},
            }
        )
    return found


def _track_stats(
    platform: Platform, rows: list[CheckInRow], wanted: Iterable[str]
) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    now = platform.clock.now()
    for number in wanted:
        track = platform.tracks.get(int(number)) if number.isdecimal() else None
        if track is None:
            break
        of_track = [session for session in platform.sessions.values() if session.track_id == track.id]
        running = next((row for row in of_track if row.starts_at <= now <= row.ends_at), None)
        ids = {session.id for session in of_track}
        found.append(
            {
                "track_id": number,
                "track_name": track.name,
                "current_session": platform.session_types[running.type_id].name if running else "",
                "current_speakers": _speakers(platform, running) if running else "",
                "check_in": _people(rows, CHECK_IN, ids),
                "check_out": _people(rows, CHECK_OUT, ids),
            }
        )
    return found


def _speakers(platform: Platform, session: SessionRow) -> list[str]:
    return [platform.speakers[number].name for number in session.speaker_ids]


def _manual_count(pax: PaxRow) -> dict[str, object]:
    def text(moment: datetime) -> str:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S%z")

    return {
        "current_pax": pax.current_pax,
        "created_at": text(pax.created_at),
        "modified_at": text(pax.modified_at),
    }


def export(
    platform: Platform, *, kinds: str = "", session_id: str = "", date: str = "", track: str = ""
) -> str:
    """Every event's check-ins as CSV; the time column is when the server's process was started.

    Args:
        platform: whose check-ins.
        kinds: station types parted by ``&``; all when empty.
        session_id: only of this session.
        date: only of this day, as ``2026-11-22``.
        track: only of the track with this name.
    """
    wanted = {kind.strip() for kind in kinds.split("&") if kind.strip()}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("Ticket Id", "Date Time", "Track Name", "Session Name", "Speaker Name", "Type"))
    for row in platform.check_ins():
        session = platform.sessions.get(row.session_id or 0)
        where = _place(platform, session) if session else ("", "", "")
        moment = row.created_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        kept = (
            (not wanted or row.kind in wanted)
            and session_id in {"", str(row.session_id)}
            and moment.startswith(date)
            and track in {"", where[0]}
        )
        if kept:
            writer.writerow((row.attendee_id, moment, *where, row.kind))
    return out.getvalue()


def _place(platform: Platform, session: SessionRow) -> tuple[str, str, str]:
    return (
        platform.tracks[session.track_id].name,
        platform.session_types[session.type_id].name,
        ", ".join(_speakers(platform, session)),
    )
