"""How operations of the outbox are written for people."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from checkin.model.ids import OperationId
from checkin.model.operation import OperationState, ParkedOperation
from checkin.model.station import StationKind
from ui.screens.moments import moment

_WHAT = {
    StationKind.REGISTRATION: "Check-in",
    StationKind.DAILY: "Daily check-in",
    StationKind.CHECK_IN: "Check-in to a session",
    StationKind.CHECK_OUT: "Check-out of a session",
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
        who, what, when, where: the movement it tells of.
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
        who=waiting.attendee_name or f"Attendee {operation.attendee}",
        what=_WHAT[operation.kind],
        when=moment(operation.at, now, zone),
        where=waiting.station_name,
        state=_STATES[operation.state],
        reason=waiting.reason.strip(),
        advice=_advice(waiting) if parked else "",
    )


def _advice(parked: ParkedOperation) -> str:
    if parked.operation.station is None:
        return (
            "It was recorded at a post the platform does not know. Choose one of its stations in Settings; "
            "this check-in the organiser has to enter there by hand."
        )
    return (
        "Look this person up at the platform. If the cause is mended there, send it again. If all is right "
        "there as it is, never send it: it stays recorded here."
    )
