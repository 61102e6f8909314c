"""How operations of the outbox are written for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import assert_never

from checkin.model.ids import AttendeeId, OperationId
from checkin.model.operation import (
    Correct,
    Move,
    OperationState,
    Pair,
    ParkedOperation,
    Printed,
    Register,
    TakeBack,
    Task,
    Turned,
)
from checkin.model.station import StationKind
from ui.screens.moments import moment

_MOVES = {
    StationKind.REGISTRATION: "Check-in",
    StationKind.DAILY: "Daily check-in",
    StationKind.CHECK_IN: "Check-in to a session",
    StationKind.CHECK_OUT: "Check-out of a session",
}

_TASKS: Mapping[type[Task], str] = {
    Register: "Walk-in",
    Correct: "Corrected name",
    Pair: "Wristband",
    Turned: "Refused scan",
    Printed: "Printed badge",
}

_STATES = {
    OperationState.PENDING: "",
    OperationState.SENDING: "being sent",
    OperationState.UNCERTAIN: "being looked up",
    OperationState.PARKED: "refused",
    OperationState.SETTLED: "arrived",
    OperationState.WITHDRAWN: "will not be sent",
}
"""How far it is, where there is something to say of it."""

APART = " \N{MIDDLE DOT} "


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRow:
    """One operation in words.

    Attributes:
        who, what, when, where: what it tells of.
        state: how far it is; empty while it only waits.
        tried: how often it was sent, and when it is tried next; empty when it never was.
        reason: the platform's own words, or why it still waits.
        advice: what a person can do.
        attendee: whom it is about, where that is known.
    """

    id: OperationId
    who: str
    what: str
    when: str
    where: str
    state: str = ""
    tried: str = ""
    reason: str = ""
    advice: str = ""
    attendee: AttendeeId | None = None

    @property
    def detail(self) -> str:
        """Everything but the name, on one line."""
        parts = (self.what, f"since {self.when}", self.where, self.tried, self.reason)
        return APART.join(part for part in parts if part)

    @property
    def cells(self) -> tuple[str, ...]:
        """As a line of a table with the headings `COLUMNS`."""
        return (self.who, self.what, self.when, self.where, self.state, self.tried, self.reason)


COLUMNS = ("Who", "What", "When", "Where", "State", "Tried", "Reason")


def row(waiting: ParkedOperation, now: datetime, zone: tzinfo) -> OperationRow:
    """The line of an operation."""
    operation = waiting.operation
    parked = operation.state is OperationState.PARKED
    return OperationRow(
        id=operation.id,
        who=waiting.attendee_name or (f"Attendee {operation.attendee}" if operation.attendee else "Somebody"),
        what=_what(operation.task, operation.kind),
        when=moment(operation.at, now, zone),
        where=waiting.station_name,
        state=_STATES[operation.state],
        tried=_tried(waiting, now, zone),
        reason=waiting.reason.strip(),
        advice=_advice(waiting) if parked else "",
        attendee=waiting.attendee,
    )


def times(number: int) -> str:
    """Such as ``"3 times"``."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def _tried(waiting: ParkedOperation, now: datetime, zone: tzinfo) -> str:
    attempts, at = waiting.operation.attempts, waiting.next_try
    if not attempts:
        return ""
    again = f", next at {moment(at, now, zone)}" if at is not None and at > now else ""
    return f"tried {times(attempts)}{again}"


def _what(task: Task, kind: StationKind) -> str:
    match task:
        case Move():
            return _MOVES[kind]
        case TakeBack():
            return f"{_MOVES[kind]} taken back"
        case Register() | Correct() | Pair() | Turned() | Printed():
            return _TASKS[type(task)]
        case _ as never:
            assert_never(never)


def _advice(parked: ParkedOperation) -> str:
    match parked.operation.task:
        case Move() | TakeBack():
            return _advice_on_move(parked)
        case Register():
            return (
                "They are in and have their badge. Mend what the platform says there and send it again, or "
                "enter them at the platform by hand and never send it."
            )
        case Correct():
            return "It stays corrected on this computer. Correct it there by hand, or send it again."
        case Pair():
            return "The wristband works at this desk. Enter it at the platform by hand, or send it again."
        case Turned() | Printed():
            return "The platform's record alone is about it. Nothing is lost when it is never sent."
        case _ as never:
            assert_never(never)


def _advice_on_move(parked: ParkedOperation) -> str:
    if parked.operation.station is None:
        return (
            "It was recorded at a post the platform does not know. Choose one of its stations in Settings; "
            "this check-in the organiser has to enter there by hand."
        )
    return (
        "Look this person up at the platform. If the cause is mended there, send it again. If all is right "
        "there as it is, never send it: it stays recorded here."
    )
