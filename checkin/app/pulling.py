"""A complete pull that a person wants while the sync runs: the sync does it, pushes first."""

import threading
from dataclasses import dataclass, field

from checkin.errors import CheckinError
from checkin.notices import MirrorRefreshed, Notice, NoticeBoard, PlatformLost, SignInNeeded, SyncTroubled
from checkin.sync.loop import SyncLoop
from checkin.sync.pull import PullSummary

_LOOKS_EVERY = 0.1  # seconds between looks at whether it was cancelled


class PullFailedError(CheckinError):
    """The sync could not pull; what came before stays, and it goes on there by itself."""


@dataclass(slots=True)
class _Outcome:
    ended: threading.Event = field(default_factory=threading.Event)
    attendees: int = 0
    trouble: str = ""

    def hear(self, notice: Notice) -> None:
        match notice:
            case MirrorRefreshed(attendees=attendees):
                self.attendees = attendees
            case PlatformLost(reason=reason) | SignInNeeded(reason=reason) | SyncTroubled(reason=reason):
                self.trouble = reason
            case _:
                return
        self.ended.set()


def pull_by(loop: SyncLoop, notices: NoticeBoard, cancelled: threading.Event) -> PullSummary:
    """Have the sync pull everything, and wait for it; cancelling only ends the waiting.

    Raises:
        PullFailedError: the platform is lost, wants a sign-in, or answered what cannot be read.
    """
    outcome = _Outcome()
    stop = notices.listen(outcome.hear)
    try:
        loop.hurry(everything=True)
        while not outcome.ended.wait(_LOOKS_EVERY):
            if cancelled.is_set() or loop.closed:
                return PullSummary(attendees=0, cancelled=True)
            if loop.status.sign_in_needed:
                raise PullFailedError(loop.status.reason or "Somebody must sign in again.")
    finally:
        stop()
    if outcome.trouble:
        raise PullFailedError(outcome.trouble)
    return PullSummary(attendees=outcome.attendees)
