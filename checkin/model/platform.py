"""What a platform can do, what to ask a person to connect to it, and who is then signed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from checkin.model.ids import PlatformId


class Capability(StrEnum):
    """What a platform may be able to do; the window offers only what its connector names."""

    LIST_EVENTS = "list events"
    DELTA_PULL = "pull only what changed"
    CHECK_IN_OUR_TIME = "check-in with our time"
    CHECK_IN_THEIR_TIME = "check-in with their time"
    CHECK_OUT = "check-out"
    UNDO = "undo"
    WALK_IN = "walk-in"
    CORRECTION = "correction"
    ZONES = "zones"
    STATIONS = "stations"
    LIVE_VERIFICATION = "live verification"
    WEBHOOKS = "webhooks"
    HEAD_COUNT = "head count"
    QUESTIONS = "questions at the door"
    SIGNED_CODES = "signed codes"
    RULES = "zone rules"
    PAIRING = "wristbands"
    REFUSALS = "refused scans"
    PRINT_LOG = "badge prints"
    ROSTER = "attendees from a spreadsheet"
    BADGE_DESIGNS = "badge designs"
    PHOTOS = "photos"


class SetupKind(StrEnum):
    """How something is asked when connecting."""

    TEXT = "text"
    LINES = "lines"
    """Several, one a line."""
    CHOICE = "choice"
    TICK = "tick"
    """``"yes"`` or empty."""
    FILE = "file"
    """The path of a file on this computer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupField:
    """One thing to ask.

    Attributes:
        name: ``"base_url"`` and ``"account"`` are the connection's own; any other that is not secret goes
            into its options.
        secret: shown as dots, kept in the keyring alone.
        options: for a choice, value and label.
        preset: what stands there at first.
        rarely: most people leave it as it is.
    """

    name: str
    label: str
    help: str = ""
    placeholder: str = ""
    secret: bool = False
    kind: SetupKind = SetupKind.TEXT
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()
    preset: str = ""
    rarely: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who is signed in.

    Attributes:
        notes: sentences the desk lead should read (missing rights, limits).
        asks: what can only be asked once somebody is signed in, such as which of several companies;
            until a required one is answered, nothing else is possible.
        answers: of the connection, what only the platform could say (``"account"``, options by name).
    """

    name: str
    platform_id: PlatformId
    notes: tuple[str, ...] = ()
    asks: tuple[SetupField, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformForm:
    """What to ask to connect to a platform, and what it can then do, in plain words.

    Attributes:
        capabilities: what it can do at best; a connection may be able to do less, or more.
        limits: sentences about what it cannot.
        later: options that are no fields: they are asked once somebody is signed in, or the platform tells.
        scan_hint: what may be scanned instead of typing; empty when nothing may.
    """

    platform: str
    label: str
    description: str
    fields: tuple[SetupField, ...]
    capabilities: frozenset[Capability]
    limits: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    scan_hint: str = ""
