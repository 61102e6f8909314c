"""A registration form as V3Plus tells it, from whatever PHP makes of lists, objects and switches."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import BeforeValidator

from checkin.connectors.v3plus.resources import (
    IdOrEmpty,
    Resource,
    Text,
    as_text,
    clean,
    is_set,
    readable,
    rows,
)

CARD: Final = "cc_"
"""What the names of fields for payment by card begin with."""

_MOST_FIELDS = 200
_MOST_OPTIONS = 2000


class Validation(Resource):
    """The rules of a field; those this version does not know are the server's to apply."""

    required: Annotated[bool, BeforeValidator(is_set)] = False
    email: Annotated[bool, BeforeValidator(is_set)] = False


def _validation(value: object) -> object:
    # PHP writes an object without members as an empty list.
    return value if isinstance(value, Mapping) else {}


def _value(value: object) -> str | None:
    return as_text(value) or None


class Option(Resource):
    """One answer of several; without a value it is a prompt, such as "Select an option"."""

    name: Text = ""
    value: Annotated[str | None, BeforeValidator(_value)] = None


def _options(value: object) -> tuple[Option, ...]:
    try:
        found = rows(value)
    except ValueError:
        return ()
    plain = [{"name": one, "value": one} if isinstance(one, str) else one for one in found[:_MOST_OPTIONS]]
    return readable(Option, plain)


def _name(value: object) -> str:
    name = clean(value) if isinstance(value, str) else ""
    if not name or len(name) > _MOST_FIELDS:
        raise ValueError("no name")
    return name


def _order(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, int | float | str) else None
    except (ValueError, OverflowError):
        return None


class FormEntry(Resource):
    """A field; the organiser's own are named ``field_<n>``. A hidden one may bring its value along."""

    name: Annotated[str, BeforeValidator(_name)]
    label: Text = ""
    placeholder: Text = ""
    type: Text = ""
    validation: Annotated[Validation, BeforeValidator(_validation)] = Validation()
    options: Annotated[tuple[Option, ...], BeforeValidator(_options)] = ()
    order: Annotated[float | None, BeforeValidator(_order)] = None
    value: Text = ""
    default: Text = ""

    @property
    def is_card(self) -> bool:
        """Whether it asks for card data."""
        return self.name.casefold().startswith(CARD)

    @property
    def is_password(self) -> bool:
        """Whether it asks for something that must never be kept."""
        return self.type.casefold() == "password" or self.name.casefold().startswith("password")


def _entries(value: object) -> tuple[FormEntry, ...]:
    entries = readable(FormEntry, rows(value)[:_MOST_FIELDS])
    named: dict[str, FormEntry] = {}
    for entry in entries:
        named.setdefault(entry.name, entry)
    return tuple(sorted(named.values(), key=_place))


def _place(entry: FormEntry) -> tuple[bool, float]:
    order = entry.order
    return (False, order) if order is not None and order == order else (True, 0.0)  # noqa: PLR0124 - NaN


class RegistrationForm(Resource):
    """What to ask whoever registers into a group or a townhall, in the order to ask it."""

    id: IdOrEmpty = ""
    name: Text = ""
    description: Text = ""
    fields: Annotated[tuple[FormEntry, ...], BeforeValidator(_entries)]

    @property
    def wants_card(self) -> bool:
        """Whether it asks for card data: registering costs something."""
        return any(entry.is_card for entry in self.fields)
