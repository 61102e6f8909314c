"""What was scanned here, and what can still be done about it: taking it back, printing the badge."""

from collections.abc import Callable

from checkin.errors import CheckinError
from checkin.model.admission import Admitted
from checkin.model.ids import MovementId
from checkin.model.scan import Scan
from checkin.model.station import Direction, Station, StationKind
from ui import wording
from ui.screens.desk.ports import DeskApp
from ui.screens.desk.printing import Printing
from ui.screens.desk.recents import Recent, Recents
from ui.screens.desk.taking_back import TakingBack
from ui.tasks import Ask
from ui.theme.tokens import Tone

Say = Callable[[Tone, str, float], object]
"""Says something in passing, for so many seconds."""


class Past:
    """The scans of this station and their badges.

    Args:
        app: the desk.
        ask: has work done at the desk.
        changed: called after anything changed.
        taken_back: called with a movement that was taken back here.
        say: says something in passing.

    Attributes:
        recents: the scans, newest first.
        printing: the badges.
    """

    def __init__(
        self,
        app: DeskApp,
        ask: Ask,
        changed: Callable[[], object],
        taken_back: Callable[[MovementId], object],
        say: Say,
    ) -> None:
        self._app, self._say, self._taken_back = app, say, taken_back
        self.recents = Recents()
        self.printing = Printing(app, ask, changed)
        self._undo = TakingBack(app, ask, self._undone, say, self.failed)

    def failed(self, error: CheckinError) -> None:
        """Say what broke beside the answer at the door."""
        words = wording.of_error(error)
        self._say(Tone.NO, f"{words.title}. {words.happened}", 10)

    def undo(self, key: int | None) -> None:
        """Take the check-in of this row back; without one, the last of this station. One at a time."""
        if not self._undo.under_way:
            recent = self.recents.last_undoable() if key is None else self.recents.by_key(key)
            self._undo.undo(None if recent is None else recent.movement)

    def _undone(self, movement: MovementId) -> None:
        self.recents.take_back(movement)
        self.printing.forget_success()
        self._taken_back(movement)

    def print(self, key: int | None) -> None:
        """Print the badge of this row; without one, that of the last scan. Another one needs a reason."""
        self._print(self.recents.last_printable() if key is None else self.recents.by_key(key))

    def _print(self, recent: Recent | None) -> None:
        if recent is None or recent.attendee is None:
            self._say(Tone.IDLE, "There is no badge to print.", 6)
        else:
            self.printing.print(recent.attendee.id, recent.attendee.name, by_hand=True)

    def print_if_due(self, scan: Scan, station: Station | None) -> None:
        """A registration hands out badges with each check-in, unless the settings say otherwise."""
        admission = scan.admission
        if (
            isinstance(admission, Admitted)
            and admission.direction is Direction.IN
            and station is not None
            and station.kind is StationKind.REGISTRATION
            and self._app.settings.print_on_check_in
        ):
            self.printing.print(admission.attendee.id, admission.attendee.name)
