"""A form somebody fills in at the desk: what a platform wants to know of a walk-in, or at the door."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")

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
        if self.kind is FieldKind.EMAIL and not _EMAIL.fullmatch(given):
            return f"{self.label}: this is no e-mail address."
        if self.kind is FieldKind.NUMBER and not re.fullmatch(r"-?\d+([.,]\d+)?", given):
            return f"{self.label}: this is no number."
        if self.kind in {FieldKind.CHOICE, FieldKind.CHOICES} and not self._is_offered(given):
            return f"{self.label}: choose from the list."
        return ""

    def _is_offered(self, given: str) -> bool:
        offered = {option.value for option in self.options if option.value is not None}
        return offered.issuperset(given.splitlines())


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
