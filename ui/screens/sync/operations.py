"""How operations of the outbox are written for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import assert_never

from checkin.model.ids import OperationId
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
    OperationState.PENDING: "waits",
    OperationState.SENDING: "is being sent",
    OperationState.UNCERTAIN: "was sent, no answer yet: the platform is asked before it is sent again",
    OperationState.PARKED: "refused by the platform",
    OperationState.SETTLED: "arrived",
    OperationState.WITHDRAWN: "will not be sent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRow:
    """One operation in words.

    Attributes:
        who, what, when, where: what it tells of.
        state: how far it is.
        reason: the platform's own words, or why it still waits.
        advice: what a person can do.
    """

    id: OperationId
    who: str
    what: str
    when: str
    where: str
    state: str
    reason: str = ""
    advice: str = ""


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
        reason=waiting.reason.strip(),
        advice=_advice(waiting) if parked else "",
    )


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
