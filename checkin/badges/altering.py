"""Changing templates: what comes of a change is as right as what is read from a file."""

from typing import TypeVar

from pydantic import ValidationError

from checkin.badges.template import Part
from checkin.errors import BadgeError

P = TypeVar("P", bound=Part)


def altered(part: P, /, **changes: object) -> P:
    """The same with some of its values replaced.

    Raises:
        BadgeError: that would not be right; the text says why.
    """
    return made(type(part), **{**dict(part), **changes})


def made(kind: type[P], /, **values: object) -> P:
    """A piece of a template.

    Raises:
        BadgeError: these values are not right; the text says why.
    """
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        said = dict.fromkeys(fault["msg"].removeprefix("Value error, ") for fault in faults)
        raise BadgeError("; ".join(said)) from error
