"""Lists of attendees in files: text with separators, Excel, OpenDocument. Knows no platform.

A *roster* is read whole or not at all; single rows that make no sense are left out and said. A column is
found by its name in several languages, or by what a person chose: ``columns`` maps our names for fields
(`checkin.connectors.roster.fields`) to headers of the file, and an empty header means "none".
"""

from checkin.connectors.roster.beside import is_beside, photo_beside
from checkin.connectors.roster.coded import coded_roster
from checkin.connectors.roster.fields import FIELDS, field_called
from checkin.connectors.roster.roster import Roster, preview_roster, read_roster

__all__ = (
    "FIELDS",
    "Roster",
    "coded_roster",
    "field_called",
    "is_beside",
    "photo_beside",
    "preview_roster",
    "read_roster",
)
