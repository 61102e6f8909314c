"""Questions asked at the door: the platform's types, our fields, and the answers back."""

from collections.abc import Iterable, Mapping

from checkin.connectors.pretix.rows import Item, Question
from checkin.model.form import FieldKind, FormField, FormOption

_KIND = {
    "N": FieldKind.NUMBER,
    "S": FieldKind.TEXT,
    "T": FieldKind.LINES,
    "B": FieldKind.TICK,
    "C": FieldKind.CHOICE,
    "M": FieldKind.CHOICES,
    "D": FieldKind.DATE,
    "H": FieldKind.TIME,
    "W": FieldKind.MOMENT,
    "CC": FieldKind.TEXT,
    "TEL": FieldKind.TEXT,
}
_HELP = {"CC": "Two letters, such as DE."}
_PREFIX = "question_"


def field_name(question: str) -> str:
    """What a question is called in our forms and in an attendee's extra answers."""
    return f"{_PREFIX}{question}"


def kinds_of_tickets(items: Iterable[str], known: Mapping[str, Item]) -> frozenset[str]:
    """Items as ticket types: themselves, and what a walk-in may have chosen of each (see `conversion`)."""
    return frozenset(
        name
        for item in items
        for name in (item, *(f"{item}-{one.id}" for one in (known[item].variations if item in known else ())))
    )


def fields(questions: Iterable[Question], items: Mapping[str, Item]) -> tuple[FormField, ...]:
    """The questions that are asked at the door; files cannot be handed over there.

    Whatever depends on another answer is asked, but needs none.
    """
    return tuple(
        FormField(
            name=field_name(question.id),
            label=question.question or f"Question {question.id}",
            kind=_KIND[question.type],
            required=question.required and not question.dependency_question,
            help=question.help_text or _HELP.get(question.type, ""),
            options=tuple(
                FormOption(label=option.answer or f"Answer {option.id}", value=option.id)
                for option in question.options
            ),
            ticket_types=kinds_of_tickets(question.items, items),
        )
        for question in questions
        if question.ask_during_checkin and question.type in _KIND
    )


def unasked(questions: Iterable[Question]) -> tuple[str, ...]:
    """What is asked at check-in but cannot be asked here, for people to read."""
    return tuple(
        f"“{question.question}” is asked at check-in, but a desk cannot take its kind of answer."
        for question in questions
        if question.ask_during_checkin and question.type not in _KIND
    )


def told(answer: str) -> str:
    """An answer the platform keeps, in our words."""
    return {"True": "yes", "False": "no"}.get(answer, answer)


def answers(given: Mapping[str, str], questions: Iterable[Question]) -> dict[str, str]:
    """Answers as the platform takes them, by the numbers of its questions; empty ones are left out."""
    types = {field_name(question.id): question for question in questions}
    return {
        types[name].id: _answer(types[name].type, text.strip())
        for name, text in given.items()
        if name in types and text.strip()
    }


def _answer(kind: str, text: str) -> str:
    """One answer; what the platform cannot read it drops without a word (pretix 2026.8, observed)."""
    match kind:
        case "B":
            return "true" if text == "yes" else "false"
        case "M":
            return ",".join(text.splitlines())
        case "N":
            return text.replace(",", ".")
        case "CC":
            return text.upper()
        case _:
            return text
