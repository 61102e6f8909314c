"""A badge as a business card other people's telephones can read: vCard 3.0 (RFC 2426)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkin.badges.badge import Badge

_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", ",": "\\,", ";": "\\;"})


def vcard(badge: "Badge") -> str:
    """Name, company, job and e-mail of the attendee; nothing where there is no name."""
    if not badge.name:
        return ""
    return "\r\n".join(
        ["BEGIN:VCARD", "VERSION:3.0", *_person(badge), *_line("EMAIL", badge.email), "END:VCARD"]
    )


def profile_card(badge: "Badge", profile: str, attendee: str) -> str:
    """A card that says first whom a platform's own apps should find: the attendee's id under a profile.

    Those apps take the line as it is, so lines end as theirs do, and no name comes before it. The e-mail
    address is left out: whoever stands opposite can read a badge.
    """
    line = f"X-SOCIALPROFILE;TYPE={profile}:{attendee}"
    return "\n".join(["BEGIN:VCARD", "VERSION:3.0", line, *_person(badge), "END:VCARD"])


def shorter_cards(card: str) -> Iterator[str]:
    """A `profile_card` as it is, then with less and less in it: for codes there is little room for.

    What other people's telephones can do without goes first; the line of the profile stays.
    """
    lines = card.split("\n")
    yield card
    for gone in ("TITLE:", "ORG:", "N:", "FN:"):
        if any(line.startswith(gone) for line in lines):
            lines = [line for line in lines if not line.startswith(gone)]
            yield "\n".join(lines)


def _person(badge: "Badge") -> Iterator[str]:
    yield f"N:{_said(badge.family_name)};{_said(badge.given_name)};;;"
    yield f"FN:{_said(badge.name)}"
    yield from _line("ORG", badge.company)
    yield from _line("TITLE", badge.job_title)


def _line(key: str, value: str) -> Iterator[str]:
    if value.strip():
        yield f"{key}:{_said(value)}"


def _said(value: str) -> str:
    return " ".join(value.split()).translate(_ESCAPED)
