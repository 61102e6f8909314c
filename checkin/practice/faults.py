"""Switches that make the practice platform misbehave, changeable while it runs."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from threading import Condition


class FaultKind(StrEnum):
    """What goes wrong."""

    SILENCE = "silence"
    """The connection is closed without an answer and nothing is done."""

    SLOW = "slow"
    """The answer, as it would be, comes late."""

    DROP_ANSWER = "drop_answer"
    """The request is carried out and the connection closed without an answer."""

    ERROR_BEFORE = "error_before"
    """A 5xx; nothing is done."""

    ERROR_AFTER = "error_after"
    """A 5xx although the request was carried out."""

    THROTTLE = "throttle"
    """429; nothing is done."""

    HTML = "html"
    """A page of HTML with status 200, as from a captive portal; nothing is done."""

    TRUNCATED = "truncated"
    """The request is carried out; the JSON of the answer ends in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that goes wrong.

    Attributes:
        kind: what.
        method: only for this HTTP method; every one when empty, every one but GET for ``"*"``.
        path: only where this pattern is found in the path; everywhere when empty.
        probability: how often, by the seeded dice of `Faults`.
        seconds: how late a slow answer is; ``Retry-After`` of a throttled one, left out when 0.
        status: of an error.
        times: how often at most; without end when None.
    """

    kind: FaultKind
    method: str = ""
    path: str = ""
    probability: float = 1.0
    seconds: float = 0.0
    status: int = 503
    times: int | None = None

    def concerns(self, method: str, path: str) -> bool:
        """Whether a request is of the filtered sort."""
        fits = method != "GET" if self.method == "*" else self.method in {"", method}
        return fits and re.search(self.path, path) is not None


class Faults:
    """What goes wrong at present. Safe to use from any thread.

    Args:
        seed: of the dice.
        check_ins: the path of the requests that tell of check-ins, as a pattern; any method but GET.
    """

    def __init__(self, seed: int = 2026, check_ins: str = r"^/v1/user-check-in$") -> None:
        self._check_ins = check_ins
        self._lock = Condition()
        self._happened = 0
        self._met: Counter[FaultKind] = Counter()
        self._dice = Random(seed)  # noqa: S311 - bad luck, not a secret
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let this go wrong, too.

        Raises:
            ValueError: its path is no regular expression, or its numbers make no sense.
        """
        try:
            re.compile(fault.path)
        except re.error as error:
            raise ValueError(f"Not a pattern: {fault.path}") from error
        if not 0 <= fault.probability <= 1 or fault.seconds < 0:
            raise ValueError("A probability is between 0 and 1, and a time not negative")
        with self._lock:
            self._faults.append(fault)

    def replace_all(self, faults: Iterable[Fault]) -> None:
        """Let just these go wrong from now on.

        Raises:
            ValueError: one of them makes no sense; then none is set.
        """
        with self._lock:
            before, self._faults = self._faults, []
            try:
                for fault in faults:
                    self.add(fault)
            except ValueError:
                self._faults = before
                raise

    def clear(self) -> None:
        """Let everything go well."""
        self.replace_all(())

    def active(self) -> list[Fault]:
        """What goes wrong, in the order it was added."""
        with self._lock:
            return list(self._faults)

    def drawn(self, method: str, path: str) -> dict[FaultKind, Fault]:
        """Roll the dice for one request: what happens to it, one fault of each kind at most."""
        drawn: dict[FaultKind, Fault] = {}
        with self._lock:
            for index, fault in enumerate(self._faults):
                if fault.kind in drawn or not fault.concerns(method, path):
                    continue
                if self._dice.random() >= fault.probability:
                    continue
                drawn[fault.kind] = fault
                if fault.times is not None:
                    self._faults[index] = replace(fault, times=fault.times - 1)
            self._faults = [fault for fault in self._faults if fault.times != 0]
            self._happened += bool(drawn)
            self._met.update(drawn.keys())
            self._lock.notify_all()
        return drawn

    def met(self) -> Counter[FaultKind]:
        """How many requests have met which fault until now."""
        with self._lock:
            return Counter(self._met)

    def wait_for_trouble(self, timeout: float, *, requests: int = 1) -> bool:
        """Wait until so many requests have met a fault; False when it takes longer than `timeout` seconds."""
        with self._lock:
            return self._lock.wait_for(lambda: self._happened >= requests, timeout)

    # In words.

    def silence(self, *, times: int | None = None) -> None:
        """Close every connection without an answer, like a network that is gone."""
        self.add(Fault(kind=FaultKind.SILENCE, times=times))

    def slow(self, seconds: float, *, method: str = "", path: str = "") -> None:
        """Answer late."""
        self.add(Fault(kind=FaultKind.SLOW, seconds=seconds, method=method, path=path))

    def drop_answers(self, probability: float = 1.0, *, times: int | None = None) -> None:
        """Take check-ins and lose the answer."""
        self.add(
            Fault(
                kind=FaultKind.DROP_ANSWER,
                method="*",
                path=self._check_ins,
                probability=probability,
                times=times,
            )
        )

    def fail_before(self, probability: float = 1.0, *, status: int = 503, times: int | None = None) -> None:
        """Answer 5xx and do nothing."""
        self.add(Fault(kind=FaultKind.ERROR_BEFORE, probability=probability, status=status, times=times))

    def fail_after(self, probability: float = 1.0, *, status: int = 500, times: int | None = None) -> None:
        """Take check-ins and answer 5xx."""
        self.add(
            Fault(
                kind=FaultKind.ERROR_AFTER,
                method="*",
                path=self._check_ins,
                probability=probability,
                status=status,
                times=times,
            )
        )

    def throttle(self, *, retry_after: float = 0.0, times: int | None = None) -> None:
        """Answer 429; with ``Retry-After`` when it is not 0."""
        self.add(Fault(kind=FaultKind.THROTTLE, seconds=retry_after, times=times))

    def answer_html(self, *, times: int | None = None) -> None:
        """Answer like a hotel's sign-in page."""
        self.add(Fault(kind=FaultKind.HTML, times=times))

    def truncate(self, *, method: str = "", path: str = "", times: int | None = None) -> None:
        """Break off the JSON in the middle."""
        self.add(Fault(kind=FaultKind.TRUNCATED, method=method, path=path, times=times))
