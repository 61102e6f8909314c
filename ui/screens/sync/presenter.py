"""What has reached the platform, what has not, and what a person can do about it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo

from checkin.app import App, PullSummary
from checkin.errors import CheckinError
from checkin.model.operation import OutboxCounts
from checkin.notices import (
    DoorTroubled,
    DoublesChanged,
    JournalTroubled,
    MirrorRefreshed,
    Notice,
    OutboxChanged,
    PhotosFetched,
    PlatformLost,
    PlatformReached,
    PullProgressed,
    SignInNeeded,
    SyncTroubled,
)
from ui.screens.doing import Doing
from ui.screens.following import Following, Rest, at_once
from ui.screens.health import Facts, Health, health
from ui.screens.messages import Message, of_error
from ui.screens.moments import moment, zone_named
from ui.screens.sync.exporting import Exporting
from ui.screens.sync.line import Line, LineWatch
from ui.screens.sync.lists import Lines, Lists
from ui.screens.sync.never import Never
from ui.screens.sync.practice_switch import PracticeSwitch
from ui.screens.sync.reading import Reading, read
from ui.screens.sync.refused import Refused
from ui.screens.sync.signing_in import SigningIn
from ui.screens.sync.tallies import Tally, tallies
from ui.screens.sync.troubles import troubles
from ui.screens.sync.twice import Twice
from ui.screens.watching import Watch
from ui.tasks import Ask
from ui.theme.tokens import Tone


class SyncPresenter:
    """The state of the line, the numbers, and three lists.

    Args:
        app: the app.
        ask: has work done in the background.
        rest: calls what it is given after a moment; no more often is anything read anew.

    Attributes:
        read: what was found last; None before the first look.
        lists: what waits, what was refused, who came in twice.
        pulling: how a complete pull is going, in words; empty when none is under way.
        awake: whether anybody sees the page; without, only the state of the line is followed.
        practice: the switch that makes an outage.
        signing_in: what is typed to sign in again.
        never: what is typed to say why something is never sent.
        refused, twice, exporting: what the buttons of the lists do.
        changed: called after anything changed.
    """

    def __init__(self, app: App, ask: Ask, rest: Rest = at_once) -> None:
        self._app = app
        self._following = Following(ask, rest, self._look, self._take, self._unread)
        self._line = LineWatch()
        self._watch = Watch()
        self.lists = Lists(lambda: (self._app.clock.now(), self._event_time), self._redraw)
        self.doing = Doing(ask, self._redraw, self._ended)
        self.practice = PracticeSwitch(app, self.doing.do)
        self.signing_in = SigningIn(app, self._redraw)
        self.never = Never(self._redraw)
        self.refused = Refused(app, self.doing, self.lists, self.never)
        self.twice = Twice(app, self.doing, self.lists)
        self.exporting = Exporting(app, self.doing, self.lists)
        self.read: Reading | None = None
        self.awake = True
        self.pulling = ""
        self.changed: Callable[[], object] = lambda: None

    # -- reading ----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Read everything; called whenever the screen comes up."""
        self.awake = True
        self._following.look()

    def hear(self, notice: Notice) -> None:
        """Take what the core announces."""
        self._watch.hear(notice)
        match notice:
            case PullProgressed(done=done, total=total) if self.pulling:
                self.pulling = _progress(done, total)
                self.changed()
            case SyncTroubled(reason=reason):
                self._line.trouble = reason
                self._following.look()
            case PlatformReached() | MirrorRefreshed():
                self._line.trouble = ""
                self._following.look()
            case OutboxChanged() | PlatformLost() | SignInNeeded() | PhotosFetched():
                self._following.look()
            case DoorTroubled() | JournalTroubled() | DoublesChanged():
                self._following.look()
            case _:
                pass

    def _look(self) -> tuple[Reading, Lines]:
        found = read(self._app, self._watch, lists=self.awake)
        return found, self.lists.put(found)

    def _take(self, looked: tuple[Reading, Lines]) -> None:
        found, lines = looked
        self._line.follow(found.facts.status, self._app.clock.now())
        self.read = found
        if found.lists:
            self.lists.take(found, lines)
            self._watch.doubles = found.facts.doubles
        self.changed()

    def _unread(self, error: CheckinError) -> None:
        self.doing.result = of_error(error)
        self.changed()

    # -- the line and the numbers -----------------------------------------------------------------

    @property
    def health(self) -> Health | None:
        """Everything in one sentence; None before the first look."""
        facts = self._facts
        return None if facts is None else health(facts, self._app.clock.now(), self._event_time)

    @property
    def headline(self) -> Message:
        """The state of the line in words; that check-in goes on is said only while it does."""
        now, zone = self._app.clock.now(), self._event_time
        said = self._line.headline(self._counts, now, zone, tells=self.tells)
        facts = self._facts
        return said if facts is None or facts.door is None else replace(said, advice="")

    @property
    def troubles(self) -> tuple[Message, ...]:
        """What else is wrong here, with what is safe and what to do."""
        facts = self._facts
        return () if facts is None else troubles(facts)

    @property
    def tells(self) -> bool:
        """Whether the platform is told of check-ins here."""
        return self._facts is None or self._facts.tells

    @property
    def notes(self) -> tuple[str, ...]:
        """What the platform says of the event that the desk lead should read."""
        return () if self.read is None else self.read.notes

    @property
    def sign_in_needed(self) -> bool:
        """Whether to ask for it."""
        return self._line.line is Line.SIGN_IN

    @property
    def last_pull(self) -> str:
        """How fresh the attendees are, in words."""
        at = None if self._facts is None else self._facts.status.last_pull
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
    def _counts(self) -> OutboxCounts:
        return OutboxCounts() if self._facts is None else self._facts.status.counts

    @property
    def _facts(self) -> Facts | None:
        return None if self.read is None else self.read.facts

    # -- what the buttons do ----------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """An action is under way."""
        return self.doing.busy

    @property
    def result(self) -> Message | None:
        """What became of the last action."""
        return self.doing.result

    def sync_now(self) -> None:
        """Try at once instead of at the next turn."""
        self.doing.do(self._app.sync_now, "Trying now…")

    def sign_in(self) -> None:
        """Sign in again with what was typed."""
        secrets = None if self.busy else self.signing_in.take()
        if secrets is not None:
            self.doing.find_out(
                lambda: self._app.sign_in_again(secrets),
                lambda account: Message(tone=Tone.YES, title=f"Signed in as {account.name}"),
            )

    def pull_again(self) -> None:
        """Read everything of the event anew; what waits to be sent stays."""
        if not self.busy:
            self.pulling = "Asking for the attendees…"
            self.doing.find_out(self._app.pull, _pulled)

    def _redraw(self) -> None:
        self.changed()

    def _ended(self) -> None:
        self.pulling = ""
        self._following.look()

    @property
    def _event_time(self) -> tzinfo:
        event = self._app.event
        return zone_named("UTC" if event is None else event.platform.timezone)


def _pulled(summary: PullSummary) -> Message:
    return Message(tone=Tone.YES, title=f"{summary.attendees:,} attendees are up to date")


def _progress(done: int, total: int | None) -> str:
    return f"{done:,} attendees so far" if total is None else f"{done:,} of {total:,} attendees"
