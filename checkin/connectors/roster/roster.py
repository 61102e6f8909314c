"""From a file to attendees."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path

from checkin.connectors.roster import fields
from checkin.connectors.roster.opening import content_of
from checkin.connectors.roster.rows import Taken, Understood, understand
from checkin.connectors.roster.table import Headed, UnfitError, best_table
from checkin.connectors.roster.text_files import read_text
from checkin.connectors.roster.workbooks import is_workbook, read_workbook
from checkin.errors import SettingsError, UnreadableReplyError
from checkin.model.event import TicketType
from checkin.model.pulled import PulledAttendee
from checkin.model.roster import RosterPreview, RosterProblem, RosterRow

_ON_A_LINE = re.compile(r"on line \d+")
_SHOWN = 5
_MOST_PROBLEMS = 500
_NAMED_IN_NOTES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A list as attendees, in the order of the file; no two have the same `platform_id`.

    Attributes:
        notes: sentences for the desk lead: how the file was understood, what was left out and on which line.
        faults: of these, what was left out or doubted.
        digest: of the file's content and the columns; another one means that it has to be read anew.
    """

    people: tuple[PulledAttendee, ...]
    ticket_types: tuple[TicketType, ...]
    notes: tuple[str, ...]
    faults: tuple[str, ...] = ()
    digest: str


def read_roster(platform: str, file: Path, columns: Mapping[str, str], zone: tzinfo = UTC) -> Roster:
    """Read a list of attendees.

    Args:
        platform: the connector's name, for errors.
        file: text with separators in any encoding, XLSX, XLS or ODS; told by content, not by name.
        columns: field name and header, as far as a person chose; the rest is suggested. An empty header
            means that nothing is taken.
        zone: where times without a zone are meant.

    Raises:
        UnreachableError: the file is not there, or another program keeps it to itself.
        UnreadableReplyError: it is damaged, too large, or no list.
        SettingsError: the columns chosen are not in it, or no column says who somebody is.
    """
    content = content_of(platform, file)
    table = _table(platform, file, content, columns)
    found = understand(table, columns_for(file, table.headers, columns), zone)
    return Roster(
        people=tuple(one.person for one in found.people),
        ticket_types=tuple(found.types.values()),
        notes=(*_notes(table, found), *_reckoned(found.reckoned)),
        faults=tuple(_in_short(found.problems)),
        digest=_digest(content, columns, zone),
    )


def preview_roster(
    platform: str, file: Path, columns: Mapping[str, str], zone: tzinfo = UTC
) -> RosterPreview:
    """What `read_roster` would make of a file. What is missing is said, not raised; see `read_roster`.

    Raises:
        UnreachableError: the file is not there, or another program keeps it to itself.
        UnreadableReplyError: it is damaged, too large, or holds no table at all.
    """
    table = table_of(platform, file, columns)
    taken, missing = _columns(table.headers, columns)
    found = Understood() if missing else understand(table, taken, zone)
    return RosterPreview(
        fields=fields.FIELDS,
        headers=table.headers,
        columns=tuple((field.name, taken[field.name]) for field in fields.FIELDS if field.name in taken),
        rows=tuple(_shown(one, found) for one in found.people[:_SHOWN]),
        total=len(found.people),
        problems=tuple(found.problems[:_MOST_PROBLEMS]),
        notes=_notes(table, found),
        missing=missing,
        reckoned=found.reckoned,
    )


def table_of(platform: str, file: Path, columns: Mapping[str, str]) -> Headed:
    """The rows as they stand in the file.

    Raises:
        UnreachableError, UnreadableReplyError: as `read_roster`.
    """
    return _table(platform, file, content_of(platform, file), columns)


def columns_for(file: Path, headers: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Field and header: what was chosen, and suggestions for the rest.

    Raises:
        SettingsError: as `read_roster`.
    """
    taken, missing = _columns(headers, chosen)
    if missing:
        there = ", ".join(header for header in headers if header)
        raise SettingsError(f"{file.name}: {missing} Its columns: {there}.")
    return taken


def _table(platform: str, file: Path, content: bytes, columns: Mapping[str, str]) -> Headed:
    try:
        tables = read_workbook(content) if is_workbook(content) else [read_text(content)]
        return best_table(tables, {header for header in columns.values() if header})
    except UnfitError as error:
        raise UnreadableReplyError(platform, f"{file.name} cannot be taken as a list. {error}") from error


def _columns(headers: Sequence[str], chosen: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Field and header: what was chosen, and suggestions for the rest; and what is missing, in words."""
    known = {name: header for name, header in chosen.items() if name in fields.LABELS}
    lost = [name for name, header in known.items() if header and header not in headers]
    taken = {name: header for name, header in known.items() if header in headers}
    free = [header for header in headers if header not in taken.values()]
    suggested = fields.suggested(free) if not _says_who(known) else _suggested_beside(known, free)
    taken |= {name: header for name, header in suggested.items() if name not in known}
    if lost:
        labels = ", ".join(f"“{fields.LABELS[name]}”" for name in lost)
        return taken, f"The column chosen for {labels} is not in the file. Choose it again."
    if not _says_who(taken):
        return taken, "No column says who somebody is. Choose the column of the name or of the code."
    return taken, ""


def _says_who(columns: Mapping[str, str]) -> bool:
    return any(columns.get(name) for name in fields.SAY_WHO)


def _suggested_beside(known: Mapping[str, str], free: Sequence[str]) -> dict[str, str]:
    """Suggestions that do not speak against what was chosen: no whole name beside a first and last one."""
    suggested = fields.suggested(free)
    if known.get(fields.FULL_NAME):
        for name in (fields.GIVEN_NAME, fields.FAMILY_NAME):
            suggested.pop(name, None)
    elif known.get(fields.GIVEN_NAME) and known.get(fields.FAMILY_NAME):
        suggested.pop(fields.FULL_NAME, None)
    return suggested


def _notes(table: Headed, found: Understood) -> tuple[str, ...]:
    return (*table.notes, *found.notes, *_in_short(found.problems))


def _reckoned(number: int) -> Iterator[str]:
    if number:
        rows = "1 row has" if number == 1 else f"{number} rows have"
        yield (
            f"{rows} no code: it is worked out from the number, or the e-mail and name, and whoever knows "
            "these can make such a ticket. Save the list with codes before badges are printed: checkin codes."
        )


def _in_short(problems: Sequence[RosterProblem]) -> list[str]:
    """One sentence for each kind of problem, with the first lines it is on."""
    lines: dict[str, list[str]] = {}
    for problem in problems:
        words = _ON_A_LINE.sub("on another line", problem.words)
        lines.setdefault(words, []).append(str(problem.line))
    return [
        f"{words} ({len(on)} {'row' if len(on) == 1 else 'rows'}: line {', '.join(on[:_NAMED_IN_NOTES])}"
        f"{' …' if len(on) > _NAMED_IN_NOTES else ''})"
        for words, on in lines.items()
    ]


def _digest(content: bytes, columns: Mapping[str, str], zone: tzinfo) -> str:
    about = json.dumps([sorted(columns.items()), str(zone)]).encode()
    return hashlib.sha256(content + about).hexdigest()[:32]


def _shown(taken: Taken, found: Understood) -> RosterRow:
    person = taken.person
    return RosterRow(
        line=taken.line,
        key=person.platform_id,
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        company=person.company,
        job_title=person.job_title,
        ticket_type=found.types[person.ticket_type].name,
        code=person.badge_code,
        order=person.order,
        status=person.status.value,
        valid_from="" if person.valid_from is None else person.valid_from.isoformat(timespec="minutes"),
        valid_until="" if person.valid_until is None else person.valid_until.isoformat(timespec="minutes"),
        admits=person.admits,
    )
