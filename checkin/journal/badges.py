"""Badges that a journal tells of, back into a mirror."""

from checkin.journal.lines import BadgeWanted, OfBadge
from checkin.mirror import badge_past
from checkin.mirror.database import Transaction
from checkin.mirror.spool import Asked
from checkin.model.ids import AttendeeId, PlatformId
from checkin.model.station import StationKind


def can_be_read(line: OfBadge) -> bool:
    """Whether this version knows what the line tells."""
    return not isinstance(line, BadgeWanted) or line.station_kind in set(StationKind)


def put_back(connection: Transaction, attendee: AttendeeId, line: OfBadge) -> bool:
    """Put back what a line tells; False when that is known."""
    if not isinstance(line, BadgeWanted):
        return badge_past.put_back_print(connection, attendee, line.at, line.to, line.reason)
    asked = Asked(
        attendee=attendee,
        printer=line.printer,
        template=line.template,
        at=line.at,
        kind=StationKind(line.station_kind),
        reason=line.reason,
        told=line.told,
        station=None if line.station is None else PlatformId(line.station),
        session=None if line.session is None else PlatformId(line.session),
    )
    return badge_past.put_back_job(connection, asked, line.which)
