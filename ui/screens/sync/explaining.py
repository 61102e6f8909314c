"""An explanation for one case, in words: what happened, what follows from it, what to do."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from checkin.model.operation import OperationState, ParkedOperation
from ui.screens.messages import sentences
from ui.screens.moments import moment
from ui.screens.sync.operations import row, times

_BY_ITSELF = "Nothing: it goes on by itself, also when this app is closed and opened again in between."


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a sheet says about one case.

    Attributes:
        key: what it is about, handed back with an answer.
        sections: headings with what stands below each.
        go: what the button says that settles it, empty for none. back: that takes a check-in back.
    """

    key: str
    title: str
    about: str = ""
    sections: tuple[tuple[str, str], ...] = ()
    go: str = ""
    back: str = ""


def of_waiting(waiting: ParkedOperation, now: datetime, zone: tzinfo) -> Explanation:
    """Why the platform has not heard of it, and what happens next."""
    line = row(waiting, now, zone)
    uncertain = waiting.operation.state in {OperationState.UNCERTAIN, OperationState.SENDING}
    happened = sentences(f"{line.what} at {line.when}{_at(line.where)}", *_sent(waiting, now, zone))
    return Explanation(
        key=line.id,
        title=f"{line.who}: {'being looked up' if uncertain else 'waiting to be sent'}",
        sections=(
            ("What happened", happened),
            ("What happens next", _LOOKED_UP if uncertain else _later(waiting, now, zone)),
            ("What to do", _BY_ITSELF),
        ),
    )


_LOOKED_UP = (
    "The platform is asked first whether it has it. If it does, it counts as arrived; if it does not, it is "
    "sent again. So it is neither lost nor counted twice."
)


def _sent(waiting: ParkedOperation, now: datetime, zone: tzinfo) -> tuple[str, ...]:
    operation, reason = waiting.operation, waiting.reason.strip()
    if not operation.attempts:
        return ("It was not sent yet: the platform has certainly not heard of it",)
    first = operation.first_sent_at
    sent = f"It was sent {times(operation.attempts)}"
    begun = "" if first is None else f", the first time at {moment(first, now, zone)}"
    last = () if not reason else (f"The last time: {reason}",)
    if operation.state is OperationState.PENDING:
        return (f"{sent}{begun}, and certainly did not arrive", *last)
    return (f"{sent}{begun}, but the answer was lost: the platform may have it or not", *last)


def _later(waiting: ParkedOperation, now: datetime, zone: tzinfo) -> str:
    at = waiting.next_try
    when = f"at {moment(at, now, zone)}" if at is not None and at > now else "as soon as the platform answers"
    return f"It is sent {when}, in the order in which things happened to this person."


def _at(where: str) -> str:
    return f" at {where}" if where else ""
