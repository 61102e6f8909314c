"""A badge for somebody: drawn here, printed where the station prints.

The check-in never waits for this and never depends on it.
"""

from dataclasses import dataclass
from pathlib import Path

from checkin.badges.badge import badge_of
from checkin.badges.printers.protocol import Printer
from checkin.badges.render import render_badge
from checkin.badges.template import default_template
from checkin.desk.find import look
from checkin.desk.post import Post
from checkin.desk.telling import tell
from checkin.mirror import prints
from checkin.model.ids import AttendeeId
from checkin.model.operation import Printed
from checkin.model.platform import Capability


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBadge:
    """A badge that came out.

    Attributes:
        path: the PDF, None when it went to a printer.
        where: the folder or the printer, for people.
        copies: how often this attendee's badge has been printed on this computer, this one included.
    """

    path: Path | None
    where: str
    copies: int


def print_badge(post: Post, attendee: AttendeeId, printer: Printer, logo: Path | None = None) -> PrintedBadge:
    """Draw and print the badge of an attendee, and note that it came out.

    Raises:
        BadgeError: it cannot be drawn or printed; the check-in stands.
        NoSuchAttendeeError: the mirror does not have them.
    """
    found = look(post, attendee)
    pdf = render_badge(default_template(), badge_of(found.attendee, post.event, logo=logo))
    printed = printer.print(pdf, found.attendee.platform_id or f"here-{attendee}")
    with post.mirror.write() as connection:
        now = post.clock.now()
        prints.add(connection, attendee, now, str(printed.path or printed.where))
        if Capability.PRINT_LOG in post.capabilities:
            tell(connection, post, found.attendee, Printed(number=found.badge_prints + 1), now)
    return PrintedBadge(path=printed.path, where=printed.where, copies=found.badge_prints + 1)
