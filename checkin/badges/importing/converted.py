"""What comes of a design: a template that is right, and notes for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from checkin.badges.complaints import complaints
from checkin.badges.template import FORMAT, BadgeTemplate
from checkin.errors import BadgeError
from checkin.model.counted import counted

M = TypeVar("M", bound=BaseModel)

_LONGEST_DOCUMENT = 2_000_000
_LONGEST_NAME = 100
_LONGEST_WORD = 60
_MOST_NOTES = 30
_MOST_FAULTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A design as a template.

    Attributes:
        notes: sentences about what is different from the design, or missing; none when nothing is.
    """

    template: BadgeTemplate
    notes: tuple[str, ...]


class Notes:
    """Sentences, each once, and not without end."""

    def __init__(self, notes: Sequence[str] = ()) -> None:
        self._notes = dict.fromkeys(notes)

    def add(self, note: str) -> None:
        """One more, unless it was said already."""
        if len(self._notes) < _MOST_NOTES:
            self._notes[note] = None

    def all(self) -> tuple[str, ...]:
        """In the order in which they were made."""
        return tuple(self._notes)


def named(text: str) -> str:
    """What a platform calls something, for a sentence: in quotes, on one line, not too long."""
    word = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return f"“{word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + '…'}”"


def read(document: str, model: type[M], called: str) -> M:
    """A design's JSON.

    Raises:
        BadgeError: it is too long, or has another form.
    """
    if len(document) > _LONGEST_DOCUMENT:
        raise BadgeError(f"The badge design {named(called)} is too large to be one.")
    try:
        return model.model_validate_json(document)
    except ValidationError as error:
        raise BadgeError(
            f"The badge design {named(called)} has another form than this app knows "
            f"({counted(error.error_count(), 'fault')})."
        ) from error


def finished(name: str, values: Mapping[str, object], notes: Notes) -> Converted:
    """The template of these values.

    Raises:
        BadgeError: nothing is drawn on it, or it is not right.
    """
    if not values.get("front"):
        raise BadgeError(f"The badge design {named(name)} has nothing on it that this app can draw.")
    title = " ".join(name.split())[:_LONGEST_NAME] or "Badge"
    try:
        template = BadgeTemplate.model_validate({"format": FORMAT, "name": title, **values})
    except ValidationError as error:
        faults = "; ".join(islice(complaints(error, values), _MOST_FAULTS))
        raise BadgeError(f"The badge design {named(name)} cannot become a template: {faults}.") from error
    return Converted(template=template, notes=notes.all())
