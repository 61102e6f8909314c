"""How the practice platform says no: the answers of Open Event 1.19, word for word as observed."""

from typing import Final

FORBIDDEN: Final = 403
NOT_FOUND: Final = 404


class Problem(Exception):  # noqa: N818 - an answer to the caller, not a failure of ours
    """A JSON:API error answer.

    Attributes:
        status: the HTTP status.
        body: what goes under ``errors``; its ``source`` may be of any shape, as on the real server.
    """

    def __init__(self, status: int, title: str, detail: str, source: object = None) -> None:
        super().__init__(detail)
        self.status = status
        self.body: dict[str, object] = {"status": status, "source": source, "title": title, "detail": detail}


class SignInProblem(Exception):  # noqa: N818 - an answer to the caller, not a failure of ours
    """A refusal before the API proper was reached: the body is just ``{"error": text}``."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


class PlainProblem(Exception):  # noqa: N818 - an answer to the caller, not a failure of ours
    """What the web framework itself answers: a page of HTML."""

    def __init__(self, status: int, text: str = "") -> None:
        super().__init__(text)
        self.status = status
        self.text = text


def crash() -> Problem:
    """The server met a case nobody thought of."""
    return Problem(500, "Unknown error", "Unknown error")


def database_id(text: object) -> int:
    """The number in an id.

    Raises:
        Problem: there is none, which the real server does not survive.
    """
    if not str(text).isdecimal():
        raise crash()
    return int(str(text))


def bad_query(parameter: str, detail: str) -> Problem:
    """``fields``, ``sort``, ``include`` or ``filters`` that make no sense."""
    return Problem(400, f"Invalid {parameter} querystring parameter.", detail, {"parameter": parameter})


def unprocessable(detail: str, source: object) -> Problem:
    """Understood, and against a rule."""
    return Problem(422, "Unprocessable Entity", detail, source)


def forbidden(detail: str, source: object = None) -> Problem:
    """The account may not do this."""
    return Problem(FORBIDDEN, "Access Forbidden", detail, source)


def missing(detail: str, source: object) -> Problem:
    """There is no such thing."""
    return Problem(NOT_FOUND, "Object not found", detail, source)


def missing_row() -> Problem:
    """There is no row with the id in the address."""
    return missing("Object Not Found", {"pointer": ""})


def invalid(detail: str, pointer: str, *, status: int = 422, title: str = "Validation error") -> Problem:
    """The body is not of the form asked for; these errors spell their status as a text."""
    problem = Problem(status, title, detail, {"pointer": pointer})
    problem.body["status"] = str(status)
    return problem
