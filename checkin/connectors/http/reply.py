"""An answer, and what of it may go into a report."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from typing_extensions import override

from checkin.errors import UnreadableReplyError

_LONGEST_REPORT = 500

# Of JSON, only keys and the values of these stay readable.
_DESCRIBING = frozenset(
    [
        "type",
        "status",
        "title",
        "detail",
        "error",
        "message",
        "code",
        "pointer",
        "parameter",
        "state",
        "version",
    ]
)
_MEMBER = re.compile(r'"(?P<key>[^"\\]{1,64})"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)(?P<end>"|\\?$)')
_STRING = re.compile(r'"(?P<value>(?:[^"\\]|\\.)*)(?P<end>"\s*:|"|\\?$)')
_TELLING = re.compile(
    r"[^\s\"'<>@]+@[^\s\"'<>@]+"  # e-mail addresses
    r"|[\w-]{8,}\.[\w-]{8,}\.[\w-]*"  # tokens
    r"|[0-9a-fA-F]{8}-[0-9a-fA-F-]{8,}"  # order identifiers
    r"|\+?\d[\d ()/-]{7,}\d"  # telephone numbers
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer that came whole.

    Attributes:
        at: the platform's clock when it answered, None when it did not say.
        writes: the request was one that changes something.
        retry_after: seconds the platform asks to be left alone, None when it does not.
        headers: all of the answer's, by their names in lower case.
    """

    platform: str
    status: int
    body: bytes
    content_type: str = ""
    at: datetime | None = None
    writes: bool = False
    retry_after: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @override
    def __repr__(self) -> str:
        return f"Reply({self.platform}, {self.status}, {len(self.body)} bytes)"

    @property
    def is_good(self) -> bool:
        """Whether the status says that the request was taken."""
        return self.status // 100 == 2  # noqa: PLR2004

    def json(self) -> object:
        """The JSON in it. Raises UnreadableReplyError."""
        try:
            value: object = json.loads(self.body, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            if "html" in self.content_type or self.body.lstrip()[:1] == b"<":
                raise self.unreadable(
                    "The answer is a web page. Is this the address of the platform, "
                    "or does the network ask for a sign-in of its own?"
                ) from error
            raise self.unreadable("The answer is damaged.") from error
        return value

    def unreadable(self, message: str) -> UnreadableReplyError:
        """The error to raise when the answer is not what was agreed; it keeps the redacted body."""
        # Redacting may shorten the text, so more than is kept is looked at; no more, for the time it takes.
        text = self.body[: 8 * _LONGEST_REPORT].decode("utf-8", "replace")
        return UnreadableReplyError(
            self.platform,
            f"{message} (status {self.status})",
            body=redact(text)[:_LONGEST_REPORT],
            may_have_landed=self.writes,
        )


def redact(text: str) -> str:
    """Without e-mail addresses, names, codes and tokens: of JSON only keys and descriptions stay."""
    members = _MEMBER.sub(_without_value, text)
    return _TELLING.sub("…", _STRING.sub(_without_text, members))


def _without_value(member: re.Match[str]) -> str:
    key = member["key"]
    # In backquotes, so that the second pass leaves the description alone.
    return f'"{key}": `{member["value"]}`' if key in _DESCRIBING else f'"{key}": …'


def _without_text(string: re.Match[str]) -> str:
    return string[0] if string["end"].endswith(":") else "…"


def _no_number(name: str) -> object:
    raise ValueError(name)
