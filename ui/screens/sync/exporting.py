"""Everything that is known, and each list, as a file."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from checkin.app import App
from ui.screens.doing import Doing
from ui.screens.messages import Message
from ui.screens.moments import zone_named
from ui.screens.sync import doubles, operations
from ui.screens.sync.exports import Export, file_name, list_name, write, write_list
from ui.screens.sync.lists import Lists


class Exporting:
    """Names files and writes them."""

    def __init__(self, app: App, doing: Doing, lists: Lists) -> None:
        self._app, self._doing, self._lists = app, doing, lists

    def name(self, wanted: Export) -> str:
        """What the file is called unless somebody wants otherwise."""
        return file_name(wanted, self._event, self._app.clock.now(), self._event_time)

    def write(self, wanted: Export, file: Path) -> None:
        """Write everything of this kind."""
        self._doing.find_out(lambda: write(self._app, wanted, file), _as_said)

    def list_name(self, what: str) -> str:
        """What the file of a list is called unless somebody wants otherwise."""
        return list_name(what, self._event, self._app.clock.now(), self._event_time)

    def write_refused(self, file: Path) -> None:
        """Write what was refused, to be worked through elsewhere."""
        self._write(file, operations.COLUMNS, [row.cells for row in self._lists.parked])

    def write_doubles(self, file: Path) -> None:
        """Write who came in twice."""
        self._write(file, doubles.COLUMNS, [row.cells for row in self._lists.doubles])

    def _write(self, file: Path, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._doing.find_out(lambda: write_list(file, heading, rows), _as_said)

    @property
    def _event(self) -> str:
        event = self._app.event
        return "" if event is None else event.name

    @property
    def _event_time(self) -> tzinfo:
        event = self._app.event
        return zone_named("UTC" if event is None else event.platform.timezone)


def _as_said(message: Message) -> Message:
    return message
