"""The person and the right to come in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from checkin.model.ids import AttendeeId, EventId, PlatformId, ZoneId

NO_NAME = "(no name)"
"""What stands where a name should, when nobody said one."""


class TicketStatus(StrEnum):
    """Whether the platform holds the ticket to be good."""

    VALID = "valid"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """The right to come in. Times are aware UTC, None where there is no limit.

    Attributes:
        admits: how many people may come in on it, one scan each.
        zones: the only zones it opens; None where the zones' own rules decide.
        remark: what whoever lets them in must be told, such as how old they have to be; empty for nothing.
        needs_confirmation: somebody has to look and confirm before they are let in.
    """

    type_id: PlatformId
    type_name: str
    status: TicketStatus
    order: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    colour: str = ""
    admits: int = 1
    zones: frozenset[ZoneId] | None = None
    remark: str = ""
    needs_confirmation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """The person, as the mirror knows them.

    Attributes:
        platform_id: None for somebody registered here whom the platform has not seen yet.
        badge_code: what the QR on the badge says; scanning it finds this attendee again.
        walk_in: registered at this computer.
        extra: further answers by the platform's own field names.
    """

    id: AttendeeId
    event: EventId
    platform_id: PlatformId | None
    given_name: str
    family_name: str
    ticket: Ticket
    badge_code: str
    email: str = ""
    company: str = ""
    job_title: str = ""
    walk_in: bool = False
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Given and family name, in this order; a placeholder when both are empty."""
        return f"{self.given_name} {self.family_name}".strip() or NO_NAME
