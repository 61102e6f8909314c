"""What a person decides on operations the platform refused."""

from checkin.app import App
from checkin.model.ids import OperationId
from ui.screens.doing import Doing
from ui.screens.sync.lists import Lists
from ui.screens.sync.never import Never


class Refused:
    """Sends them again, or never."""

    def __init__(self, app: App, doing: Doing, lists: Lists, never: Never) -> None:
        self._app, self._doing, self._lists, self._never = app, doing, lists, never

    def send_again(self, operation: OperationId) -> None:
        """Send one once more."""
        self._doing.do(lambda: self._app.send_again(operation), "It is sent again")

    def send_all_again(self) -> None:
        """Send everything once more that is listed."""
        which = tuple(row.id for row in self._lists.parked)
        said = "It is sent again" if len(which) == 1 else f"All {len(which):,} are sent again"
        self._doing.do(lambda: self._app.send_again(*which), said)

    def ask_never(self, operation: OperationId) -> None:
        """Ask why it is never to be sent."""
        row = next((row for row in self._lists.parked if row.id == operation), None)
        if row is not None:
            self._never.ask(row)

    def never_send(self) -> None:
        """Never send it; it stays recorded here with the reason that was given."""
        decided = None if self._doing.busy else self._never.take()
        if decided is not None:
            which, reason = decided
            said = "It will not be sent; it stays recorded here with your reason"
            self._doing.do(lambda: self._app.withdraw(which, reason), said)
