"""Speakers, sponsors and exhibitors as attendees; their badges' codes are made from their numbers."""

from collections.abc import Iterable
from typing import Final

from checkin.connectors.roster import is_beside
from checkin.connectors.v3plus.resources import Affiliate, Presenter
from checkin.connectors.v3plus.setup import PLATFORM
from checkin.model.attendee import TicketStatus
from checkin.model.event import TicketType
from checkin.model.ids import PlatformId
from checkin.model.pulled import PulledAttendee, PulledCode

SPEAKER: Final = PlatformId("speaker")
SPONSOR: Final = PlatformId("sponsor")
EXHIBITOR: Final = PlatformId("exhibitor")
AFFILIATE: Final = PlatformId("affiliate")
"""Of a company whose role is not told."""

TYPES: Final = (
    TicketType(platform_id=SPEAKER, name="Speaker"),
    TicketType(platform_id=SPONSOR, name="Sponsor"),
    TicketType(platform_id=EXHIBITOR, name="Exhibitor"),
    TicketType(platform_id=AFFILIATE, name="Sponsor or exhibitor"),
)

_OF_ROLE: Final = {"sponsor": SPONSOR, "exhibitor": EXHIBITOR}


def presenter_id(number: str) -> PlatformId:
    """The attendee a presenter is."""
    return PlatformId(f"presenter:{number}")


def affiliate_id(number: str) -> PlatformId:
    """The attendee a sponsor or exhibitor is."""
    return PlatformId(f"affiliate:{number}")


def code_of(attendee: PlatformId) -> str:
    """What their badge says: V3Plus has no codes of its own."""
    return f"{PLATFORM}:{attendee}"


def speakers(presenters: Iterable[Presenter]) -> tuple[PulledAttendee, ...]:
    """Presenters in our words."""
    return _each_once(_speaker(one) for one in presenters)


def companies(affiliates: Iterable[Affiliate]) -> tuple[PulledAttendee, ...]:
    """Sponsors and exhibitors in our words, one badge a company."""
    return _each_once(_company(one) for one in affiliates)


def _each_once(people: Iterable[PulledAttendee]) -> tuple[PulledAttendee, ...]:
    found: dict[PlatformId, PulledAttendee] = {}
    for one in people:
        found.setdefault(one.platform_id, one)
    return tuple(found.values())


def _speaker(one: Presenter) -> PulledAttendee:
    extra = {"designations": one.designations, "role": one.role, "website": one.website}
    attendee = presenter_id(one.id)
    return PulledAttendee(
        platform_id=attendee,
        given_name=one.first_name,
        family_name=one.last_name,
        ticket_type=SPEAKER,
        status=TicketStatus.VALID,
        badge_code=code_of(attendee),
        codes=(PulledCode(key=code_of(attendee)),),
        email=one.email,
        company=one.company,
        job_title=one.title,
        extra={name: value for name, value in extra.items() if value},
        photo="" if is_beside(one.photo) else one.photo,  # a file of ours is not theirs to name
    )


def _company(one: Affiliate) -> PulledAttendee:
    given, _, family = one.contact_name.rpartition(" ")
    extra = {"role": one.role, "website": one.website}
    attendee = affiliate_id(one.id)
    return PulledAttendee(
        platform_id=attendee,
        given_name=given.strip() or family or one.name,
        family_name=family if given.strip() else "",
        ticket_type=_OF_ROLE.get(one.role.casefold(), AFFILIATE),
        status=TicketStatus.VALID,
        badge_code=code_of(attendee),
        codes=(PulledCode(key=code_of(attendee)),),
        email=one.contact_email,
        company=one.name,
        job_title=one.contact_title,
        extra={name: value for name, value in extra.items() if value},
    )
