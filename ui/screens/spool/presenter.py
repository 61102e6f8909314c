"""What becomes of badges that were asked for, and what a person decides about them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from checkin.app import App
from checkin.errors import CheckinError
from checkin.model.ids import AttendeeId, PrintJobId
from checkin.model.print_job import JobState, PrintJob, ReprintReason
from checkin.notices import BadgePrinted, BadgeTroubled, Notice, SpoolChanged
from ui.screens.doing import Doing
from ui.screens.following import Following, Rest, at_once
from ui.screens.messages import Message, of_error, of_printer
from ui.screens.moments import zone_named
from ui.screens.spool.board import Board, JobRow, board
from ui.screens.spool.choosing import Choosing
from ui.tasks import Ask
from ui.theme.tokens import Tone

_LATELY = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The question why somebody gets another badge; another `number` is another question."""

    number: int
    title: str


class SpoolPresenter:
    """Badges on their way, those that need a decision, and the last ones.

    Args:
        app: the app.
        ask: has work done in the background.
        rest: calls what it is given after a moment; no more often is anything read anew.

    Attributes:
        board: what was found last; None before the first look.
        choosing: those that are ticked, and what is done with all of them.
        asking: the open question why somebody gets another badge.
        awake: whether anybody sees the page; while not, nothing is read.
        changed: called after anything changed.
    """

    def __init__(self, app: App, ask: Ask, rest: Rest = at_once) -> None:
        self._app = app
        self._following = Following(ask, rest, self._look, self._take, self._unread)
        self.doing = Doing(
            ask, self._redraw, self._following.look, lambda error: of_printer(error, "That did not work")
        )
        self.choosing = Choosing(app, self.doing, self._redraw)
        self.board: Board | None = None
        self.asking: Asking | None = None
        self._again_for: AttendeeId | None = None
        self._number = 0
        self.awake = False
        self.changed: Callable[[], object] = lambda: None

    # -- reading ----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Read everything; called whenever the page comes up."""
        self.awake = True
        self.doing.result = None
        self._following.look()

    def hear(self, notice: Notice) -> None:
        """Take what the core announces."""
        if self.awake and isinstance(notice, SpoolChanged | BadgePrinted | BadgeTroubled):
            self._following.look()

    def _look(self) -> tuple[PrintJob, ...]:
        return self._app.spool.jobs(_LATELY)

    def _take(self, jobs: tuple[PrintJob, ...]) -> None:
        self.board = board(jobs, self._app.clock.now(), self._event_time)
        self.choosing.follow(self.board)
        self.changed()

    def _unread(self, error: CheckinError) -> None:
        self.doing.result = of_error(error)
        self.changed()

    # -- in words ---------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Something is being done."""
        return self.doing.busy

    @property
    def result(self) -> Message | None:
        """What became of the last thing that was asked."""
        return self.doing.result

    @property
    def headline(self) -> Message:
        """How it stands, in one line."""
        found = self.board
        if found is None:
            return Message(tone=Tone.IDLE, title="Looking…")
        if found.doubts:
            many = len(found.doubts)
            title = "1 badge: did it come out?" if many == 1 else f"{many} badges: did they come out?"
            return Message(tone=Tone.ASK, title=title, advice=_LOOK)
        tones = {lane.tone for lane in found.lanes} - {Tone.IDLE}
        if tones:
            tone = Tone.NO if Tone.NO in tones else Tone.ASK
            return Message(tone=tone, title="Badges are waiting for somebody to look", advice=_GOES_ON)
        if found.lanes:
            return Message(tone=Tone.IDLE, title="Printing")
        return Message(tone=Tone.YES, title="Nothing waits", advice=_all_out(found))

    @property
    def printers(self) -> tuple[str, ...]:
        """The printers of this desk, by name."""
        return tuple(one.called for one in self._app.settings.printers)

    # -- what a person decides --------------------------------------------------------------------

    def came_out(self, job: PrintJobId) -> None:
        """It is here."""
        self.doing.do(lambda: self._app.spool.came_out(job), "Good: it is counted as printed")

    def did_not(self, job: PrintJobId) -> None:
        """It is nowhere: print it again."""
        self.doing.do(lambda: self._app.spool.print_again(job), "It is printed again")

    def retry(self, job: PrintJobId) -> None:
        """Try once more, on the same printer."""
        self.doing.do(lambda: self._app.spool.retry(job), "It is tried again now")

    def drop(self, job: PrintJobId) -> None:
        """Nobody needs it any more."""
        self.doing.do(lambda: self._app.spool.cancel(job), "It will not be printed")

    def move(self, job: PrintJobId, printer: str) -> None:
        """Let another printer print it."""
        self.doing.do(lambda: self._app.spool.move(job, printer), f"It goes to {printer}")

    def move_all(self, printer: str, other: str) -> None:
        """Let another printer print everything that waits for one."""
        self.doing.find_out(
            lambda: self._app.spool.move_all(printer, other),
            lambda moved: Message(tone=Tone.YES, title=f"{_badges(moved)} to {other}"),
        )

    # -- another badge ----------------------------------------------------------------------------

    def ask_again(self, row: JobRow) -> None:
        """Ask why somebody gets another badge."""
        self._number += 1
        self._again_for = row.attendee
        self.asking = Asking(number=self._number, title=f"Another badge for {row.who}?")
        self.changed()

    def print_again(self, reason: ReprintReason) -> None:
        """Print it, and keep why."""
        attendee = self._again_for
        if attendee is not None:
            self.leave()
            self.doing.find_out(lambda: self._app.spool.print_badge(attendee, reason=reason), _of_another)

    def leave(self) -> None:
        """No other badge."""
        self.asking = self._again_for = None
        self.changed()

    def _redraw(self) -> None:
        self.changed()

    @property
    def _event_time(self) -> tzinfo:
        event = self._app.event
        return zone_named("UTC" if event is None else event.platform.timezone)


_LOOK = "Look at the printer, in its tray and on the floor. Nothing is printed twice until somebody says so."
_GOES_ON = "Check-in goes on. Nothing is lost: see to the printer, or let another one print."


def _of_another(job: PrintJob) -> Message:
    """The one that was asked for may be one that somebody has to look for first."""
    if job.state is JobState.DOUBTFUL:
        return Message(tone=Tone.ASK, title="First say whether their last badge came out", advice=_LOOK)
    return Message(tone=Tone.IDLE, title="Another badge is on its way")


def _all_out(found: Board) -> str:
    if all(row.is_confirmed for row in found.recent):
        return "Every badge that was asked for has come out." if found.recent else ""
    return "Every badge that was asked for was sent. Not every printer says whether it came out."


def _badges(number: int) -> str:
    return "1 badge goes" if number == 1 else f"{number:,} badges go"
