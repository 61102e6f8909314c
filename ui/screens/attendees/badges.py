"""Badges of people chosen by name: asked for here, and what becomes of them."""

from collections.abc import Callable

from checkin.app import App
from checkin.errors import CheckinError
from checkin.model.ids import AttendeeId
from checkin.model.print_job import JobState, PrintJob
from checkin.notices import BadgePrinted, BadgeTroubled
from ui.screens.badge_words import PRINTING, came_out
from ui.screens.messages import Message
from ui.tasks import Ask
from ui.theme.tokens import Tone

_HAS_ONE = "They have a badge already"
_ASKS_THERE = "The check-in screen takes the answer."


class Badges:
    """Asks for badges.

    Args:
        app: the app.
        ask: has work done at the desk.
        say: takes what there is to say.
        failed: takes why a badge could not even be asked for.

    Attributes:
        asks_why: who has a badge and gets another one as soon as somebody says why; None for nobody.
    """

    def __init__(
        self, app: App, ask: Ask, say: Callable[[Message], object], failed: Callable[[CheckinError], object]
    ) -> None:
        self._app, self._ask, self._say, self._failed = app, ask, say, failed
        self._awaited: set[AttendeeId] = set()
        self._asked_here: set[AttendeeId] = set()
        self.asks_why: AttendeeId | None = None

    def print(self, attendee: AttendeeId, *, by_hand: bool = False) -> None:
        """Have somebody's first badge printed; where they have one, ask why if it is asked for `by_hand`."""
        self._begin(attendee)
        self._ask(
            lambda: self._app.spool.print_first(attendee),
            lambda job: self._asked(attendee, job, by_hand=by_hand),
            self._failed,
        )

    def print_another(self, reason: str) -> None:
        """Whoever has one gets another one, for this reason."""
        attendee = self.asks_why
        if attendee is not None:
            self._begin(attendee)
            self._ask(
                lambda: self._app.spool.print_badge(attendee, reason=reason),
                lambda job: self._asked(attendee, job, by_hand=True),
                self._failed,
            )

    def forget(self) -> None:
        """Something else is done now: that a badge came out needs no words any more."""
        self._awaited.clear()
        self.asks_why = None

    def hear(self, notice: BadgePrinted | BadgeTroubled) -> None:
        """Something became of a badge."""
        attendee = notice.job.attendee
        if isinstance(notice, BadgeTroubled):
            if attendee in self._asked_here:
                self._awaited.discard(attendee)
                self._say(_of_trouble(notice.job))
        elif attendee in self._awaited:
            self._awaited.discard(attendee)
            advice = f"Badge {came_out(notice)}"
            title = "The badge is printed" if notice.confirmed else "The badge is sent"
            self._say(Message(tone=Tone.YES, title=title, advice=advice))

    def _begin(self, attendee: AttendeeId) -> None:
        self.asks_why = None
        self._awaited.add(attendee)
        self._asked_here.add(attendee)

    def _asked(self, attendee: AttendeeId, job: PrintJob | None, *, by_hand: bool) -> None:
        if job is None:
            self._awaited.discard(attendee)
            self.asks_why = attendee if by_hand else None
            advice = "Why do they get another one?" if by_hand else f"{_HAS_ONE}."
            self._say(Message(tone=Tone.ASK if by_hand else Tone.IDLE, title=_HAS_ONE, advice=advice))
        elif job.needs_somebody:
            self._awaited.discard(attendee)
            self._say(_of_trouble(job))
        elif attendee in self._awaited:  # else it came out before this was said
            self._say(Message(tone=Tone.IDLE, title=PRINTING, advice=PRINTING))


def _of_trouble(job: PrintJob) -> Message:
    match job.state:
        case JobState.FAILED:
            return Message(tone=Tone.NO, title="Badge not printed", advice=job.words)
        case JobState.DOUBTFUL:
            advice = f"{job.words} {_ASKS_THERE}"
            return Message(tone=Tone.ASK, title="Did the badge come out?", advice=advice)
        case _:
            return Message(tone=Tone.ASK, title="The badge waits", advice=job.words)
