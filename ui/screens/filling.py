"""A form while somebody fills it in: what is asked, what was answered, what is wrong with it. No Qt."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from checkin.model.form import (
    EMAIL,
    FAMILY_NAME,
    GIVEN_NAME,
    FieldKind,
    Form,
    FormField,
)

TICKET_TYPE = "ticket_type"
"""Under this name the desk says what is wrong with the kind of ticket."""

_WITH_OPTIONS = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_HOURS = re.compile(r"(\d{1,2})[:.h ]?(\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as it is shown; `key` tells two of the same name apart."""

    key: int
    field: FormField
    answer: str
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormShown:
    """A form as it is shown.

    Attributes:
        number: another one is another form.
        go: what the button says that goes on. stay: what the other one says.
        ticket_types: to choose from, id and name; empty when there is no choice.
        type_fault: what is wrong with the choice.
        fault: what is wrong with the whole.
        tries: how often it was found wrong; one more, and the first fault is to be pointed out.
        instead: said in place of questions; then there is nothing to go on with.
        busy: it is being taken.
    """

    number: int
    title: str
    advice: str = ""
    go: str = "OK"
    stay: str = "Cancel"
    ticket_types: tuple[tuple[str, str], ...] = ()
    ticket_type: str = ""
    asked: tuple[Asked, ...] = ()
    type_fault: str = ""
    fault: str = ""
    tries: int = 0
    instead: str = ""
    busy: bool = False


class Filling:
    """One form being filled in.

    Args:
        form: what is asked.
        given: what is known already, by the names of the fields.

    Attributes:
        ticket_type: the chosen kind of ticket, empty while none is.
        fault: what is wrong with the form as a whole. type_fault: with the kind of ticket.
        tries: how often it was found wrong.
    """

    def __init__(self, form: Form, given: Mapping[str, str] | None = None) -> None:
        self.form = form
        self._known = dict(given or {})
        self._typed: dict[int, str] = {}
        self._faults: dict[int, str] = {}
        self.ticket_type = form.ticket_types[0][0] if len(form.ticket_types) == 1 else ""
        self.fault = self.type_fault = ""
        self.tries = 0

    @property
    def ticket_types(self) -> tuple[tuple[str, str], ...]:
        """The kinds of tickets to choose from; empty when there is no choice."""
        return self.form.ticket_types if len(self.form.ticket_types) > 1 else ()

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What is asked of this kind of ticket, in the order of the form."""
        return tuple(
            Asked(key=key, field=field, answer=self._answer(key), fault=self._faults.get(key, ""))
            for key, field in self._concerned()
            if field.kind is not FieldKind.HIDDEN
        )

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed."""
        return any(text.strip() for text in self._typed.values())

    @property
    def answers(self) -> dict[str, str]:
        """An answer, possibly an empty one, to everything that concerns this kind of ticket."""
        return {field.name: read(field, self._answer(key)) for key, field in self._concerned()}

    def give(self, key: int, text: str) -> bool:
        """Take an answer; says whether something is wrong no longer."""
        self._typed[key] = text
        return self._faults.pop(key, None) is not None

    def choose(self, ticket_type: str) -> None:
        """Another kind of ticket; what was typed under the same name goes along."""
        before = {field.name: (field, self._answer(key)) for key, field in self._concerned()}
        self.ticket_type = ticket_type
        self.type_fault = self.fault = ""
        for key, field in self._concerned():
            known, text = before.get(field.name, (field, ""))
            if key not in self._typed and text and known.kind is field.kind not in _WITH_OPTIONS:
                self._typed[key] = text

    def check(self) -> bool:
        """Whether everything is answered well; what is not is then among the faults."""
        self.fault = ""
        self.type_fault = (
            "" if self.ticket_type or not self.ticket_types else "Choose the kind of ticket first."
        )
        faults = {key: fault_of(field, self._answer(key)) for key, field in self._concerned()}
        self._faults = {key: fault for key, fault in faults.items() if fault}
        is_good = not self._faults and not self.type_fault
        self.tries += not is_good
        return is_good

    def take(self, faults: Mapping[str, str]) -> None:
        """Take what the desk found wrong, by the names of the fields."""
        shown = {one.field.name: one for one in self.asked}
        self.type_fault = faults.get(TICKET_TYPE, "")
        self._faults = {
            shown[name].key: _bare(shown[name].field, fault)
            for name, fault in faults.items()
            if name in shown
        }
        rest = (fault for name, fault in faults.items() if name not in shown and name != TICKET_TYPE)
        self.fault = " ".join(rest)
        self.tries += 1

    def show(self, number: int, title: str, advice: str, go: str, *, busy: bool = False) -> FormShown:
        """As it is now, under a title."""
        return FormShown(
            number=number,
            title=title,
            advice=advice,
            go=go,
            ticket_types=self.ticket_types,
            ticket_type=self.ticket_type,
            asked=() if self.form.refused else self.asked,
            type_fault=self.type_fault,
            fault=self.fault,
            tries=self.tries,
            instead=self.form.refused,
            stay="Close" if self.form.refused else "Cancel",
            busy=busy,
        )

    def forget_secrets(self) -> None:
        """Nothing secret is kept longer than it is needed."""
        for key, field in enumerate(self.form.fields):
            if field.kind is FieldKind.SECRET:
                self._typed.pop(key, None)

    def _concerned(self) -> Iterator[tuple[int, FormField]]:
        for key, field in enumerate(self.form.fields):
            if field.concerns(self.ticket_type):
                yield key, field

    def _answer(self, key: int) -> str:
        field = self.form.fields[key]
        if field.kind is FieldKind.HIDDEN:
            return field.preset
        return self._typed.get(key, self._known.get(field.name, field.preset))


def read(field: FormField, text: str) -> str:
    """The answer as the platforms take it; as it was typed where it cannot be read."""
    given = text.strip()
    parse = _READ.get(field.kind)
    return (None if parse is None else parse(given)) or given


def fault_of(field: FormField, text: str) -> str:
    """What is wrong with an answer, in words to stand below it; empty when nothing is."""
    given = text.strip()
    parse = _READ.get(field.kind)
    if given and parse is not None and parse(given) is None:
        return _WRONG[field.kind]
    if not given and field.required:
        return "This has to be ticked." if field.kind is FieldKind.TICK else "An answer is needed."
    return _bare(field, field.fault(read(field, given)))


def _bare(field: FormField, fault: str) -> str:
    """The fault without the question, above which it stands."""
    rest = fault.removeprefix(f"{field.label}: ")
    return rest[:1].upper() + rest[1:]


def _date(text: str) -> str | None:
    found = _YEAR_FIRST.fullmatch(text)
    if found is not None:
        year, month, day = found.groups()
    else:
        found = _DAY_FIRST.fullmatch(text)
        if found is None:
            return None
        day, month, year = found.groups()
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _time(text: str) -> str | None:
    found = _HOURS.fullmatch(text)
    if found is None:
        return None
    hour, minute = found.groups()
    try:
        return time(int(hour), int(minute)).strftime("%H:%M")
    except ValueError:
        return None


def _moment(text: str) -> str | None:
    first, _, rest = text.replace("T", " ").rpartition(" ")
    day, hours = _date(first.strip().rstrip(",")), _time(rest.strip())
    if day is not None and hours is not None:
        return f"{day}T{hours}"
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


_READ: Mapping[FieldKind, Callable[[str], str | None]] = {
    FieldKind.DATE: _date,
    FieldKind.TIME: _time,
    FieldKind.MOMENT: _moment,
}
_WRONG = {
    FieldKind.DATE: "Write a day as 1990-12-31 or 31.12.1990.",
    FieldKind.TIME: "Write a time as 09:30.",
    FieldKind.MOMENT: "Write day and time as 2026-12-31 09:30.",
}


def register_label(words: str) -> str:
    """What the button says that registers somebody, by name where one was typed."""
    name = _spelled(words)
    return (
        f"Register \N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}"
        if name
        else "Register somebody"
    )


def _spelled(words: str) -> str:
    name = " ".join(words.split())
    return name.title() if name.islower() and "@" not in name else name


def name_parts(words: str, form: Form) -> dict[str, str]:
    """What was typed into a search, as the answers of a form: the last word is the family name."""
    given = _spelled(words)
    asked = {field.name for field in form.fields}
    if "@" in given:
        return {EMAIL: given} if EMAIL in asked else {}
    if not given or any(letter.isdigit() for letter in given):
        return {}
    first, _, last = given.rpartition(" ")
    if FAMILY_NAME not in asked or not first:
        return {GIVEN_NAME: given}
    return {GIVEN_NAME: first, FAMILY_NAME: last}
