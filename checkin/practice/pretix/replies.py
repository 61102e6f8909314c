"""What the simulated pretix answers: JSON of several shapes, and pages of HTML."""

from dataclasses import dataclass
from typing import Final

Headers = tuple[tuple[str, str], ...]

JSON_TYPE: Final = "application/json"
PDF_TYPE: Final = "application/pdf"
HTML_TYPE: Final = "text/html; charset=utf-8"
NO_PERMISSION: Final = "You do not have permission to perform this action."

_PAGES: Final = {
    404: ("Not found", "I'm afraid we could not find the the resource you requested."),
    500: ("Internal Server Error", "We had trouble processing your request."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer.

    Attributes:
        body: what is written as JSON; an HTML page; a file's bytes; None for nothing at all.
    """

    status: int = 200
    body: object = None
    headers: Headers = ()
    type: str = JSON_TYPE


class Problem(Exception):  # noqa: N818 - a refusal, and no error of ours
    """A request that is refused, with the body that says so."""

    def __init__(self, status: int, body: object, headers: Headers = ()) -> None:
        super().__init__(f"HTTP {status}")
        self.reply = Reply(status=status, body=body, headers=headers)


class Crash(Exception):  # noqa: N818 - the platform's, and no error of ours
    """A request the platform does not survive."""


def forbidden(detail: str = NO_PERMISSION) -> Problem:
    """403: nobody with these rights may do this."""
    return Problem(403, {"detail": detail})


def missing(what: str) -> Problem:
    """404: no such row."""
    return Problem(404, {"detail": f"No {what} matches the given query."})


def invalid(**fields: object) -> Problem:
    """400: what is wrong with which field."""
    return Problem(400, {name: [told] if isinstance(told, str) else told for name, told in fields.items()})


def page(status: int) -> Reply:
    """A page of HTML, as whoever serves pretix makes it."""
    title, text = _PAGES[status]
    html = (
        f"\n\n\n<!DOCTYPE html>\n<html>\n<head>\n    <title>{title}</title>\n</head>\n<body>\n"
        f"<h1>{title}</h1>\n<p>{text}</p>\n</body>\n</html>\n"
    )
    return Reply(status=status, body=html, type=HTML_TYPE)
