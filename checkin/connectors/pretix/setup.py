"""What to ask to connect to pretix or eventyay, and what to expect of them."""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from checkin.model.platform import Capability, PlatformForm, SetupField, SetupKind
from checkin.settings import Connection

PLATFORM = "pretix"
PRETIX, EVENTYAY = "pretix", "eventyay"
CODE, TOKEN = "code", "api_token"
FLAVOUR, ORGANIZER, PROFILE = "flavour", "organizer", "profile"
FULL = "full"

_BOTH = frozenset(
    [
        Capability.LIST_EVENTS,
        Capability.DELTA_PULL,
        Capability.CHECK_IN_OUR_TIME,
        Capability.CHECK_OUT,
        Capability.ZONES,
        Capability.STATIONS,
        Capability.QUESTIONS,
        Capability.RULES,
        Capability.BADGE_DESIGNS,
        Capability.PHOTOS,
    ]
)
_PRETIX = _BOTH | {
    Capability.UNDO,
    Capability.SIGNED_CODES,
    Capability.REFUSALS,
    Capability.PRINT_LOG,
}
_FULL = _PRETIX | {Capability.WALK_IN, Capability.CORRECTION}

_FIRST_CODE_LENGTH = 512

FORM = PlatformForm(
    platform=PLATFORM,
    label="pretix or eventyay",
    description="Events that sell their tickets with pretix, or with the eventyay that is made from it.",
    fields=(
        SetupField(
            name=FLAVOUR,
            label="System",
            kind=SetupKind.CHOICE,
            options=((PRETIX, "pretix"), (EVENTYAY, "eventyay")),
            preset=PRETIX,
        ),
        SetupField(
            name="base_url",
            label="Server address",
            help="As the device's page at the platform shows it.",
            placeholder="https://pretix.eu",
        ),
        SetupField(
            name=CODE,
            label="Set-up code",
            help="Make a device for this computer at the platform (Organizer, Devices). Its code works once. "
            "For walk-ins and corrected names, and always with eventyay, choose the profile “full”.",
            secret=True,
        ),
    ),
    capabilities=_FULL,
    later=(ORGANIZER,),
    limits=(
        "A set-up code works once; each computer needs a device of its own.",
        "A check-in can be taken back at the platform only within 15 minutes.",
        "The device's security profile decides what it may do; “pretixSCAN” lets nobody be registered here.",
        "Walk-ins become paid orders, whatever was paid at the desk.",
        "Answers that are files cannot be taken here.",
        "Where a list takes main tickets in place of their add-ons, the add-on's own code has to be scanned.",
        "eventyay takes nothing back, keeps no refused scans and no prints, and its walk-ins stay here.",
        "Deleted test orders vanish here with the next complete pull.",
    ),
    scan_hint="Scan the code that the platform shows for connecting a device.",
)


def capabilities(connection: Connection) -> frozenset[Capability]:
    """What a connection can do, by its flavour and by the device's profile (known once it signed in)."""
    options = connection.options
    if options.get(FLAVOUR) == EVENTYAY:
        return _BOTH
    return _FULL if options.get(PROFILE) == FULL else _PRETIX


def read_code(payload: str) -> Mapping[str, str] | None:
    """The form's answers out of the platform's code for setting up a device; None for any other code."""
    if not payload.lstrip().startswith("{"):
        return None
    try:
        said = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or "handshake_version" not in said:
        return None
    url, token = said.get("url"), said.get("token")
    if not isinstance(url, str) or not isinstance(token, str):
        return None
    if not _is_address(url) or not token or len(token) > _FIRST_CODE_LENGTH:
        return None
    return {"base_url": url.strip().rstrip("/"), CODE: token}


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url.strip())
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def notes(profile: str, flavour: str) -> tuple[str, ...]:
    """What a device's security profile forbids, for the desk lead."""
    if flavour == EVENTYAY:
        return (
            "eventyay takes check-ins and check-outs; all else stays on this computer.",
            "Its device needs full access, for other profiles may not read orders.",
        )
    if profile == FULL:
        return ()
    lacks = (
        f"The device's security profile is “{profile or 'not told'}”: walk-ins and corrected names cannot "
        "be told to the platform. The profile “full” allows it."
    )
    found = [lacks]
    if "online" in profile:  # pretixscan_online_noorders and …_kiosk (pretix 2026.8, observed)
        found.append("This profile does not allow reading orders, so no attendees can be pulled with it.")
    return tuple(found)
