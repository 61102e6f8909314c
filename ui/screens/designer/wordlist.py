"""What fields and kinds of elements are called on the screen."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from checkin.badges.fields import ANSWER
from checkin.badges.template import Code, Element, Picture, Row, Symbology, Text
from ui.screens.designer.properties import Options

FIELD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "lead_name": "First name",
        "rest_of_name": "Last name",
        "name": "Whole name",
        "given_name": "Given name as registered",
        "family_name": "Family name as registered",
        "company": "Company",
        "job_title": "Job title",
        "ticket_type": "Ticket type",
        "event_name": "Name of the event",
        "email": "E-mail address",
        "order": "Order number",
        "code": "Ticket code as text",
        "logo": "Logo of the event",
        "photo": "Photo",
    }
)
"""By the field's name in templates."""

PICTURES = frozenset({"logo", "photo"})
OWN = "own"
"""The choice that is none of those offered."""

TOGETHER: Options = (("{job_title}, {company}", "Job title, company"),)
"""Phrases of several fields that are wanted often."""

SYMBOLOGIES: Mapping[Symbology, str] = MappingProxyType(
    {
        Symbology.QR: "QR code",
        Symbology.AZTEC: "Aztec",
        Symbology.DATA_MATRIX: "Data Matrix",
        Symbology.CODE_128: "Bars (Code 128)",
    }
)


def field_words(name: str) -> str:
    """What a field is called."""
    if name.startswith(ANSWER):
        return f"Answer: {name.removeprefix(ANSWER)}"
    return FIELD_WORDS.get(name, name)


def fields_to_show(answers: Sequence[str]) -> Options:
    """The fields a text can show, each as a phrase, with those of the event's further questions."""
    names = [name for name in FIELD_WORDS if name not in PICTURES]
    names += [f"{ANSWER}{answer}" for answer in answers]
    return (*((f"{{{name}}}", field_words(name)) for name in names), *TOGETHER)


def row_words(row: Row) -> str:
    """What a row shows, shortly."""
    known = dict(fields_to_show(()))
    said = row.between.join(known.get(phrase, phrase) for phrase in row.shows)
    for name in FIELD_WORDS:
        said = said.replace(f"{{{name}}}", field_words(name))
    return said.replace(f"{{{ANSWER}", "{Answer: ").strip() or "Nothing"


def element_words(element: Element) -> str:
    """What an element is called in the list: its own name, or what it shows."""
    if element.name:
        return element.name[0].upper() + element.name[1:]
    match element:
        case Text():
            return ", ".join(row_words(row) for row in element.rows)
        case Code():
            return SYMBOLOGIES[element.symbology]
        case Picture():
            return FIELD_WORDS.get(element.shows, "Picture")
        case _:
            return "Area" if element.kind == "area" else "Line"


def kind_words(element: Element) -> str:
    """What kind of thing an element is."""
    if isinstance(element, Picture):
        return {"logo": "Logo", "photo": "Photo"}.get(element.shows, "Picture")
    return {"text": "Text", "code": "Code", "area": "Area", "line": "Line"}[element.kind]


def kind_sign(element: Element) -> str:
    """The icon of its kind."""
    if isinstance(element, Picture):
        return {"logo": "badge", "photo": "person"}.get(element.shows, "picture")
    return {"text": "text", "code": "scan", "area": "area", "line": "line"}[element.kind]
