"""What is wrong with values somebody sent, in pretix' words (2026.8, observed)."""

import re
from collections.abc import Collection
from typing import Final

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_TRUE: Final = frozenset(["t", "T", "y", "Y", "yes", "true", "True", "on", "1", 1, True])

LONGEST_TEXT: Final = 255


def fault_of_text(
    value: object, *, longest: int | None = None, email: bool = False, empty: bool = False
) -> str:
    """What is wrong with a text; empty when nothing is. None counts as not sent.

    Args:
        value: what was sent.
        longest: so many characters are taken.
        email: it has to be an address.
        empty: it may be blank.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return "Not a valid string."
    if not value.strip():
        return "" if empty else "This field may not be blank."
    if longest is not None and len(value) > longest:
        return f"Ensure this field has no more than {longest} characters."
    return _fault_of_characters(value) or (
        "Enter a valid email address." if email and _EMAIL.fullmatch(value) is None else ""
    )


def _fault_of_characters(text: str) -> str:
    surrogate = _SURROGATE.search(text)
    if surrogate is not None:
        return f"Surrogate characters are not allowed: U+{ord(surrogate[0]):X}."
    return "Null characters are not allowed." if "\0" in text else ""


def fault_of_choice(value: object, choices: Collection[str]) -> str:
    """What is wrong with one of several words; empty when nothing is. None counts as not sent."""
    return "" if value is None or value in choices else f'"{value}" is not a valid choice.'


def breaks_the_database(value: object) -> bool:
    """Whether there is a text in it that JSON takes and no database does."""
    if isinstance(value, dict):
        return any(map(breaks_the_database, value.values()))
    if isinstance(value, list):
        return any(map(breaks_the_database, value))
    return isinstance(value, str) and _SURROGATE.search(value) is not None


def is_true(value: object) -> bool:
    """Whether a yes or no says yes."""
    return isinstance(value, str | int) and value in _TRUE
