"""One order to print badges ahead, carried out: file after file, each whole or not there."""

import hashlib
import io
import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from checkin.badges.badge import Badge
from checkin.badges.photos import shows_photo_on
from checkin.badges.preview import opened
from checkin.badges.sheet import Sheet, Turned
from checkin.badges.sheets import MARGIN, SINGLE, sheet_for
from checkin.badges.template import BadgeTemplate, template_text
from checkin.desk.whole_file import draft_of
from checkin.errors import BadgeError
from checkin.mirror.line_up import InLine, group_of
from checkin.model.attendee import Attendee
from checkin.model.counted import counted
from checkin.model.ids import AttendeeId
from checkin.model.pre_print import BadgeFile, Doubt, Order, PrePrinted

if TYPE_CHECKING:
    from checkin.badges.imposing import Imposition

_MARK = re.compile(r"[0-9a-f]{64}")
NOT_FETCHED = "The photo has not been fetched."
_SURELY_DRAWN = "\u024f"
"""Up to here the fonts of badges have every character."""

Progress = Callable[[int, int], None]
"""Told how many badges of how many are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How badges are put on paper.

    Attributes:
        sheet: see `checkin.badges.sheets.sheet_for`.
        turned: about which edge the paper is turned, where badges have backs.
        separators: a page, or a label, with the letter, company or type stands before its badges.
        start: the first free label of the first sheet, from 1.
        margin: of paper to be cut, in millimetres.
        part: how many badges a file has at most; 0 for all in one.
        with_faults: badges that lack letters are printed, too, with what can be drawn.
    """

    sheet: str = SINGLE
    turned: Turned = Turned.LONG
    separators: bool = False
    start: int = 1
    margin: float = MARGIN
    part: int = 0
    with_faults: bool = False


class _CancelledError(Exception):
    """Somebody does not want the file any more."""


class _NobodyError(Exception):
    """Not one badge of the file could be drawn."""


@dataclass(slots=True)
class _Part:
    """What came of one file."""

    people: list[AttendeeId] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    pages: int = 0
    shortened: int = 0
    was_there: bool = False


@dataclass(slots=True, kw_only=True)
class Run:
    """Prints a line of people; made for one order, and used up by it.

    Attributes:
        title: of the PDF.
        templates: by the names of ticket types.
        people: reads all that is known of those in a line.
        begin: is told of each file, and its draft, before it is written.
    """

    line: Sequence[InLine]
    order: Order
    style: Style
    title: str
    templates: Mapping[str, BadgeTemplate]
    badge_of: Callable[[Attendee], Badge]
    people: Callable[[Sequence[InLine]], Iterator[tuple[InLine, Attendee]]]
    begin: Callable[[Path], object]
    progress: Progress | None
    cancelled: threading.Event
    _done: int = 0

    def print_to(self, file: Path) -> PrePrinted:
        """Write the file, or its parts; see `checkin.desk.pre_print.PrePress.print_to`."""
        self._require_fitting()
        size = self.style.part or len(self.line)
        parts = [self.line[start : start + size] for start in range(0, len(self.line), size)]
        finished: dict[Path, _Part] = {}
        try:
            for number, part in enumerate(parts, start=1):
                target = _numbered(file, number, len(parts)) if self.style.part else file
                finished[target] = self._print_part(target, part)
                self.style = replace(self.style, start=1)
        except _CancelledError:
            return _result(finished, cancelled=True)
        if self.style.part:
            _remove_others(file, finished)
        return _result(finished, cancelled=False)

    def sample(self) -> bytes:
        """The first page as a PDF, as it would be without separators; empty where not one can be drawn.

        Raises:
            BadgeError: a badge does not fit on its sheet.
        """
        self._require_fitting()
        self.style = replace(self.style, separators=False)
        template = self.templates[self.line[0].ticket_type]
        places = self._sheet_of(template).places - self.style.start + 1
        out = io.BytesIO()
        try:
            self._write(out, self.line[:places], "")
        except _NobodyError:
            return b""
        return out.getvalue()

    def check(
        self, dpi_of: Callable[[str], float], unfetched: Collection[AttendeeId] = ()
    ) -> tuple[Doubt, ...]:
        """Look at every badge without drawing one; see `checkin.desk.pre_print.PrePress.check`.

        `unfetched` are those whose photo the platform has and this computer has not.
        """
        self._require_fitting()
        found: list[Doubt] = []
        for one, attendee in self.people(self.line):
            if self.cancelled.is_set():
                break
            template, badge = self.templates[one.ticket_type], self.badge_of(attendee)
            why, look = faults_of(template, badge), remarks_on(template, badge, dpi_of(one.ticket_type))
            if attendee.id in unfetched and shows_photo_on(template, badge):
                look = (*look, NOT_FETCHED)
            if why or look:
                found.append(_doubt(attendee, why, look=look))
            self._step(1)
        return tuple(found)

    def _require_fitting(self) -> None:
        """Better said now than after a thousand badges."""
        start = self.style.start
        for template in self.templates.values():
            sheet = self._sheet_of(template)
            if start > 1 and not sheet.is_labels:
                raise BadgeError("Only a sheet of labels can be partly used: begin with 1.")
            if not 1 <= start <= sheet.places:
                raise BadgeError(f"{sheet.title} has {sheet.places} labels: there is none of number {start}.")

    def _sheet_of(self, template: BadgeTemplate) -> Sheet:
        return sheet_for(self.style.sheet, template, margin=self.style.margin)

    def _print_part(self, file: Path, line: Sequence[InLine]) -> _Part:
        mark = self._mark(line) if self.style.part else ""
        kept = self._kept(file, line, mark) if mark else None
        if kept is not None:
            self._step(len(line))
            return kept
        try:
            with draft_of(file, self.begin) as draft:
                return self._write(draft, line, mark)
        except _NobodyError as error:
            return _Part(doubts=list(error.args[0]))

    def _write(self, out: BinaryIO, line: Sequence[InLine], mark: str) -> _Part:
        from checkin.badges.imposing import Imposition  # noqa: PLC0415 - ReportLab loads slowly

        has_backs = any(template.back and not template.fold for template in self.templates.values())
        imposition = Imposition(
            out,
            self._sheet_of,
            self.title,
            turned=self.style.turned,
            has_backs=has_backs,
            start=self.style.start,
        )
        part, groups, group = _Part(), self._groups(), None
        for one, attendee in self.people(line):
            if self.cancelled.is_set():
                raise _CancelledError
            key = group_of(one, self.order)[0]
            divider = groups[key] if self.style.separators and key != group else None
            if self._add(imposition, one, attendee, divider, part):
                group = key
            self._step(1)
        if not part.people:
            raise _NobodyError(part.doubts)
        missing = [str(doubt.attendee) for doubt in part.doubts if not doubt.printed]
        imposition.finish(subject=" ".join([mark, *missing]) if mark else "")
        part.pages = imposition.pages
        return part

    def _add(
        self,
        imposition: "Imposition",
        one: InLine,
        attendee: Attendee,
        divider: tuple[str, str, str] | None,
        part: _Part,
    ) -> bool:
        """Whether the badge is in the file now."""
        template, badge = self.templates[one.ticket_type], self.badge_of(attendee)
        why = () if _is_surely_drawn(badge) else faults_of(template, badge)
        is_in = not why or self.style.with_faults
        try:
            if is_in and divider is not None:
                imposition.divide(divider[0], divider[1:], template)
            if is_in:
                drawn = replace(badge, may_lack=True) if why else badge
                imposition.add(template, drawn)
                part.shortened += _how_many_shortened(template, drawn)
        except BadgeError as error:
            is_in, why = False, faults_of(template, badge) or (str(error),)
        if why:
            part.doubts.append(_doubt(attendee, why, printed=is_in))
        if is_in:
            part.people.append(attendee.id)
        return is_in

    def _groups(self) -> dict[str, tuple[str, str, str]]:
        """What stands on the page before each group: its title, from whom to whom, and how many."""
        found: dict[str, tuple[str, str, str]] = {}
        for key, group in groupby(self.line, key=lambda one: group_of(one, self.order)[0]):
            several = list(group)
            first, last = several[0].listed, several[-1].listed
            count = counted(len(several), "badge")
            words = first if first == last else f"{first} \N{EN DASH} {last}"
            found[key] = (group_of(several[0], self.order)[1] or "\N{EM DASH}", words, count)
        return found

    def _step(self, number: int) -> None:
        self._done += number
        if self.progress is not None:
            self.progress(self._done, len(self.line))

    def _mark(self, line: Sequence[InLine]) -> str:
        """What tells whether a file would be just the same: a digest of all that is on it."""
        seen = hashlib.sha256(repr((self.style, self.order, self.title)).encode())
        for one, attendee in self.people(line):
            template = self.templates[one.ticket_type]
            seen.update(template_text(template).encode())
            seen.update(repr((attendee.id, self.badge_of(attendee))).encode())
        return seen.hexdigest()

    def _kept(self, file: Path, line: Sequence[InLine], mark: str) -> _Part | None:
        """What is in the file of an earlier order; None where it is not there or would not be the same."""
        there = _imprint(file)
        if there is None or there[0][:1] != [mark]:
            return None
        words, pages = there
        missing = {one.id for one in line if str(one.id) in words[1:]}
        part = _Part(pages=pages, was_there=True)
        for one, attendee in self.people(line):
            template, badge = self.templates[one.ticket_type], self.badge_of(attendee)
            why = () if _is_surely_drawn(badge) and one.id not in missing else faults_of(template, badge)
            if why:
                is_in = one.id not in missing
                part.doubts.append(_doubt(attendee, why, printed=is_in))
            if one.id not in missing:
                part.people.append(one.id)
                part.shortened += _how_many_shortened(template, replace(badge, may_lack=bool(why)))
        return part


def faults_of(template: BadgeTemplate, badge: Badge) -> tuple[str, ...]:
    """What cannot be drawn, or does not fit; see `checkin.badges.faults.faults`."""
    from checkin.badges.faults import faults  # noqa: PLC0415 - it loads what shapes text, and not every start prints

    return faults(template, badge)


def remarks_on(template: BadgeTemplate, badge: Badge, dpi: float) -> tuple[str, ...]:
    """What is printed and should be looked at: texts cut, emoji left out, codes hard to scan; in words."""
    from checkin.badges.code_warnings import code_warnings  # noqa: PLC0415 - as above
    from checkin.badges.faults import shortened  # noqa: PLC0415 - as above
    from checkin.badges.left_out import left_out  # noqa: PLC0415 - as above

    cut = (f"Cut short, because it does not fit: {what}." for what in shortened(template, badge))
    return (*cut, *left_out(template, badge), *code_warnings(template, badge, dpi))


def _how_many_shortened(template: BadgeTemplate, badge: Badge) -> int:
    """Of a badge that was just drawn: how its texts fit is known then."""
    from checkin.badges.faults import shortened  # noqa: PLC0415 - as above

    return len(shortened(template, badge))


def _doubt(
    attendee: Attendee, why: tuple[str, ...], *, look: tuple[str, ...] = (), printed: bool = False
) -> Doubt:
    return Doubt(
        attendee=attendee.id,
        name=attendee.name,
        why=why,
        look=look,
        order=attendee.ticket.order,
        printed=printed,
    )


def _result(finished: Mapping[Path, _Part], *, cancelled: bool) -> PrePrinted:
    return PrePrinted(
        printed=tuple(
            BadgeFile(path=path, people=tuple(part.people)) for path, part in finished.items() if part.people
        ),
        pages=sum(part.pages for part in finished.values()),
        kept=sum(len(part.people) for part in finished.values() if part.was_there),
        doubts=tuple(doubt for part in finished.values() for doubt in part.doubts),
        shortened=sum(part.shortened for part in finished.values()),
        cancelled=cancelled,
    )


def _numbered(file: Path, number: int, of: int) -> Path:
    return file.with_name(f"{file.stem}-{number:0{len(str(of))}}{file.suffix}")


def _remove_others(file: Path, finished: Collection[Path]) -> None:
    """Parts of an earlier order: who prints all that is there would print people twice.

    Raises:
        BadgeError: one cannot be removed.
    """
    number = re.compile(rf"{re.escape(file.stem)}-\d+{re.escape(file.suffix)}")
    for other in file.parent.iterdir():
        if other in finished or not number.fullmatch(other.name):
            continue
        there = _imprint(other)
        if there is None or not _MARK.fullmatch(" ".join(there[0][:1])):
            continue  # somebody else's
        try:
            other.unlink()
        except OSError as error:
            raise BadgeError(
                f"{other} is of an earlier order and cannot be removed: {error.strerror}. Remove it: "
                "it has badges that are in the new files, too."
            ) from error


def _is_surely_drawn(badge: Badge) -> bool:
    if not badge.name:
        return False
    texts = (
        badge.given_name,
        badge.family_name,
        badge.company,
        badge.job_title,
        badge.ticket_type,
        badge.event_name,
        badge.email,
        badge.order,
        *badge.answers.values(),
    )
    return all(text.isprintable() and max(text, default="") <= _SURELY_DRAWN for text in texts)


def _imprint(file: Path) -> tuple[list[str], int] | None:
    """The words of a PDF's subject, and its pages; None where there is no such file of ours."""
    try:
        with opened(file.read_bytes()) as document:
            return str(document.get_metadata_value("Subject")).split(), len(document)
    except (OSError, BadgeError):
        return None
