"""What the sync does when: pushes first, then pulls; pauses after failures. Knows no threads.

Time is the clock's, so that a test can live through a day in milliseconds.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from checkin.connectors.protocol import TellsTogether
from checkin.errors import (
    CheckinError,
    ConnectorError,
    CredentialsError,
    MirrorError,
    SettingsError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.mirror import backlog, events, outbox
from checkin.model.operation import Operation, OutboxCounts, Rejected, Verdict
from checkin.model.platform import Capability
from checkin.notices import (
    OutboxChanged,
    PlatformLost,
    PlatformReached,
    SignInNeeded,
    SyncTroubled,
)
from checkin.sync import backoff
from checkin.sync.pace import Pace
from checkin.sync.pull import Pull
from checkin.sync.push import push
from checkin.sync.together import Group, grouped, push_together

_BATCH = 50
_UNSURE_FAILURES = 2
"""So many unclear failures in a row mean that the platform is down, not that one operation is bad."""

_DISK_PAUSE = 2.0  # seconds until a full or locked disk is tried again

_OWN_TROUBLE = 3
"""An operation that was sent so often says nothing more of the platform."""

_CLOCK_JUMP = 5.0  # seconds; less is the clock being trimmed

FOREVER = math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Seconds between pulls of changes, where the platform can tell them, and between complete pulls."""

    changes: float = 30.0
    everything: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStatus:
    """How the sync stands.

    Attributes:
        online: the platform answered last time.
        reason: for people, why it is not online or what else is wrong; empty when all is well.
        last_pull: when the last complete pull ended, aware UTC.
        last_contact: when the platform last answered, aware UTC by this computer's clock.
    """

    online: bool = False
    sign_in_needed: bool = False
    counts: OutboxCounts = field(default_factory=OutboxCounts)
    last_pull: datetime | None = None
    last_contact: datetime | None = None
    reason: str = ""


class Cycle:
    """One account's sync, step by step; `step` is called by one thread, `status` may be read by any.

    Once a person must sign in, it does nothing more: signing in starts a new one with a new connector.
    """

    def __init__(self, pull: Pull, schedule: Schedule, pace: Pace | None = None) -> None:
        self._pull = replace(pull, between_pages=self._push_due)
        self._mirror = pull.mirror
        self._connector = pull.connector
        self._event = pull.event
        self._clock = pull.clock
        self._notices = pull.notices
        self._stopped = pull.cancelled
        self._schedule = schedule
        self._pace = pace or Pace()
        self._unsure = 0
        self._failures = 0
        self._hurried = False
        self._pulls_refused = 0
        self._paused_until = self._no_push_before = self._no_pull_before = -math.inf
        self._tells_changes = Capability.DELTA_PULL in pull.connector.capabilities
        self._changes_at = -math.inf
        self._everything_at = -math.inf
        self._soonest = -math.inf  # that callbacks may have everything read
        self._known_lost = False
        self._wakes = False  # what rests, rests because of the network
        self._wall_ahead = self._measured_wall_ahead()
        with self._mirror.write() as connection:
            outbox.recover(connection)
            outbox.wake(connection)
            state = events.pull_state(connection, self._event.id)
            counts = backlog.counts(connection, source=self._event.connection)
        if state.pulled_at is not None:
            age = max(0.0, (self._clock.now() - state.pulled_at).total_seconds())
            self._everything_at = self._clock.monotonic() + schedule.everything - age
        self.status = SyncStatus(counts=counts, last_pull=state.pulled_at, last_contact=state.pulled_at)

    def step(self) -> float:
        """Do what is due. Says in how many seconds something will be due again."""
        try:
            return self._do_due()
        except MirrorError as error:
            if self._stopped.is_set():
                return FOREVER  # the app is closing, and its mirror with it
            return self._rest_for_disk(error)
        except SettingsError as error:  # what the connector has to remember
            return self._rest_for_disk(error)

    def _rest_for_disk(self, error: CheckinError) -> float:
        self._trouble(error)
        self._pause(_DISK_PAUSE)
        return _DISK_PAUSE

    def _do_due(self) -> float:
        self._recount()
        jumped = self._clock_jumped()
        if self.status.sign_in_needed:
            return FOREVER
        self._hurried = self._hurried or jumped  # until nothing rests: the disk may be full just now
        if self._hurried:
            self._wake()
        wait = self._paused_until - self._clock.monotonic()
        if wait > 0:
            return wait
        try:
            self._push_due()
            self._pull_due()
        except ConnectorError as error:
            self._fail(error)
        return self._until_next()

    def _clock_jumped(self) -> bool:
        """Whether somebody set the computer's clock since the last step: rests end by that clock."""
        before, self._wall_ahead = self._wall_ahead, self._measured_wall_ahead()
        return abs(self._wall_ahead - before) > _CLOCK_JUMP

    def _measured_wall_ahead(self) -> float:
        return self._clock.now().timestamp() - self._clock.monotonic()

    def hurry(self, *, everything: bool = False) -> None:
        """A person wants it now: the next step knows no pause and no rest; `everything` pulls completely."""
        self._paused_until = self._no_push_before = self._no_pull_before = -math.inf
        self._changes_at = -math.inf
        self._hurried = True
        if everything:
            self._everything_at = -math.inf
            self._known_lost = False  # who asks wants to be told, even if it was said before
            if not self.status.sign_in_needed:
                self.status = replace(self.status, reason="")

    def look(self) -> None:
        """The platform says that something changed: it is looked at soon, but no pause is cut short.

        A platform that cannot tell what changed is read completely, as often as others are asked at most.
        """
        if self._tells_changes:
            self._changes_at = -math.inf
        else:
            self._everything_at = min(self._everything_at, self._soonest)

    def _push_due(self) -> None:
        """Push what is due, evenly where the platform had found it too much."""
        while not self._stopped.is_set() and self._clock.monotonic() >= self._no_push_before:
            with self._mirror.read() as connection:
                batch = outbox.due(connection, self._event.connection, self._clock.now(), _BATCH)
            if not batch:
                return
            for group in grouped(self._connector, batch):
                if self._stopped.is_set() or self._clock.monotonic() < self._no_push_before:
                    return
                self._push_or_slow_down(group)
                self._recount()

    def _push_or_slow_down(self, group: Group) -> None:
        try:
            self._push_group(group)
        except ThrottledError as error:
            self._pace.push_throttled()
            self._failures += 1
            self._pause(self._patience(self._failures, error))
            raise
        self._no_push_before = self._clock.monotonic() + self._pace.until_push()

    def _push_group(self, group: Group) -> None:
        """Push together what the platform takes together; what spoils that is pushed by itself."""
        if len(group) == 1 or not isinstance(self._connector, TellsTogether):
            self._push_one(group[0])
            return
        try:
            verdicts = push_together(self._mirror, self._connector, self._clock, group)
        except UnreadableReplyError as error:
            self._trouble(error)
            raise
        if verdicts is None:
            for operation in group:
                self._push_one(operation)
        elif verdicts:
            self._push_answered()

    def _push_one(self, operation: Operation) -> None:
        """Push; one operation's own trouble stays its own, the platform's trouble goes up."""
        try:
            verdict = push(self._mirror, self._connector, self._clock, operation)
        except (UnreachableError, UnreadableReplyError) as error:
            if operation.attempts < _OWN_TROUBLE:
                self._unsure += 1
            if _is_the_platforms(error) or self._unsure >= _UNSURE_FAILURES:
                raise
            if isinstance(error, UnreadableReplyError):
                self._trouble(error)
        else:
            if verdict is not None and _is_answer(verdict):
                self._push_answered()

    def _push_answered(self) -> None:
        self._reach()
        self._pace.pushed()

    def _pull_due(self) -> None:
        now = self._clock.monotonic()
        if now < self._no_pull_before:
            return
        if now >= self._everything_at:
            self._read_everything()
        elif now >= self._changes_at:
            self._read(self._pull.changes)
        else:
            return
        self._changes_at = self._clock.monotonic() + self._until_changes

    @property
    def _until_changes(self) -> float:
        """Seconds until changes are asked for; a platform that cannot tell them is read whole, seldom."""
        return self._pace.until_pull(self._schedule.changes) if self._tells_changes else FOREVER

    def _read_everything(self) -> None:
        try:
            self._read(self._pull.everything)
        except UnreadableReplyError:
            # Changes may be readable where one page of all is not: they come first once.
            self._everything_at = self._clock.monotonic() + self._schedule.changes
            raise
        now = self._clock.monotonic()
        self._everything_at = now + self._pace.until_pull(self._schedule.everything)
        self._soonest = now + self._pace.until_pull(self._schedule.changes)

    def _read(self, read: Callable[[], object]) -> None:
        read()
        self._reach()
        self._pace.pulled()
        self._pulls_refused = 0
        with self._mirror.read() as connection:
            pulled_at = events.pull_state(connection, self._event.id).pulled_at
        self.status = replace(self.status, last_pull=pulled_at, reason="")

    def _reach(self) -> None:
        self._failures = self._unsure = 0
        was_online, now = self.status.online, self._clock.now()
        if was_online:
            self.status = replace(self.status, last_contact=now)
            return
        if self._wakes:
            self._wake()
        self.status = replace(self.status, online=True, last_contact=now, reason="")
        self._known_lost = False
        self._notices.put_up(PlatformReached())

    def _wake(self) -> None:
        with self._mirror.write() as connection:
            outbox.wake(connection)
        self._hurried = self._wakes = False

    def _fail(self, error: ConnectorError) -> None:
        if self._stopped.is_set():
            return
        if isinstance(error, CredentialsError):
            self.status = replace(self.status, sign_in_needed=True, reason=str(error))
            self._notices.put_up(SignInNeeded(reason=str(error), kind=type(error).__name__))
            return
        if isinstance(error, ThrottledError):
            self._let_pulls_rest(error)
            return
        lost = isinstance(error, UnreachableError | UnreadableReplyError)
        if not lost:
            self._trouble(error)
        self._failures += 1
        self._pause(self._patience(self._failures, error))
        self._changes_at = -math.inf  # the next pull tells whether the platform is back
        if lost:
            # Operations at which a server fails that otherwise answers rest on when it "is back".
            self._wakes = self._wakes or not error.may_have_landed
            self._lose(error)

    def _let_pulls_rest(self, error: ThrottledError) -> None:
        """What the platform still allows belongs to the check-ins; a push that was too much pauses all."""
        if self._paused_until > self._clock.monotonic():
            return
        self._pace.pull_throttled()
        self._pulls_refused += 1
        self._no_pull_before = self._clock.monotonic() + self._patience(self._pulls_refused, error)

    def _patience(self, failures: int, error: ConnectorError) -> float:
        seconds = backoff.pause(failures, error)
        return seconds if backoff.asked_for(error) is None else self._pace.not_before(seconds)

    def _lose(self, error: ConnectorError) -> None:
        self.status = replace(self.status, online=False, reason=str(error))
        if not self._known_lost:
            self._known_lost = True
            self._notices.put_up(PlatformLost(reason=str(error), kind=type(error).__name__))

    def _trouble(self, error: CheckinError) -> None:
        if self.status.reason != str(error):
            self.status = replace(self.status, reason=str(error))
            self._notices.put_up(SyncTroubled(reason=str(error), kind=type(error).__name__))

    def _pause(self, seconds: float) -> None:
        self._paused_until = self._clock.monotonic() + seconds

    def _recount(self) -> None:
        with self._mirror.read() as connection:
            counts = backlog.counts(connection, source=self._event.connection)
        if counts != self.status.counts:
            self.status = replace(self.status, counts=counts)
            self._notices.put_up(OutboxChanged(counts=counts))

    def _until_next(self) -> float:
        if self.status.sign_in_needed:
            return FOREVER
        now = self._clock.monotonic()
        next_pull = min(self._changes_at, self._everything_at)
        due = max(self._paused_until, self._no_pull_before, next_pull) - now
        with self._mirror.read() as connection:
            next_try = outbox.next_due_at(connection, self._event.connection)
        if next_try is not None:
            rest = (next_try - self._clock.now()).total_seconds()
            due = min(due, max(rest, max(self._paused_until, self._no_push_before) - now))
        return max(0.0, due)


def _is_the_platforms(error: ConnectorError) -> bool:
    """Whether one such failure is enough to leave the whole platform alone."""
    if backoff.asked_for(error) is not None:
        return True
    return isinstance(error, UnreachableError) and not error.may_have_landed


def _is_answer(verdict: Verdict) -> bool:
    return not isinstance(verdict, Rejected) or verdict.answered
