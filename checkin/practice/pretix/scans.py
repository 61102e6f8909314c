"""A scan as pretix is told of it, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from checkin.practice.pretix.rows import CheckInRow, EventRow, ListRow, PositionRow, QuestionRow

ENTRY: Final = "entry"
EXIT: Final = "exit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One code at one door.

    Attributes:
        by_id: the code may be a position's number, too; only on the older address.
        device: the number of the device that asks; None for a token.
        unforceable: what even force does not override.
    """

    lists: Sequence[tuple[EventRow, ListRow]]
    code: str
    at: datetime
    type: str = ENTRY
    nonce: str | None = None
    force: bool = False
    ignore_unpaid: bool = False
    questions_supported: bool = True
    simulate: bool = False
    by_id: bool = False
    device: int | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    unforceable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a scan.

    Attributes:
        reason: why not; empty when it is well, ``"incomplete"`` when something must be asked first.
        check_ins: those of the position, as the answer shows them: without the one just made.
    """

    event: EventRow
    list: ListRow
    position: PositionRow | None = None
    reason: str = ""
    explanation: str | None = None
    questions: tuple[QuestionRow, ...] = ()
    check_ins: tuple[CheckInRow, ...] = ()
