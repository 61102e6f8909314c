"""What the line to the platform is like, in words."""

from dataclasses import replace
from datetime import datetime, tzinfo
from enum import Enum, auto

from checkin.model.operation import OutboxCounts
from ui.screens.health import SyncState
from ui.screens.messages import Message
from ui.screens.moments import moment
from ui.theme.tokens import Tone
from ui.wording import MAY_NEED_ROLE, as_sentence, is_about_rights

_WAITS = "Check-in goes on; everything waits here and is sent by itself when the platform answers again."
_STAYS = Message(
    tone=Tone.IDLE,
    title="Check-ins stay on this computer",
    advice="This platform takes none. They are safe here; export them whenever they are needed.",
)
_HELD = "Check-in goes on and nothing is lost, but nothing is sent until then."


class Line(Enum):
    """What the line is like."""

    UNKNOWN = auto()
    ONLINE = auto()
    OFFLINE = auto()
    SIGN_IN = auto()


def line_of(status: SyncState) -> Line:
    """What a reading says; a needed sign-in outweighs everything, for only a person can mend it."""
    if status.sign_in_needed:
        return Line.SIGN_IN
    return Line.ONLINE if status.online else Line.OFFLINE


class LineWatch:
    """Remembers since when the line is as it is.

    Attributes:
        line: what it is like.
        trouble: what the sync met that is not the network's fault, empty when nothing.
    """

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._reason = ""
        self.line = Line.UNKNOWN
        self.trouble = ""

    def follow(self, status: SyncState, now: datetime) -> None:
        """Take a reading."""
        line = line_of(status)
        if line is not self.line:
            self.line, self._since = line, now
        self._reason = as_sentence(status.reason)

    def headline(self, counts: OutboxCounts, now: datetime, zone: tzinfo, *, tells: bool = True) -> Message:
        """The state of the line in words; `tells` is whether the platform takes check-ins from here."""
        is_calm = self.line is not Line.SIGN_IN and not counts.parked
        if not tells and is_calm:
            return self._kept_here()
        since = "" if self._since is None else moment(self._since, now, zone)
        match self.line:
            case Line.UNKNOWN:
                return Message(tone=Tone.IDLE, title="Looking…")
            case Line.ONLINE:
                return self._online(since, counts)
            case Line.OFFLINE:
                return Message(
                    tone=Tone.ASK,
                    title=f"Offline since {since}",
                    advice=f"{self._reason} {_WAITS}".strip(),
                )
            case Line.SIGN_IN if is_about_rights(self._reason):
                return Message(
                    tone=Tone.NO,
                    title="The platform does not let this account do its work",
                    advice=f"{self._reason} {MAY_NEED_ROLE} Then sign in here once more. {_HELD}",
                )
            case Line.SIGN_IN:
                return Message(
                    tone=Tone.NO,
                    title="The platform wants you to sign in again",
                    advice=f"{self._reason} {_HELD}".strip(),
                )

    def _kept_here(self) -> Message:
        if self.line is Line.OFFLINE:
            return replace(_STAYS, advice=f"{_STAYS.advice} Attendees are read again when it answers.")
        return replace(_STAYS, advice=f"{_STAYS.advice} {self.trouble}".strip())

    def _online(self, since: str, counts: OutboxCounts) -> Message:
        title = f"Online since {since}"
        if self.trouble:
            return Message(tone=Tone.ASK, title=title, advice=self.trouble)
        if counts.parked:
            return Message(tone=Tone.ASK, title=title, advice="The platform refused something: see below.")
        if counts.waiting:
            return Message(tone=Tone.YES, title=title, advice="Everything is on its way.")
        return Message(tone=Tone.YES, title=title, advice="Everything that can be sent has arrived.")
