"""Keeps the figures on the screen current without ever asking twice at a time."""

from collections.abc import Callable

from checkin.errors import CheckinError
from checkin.model.scan import Counts
from ui.screens.desk.ports import DeskApp
from ui.tasks import Ask


class HeadCounter:
    """Counts when asked to; while it counts, any number of wishes become one more count."""

    def __init__(
        self,
        app: DeskApp,
        ask: Ask,
        counted: Callable[[Counts], object],
        failed: Callable[[CheckinError], object],
    ) -> None:
        self._app, self._ask, self._counted, self._failed = app, ask, counted, failed
        self._under_way = False
        self._wanted = False

    def count(self) -> None:
        """Read the figures anew."""
        if self._under_way:
            self._wanted = True
            return
        self._under_way = True
        self._ask(self._read, self._take, self._give_up)

    def _read(self) -> Counts:
        return self._app.desk.counts()

    def _take(self, counts: Counts) -> None:
        self._counted(counts)
        self._go_on()

    def _give_up(self, error: CheckinError) -> None:
        self._failed(error)
        self._go_on()

    def _go_on(self) -> None:
        self._under_way = False
        if self._wanted:
            self._wanted = False
            self.count()
