"""What is to be drawn on one badge."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from checkin.badges.vcard import profile_card
from checkin.model.attendee import Attendee
from checkin.model.event import Event
from checkin.model.ids import PlatformId
from checkin.model.seal import sealed

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FAMILY_FIRST = (
    "CJK UNIFIED",
    "CJK COMPATIBILITY",
    "IDEOGRAPHIC",  # such as the mark in Sasaki
    "HIRAGANA",
    "KATAKANA",
    "HALFWIDTH KATAKANA",
    "HANGUL",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The values one badge shows; empty where there is nothing to show.

    Attributes:
        colour: the ticket type's, ``"#rrggbb"``, or empty for the template's own.
        logo: an image file or its bytes; None for no logo.
        photo: of the attendee; None for none.
        code: what the ticket says, empty for none.
        platform_code: what the platform itself writes on badges, empty where that is nothing of its own.
        signed_code: our own signed code, empty for none.
        answers: further answers, by the platform's own names of the questions.
        may_lack: a name is drawn without the letters that no font has; otherwise it is not drawn at all.
    """

    given_name: str
    family_name: str
    company: str = ""
    job_title: str = ""
    ticket_type: str = ""
    colour: str = ""
    event_name: str = ""
    logo: Path | bytes | None = None
    photo: Path | bytes | None = None
    code: str = ""
    platform_code: str = ""
    signed_code: str = ""
    email: str = ""
    order: str = ""
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    may_lack: bool = False

    @property
    def name(self) -> str:
        """The whole name; family first and unspaced where Chinese, Japanese or Korean writes it."""
        if _is_family_first(self.given_name) and _is_family_first(self.family_name):
            return f"{self.family_name}{self.given_name}"
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def lead_name(self) -> str:
        """What others should read first: the given name, or the whole name where it is not to be parted."""
        return self.given_name.strip() if self._is_parted else self.name

    @property
    def rest_of_name(self) -> str:
        """What `lead_name` leaves of the name, often nothing."""
        return self.family_name.strip() if self._is_parted else ""

    @property
    def _is_parted(self) -> bool:
        whole = _is_family_first(self.given_name) and _is_family_first(self.family_name)
        return _has_letters(self.given_name) and bool(self.family_name.strip()) and not whole


def badge_of(
    attendee: Attendee, event: Event, *, logo: Path | bytes | None = None, photo: bytes | None = None
) -> Badge:
    """The badge of one attendee; a ticket colour that is none is left to the template."""
    colour = attendee.ticket.colour
    badge = Badge(
        given_name=attendee.given_name,
        family_name=attendee.family_name,
        company=attendee.company,
        job_title=attendee.job_title,
        ticket_type=attendee.ticket.type_name,
        colour=colour if _COLOUR.fullmatch(colour) else "",
        event_name=event.name,
        logo=logo,
        photo=photo,
        code=attendee.badge_code,
        email=attendee.email,
        order=attendee.ticket.order,
        answers=MappingProxyType({name: str(value) for name, value in attendee.extra.items()}),
    )
    return badge if attendee.platform_id is None else _known(badge, event, attendee.platform_id)


def _known(badge: Badge, event: Event, attendee: PlatformId) -> Badge:
    """With the codes that name the attendee as the platform does."""
    profile = event.platform.badge_profile
    return replace(
        badge,
        signed_code=sealed(event.platform.platform_id, attendee, badge.code),
        platform_code=profile_card(badge, profile, attendee) if profile else "",
    )


def _has_letters(name: str) -> bool:
    """A flower is no name to read first."""
    return any(map(str.isalnum, name))


def _is_family_first(name: str) -> bool:
    letters = [character for character in name if character.isalnum()]  # a flower says nothing
    return bool(letters) and all(unicodedata.name(letter, "").startswith(_FAMILY_FIRST) for letter in letters)
