"""What the simulated platform keeps."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True, kw_only=True)
class EventRow:
    """An event; times without a zone are in its time zone."""

    id: int
    title: str
    start_date: str
    end_date: str
    timezone: str
    venue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRow:
    """A kind of ticket."""

    id: int
    event: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A recorded check-in or check-out.

    Attributes:
        reference: what the caller named it; may be empty.
        at: when the caller says it was.
    """

    reference: str
    at: datetime
    station: str


@dataclass(slots=True, kw_only=True)
class RegistrationRow:
    """Somebody who comes.

    Attributes:
        status: ``confirmed``, ``pending_payment``, ``cancelled`` or ``rejected``.
        reference: what the caller named a walk-in; empty for everybody else.
    """

    id: int
    event: int
    ticket: int
    first_name: str
    last_name: str
    email: str
    company: str
    job_title: str
    qr_code: str
    status: str
    updated_at: datetime
    reference: str = ""
    check_ins: list[Passage] = field(default_factory=list)
    check_outs: list[Passage] = field(default_factory=list)
