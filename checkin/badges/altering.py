"""Changing templates: what comes of a change is as right as what is read from a file."""

from typing import TypeVar

from pydantic import ValidationError

from checkin.badges.complaints import reasons
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
        raise BadgeError("; ".join(reasons(error, values))) from error
