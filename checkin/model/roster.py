"""A list of attendees out of a file, as it is shown before it is taken: what was understood, and how."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterField:
    """Something the app can take from a column.

    Attributes:
        name: the key in the mapping of columns, such as ``"given_name"``.
        label: for people.
        required: without a column for it the list cannot be taken, unless another field stands in for it.
    """

    name: str
    label: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One row as it would become an attendee; everything as text, empty for nothing.

    Attributes:
        line: where the row begins in the file, counted from 1 as its program counts.
        key: what the row is known by from one reading to the next.
        status: in English, such as ``"valid"`` or ``"unpaid"``.
    """

    line: int
    key: str
    given_name: str
    family_name: str
    email: str = ""
    company: str = ""
    job_title: str = ""
    ticket_type: str = ""
    code: str = ""
    order: str = ""
    status: str = ""
    valid_from: str = ""
    valid_until: str = ""
    admits: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterProblem:
    """A row that was not taken, or not taken as it stands, and why; no names and no codes."""

    line: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPreview:
    """What a file would become.

    Attributes:
        fields: everything the app can take, in the order to show it.
        headers: the columns of the file, as they are called there.
        columns: field name and header, for each field that has a column: chosen by a person or suggested.
            Whoever takes the list passes it on as it is, with a person's changes.
        rows: the first few.
        total: how many rows became attendees.
        problems: by line.
        notes: how the file was understood (encoding, separator, sheet), sentences.
        missing: what is still lacking before the list can be taken, a sentence; empty when nothing is.
        reckoned: how many have no code in the list, so that theirs is made of what is known of them.
    """

    fields: tuple[RosterField, ...]
    headers: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[RosterRow, ...]
    total: int
    problems: tuple[RosterProblem, ...] = ()
    notes: tuple[str, ...] = ()
    missing: str = ""
    reckoned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRoster:
    """A list to which codes were added, as it is to be written.

    Attributes:
        rows: texts, one for each header.
        columns: field name and header, for when this list is read.
        made: how many got a code now.
        kept: how many got the one they had in a list that was written before.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Mapping[str, str]
    made: int
    kept: int


RECORDED_HEADERS = (
    "Walk-in",
    "Inside",
    "Inside where",
    "First check-in",
    "Last check-in",
    "Last check-out",
    "Check-ins",
    "First check-in (UTC)",
    "Last check-in (UTC)",
    "Last check-out (UTC)",
    "Check-ins (UTC)",
    "Undone",
    "Told the platform",
)
"""Columns of a written list that say what happened at the door. A list read in again leaves them out: what
happened is known from the movements alone."""
