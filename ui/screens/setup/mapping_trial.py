"""Trying out a file that says how to speak to the platform."""

from collections.abc import Callable, Mapping

from checkin.app import App
from checkin.errors import CheckinError
from checkin.model.trial import Trial
from checkin.settings import Connection
from ui.screens.messages import Message
from ui.screens.setup.connect_words import as_said
from ui.tasks import Ask
from ui.theme.tokens import Tone

ASKS_FIRST = Message(
    tone=Tone.ASK,
    title="Check somebody in as a trial?",
    advice="The first attendee of the list is really checked in at the platform. Take it back there "
    "afterwards, or try it with an event that is not the real one.",
)
"""To be answered before anything is written."""


class MappingTrial:
    """One trial after the other.

    Attributes:
        busy: what is under way, in words; empty when nothing is.
        trial: what came of the last one; None before.
        trouble: why there was none.
    """

    def __init__(self, app: App, ask: Ask, changed: Callable[[], object]) -> None:
        self._app = app
        self._ask = ask
        self._changed = changed
        self._turn = 0
        self.busy = ""
        self.trial: Trial | None = None
        self.trouble: Message | None = None

    def close(self) -> None:
        """Something else is to be tried: what was tried holds no more."""
        self._turn += 1
        self.busy, self.trial, self.trouble = "", None, None

    def try_it(self, connection: Connection, secrets: Mapping[str, str], *, write: bool) -> None:
        """Try it; with `write`, a person has said yes to that."""
        self.close()
        self.busy = "Trying a check-in…" if write else "Trying it…"
        turn = self._turn
        self._changed()

        def take(trial: Trial) -> None:
            if turn == self._turn:
                self.busy, self.trial = "", trial
                self._changed()

        def fail(error: CheckinError) -> None:
            if turn == self._turn:
                self.busy = ""
                self.trouble = Message(
                    tone=Tone.NO, title="The mapping cannot be tried", advice=as_said(error)
                )
                self._changed()

        self._ask(lambda: self._app.try_mapping(connection, secrets, write=write), take, fail)

    @property
    def says(self) -> Message | None:
        """Whether it works."""
        if self.trial is None:
            return self.trouble
        return Message(tone=Tone.YES if self.trial.good else Tone.NO, title=self.trial.verdict)
