"""Tells a missing permission from a sign-in that ended: only the words of the sync differ."""

_OF_RIGHTS = ("organizer", "organiser", "may not", "not allowed", "permission", "forbidden", "403")

MAY_NEED_ROLE = "The account may need the role co-organizer."
"""What may be the cause; who can tell is the organiser."""


def is_about_rights(reason: str) -> bool:
    """Whether the platform knows the account but does not let it do this: signing in does not mend that."""
    words = reason.casefold()
    return any(word in words for word in _OF_RIGHTS)


def as_sentence(reason: str) -> str:
    """The reason with a full stop."""
    bare = reason.strip()
    return bare if not bare or bare.endswith((".", "!", "?")) else f"{bare}."
