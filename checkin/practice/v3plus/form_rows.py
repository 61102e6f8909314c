"""Registration forms as the reference shows them, with what its text mentions besides, and card fields."""

from collections.abc import Sequence
from typing import Final

from checkin.practice.v3plus.rows import Row


def _field(
    name: str, label: str, order: int, kind: str = "text", *, required: bool = True, email: bool = False
) -> dict[str, object]:
    validation: dict[str, object] = {"required": required}
    if email:
        validation["email"] = True
    return {
        "name": name,
        "label": label,
        "placeholder": None,
        "type": kind,
        "validation": validation,
        "options": [],
        "order": order,
    }


_WHO: Final[tuple[Row, ...]] = (
    {**_field("last_name", "Last Name", 2), "placeholder": "Last"},
    {**_field("first_name", "First Name", 1), "placeholder": "First"},
    {**_field("email", "Email", 3, email=True), "placeholder": "you@company.com"},
)
_PASSWORD: Final[Row] = _field("password", "Password", 4, "password")
_COLOURS: Final[Row] = {
    **_field("field_10", "What is your favorite color?", 5, "select"),
    "options": [
        {"name": "Select an option", "value": None},
        {"name": "Red", "value": "red"},
        {"name": "Blue", "value": "blue"},
        {"name": "Other", "value": "other"},
    ],
}

CONFERENCE_FORM: Final[list[Row]] = [*_WHO, _PASSWORD, _COLOURS]
STUDENT_FORM: Final[list[Row]] = [
    *_WHO,
    _PASSWORD,
    {**_field("field_11", "Anything else?", 6, "textarea", required=False), "validation": []},
    _field("field_12", "I am a student", 7, "checkbox"),
    {**_field("field_13", "", 8, "hidden", required=False), "value": "desk"},
    _field("field_14", "Your signature", 9, "signature_pad", required=False),
]
TOWNHALL_FORM: Final[list[Row]] = [*_WHO]

_CARD: Final[tuple[Row, ...]] = (
    _field("cc_number", "Card Number", 20),
    _field("cc_exp_month", "Exp. Month", 21),
    _field("cc_exp_year", "Exp. Year", 22),
    _field("cc_cvc", "CVC/CVV", 23),
)


def with_card(fields: Sequence[Row], price: object) -> list[Row]:
    """The form of something with a price: what costs something asks for a card, too."""
    return [*fields, *_CARD] if float(str(price)) > 0 else list(fields)


def with_event_password(fields: Sequence[Row]) -> list[Row]:
    """The form of a townhall that has a password of its own."""
    return [*fields, _field("password", "Event password", 4, "password")]
