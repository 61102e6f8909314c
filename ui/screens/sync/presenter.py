"""What has reached the platform, what has not, and what a person can do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from checkin.app import App, PullSummary, SyncStatus
from checkin.errors import CheckinError
from checkin.model.ids import OperationId
from checkin.model.operation import OutboxCounts, ParkedOperation
from checkin.notices import (
    MirrorRefreshed,
    Notice,
    OutboxChanged,
    PlatformLost,
    PlatformReached,
    PullProgressed,
    SignInNeeded,
    SyncTroubled,
)
from ui.screens.messages import Message, of_error
from ui.screens.moments import moment, zone_named
from ui.screens.sync import operations
from ui.screens.sync.exports import Export, file_name, write
from ui.screens.sync.line import Line, LineWatch
from ui.screens.sync.practice_switch import PracticeSwitch
from ui.screens.sync.signing_in import SigningIn
from ui.screens.sync.tallies import Tally, tallies
from ui.tasks import Ask
from ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    status: SyncStatus
    waiting: tuple[ParkedOperation, ...]
    parked: tuple[ParkedOperation, ...]
    tells: bool
    notes: tuple[str, ...]


class SyncPresenter:
    """The state of the line, the numbers, and two lists.

    Attributes:
        waiting: operations on their way, oldest first.
        parked: operations the platform refused.
        pulling: how a complete pull is going, in words; empty when none is under way.
        result: what became of the last action.
        busy: an action is under way.
        practice: the switch that makes an outage.
        signing_in: what is typed to sign in again.
        notes: what the platform says of the event that the desk lead should read.
        tells: whether the platform is told of check-ins here.
        changed: called after anything changed.
    """

    def __init__(self, app: App, ask: Ask) -> None:
        self._app = app
        self._ask = ask
        self._watch = LineWatch()
        self.practice = PracticeSwitch(app, self._do)
        self.signing_in = SigningIn(app, self._redraw)
        self.notes: tuple[str, ...] = ()
        self.tells = True
        self._status: SyncStatus | None = None
        self._reading = False
        self._again = False
        self.waiting: tuple[operations.OperationRow, ...] = ()
        self.parked: tuple[operations.OperationRow, ...] = ()
        self.pulling = ""
        self.busy = False
        self.result: Message | None = None
        self.changed: Callable[[], object] = lambda: None

    # -- reading ----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Read everything; called whenever the screen comes up."""
        self._read()

    def hear(self, notice: Notice) -> None:
        """Take what the core announces."""
        match notice:
            case PullProgressed(done=done, total=total) if self.pulling:
                self.pulling = _progress(done, total)
                self.changed()
            case SyncTroubled(reason=reason):
                self._watch.trouble = reason
                self._read()
            case PlatformReached() | MirrorRefreshed():
                self._watch.trouble = ""
                self._read()
            case OutboxChanged() | PlatformLost() | SignInNeeded():
                self._read()
            case _:
                pass

    def _read(self) -> None:
        """One reading at a time; notices that come meanwhile bring one more, not one each."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._ask(self._read_all, self._take, self._unread)

    def _read_all(self) -> _Reading:
        app = self._app
        desk = app.desk if app.ready else None
        return _Reading(
            status=app.sync_status(),
            waiting=app.waiting(),
            parked=app.parked(),
            tells=desk is None or desk.tells_movements,
            notes=() if desk is None else desk.notes,
        )

    def _take(self, read: _Reading) -> None:
        now, zone = self._app.clock.now(), self._event_time
        self._status, self.tells, self.notes = read.status, read.tells, read.notes
        self._watch.follow(read.status, now)
        self.waiting = tuple(operations.row(each, now, zone) for each in read.waiting)
        self.parked = tuple(operations.row(each, now, zone) for each in read.parked)
        self._read_on()

    def _unread(self, error: CheckinError) -> None:
        self.result = of_error(error)
        self._read_on()

    def _read_on(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self._read()
        self.changed()

    # -- the line and the numbers -----------------------------------------------------------------

    @property
    def headline(self) -> Message:
        """The state of the line in words."""
        now, zone = self._app.clock.now(), self._event_time
        return self._watch.headline(self._counts, now, zone, tells=self.tells)

    @property
    def sign_in_needed(self) -> bool:
        """Whether to ask for it."""
        return self._watch.line is Line.SIGN_IN

    @property
    def last_pull(self) -> str:
        """How fresh the attendees are, in words."""
        at = None if self._status is None else self._status.last_pull
        if at is None:
            return "The attendees were never pulled completely."
        return f"Attendees as of {moment(at, self._app.clock.now(), self._event_time)}"

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """The numbers with what they mean."""
        return tallies(self._counts) if self._tells_anything else ()

    @property
    def _tells_anything(self) -> bool:
        """Four zeroes say nothing where the platform is told of nothing."""
        counts = self._counts
        return self.tells or bool(counts.waiting or counts.parked or counts.settled)

    @property
    def waiting_hidden(self) -> int:
        """How many more wait than are listed."""
        return max(0, self._counts.waiting - len(self.waiting))

    @property
    def _counts(self) -> OutboxCounts:
        return OutboxCounts() if self._status is None else self._status.counts

    # -- what the buttons do ----------------------------------------------------------------------

    def sync_now(self) -> None:
        """Try at once instead of at the next turn."""
        self._do(self._app.sync_now, "Trying now…")

    def sign_in(self) -> None:
        """Sign in again with what was typed."""
        if self.busy:
            return
        secrets = self.signing_in.take()
        if secrets is None:
            return
        self._start()
        self._ask(
            lambda: self._app.sign_in_again(secrets),
            lambda account: self._end(Message(tone=Tone.YES, title=f"Signed in as {account.name}")),
            self._fail,
        )

    def export_name(self, wanted: Export) -> str:
        """What the file is called unless somebody wants otherwise."""
        event = self._app.event
        name = "" if event is None else event.name
        return file_name(wanted, name, self._app.clock.now(), self._event_time)

    def export(self, wanted: Export, file: Path) -> None:
        """Write it to a file."""
        if not self.busy:
            self._start()
            self._ask(lambda: write(self._app, wanted, file), self._end, self._fail)

    def pull_again(self) -> None:
        """Read everything of the event anew; what waits to be sent stays."""
        if not self.busy:
            self.pulling = "Asking for the attendees…"
            self._start()
            self._ask(self._app.pull, self._pulled, self._fail)

    def _pulled(self, summary: PullSummary) -> None:
        self._end(Message(tone=Tone.YES, title=f"{summary.attendees:,} attendees are up to date"))

    def send_again(self, operation: OperationId) -> None:
        """Send a refused operation once more."""
        self._do(lambda: self._app.send_again(operation), "It is sent again")

    def withdraw(self, operation: OperationId) -> None:
        """Never send it; it stays recorded here. The view asks first, with `never_send_question`."""
        self._do(lambda: self._app.withdraw(operation), "It will not be sent; it stays recorded here")

    def never_send_question(self, operation: OperationId) -> Message:
        """What to ask before `withdraw`."""
        about = next((row for row in self.parked if row.id == operation), None)
        what = "this" if about is None else f"the {about.what.lower()} of {about.who}"
        return Message(
            tone=Tone.ASK,
            title=f"Never send {what}?",
            advice="The platform will not hear of it. It stays recorded on this computer.",
        )

    def _do(self, work: Callable[[], None], said: str) -> None:
        if not self.busy:
            self._start()
            self._ask(work, lambda _: self._end(Message(tone=Tone.IDLE, title=said)), self._fail)

    def _redraw(self) -> None:
        self.changed()

    def _start(self) -> None:
        self.busy = True
        self.result = None
        self.changed()

    def _end(self, result: Message) -> None:
        self.busy = False
        self.pulling = ""
        self.result = result
        self._read()
        self.changed()

    def _fail(self, error: CheckinError) -> None:
        self._end(of_error(error))

    @property
    def _event_time(self) -> tzinfo:
        event = self._app.event
        return zone_named("UTC" if event is None else event.platform.timezone)


def _progress(done: int, total: int | None) -> str:
    return f"{done:,} attendees so far" if total is None else f"{done:,} of {total:,} attendees"
