"""Badges that come out after the green, and those that did not."""

from collections.abc import Callable

from checkin.errors import CheckinError
from checkin.model.ids import AttendeeId
from ui import wording
from ui.screens.desk.ports import DeskApp, PrintedBadge
from ui.screens.desk.state import Note
from ui.tasks import Ask
from ui.theme.tokens import Tone


class Printing:
    """Prints one badge after the other's request; a failure never touches the answer at the door.

    Badges that failed are remembered until they are printed, so that a printer without paper costs a
    press of one button, not a search for whoever went without.
    """

    def __init__(self, app: DeskApp, ask: Ask, changed: Callable[[], object]) -> None:
        self._app, self._ask, self._changed = app, ask, changed
        self._under_way: dict[AttendeeId, str] = {}
        self._failed: dict[AttendeeId, str] = {}
        self._why = ""
        self._done: str = ""

    @property
    def note(self) -> Note | None:
        """What there is to say about badges now."""
        if self._failed:
            who = next(iter(self._failed.values()))
            which = f"{len(self._failed)} badges" if len(self._failed) > 1 else f"Badge of {who}"
            return Note(tone=Tone.NO, text=f"{which} not printed. {self._why}", action="Print a&gain")
        if self._under_way:
            return Note(tone=Tone.IDLE, text="Printing the badge\N{HORIZONTAL ELLIPSIS}")
        if self._done:
            return Note(tone=Tone.YES, text=self._done)
        return None

    def print(self, attendee: AttendeeId, name: str) -> None:
        """Print the badge of one attendee, unless that is being done."""
        if attendee in self._under_way:
            return
        self._under_way[attendee] = name
        self._done = ""
        self._changed()
        self._ask(
            lambda: self._app.desk.print_badge(attendee),
            lambda printed: self._came_out(attendee, printed),
            lambda error: self._did_not(attendee, error),
        )

    def print_failed_again(self) -> None:
        """Try those again that did not come out."""
        again, self._failed = self._failed, {}
        for attendee, name in again.items():
            self.print(attendee, name)

    def forget_success(self) -> None:
        """The next one is at the desk; only what still needs doing is said."""
        self._done = ""

    def _came_out(self, attendee: AttendeeId, printed: PrintedBadge) -> None:
        self._under_way.pop(attendee, None)
        self._failed.pop(attendee, None)
        how = "printed on" if printed.path is None else "saved in"
        self._done = f"Badge {how} {printed.where}"
        self._changed()

    def _did_not(self, attendee: AttendeeId, error: CheckinError) -> None:
        self._failed[attendee] = self._under_way.pop(attendee, "somebody")
        self._why = wording.of_error(error).happened
        self._changed()
