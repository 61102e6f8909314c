"""A badge as a business card other people's telephones can read: vCard 3.0 (RFC 2426)."""

from checkin.badges.badge import Badge

_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", ",": "\\,", ";": "\\;"})


def vcard(badge: Badge) -> str:
    """Name, company, job and e-mail of the attendee; nothing where there is no name."""
    if not badge.name:
        return ""
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_said(badge.family_name)};{_said(badge.given_name)};;;",
        f"FN:{_said(badge.name)}",
        *(
            f"{key}:{_said(value)}"
            for key, value in (("ORG", badge.company), ("TITLE", badge.job_title), ("EMAIL", badge.email))
            if value.strip()
        ),
        "END:VCARD",
    ]
    return "\r\n".join(lines)


def _said(value: str) -> str:
    return " ".join(value.split()).translate(_ESCAPED)
