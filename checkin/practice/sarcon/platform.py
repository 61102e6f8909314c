"""What the simulated platform knows, and its rules. Whoever changes it from outside holds `lock`."""

import re
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from threading import RLock
from typing import Final

from checkin.clock import Clock
from checkin.practice.sarcon.population import code_of, make_events, make_registrations, make_tickets
from checkin.practice.sarcon.rows import EventRow, Passage, RegistrationRow, TicketRow

_LIMIT: Final = 60
_WINDOW: Final = 60.0
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


class Problem(Exception):  # noqa: N818 - it is an answer, not a failure
    """An answer that is not 200.

    Attributes:
        messages: a validation error's words by field.
    """

    def __init__(
        self, status: int, message: str = "", messages: Mapping[str, list[str]] | None = None
    ) -> None:
        super().__init__(status)
        self.status = status
        self.message = message
        self.messages = messages


@dataclass(slots=True)
class Switches:
    """What a trainer may switch.

    Attributes:
        is_idempotent: the same reference twice is one check-in, and so is a second entry without leaving.
        is_limited: more than sixty requests a minute are answered 429, without Retry-After.
        is_closed: everything is answered 503.
        hides_failures: failures come with HTTP status 200; only the body tells.
        lies_about_totals: every list says that there are five.
    """

    is_idempotent: bool = True
    is_limited: bool = False
    is_closed: bool = False
    hides_failures: bool = False
    lies_about_totals: bool = False


@dataclass(slots=True)
class Platform:
    """The state.

    Attributes:
        tokens: which client tokens may do what: ``"all"`` or only ``"read"``.
        requests: how many came, those that were refused included.
    """

    clock: Clock
    seed: int
    attendees: int
    switches: Switches = field(default_factory=Switches)
    tokens: dict[str, str] = field(default_factory=dict)
    lock: RLock = field(default_factory=RLock)
    events: dict[int, EventRow] = field(init=False)
    tickets: list[TicketRow] = field(init=False)
    registrations: dict[int, RegistrationRow] = field(init=False)
    requests: int = 0
    _sent: deque[float] = field(default_factory=deque)
    _dice: Random = field(init=False)

    def __post_init__(self) -> None:
        now = self.clock.now()
        self.events = {row.id: row for row in make_events(now)}
        self.tickets = make_tickets()
        self.registrations = {row.id: row for row in make_registrations(self.seed, self.attendees, now)}
        self._dice = Random(self.seed + 1)  # noqa: S311 - codes of invented people

    def admit_request(self, token: str) -> str:
        """Count a request; what its token may do. Raises Problem."""
        self.requests += 1
        if self.switches.is_closed:
            raise Problem(503, "Service Unavailable")
        if token not in self.tokens:
            raise Problem(401, "Unauthenticated.")
        now = self.clock.monotonic()
        while self._sent and self._sent[0] <= now - _WINDOW:
            self._sent.popleft()
        if self.switches.is_limited and len(self._sent) >= _LIMIT:
            raise Problem(429, "Too Many Requests")
        self._sent.append(now)
        return self.tokens[token]

    def event(self, number: int) -> EventRow:
        """Raises Problem."""
        if number not in self.events:
            raise Problem(404, "Event not found")
        return self.events[number]

    def registration(self, number: int) -> RegistrationRow:
        """Raises Problem."""
        if number not in self.registrations:
            raise Problem(404, "Registration not found")
        return self.registrations[number]

    def of_event(self, number: int) -> list[RegistrationRow]:
        """By their ids. Raises Problem."""
        self.event(number)
        return sorted((row for row in self.registrations.values() if row.event == number), key=lambda r: r.id)

    def check_in(self, row: RegistrationRow, told: Mapping[str, str]) -> bool:
        """Record a check-in; False when it was there before. Raises Problem."""
        if row.status != "confirmed" and not told.get("override"):
            raise Problem(400, messages={"registration": ["The registration is not confirmed."]})
        again = any(one.reference == told.get("reference") for one in row.check_ins)
        is_inside = len(row.check_ins) > len(row.check_outs)
        if self.switches.is_idempotent and (again or is_inside):
            return False
        row.check_ins.append(_passage(told, "checked_in_at"))
        self._touch(row)
        return True

    def check_out(self, row: RegistrationRow, told: Mapping[str, str]) -> bool:
        """Record a check-out; False when it was there before. Raises Problem."""
        again = any(one.reference == told.get("reference") for one in row.check_outs)
        if self.switches.is_idempotent and again:
            return False
        if len(row.check_outs) >= len(row.check_ins):
            raise Problem(400, messages={"registration": ["The registration is not checked in."]})
        row.check_outs.append(_passage(told, "checked_out_at"))
        self._touch(row)
        return True

    def take_back(self, row: RegistrationRow, reference: str) -> None:
        """Delete a check-in. Raises Problem."""
        kept = [one for one in row.check_ins if one.reference != reference]
        if len(kept) == len(row.check_ins):
            raise Problem(404, "Check-in not found")
        row.check_ins = kept
        self._touch(row)

    def register(self, event: int, told: Mapping[str, str]) -> RegistrationRow:
        """Somebody at the desk; the same reference twice is one when idempotent. Raises Problem."""
        self.event(event)
        faults = self._faults(event, told)
        if faults:
            raise Problem(400, messages=faults)
        reference = told.get("reference", "")
        for row in self.of_event(event):
            if self.switches.is_idempotent and reference and row.reference == reference:
                return row
        number = max(self.registrations, default=0) + 1
        row = RegistrationRow(
            id=number,
            event=event,
            ticket=int(told["ticket_id"]),
            first_name=told["first_name"],
            last_name=told.get("last_name", ""),
            email=told.get("email", ""),
            company=told.get("company", ""),
            job_title="",
            qr_code=code_of(number, self._dice),
            status="confirmed",
            updated_at=self.clock.now(),
            reference=reference,
        )
        self.registrations[number] = row
        return row

    def _faults(self, event: int, told: Mapping[str, str]) -> dict[str, list[str]]:
        faults: dict[str, list[str]] = {}
        ticket = told.get("ticket_id", "")
        if not ticket:
            faults["ticket_id"] = ["The ticket field is required."]
        elif ticket not in {str(one.id) for one in self.tickets if one.event == event}:
            faults["ticket_id"] = ["The selected ticket is invalid."]
        if not told.get("first_name"):
            faults["first_name"] = ["The first name field is required."]
        if told.get("email") and not _EMAIL.fullmatch(told["email"]):
            faults["email"] = ["The email must be a valid email address."]
        return faults

    def record(self, event: int) -> Counter[int]:
        """How many check-ins each registration of an event has."""
        with self.lock:
            return Counter({row.id: len(row.check_ins) for row in self.of_event(event) if row.check_ins})

    def _touch(self, row: RegistrationRow) -> None:
        row.updated_at = self.clock.now()


def _passage(told: Mapping[str, str], time: str) -> Passage:
    try:
        at = datetime.strptime(told.get(time, ""), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise Problem(400, messages={time: ["The time does not match the format Y-m-d H:i:s."]}) from error
    return Passage(reference=told.get("reference", ""), at=at, station=told.get("station", ""))
