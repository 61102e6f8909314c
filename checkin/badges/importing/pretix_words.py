"""What pretix' text variables are among our fields."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from checkin.badges.fields import ANSWER

Phrases = tuple[tuple[str, ...], str]
"""Phrases of one line, and what stands between them."""

_VARIABLE = re.compile(r"\{([a-zA-Z0-9:_]+)\}")
_BRACES = str.maketrans("{}", "()")
_QUESTION = "question_"
_NAME_PART = "attendee_name_"
_LONGEST_BETWEEN, _LONGEST_LINE = 20, 150

_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "attendee_name": ("name",),
        "attendee_name_for_salutation": ("name",),
        "attendee_company": ("company",),
        "attendee_email": ("email",),
        "attendee_job_title": ("job_title",),
        "email": ("email",),
        "item": ("ticket_type",),
        "product": ("ticket_type",),
        "variation": (f"{ANSWER}variation_name",),
        "itemvar": ("ticket_type", f"{ANSWER}variation_name"),
        "productvar": ("ticket_type", f"{ANSWER}variation_name"),
        "order": ("order",),
        "secret": ("code",),
        "event_name": ("event_name",),
        "event_series_name": ("event_name",),
    }
)
_BETWEEN = MappingProxyType({"itemvar": " - ", "productvar": " - "})
_NAME_PARTS = MappingProxyType(
    {
        "full_name": "name",
        "given_name": "given_name",
        "middle_name": "",  # it is part of the given names here
        "family_name": "family_name",
        "calling_name": "given_name",
        "title": f"{ANSWER}title",
        "salutation": f"{ANSWER}salutation",
        "degree": f"{ANSWER}degree",
        "latin_transcription": f"{ANSWER}latin_transcription",
    }
)


class Words:
    """Turns a design's contents into phrases.

    Args:
        questions: numbers of the event's questions by their identifiers.
        texts: what is the same on every badge of the event, by the names of the variables.

    Attributes:
        is_dated: one of these texts is in a phrase, where it stays as it is now.
    """

    def __init__(self, questions: Mapping[str, str], texts: Mapping[str, str]) -> None:
        self._questions = questions
        self._texts = texts
        self.is_dated = False

    def of(self, variable: str) -> Phrases | None:
        """What shows a variable; None for one that no badge of ours has."""
        if variable in self._texts:
            self.is_dated = True
            return (self._texts[variable][:_LONGEST_LINE].translate(_BRACES),), " "
        fields = self._fields(variable)
        if fields is None:
            return None
        return tuple(f"{{{field}}}" for field in fields), _BETWEEN.get(variable, " ")

    def of_text(self, text: str) -> tuple[tuple[Phrases, ...], tuple[str, ...]]:
        """The lines of a text with variables in it, and the variables that no badge of ours has."""
        lacking = dict.fromkeys(name for name in _VARIABLE.findall(text) if self.of(name) is None)
        lines = (self._line(line[:_LONGEST_LINE]) for line in text.splitlines())
        return tuple(line for line in lines if any(phrase.strip() for phrase in line[0])), tuple(lacking)

    def _line(self, line: str) -> Phrases:
        """Variables with the same between each two of them are told apart, so that nothing dangles."""
        literals = _VARIABLE.split(line)[::2]
        inner = set(literals[1:-1])
        if len(inner) == 1 and not literals[0].strip() and not literals[-1].strip():
            between = inner.pop().translate(_BRACES)
            if between.strip() and len(between) <= _LONGEST_BETWEEN:
                shown = (self._spoken(name) for name in _VARIABLE.findall(line))
                return tuple(phrase for phrase in shown if phrase), between
        return (self._phrase(line),), " "

    def _phrase(self, line: str) -> str:
        pieces = _VARIABLE.split(line)
        return "".join(
            self._spoken(piece) if number % 2 else piece.translate(_BRACES)
            for number, piece in enumerate(pieces)
        )

    def _spoken(self, variable: str) -> str:
        phrases, between = self.of(variable) or ((), "")
        return between.join(phrases)

    def _fields(self, variable: str) -> tuple[str, ...] | None:
        if variable in _FIELDS:
            return _FIELDS[variable]
        if variable.startswith(_NAME_PART):
            return tuple(_parts(variable.removeprefix(_NAME_PART))) or None
        if variable.startswith(_QUESTION):
            asked = variable.removeprefix(_QUESTION)
            number = self._questions.get(asked, asked)
            return (f"{ANSWER}{_QUESTION}{number}",) if number.isdecimal() else None
        return None


def _parts(combined: str) -> Iterator[str]:
    """The fields of ``given_name_family_name``; none where a part is not known."""
    found: list[str] = []
    while combined:
        part = next((one for one in _NAME_PARTS if combined == one or combined.startswith(f"{one}_")), None)
        if part is None:
            return
        found.append(_NAME_PARTS[part])
        combined = combined.removeprefix(part).removeprefix("_")
    yield from filter(None, found)
