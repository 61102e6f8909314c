"""A request that was tried out before the doors open, as people may read it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What was asked, what was answered, and what became of it; nothing in it is secret or personal.

    Attributes:
        request: the request line, the headers without the token, and the body.
        status: of the answer; empty when none came.
        answer: its shape, without what it says of people.
        made: what the mapping made of it, as label and value.
        verdict: whether it works, in a sentence.
        good: whether it does.
    """

    request: str
    status: str = ""
    answer: str = ""
    made: tuple[tuple[str, str], ...] = ()
    verdict: str
    good: bool
