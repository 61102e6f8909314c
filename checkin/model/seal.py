"""Our own signed code on a badge: it says who somebody is without saying their ticket's code.

Whoever photographs a badge cannot make the ticket from it, and who knows an attendee's number cannot make a
badge: the number is signed with the ticket's code, which every station has in its mirror. So no station has
to be told of keys, and a ticket that gets another code takes its old badges along.
"""

import base64
import hmac
from dataclasses import dataclass, replace

from checkin.model.code import badge_key, is_reckoned

_BEGINS = "CI1"
"""Of version 1; what cannot be read by this form is some other code."""

_BYTES = 10
"""Of the signature: enough that nobody guesses one, few enough for large modules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a sealed code says.

    Attributes:
        attendee: the platform's id; nothing is proven before `fits`.
        mark: the signature.
    """

    attendee: str
    mark: str

    def fits(self, event: str, code: str) -> bool:
        """Whether it was made of this ticket's code for this event, by the platform's id of it.

        Of codes that can be reckoned badges were sealed once; those still stand for their tickets.
        """
        return code not in {"", self.attendee, badge_key(self.attendee)} and hmac.compare_digest(
            self.mark, _mark(event, self.attendee, code)
        )

    def spellings(self) -> tuple["Seal", ...]:
        """As it was read, and as it was before a scanner, or the Caps Lock key, changed its capitals."""
        said = self.attendee
        return tuple(
            replace(self, attendee=one)
            for one in dict.fromkeys((said, said.swapcase(), said.lower(), said.upper()))
        )


def sealed(event: str, attendee: str, code: str) -> str:
    """The code for a badge; empty where the ticket has no code that only its bearer knows.

    Args:
        event: the platform's id of it.
        attendee: the platform's id of them.
        code: what the ticket says.
    """
    if not attendee or not code or is_reckoned(code, attendee):
        return ""
    return f"{_BEGINS}:{attendee}:{_mark(event, attendee, code)}"


def read_seal(payload: str) -> Seal | None:
    """What a scanned code says, None for any other kind of code; whether in capitals says nothing."""
    begins, _, rest = payload.partition(":")
    attendee, _, mark = rest.rpartition(":")
    if begins.upper() != _BEGINS or not attendee or not mark.isascii():
        return None
    return Seal(attendee=attendee, mark=mark.upper())


def _mark(event: str, attendee: str, code: str) -> str:
    said = f"{_BEGINS}\0{event}\0{attendee}".encode()
    digest = hmac.digest(code.encode(), said, "sha256")
    return base64.b32encode(digest[:_BYTES]).decode("ascii")
