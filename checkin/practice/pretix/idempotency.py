"""Answers kept under X-Idempotency-Key, and given again whatever is asked under the same key."""

from dataclasses import dataclass, field

from checkin.practice.pretix.replies import Problem, Reply

_NEVER_KEPT = (409, 429, 500, 503)


@dataclass(slots=True)
class Answered:
    """What was answered to whom under which key.

    Attributes:
        dies_next: the worker dies with the next request that has a key: True when what it does is kept.
    """

    dies_next: bool | None = None
    _kept: dict[tuple[str, str], Reply] = field(default_factory=dict)
    _locked: set[tuple[str, str]] = field(default_factory=set)

    def before(self, authorization: str, key: str) -> Reply | None:
        """The answer given before under this key.

        Raises:
            Problem: a request with this key is under way, or was when its worker died.
        """
        if (authorization, key) in self._locked:
            told = {"detail": "Concurrent request with idempotency key."}
            raise Problem(409, told, headers=(("Retry-After", "5"),))
        return self._kept.get((authorization, key))

    def keep(self, authorization: str, key: str, reply: Reply) -> None:
        """Remember an answer, unless it says to come again."""
        if reply.status not in _NEVER_KEPT:
            self._kept[authorization, key] = reply

    def lock(self, authorization: str, key: str) -> None:
        """A request with this key never ends."""
        self._locked.add((authorization, key))
