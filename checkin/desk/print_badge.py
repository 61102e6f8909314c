"""A badge for somebody: asked for here, drawn and printed later, noted once it came out.

Asking is one short transaction and never waits for a printer; the check-in never depends on it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from checkin.badges.badge import badge_of
from checkin.badges.render import render_badge
from checkin.badges.template import BadgeTemplate
from checkin.desk.find import NoSuchAttendeeError
from checkin.desk.post import Post
from checkin.desk.telling import new_id
from checkin.mirror import attendees, events, outbox, photos, prints, spool
from checkin.mirror.database import Mirror, Transaction
from checkin.model.attendee import Attendee
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import AttendeeId, MovementId, PlatformId
from checkin.model.operation import Operation, Printed
from checkin.model.platform import Capability
from checkin.model.print_job import JobState, PrintJob
from checkin.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A badge on its way to a printer.

    Attributes:
        name: this computer's own number of the attendee: it shows up in files and queues, where a platform's
            may not, for in some lists that is the ticket's code.
    """

    pdf: bytes
    name: str


def ask(post: Post, settings: Settings, attendee: AttendeeId, reason: str = "") -> PrintJob:
    """Have the badge of an attendee printed; it is certain from now on, whatever dies.

    One that has yet to come out is the one that is asked for, also where another is wanted for a `reason`:
    nobody needs two at once, and a button is easily pressed twice. Where it failed, it is tried again.

    Raises:
        NoSuchAttendeeError: the mirror does not have them.
        MirrorError: the mirror cannot be written; nothing was asked for.
    """
    with post.mirror.write() as connection:
        return _asked(connection, post, settings, attendee, reason)


def ask_first(post: Post, settings: Settings, attendee: AttendeeId) -> PrintJob | None:
    """Have somebody's first badge printed; None when one came out here before. Otherwise as `ask`."""
    with post.mirror.write() as connection:  # not two looks: it may come out between them
        if prints.how_often(connection, [attendee]):
            return None
        return _asked(connection, post, settings, attendee)


def draw(mirror: Mirror, job: PrintJob, template: BadgeTemplate, logo: Path | None = None) -> Drawing:
    """Draw a badge with what is known of its attendee by now.

    Raises:
        BadgeError: it cannot be drawn; the check-in stands.
        NoSuchAttendeeError: the mirror does not have them any more.
        MirrorError: the mirror cannot be read.
    """
    with mirror.read() as connection:
        attendee = _attendee(connection, job.attendee)
        event = events.get(connection, attendee.event)
        photo = photos.picture_of(connection, job.attendee)
    if event is None:
        raise NoSuchAttendeeError("This attendee's event is no longer on this computer.")
    pdf = render_badge(template, badge_of(attendee, event, logo=logo, photo=photo))
    return Drawing(pdf=pdf, name=str(attendee.id))


def came_out(
    mirror: Mirror,
    job: PrintJob,
    of: Collection[JobState],
    at: datetime,
    where: str,
    path: Path | None = None,
) -> PrintJob | None:
    """Note that a badge came out, and let the platform hear of it where it keeps such a list.

    None when it was in none of these states any more, or whoever it was for has been forgotten: nothing is
    noted then.

    Raises:
        MirrorError: the mirror cannot be written; nothing was noted.
    """
    with mirror.write() as connection:
        if not spool.end(connection, job.id, of, JobState.PRINTED, at, where):
            return None
        prints.add(connection, job.attendee, at, str(path or where), job.reason)
        number = prints.how_often(connection, [job.attendee])[job.attendee]
        telling = spool.telling(connection, job.id)
        if telling is not None:
            attendee = _attendee(connection, job.attendee)
            task = Printed(number=number, reason=job.reason)
            outbox.add(connection, _operation(connection, attendee, telling, task, at), job.attendee)
        return spool.get(connection, job.id)


def _attendee(connection: Transaction, attendee: AttendeeId) -> Attendee:
    candidate = attendees.by_number(connection, attendee, WHOLE_EVENT)
    if candidate is None:
        raise NoSuchAttendeeError("This attendee is no longer on this computer.")
    return candidate.attendee


def _asked(
    connection: Transaction, post: Post, settings: Settings, attendee: AttendeeId, reason: str = ""
) -> PrintJob:
    wanted = _attendee(connection, attendee)
    waiting = spool.open_of(connection, attendee)
    if waiting is None:
        return _added(connection, post, settings, wanted, reason)
    if spool.wait(connection, waiting.id, {JobState.FAILED}):
        return spool.get(connection, waiting.id) or waiting
    return waiting


def _added(
    connection: Transaction, post: Post, settings: Settings, attendee: Attendee, reason: str
) -> PrintJob:
    kind = attendee.ticket.type_name
    return spool.add(
        connection,
        spool.Asked(
            attendee=attendee.id,
            printer=settings.printer_for(kind).called,
            template=settings.template_for(kind),
            at=post.clock.now(),
            reason=reason,
            told=Capability.PRINT_LOG in post.capabilities,
            kind=post.station.kind,
            station=post.station.platform_id,
            session=post.station.session,
        ),
    )


def _operation(
    connection: Transaction, attendee: Attendee, telling: spool.Telling, task: Printed, at: datetime
) -> Operation:
    event = events.get(connection, telling.event)
    return Operation(
        id=new_id(),
        movement=MovementId(""),
        event=PlatformId("") if event is None else event.platform.platform_id,
        attendee=attendee.platform_id or PlatformId(""),
        code=attendee.badge_code,
        kind=telling.kind,
        station=telling.station,
        session=telling.session,
        at=at,
        task=task,
    )
