"""Taking a check-in back, one at a time."""

from collections.abc import Callable

from checkin.errors import CheckinError
from checkin.model.ids import MovementId
from checkin.model.scan import Undo
from ui.screens.desk.ports import DeskApp
from ui.tasks import Ask
from ui.theme.tokens import Tone


class TakingBack:
    """Asks the desk to take a movement back and says what became of it.

    Args:
        app: the desk.
        ask: has work done at the desk.
        done: called with the movement that was taken back.
        remark: says something in passing, for so many seconds.
        failed: called with what broke.
    """

    def __init__(
        self,
        app: DeskApp,
        ask: Ask,
        done: Callable[[MovementId], object],
        remark: Callable[[Tone, str, float], object],
        failed: Callable[[CheckinError], object],
    ) -> None:
        self._app, self._ask = app, ask
        self._done, self._remark, self._failed = done, remark, failed
        self.under_way = False

    def undo(self, movement: MovementId | None) -> None:
        """Take this back; nothing when there is nothing."""
        if movement is None:
            self._remark(Tone.IDLE, "There is nothing to take back.", 6)
            return
        self.under_way = True
        self._ask(
            lambda: self._app.desk.undo(movement), lambda undo: self._undone(movement, undo), self._not_undone
        )

    def _not_undone(self, error: CheckinError) -> None:
        self.under_way = False
        self._failed(error)

    def _undone(self, movement: MovementId, undo: Undo) -> None:
        self.under_way = False
        self._done(movement)
        if undo.told_platform:
            self._remark(Tone.YES, f"Taken back: {undo.attendee.name}", 6)
        else:
            self._remark(
                Tone.ASK,
                f"Taken back here: {undo.attendee.name}. The platform keeps the check-in; "
                "tell the desk lead.",
                15,
            )
