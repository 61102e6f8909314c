"""What a platform tells us, in our words: what a connector yields and the mirror stores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from checkin.model.attendee import TicketStatus
from checkin.model.event import TicketType, Zone
from checkin.model.form import Form, FormField
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.station import Direction, PlatformStation


@dataclass(frozen=True, slots=True, kw_only=True)
class PulledCode:
    """A key under which a scanned code finds the attendee; the lowest `rank` that is found wins.

    Attributes:
        revoked: the code was theirs once; whoever shows it is refused, such as after a ticket was passed on.
    """

    key: str
    rank: int = 0
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PulledMovement:
    """A movement the platform knows of; `at` is aware UTC by the platform's clock.

    `station` is who made it, as the platform calls them (a device, a station, a person's role); empty where
    it does not say.
    """

    zone: ZoneId
    direction: Direction
    at: datetime
    station: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PulledAttendee:
    """An attendee as the platform tells. `badge_code` is one of `codes`, as it is to be printed.

    Attributes:
        admits, zones, remark, needs_confirmation: see `checkin.model.attendee.Ticket`.
        extra: further answers by the platform's own field names; answers to `EventFacts.questions` stand
            here under the questions' names.
        photo: where the platform keeps their photo, as its connector takes it; empty for none.
    """

    platform_id: PlatformId
    given_name: str
    family_name: str
    ticket_type: PlatformId
    status: TicketStatus
    badge_code: str
    codes: tuple[PulledCode, ...]
    email: str = ""
    company: str = ""
    job_title: str = ""
    order: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    admits: int = 1
    zones: frozenset[ZoneId] | None = None
    remark: str = ""
    needs_confirmation: bool = False
    movements: tuple[PulledMovement, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    photo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """What holds for the whole event besides types, zones and stations.

    Attributes:
        walk_in: what to ask of walk-ins; None when the platform has no form of its own.
        questions: to be answered at the door by whoever has not yet.
        keys: public keys (PEM, Ed25519) with which codes are signed that admit without being known.
        admission: when the doors open, aware; None where the platform does not say.
        notes: sentences the desk lead should read, such as what cannot be checked in with this event.
    """

    walk_in: Form | None = None
    questions: tuple[FormField, ...] = ()
    keys: tuple[str, ...] = ()
    admission: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One piece of a pull; a pull goes on after it when it was interrupted.

    Attributes:
        attendees: new or changed.
        present: others who are there, but of whom nothing can be read; they are not gone.
        blind: there are rows of which not even the id can be read: this whole read takes nobody for gone.
        ticket_types, zones, stations: complete lists, None where this page has nothing to say of them.
        facts: the event's, None where this page has nothing to say of them.
        revoked: further codes that admit nobody any more; they stay so until the event is forgotten.
        resume: where to go on after this page if the pull is interrupted.
        done: attendees pulled so far; total: of how many, None when the platform does not say.
        snapshot_ends: True on the last page of a complete read: whoever was not in it is gone.
        cursor: on the last page, where the next delta starts.
    """

    attendees: tuple[PulledAttendee, ...] = ()
    present: tuple[PlatformId, ...] = ()
    blind: bool = False
    ticket_types: tuple[TicketType, ...] | None = None
    zones: tuple[Zone, ...] | None = None
    stations: tuple[PlatformStation, ...] | None = None
    facts: EventFacts | None = None
    revoked: tuple[str, ...] = ()
    resume: str = ""
    done: int = 0
    total: int | None = None
    snapshot_ends: bool = False
    cursor: str | None = None
