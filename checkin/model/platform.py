"""What a platform can do, what to ask a person to connect to it, and who is then signed in."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who is signed in; `notes` are sentences the desk lead should read (missing rights, limits)."""

    name: str
    platform_id: PlatformId
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupField:
    """One thing to ask.

    Attributes:
        name: ``"base_url"`` and ``"account"`` go into the connection, every other name is a secret.
        secret: shown as dots.
    """

    name: str
    label: str
    help: str = ""
    placeholder: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformForm:
    """What to ask to connect to a platform, and what it can then do, in plain words."""

    platform: str
    label: str
    description: str
    fields: tuple[SetupField, ...]
    capabilities: frozenset[Capability]
    limits: tuple[str, ...] = ()
