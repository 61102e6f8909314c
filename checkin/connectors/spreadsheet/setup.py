"""What to ask to work from a list in a file, and what to expect of it.

Besides the form's fields a connection has the option ``"columns"``: a JSON object of field name and header,
as `checkin.model.roster.RosterPreview.columns` gives it and a person has mended it. It is filled in by the
step that shows the list before it is taken, so it is no field of the form. Without it every column is found
by its name.
"""

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checkin.errors import SettingsError
from checkin.model.platform import Capability, PlatformForm, SetupField, SetupKind
from checkin.settings import Connection

PLATFORM = "spreadsheet"

ROSTER = "roster"
TIMEZONE = "timezone"
COLUMNS = "columns"
"""Names of options."""

_UTC = "UTC"
_LOCALTIME = Path("/etc/localtime")
_CAPABILITIES = frozenset([Capability.ROSTER, Capability.PHOTOS])


def system_zone(
    localtime: Path = _LOCALTIME,
    environment: Mapping[str, str] = os.environ,
    called: str = time.tzname[0],
) -> str:
    """The name of this computer's time zone where it can be told, else ``"UTC"``.

    Args:
        localtime: what links to the zone's description on most systems.
        environment: where ``TZ`` may stand.
        called: what the system itself calls the zone.
    """
    candidates = [environment.get("TZ", "").lstrip(":")]
    if localtime.is_symlink():
        candidates.append(str(localtime.readlink()).partition("zoneinfo/")[2])
    candidates.append(called)
    return next((name for name in candidates if _zone(name) is not None), _UTC)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


FORM = PlatformForm(
    platform=PLATFORM,
    label="A list in a file (Excel, CSV, OpenDocument)",
    description="Attendees come from a file on this computer, whichever service made it.",
    fields=(
        SetupField(
            name=ROSTER,
            label="List of attendees",
            help="An Excel, CSV or OpenDocument file: an attendee in each row, the names of columns above. "
            "It is only read, never changed.",
            kind=SetupKind.FILE,
        ),
        SetupField(
            name="account",
            label="Name of the event",
            help="Give it the same name when you read a newer list of the same event.",
        ),
        SetupField(
            name=TIMEZONE,
            label="Time zone of the event",
            help="Such as Europe/Berlin. Times in the list are meant there.",
            required=False,
            preset=system_zone(),
        ),
    ),
    capabilities=_CAPABILITIES,
    limits=(
        "Check-ins stay on this computer and can be exported; the list itself is not changed.",
        "Whoever registers at the desk stays on this computer and stands in the export.",
        "Two desks with the same list do not hear of each other: one ticket could come in at each of them.",
        "Who has no code in the list gets one that whoever knows their number, or e-mail and name, can make.",
        "In a newer list people are known by their number, else by their code, else by e-mail and name.",
    ),
)


def capabilities(_connection: Connection) -> frozenset[Capability]:
    """What a list can do; nothing depends on the connection."""
    return _CAPABILITIES


def file_of(connection: Connection) -> Path:
    """Where the list is. Raises SettingsError when none was chosen."""
    chosen = connection.options.get(ROSTER, "").strip()
    if not chosen or "\0" in chosen:
        raise SettingsError("Choose the file with the list of attendees.")
    return Path(chosen)


def zone_of(connection: Connection) -> ZoneInfo:
    """The event's time zone. Raises SettingsError for one that does not exist."""
    name = connection.options.get(TIMEZONE, "").strip() or _UTC
    zone = _zone(name)
    if zone is None:
        raise SettingsError(f"There is no time zone called {name!r}. Write it such as Europe/Berlin.")
    return zone


def columns_of(connection: Connection) -> Mapping[str, str]:
    """Which columns were chosen. Raises SettingsError when that is not in the form described above."""
    text = connection.options.get(COLUMNS, "").strip()
    if not text:
        return MappingProxyType({})
    try:
        chosen = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError("The choice of columns is damaged. Choose them again.") from error
    if not isinstance(chosen, dict) or not all(isinstance(header, str) for header in chosen.values()):
        raise SettingsError("The choice of columns is damaged. Choose them again.")
    return MappingProxyType(chosen)
