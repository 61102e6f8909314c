"""What a badge can show: fields by name, and phrases made of them.

A phrase is text with fields in braces, such as ``{job_title}, {company}``. ``{nickname|given_name}`` is the
first of them that has a value; ``{answer.T-shirt size}`` is what the attendee answered to that question.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, Field

from checkin.badges.badge import Badge
from checkin.badges.gaps import GAP, closed

ANSWER = "answer."
"""What the name of an attendee's answer begins with; the platform's own name of it follows."""

_SLOT = re.compile(r"\{([^{}]*)\}")

_VALUES: Mapping[str, Callable[[Badge], str]] = MappingProxyType(
    {
        "name": lambda badge: badge.name,
        "lead_name": lambda badge: badge.lead_name,
        "rest_of_name": lambda badge: badge.rest_of_name,
        "given_name": lambda badge: badge.given_name,
        "family_name": lambda badge: badge.family_name,
        "company": lambda badge: badge.company,
        "job_title": lambda badge: badge.job_title,
        "email": lambda badge: badge.email,
        "ticket_type": lambda badge: badge.ticket_type,
        "order": lambda badge: badge.order,
        "event_name": lambda badge: badge.event_name,
        "code": lambda badge: badge.code,
        "logo": lambda badge: "logo" if badge.logo is not None else "",
        "photo": lambda badge: "photo" if badge.photo is not None else "",
    }
)
FIELDS = tuple(_VALUES)
"""The names of all fields but answers; `logo` and `photo` only say whether there is one."""

_NAMES = frozenset({"name", "lead_name", "rest_of_name", "given_name", "family_name"})
_PICTURES = frozenset({"logo", "photo"})
_PHRASES_KEPT = 1024  # more than a few templates have


def checked_field(name: str) -> str:
    """The field's name. Raises ValueError where no badge has such a field."""
    if name in _VALUES or (name.startswith(ANSWER) and len(name) > len(ANSWER)):
        return name
    raise ValueError(f"there is no field {name!r}; there are {', '.join(FIELDS)} and {ANSWER}…")


def checked_phrase(phrase: str) -> str:
    """The phrase. Raises ValueError where a brace is left open or a field is not known."""
    for name in fields_in(phrase):
        if checked_field(name) in _PICTURES:
            raise ValueError(f"{name} is a picture, not text")
    if set(_SLOT.sub("", phrase)) & set("{}"):
        raise ValueError(f"a brace is left open in {phrase!r}")
    return phrase


FieldName = Annotated[str, AfterValidator(checked_field)]
Phrase = Annotated[str, Field(max_length=500), AfterValidator(checked_phrase)]


@lru_cache(maxsize=_PHRASES_KEPT)  # asked for every row of every badge
def fields_in(phrase: str) -> tuple[str, ...]:
    """The fields a phrase names, fallbacks included."""
    return tuple(name.strip() for slot in _SLOT.findall(phrase) for name in slot.split("|"))


@lru_cache(maxsize=_PHRASES_KEPT)
def is_name(phrase: str) -> bool:
    """Whether it shows (part of) somebody's name: such text is never cut."""
    return any(name in _NAMES for name in fields_in(phrase))


def value_of(field: str, badge: Badge) -> str:
    """What the badge has there; empty where there is nothing."""
    if field.startswith(ANSWER):
        return badge.answers.get(field.removeprefix(ANSWER), "").strip()
    return _VALUES[field](badge).strip()


def spoken(phrase: str, badge: Badge, legible: Callable[[str], str] = str) -> str:
    """The phrase with its fields filled in; empty when it names fields and none of them has a value.

    Signs that would stand alone beside a field without a value are left out. What `legible` makes of a value
    is taken in its place.
    """
    values = [_first(slot, badge, legible) for slot in _SLOT.findall(phrase)]
    if values and not any(values):
        return ""
    left = iter(values)
    return closed(_SLOT.sub(lambda _: next(left) or GAP, phrase))


def _first(slot: str, badge: Badge, legible: Callable[[str], str]) -> str:
    found = (legible(value_of(name.strip(), badge)) for name in slot.split("|"))
    return next((value for value in found if value), "")
