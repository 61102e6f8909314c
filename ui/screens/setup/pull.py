"""Getting the attendees onto this computer: the decisions of the third step."""

import threading
from collections.abc import Callable
from enum import StrEnum

from checkin.app import App, PullSummary
from checkin.errors import CheckinError, CredentialsError
from checkin.notices import Notice, PullProgressed
from ui.screens.messages import Message, of_error, sentences
from ui.screens.setup.retry import RETRY
from ui.tasks import Ask
from ui.theme.tokens import Tone


class PullState(StrEnum):
    """How far the pull is."""

    READY = "ready"
    RUNNING = "running"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FAILED = "failed"
    DONE = "done"


class PullStep:
    """The third step: it ends with every attendee in the mirror.

    Attributes:
        state: how far the pull is.
        done_count: attendees stored so far.
        total: of how many, None while the platform has not said.
        signed_out: whether it failed because the sign-in ended.
    """

    def __init__(self, app: App, ask: Ask, changed: Callable[[], object]) -> None:
        self._app = app
        self._ask = ask
        self._changed = changed
        self._cancelled = threading.Event()
        self._summary: PullSummary | None = None
        self._trouble: Message | None = None
        self._ever_complete = False
        self.state = PullState.READY
        self.signed_out = False
        self.done_count = 0
        self.total: int | None = None

    def open(self) -> None:
        """Come to this step; a pull starts by itself unless one has ended or is under way."""
        if self.state is PullState.READY:
            self.start()

    def reset(self) -> None:
        """Another event was chosen: nothing of it is here yet."""
        if self.running:
            self._cancelled.set()
        self._cancelled = threading.Event()
        self._summary, self._trouble, self._ever_complete = None, None, False
        self.state, self.done_count, self.total = PullState.READY, 0, None
        self._changed()

    @property
    def running(self) -> bool:
        """Whether a pull is under way."""
        return self.state in {PullState.RUNNING, PullState.STOPPING}

    @property
    def broke_off(self) -> bool:
        """Whether the last one did not come to its end."""
        return self.state in {PullState.FAILED, PullState.STOPPED}

    def start(self) -> None:
        """Pull; goes on where an interrupted one stopped."""
        if self.running:
            return
        self._cancelled = cancelled = threading.Event()
        self._trouble, self.signed_out = None, False
        self.state = PullState.RUNNING
        self._changed()
        self._ask(
            lambda: self._app.pull(cancelled),
            lambda summary: self._ended(cancelled, summary),
            lambda error: self._failed(cancelled, error),
        )

    def cancel(self) -> None:
        """Stop after the page that is under way; what is stored stays."""
        if self.state is PullState.RUNNING:
            self._cancelled.set()
            self.state = PullState.STOPPING
            self._changed()

    def hear(self, notice: Notice) -> None:
        """Take what the core announces."""
        event = self._app.event
        if isinstance(notice, PullProgressed) and event is not None and notice.event == event.id:
            self.done_count, self.total = notice.done, notice.total
            self._changed()

    def _ended(self, asked_by: threading.Event, summary: PullSummary) -> None:
        if asked_by is not self._cancelled:
            return
        self._summary = summary
        self.state = PullState.STOPPED if summary.cancelled else PullState.DONE
        self._ever_complete = self._ever_complete or not summary.cancelled
        self._changed()

    def _failed(self, asked_by: threading.Event, error: CheckinError) -> None:
        if asked_by is not self._cancelled:
            return
        self._trouble = of_error(error, RETRY)
        self.signed_out = isinstance(error, CredentialsError)
        self.state = PullState.FAILED
        self._changed()

    @property
    def headline(self) -> str:
        """One line over the bar."""
        return _HEADLINES[self.state]

    @property
    def progress(self) -> str:
        """How many are here, in words."""
        if self.state is PullState.DONE and self._summary is not None:
            return counted(self._summary.attendees)
        if self.total is None:
            return counted(self.done_count) if self.done_count else "Waiting for the first page"
        return f"{grouped(self.done_count)} of {counted(self.total)}"

    @property
    def fraction(self) -> float | None:
        """How full the bar is, 0 to 1; None when nobody can say."""
        if self.state is PullState.DONE:
            return 1.0
        if self.total is None:
            return None if self.running else 0.0
        return min(1.0, self.done_count / self.total) if self.total else 1.0

    @property
    def says(self) -> Message | None:
        """What there is to say under the bar."""
        match self.state:
            case PullState.FAILED if self._trouble is not None:
                kept = f"Already here and safe: {counted(self.done_count)}." if self.done_count else ""
                return Message(
                    tone=Tone.NO,
                    title=self._trouble.title,
                    advice=sentences(self._trouble.advice, kept, "Trying again goes on where it stopped"),
                )
            case PullState.STOPPED:
                return Message(
                    tone=Tone.ASK,
                    title="Stopped before the end",
                    advice=f"Already here and safe: {counted(self.done_count)}. Pulling again goes on there.",
                )
            case PullState.DONE if self._summary is not None:
                return self._farewell(self._summary)
            case _:
                return None

    def _farewell(self, summary: PullSummary) -> Message:
        if not summary.attendees:
            return Message(
                tone=Tone.ASK,
                title="This event has no attendees yet",
                advice="That is fine before sales begin. Whoever buys a ticket later is fetched by itself.",
            )
        gone = (
            f" {counted(summary.removed)} no longer at the platform left the list." if summary.removed else ""
        )
        return Message(
            tone=Tone.YES,
            title=f"{counted(summary.attendees)} {_are(summary.attendees)} on this computer",
            advice=f"The door works from here on, network or not.{gone}",
        )

    @property
    def can_retry(self) -> bool:
        """Whether pulling (again) makes sense now."""
        return not self.running

    @property
    def action(self) -> str:
        """What the button that pulls says."""
        return _ACTIONS.get(self.state, "Get the attendees")

    @property
    def done(self) -> bool:
        """Whether the next step can be walked to: a whole pull was stored."""
        return self._ever_complete and not self.running


_HEADLINES = {
    PullState.READY: "The attendees are not on this computer yet.",
    PullState.RUNNING: "The attendees are coming…",
    PullState.STOPPING: "Stopping after this page…",
    PullState.STOPPED: "Not everybody is here yet.",
    PullState.FAILED: "Not everybody arrived.",
    PullState.DONE: "Everybody is here.",
}

_ACTIONS = {
    PullState.STOPPED: "Go on",
    PullState.FAILED: "Try again",
    PullState.DONE: "Get them again",
}


def grouped(number: int) -> str:
    """Such as ``"12 400"``, with a space no line breaks at."""
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def counted(number: int) -> str:
    """Such as ``"12 400 attendees"``."""
    return f"{grouped(number)} attendee{'' if number == 1 else 's'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
