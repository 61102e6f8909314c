"""Badges printed ahead: of everybody, or of some, sorted, in one PDF or in parts."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from checkin.badges.badge import Badge
from checkin.badges.template import BadgeTemplate
from checkin.badges.types_named import types_named
from checkin.desk.begun_files import begun_files
from checkin.desk.post import Post
from checkin.desk.pre_print_run import Progress, Run, Style
from checkin.desk.telling import tell
from checkin.errors import BadgeError
from checkin.mirror import events, line_up, photos, prints
from checkin.mirror.database import Mirror, Transaction
from checkin.mirror.line_up import InLine
from checkin.model.attendee import Attendee
from checkin.model.event import Event
from checkin.model.ids import AttendeeId, PlatformId
from checkin.model.operation import Printed
from checkin.model.platform import Capability
from checkin.model.pre_print import Doubt, Figures, PrePrinted, Wanted

__all__ = ("PrePress", "Progress", "Style", "note_printed")

_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PrePress:
    """Prints an event's badges ahead. Any thread may call it; drawing takes turns with the desk's.

    Attributes:
        template_of: what badges of a ticket type, by its name, are printed from; may raise BadgeError.
        badge_of: what is on somebody's badge.
    """

    mirror: Mirror
    event: Event
    template_of: Callable[[str], BadgeTemplate]
    badge_of: Callable[[Attendee], Badge]

    def count(self, wanted: Wanted) -> int:
        """How many people are wanted.

        Raises:
            MirrorError: the mirror cannot be read.
        """
        return len(self._line(wanted))

    def types(self) -> dict[str, int]:
        """The names of ticket types that people have, and how many get a badge of each.

        Raises:
            MirrorError: the mirror cannot be read.
        """
        found: dict[str, int] = {}
        for one in self._line(Wanted()):
            found[one.ticket_type] = found.get(one.ticket_type, 0) + 1
        return dict(sorted(found.items(), key=lambda item: item[0].casefold()))

    def unknown_types(self) -> tuple[str, ...]:
        """Ticket types of which templates speak, and which the event has not.

        Raises:
            BadgeError: a template is missing or wrong.
            MirrorError: the mirror cannot be read.
        """
        people = self.types()
        with self.mirror.read() as connection:
            known = {one.name for one in events.ticket_types(connection, self.event.id)}
        there = {name.casefold() for name in (*known, *people)}
        named = (name for kind in people for name in types_named(self.template_of(kind)))
        return tuple(dict.fromkeys(name for name in named if name.casefold() not in there))

    def first(self, wanted: Wanted) -> Attendee | None:
        """Whose badge comes first; None where nobody is wanted.

        Raises:
            MirrorError: the mirror cannot be read.
        """
        return next((attendee for _, attendee in self.people(self._line(wanted)[:1])), None)

    def figures(self, wanted: Wanted) -> Figures:
        """How many people get a badge, and why the others get none.

        Raises:
            MirrorError: the mirror cannot be read.
        """
        with self.mirror.read() as connection:
            return line_up.figures(connection, self.event.id, wanted)

    def unknown(self, wanted: Wanted) -> list[PlatformId]:
        """Which of those that were named by the platform's id nobody in the event has.

        Raises:
            MirrorError: the mirror cannot be read.
        """
        with self.mirror.read() as connection:
            return line_up.unknown(connection, self.event.id, wanted.platform_ids)

    def check(
        self,
        wanted: Wanted,
        style: Style | None = None,
        progress: Progress | None = None,
        cancelled: threading.Event | None = None,
        dpi_of: Callable[[str], float] = lambda _: 300,
    ) -> tuple[Doubt, ...]:
        """Whose badges cannot be drawn, have faults, or should be looked at, and why; nothing is written.

        `dpi_of` says how fine the printer of a ticket type's badges prints.

        Raises:
            BadgeError: nobody is wanted, a badge does not fit on its sheet, a template is missing or wrong.
            MirrorError: the mirror cannot be read.
        """
        with self.mirror.read() as connection:
            unfetched = photos.whose_are_missing(connection, self.event.id)
        return self._run(wanted, style or Style(), progress, cancelled).check(dpi_of, unfetched)

    def print_to(
        self,
        file: Path,
        wanted: Wanted,
        style: Style,
        progress: Progress | None = None,
        cancelled: threading.Event | None = None,
    ) -> PrePrinted:
        """Write the badges of all who are wanted.

        A file is whole or not there. In parts, files are called like `file` with a number; a part that is
        there already and would be just the same stays, so that what was broken off goes on where it was.
        Where they are going to be is noted before: `checkin.desk.forget.forget` erases them, whatever comes.

        Raises:
            BadgeError: nobody is wanted, a badge does not fit on its sheet, a template is missing or wrong,
                or the disk does not take the file. Parts that were finished before are there.
            MirrorError: the mirror cannot be read.
        """
        return self._run(wanted, style, progress, cancelled).print_to(file)

    def sample(self, wanted: Wanted, style: Style) -> bytes:
        """The first page as a PDF, to be looked at; empty where nobody's badge can be drawn.

        Raises:
            BadgeError: nobody is wanted, a badge does not fit on its sheet, or a template is wrong.
            MirrorError: the mirror cannot be read.
        """
        return self._run(wanted, style).sample()

    def _run(
        self,
        wanted: Wanted,
        style: Style,
        progress: Progress | None = None,
        cancelled: threading.Event | None = None,
    ) -> Run:
        line = self._line(wanted)
        if not line:
            why = self.figures(wanted).left_over
            raise BadgeError(f"There is no badge to print: nobody fits what was asked for. {why}".rstrip())
        return Run(
            line=line,
            order=wanted.order,
            style=style,
            title=self.event.name,
            templates={
                kind: self.template_of(kind) for kind in dict.fromkeys(one.ticket_type for one in line)
            },
            badge_of=self.badge_of,
            people=self.people,
            begin=begun_files(self.mirror, self.event).begin,
            progress=progress,
            cancelled=cancelled or threading.Event(),
        )

    def people(self, line: Sequence[InLine]) -> Iterator[tuple[InLine, Attendee]]:
        """Each with all that is known of them; read in small steps. Who is gone meanwhile is left out.

        Raises:
            MirrorError: the mirror cannot be read.
        """
        left = iter(line)
        while some := {one.id: one for one in islice(left, _AT_ONCE)}:
            with self.mirror.read() as connection:
                found = line_up.people(connection, list(some))
            yield from ((some[attendee.id], attendee) for attendee in found)

    def _line(self, wanted: Wanted) -> list[InLine]:
        with self.mirror.read() as connection:
            return line_up.line_up(connection, self.event.id, wanted)


def note_printed(post: Post, made: PrePrinted) -> None:
    """Count these badges as printed, and let the platform hear of them where it keeps such a list.

    Raises:
        MirrorError: the mirror cannot be written; those noted before it failed stay noted.
    """
    for file in made.printed:
        left = iter(file.people)
        while some := list(islice(left, _AT_ONCE)):
            with post.mirror.write() as connection:
                _note(connection, post, some, str(file.path.absolute()))


def _note(connection: Transaction, post: Post, some: Sequence[AttendeeId], where: str) -> None:
    now, before = post.clock.now(), prints.how_often(connection, some)
    for attendee in line_up.people(connection, some):
        prints.add(connection, attendee.id, now, where)
        if Capability.PRINT_LOG in post.capabilities:
            task = Printed(number=before.get(attendee.id, 0) + 1)
            tell(connection, post, attendee, task, now)
