"""From a file to attendees."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checkin.model.event import TicketType
from checkin.model.pulled import PulledAttendee
from checkin.model.roster import RosterPreview


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A list as attendees, in the order of the file; no two have the same `platform_id`.

    Attributes:
        notes: sentences for the desk lead: how the file was understood, what was left out and on which line.
        digest: of the file's content and the columns; another one means that it has to be read anew.
    """

    people: tuple[PulledAttendee, ...]
    ticket_types: tuple[TicketType, ...]
    notes: tuple[str, ...]
    digest: str


def read_roster(platform: str, file: Path, columns: Mapping[str, str]) -> Roster:
    """Read a list of attendees.

    Args:
        platform: the connector's name, for errors.
        file: text with separators in any encoding, XLSX, XLS or ODS; told by content, not by name.
        columns: field name and header, as far as a person chose; the rest is suggested.

    Raises:
        UnreachableError: the file is not there, or another program keeps it to itself.
        UnreadableReplyError: it is damaged, too large, or no list.
        SettingsError: the columns chosen are not in it, or no column says who somebody is.
    """
    raise NotImplementedError


def preview_roster(platform: str, file: Path, columns: Mapping[str, str]) -> RosterPreview:
    """What `read_roster` would make of a file. What is missing is said, not raised; see `read_roster`.

    Raises:
        UnreachableError: the file is not there, or another program keeps it to itself.
        UnreadableReplyError: it is damaged, too large, or holds no table at all.
    """
    raise NotImplementedError
