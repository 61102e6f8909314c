"""A form somebody fills in at the desk: what a platform wants to know of a walk-in, or at the door."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

GIVEN_NAME = "given_name"
FAMILY_NAME = "family_name"
EMAIL = "email"
COMPANY = "company"
JOB_TITLE = "job_title"
"""The names under which a form asks for what every attendee has; every other name is the platform's own."""


class FieldKind(StrEnum):
    """How an answer is given."""

    TEXT = "text"
    LINES = "lines"
    EMAIL = "email"
    NUMBER = "number"
    DATE = "date"
    """As ``YYYY-MM-DD``."""
    TIME = "time"
    """As ``HH:MM``."""
    MOMENT = "moment"
    """Date and time, ISO 8601."""
    CHOICE = "choice"
    CHOICES = "choices"
    """Several; the answer names them separated by line breaks."""
    TICK = "tick"
    """``"yes"`` or empty."""
    SECRET = "secret"  # noqa: S105
    """Shown as dots; never stored, never logged."""
    HIDDEN = "hidden"
    """Sent as it stands in `FormField.preset`, never shown."""


_Spelling = tuple[re.Pattern[str], Callable[[str], object], str]

_SPELT: Mapping[FieldKind, _Spelling] = {
    FieldKind.EMAIL: (re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+"), str, "this is no e-mail address."),
    FieldKind.NUMBER: (re.compile(r"-?\d+([.,]\d+)?"), str, "this is no number."),
    FieldKind.DATE: (
        re.compile(r"\d{4}-\d\d-\d\d"),
        date.fromisoformat,
        "this is no date, such as 2026-11-22.",
    ),
    FieldKind.TIME: (re.compile(r"\d\d:\d\d"), time.fromisoformat, "this is no time, such as 09:30."),
    FieldKind.MOMENT: (
        re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.ASCII),
        datetime.fromisoformat,
        "this is no date and time, such as 2026-11-22T09:30.",
    ),
}
"""How an answer is spelt, what must be able to read it, and what to say where it is not."""

_ANYHOW: _Spelling = (re.compile(r".*", re.DOTALL), str, "")


def _is_one(read: Callable[[str], object], given: str) -> bool:
    try:
        read(given)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOption:
    """One of several possible answers; one without a value is a prompt and no answer."""

    label: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One question.

    Attributes:
        ticket_types: asked only of these; None asks everybody.
        preset: what stands there at first.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    help: str = ""
    placeholder: str = ""
    options: tuple[FormOption, ...] = ()
    preset: str = ""
    ticket_types: frozenset[str] | None = None

    def concerns(self, ticket_type: str) -> bool:
        """Whether it is asked of somebody with this kind of ticket."""
        return self.ticket_types is None or ticket_type in self.ticket_types

    def fault(self, answer: str) -> str:
        """What is wrong with an answer, in words; empty when nothing is."""
        given = answer.strip()
        if not given:
            return f"{self.label}: an answer is needed." if self.required else ""
        if self.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
            return "" if self._is_offered(given) else f"{self.label}: choose from the list."
        spelling, read, fault = _SPELT.get(self.kind, _ANYHOW)
        return "" if spelling.fullmatch(given) and _is_one(read, given) else f"{self.label}: {fault}"

    def _is_offered(self, given: str) -> bool:
        offered = {option.value for option in self.options if option.value is not None}
        return offered.issuperset(given.splitlines() if self.kind is FieldKind.CHOICES else [given])


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Questions in the order they are asked.

    Attributes:
        ticket_types: what may be sold or given at the desk: id and name; empty when there is no choice.
        refused: why nobody can be registered with this form at a desk; empty when somebody can.
    """

    fields: tuple[FormField, ...] = ()
    ticket_types: tuple[tuple[str, str], ...] = ()
    refused: str = ""

    def faults(self, answers: Mapping[str, str], ticket_type: str = "") -> dict[str, str]:
        """What is wrong, by the fields' names; empty when the answers are complete."""
        return dict(self._faults(answers, ticket_type))

    def _faults(self, answers: Mapping[str, str], ticket_type: str) -> Iterator[tuple[str, str]]:
        for field in self.fields:
            fault = field.fault(answers.get(field.name, field.preset)) if field.concerns(ticket_type) else ""
            if fault:
                yield field.name, fault


NAME_ONLY = Form(
    fields=(
        FormField(name=GIVEN_NAME, label="First name", required=True),
        FormField(name=FAMILY_NAME, label="Last name"),
        FormField(name=COMPANY, label="Company"),
        FormField(name=EMAIL, label="E-mail address", kind=FieldKind.EMAIL),
    )
)
"""What is asked of a walk-in when the platform has no form of its own."""
