"""Whether the door works: can what people do at the desk be recorded?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from checkin.clock import Clock
from checkin.errors import MirrorDamagedError, MirrorError, MirrorFullError, MirrorLockedError
from checkin.notices import (
    AttendeeChanged,
    DoorTroubled,
    MirrorRefreshed,
    Notice,
    NoticeBoard,
    OutboxChanged,
    Scanned,
    SyncTroubled,
    Undone,
)

T = TypeVar("T")

_OF_THE_MIRROR = frozenset(
    kind.__name__ for kind in (MirrorError, MirrorDamagedError, MirrorFullError, MirrorLockedError)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorTrouble:
    """Nothing could be recorded, since `at`, because of `error`."""

    at: datetime
    error: MirrorError


class Door:
    """Watches what is done at the desk; puts up `DoorTroubled` when recording begins or ceases to fail.

    Attributes:
        trouble: why nothing can be recorded; None while the door works. It ends with the next thing that is
            recorded: that a disk has room again is known only when it took something.
        doubted: the sync could not write where the door writes; nobody has tried the door since.
    """

    def __init__(self, clock: Clock, notices: NoticeBoard) -> None:
        self._clock, self._notices = clock, notices
        self.trouble: DoorTrouble | None = None
        self.doubted = False

    def watch(self, work: Callable[[], T]) -> T:
        """Do it, and remember when it cannot be recorded."""
        try:
            return work()
        except MirrorError as error:
            self._break(error)
            raise

    def hear(self, notice: Notice) -> None:
        """Take what the core announces: whatever was recorded shows that the door works."""
        match notice:
            case Scanned(scan=scan) if scan.movement is not None:
                self._mend()
            case Undone() | AttendeeChanged():
                self._mend()
            case SyncTroubled(kind=kind) if kind in _OF_THE_MIRROR:
                self.doubted = True
            case MirrorRefreshed() | OutboxChanged():
                self.doubted = False
            case _:
                pass

    def _break(self, error: MirrorError) -> None:
        before, now = self.trouble, self._clock.now()
        self.trouble = DoorTrouble(at=now if before is None else before.at, error=error)
        if before is None or type(before.error) is not type(error):
            self._notices.put_up(DoorTroubled(reason=str(error), kind=type(error).__name__))

    def _mend(self) -> None:
        self.doubted = False
        if self.trouble is not None:
            self.trouble = None
            self._notices.put_up(DoorTroubled())
