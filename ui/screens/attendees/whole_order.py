"""Letting a whole order in at once."""

from collections.abc import Callable

from checkin.app import App
from checkin.errors import CheckinError
from checkin.model.attendee import Attendee
from checkin.model.scan import Scan
from checkin.model.station import Direction
from ui.tasks import Ask


class WholeOrder:
    """Who else is in somebody's order; looked up once, when they are selected.

    Args:
        app: the app; its desk can be open.
        ask: has work done on the desk's thread.
        started: called before anybody is let in.
        answered: called with what was said to each.
        failed: called with what broke.
    """

    def __init__(
        self,
        app: App,
        ask: Ask,
        started: Callable[[], object],
        answered: Callable[[tuple[Scan, ...]], object],
        failed: Callable[[CheckinError], object],
    ) -> None:
        self._app, self._ask = app, ask
        self._started, self._answered, self._failed = started, answered, failed
        self._who: Attendee | None = None
        self._people = 0

    @property
    def action(self) -> str:
        """What the button says that lets all of them in; empty where there is nobody else."""
        station = self._app.settings.post()
        goes_in = station is not None and station.direction is Direction.IN
        return f"Check in all {self._people} of the order" if self._people > 1 and goes_in else ""

    def look(self, who: Attendee | None) -> None:
        """Somebody else was selected."""
        self._who, self._people = who, 0
        if who is not None and who.ticket.order:
            order = who.ticket.order
            self._ask(lambda: self._count(order), lambda people: self._take(who, people), self._failed)

    def _count(self, order: str) -> int:
        return sum(one.attendee.ticket.order == order for one in self._app.desk.find(order))

    def _take(self, who: Attendee, people: int) -> None:
        if who is self._who:
            self._people = people

    def admit(self) -> None:
        """Let everybody of it in."""
        who = self._who
        if who is not None and self.action:
            self._started()
            self._ask(lambda: self._app.desk.admit_order(who.id), self._answered, self._failed)
