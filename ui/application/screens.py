"""The screens of the window, made together."""

from collections.abc import Callable
from typing import Protocol

from checkin.app import App
from ui.main_window import Place
from ui.screens.attendees.view import AttendeesView
from ui.screens.badges.view import AheadSheet
from ui.screens.designer.view import DesignerView
from ui.screens.desk.view import DeskView
from ui.screens.printers.view import PrintersView
from ui.screens.settings.view import DESIGNS, PRINTERS, SettingsView
from ui.screens.spool.view import SpoolView
from ui.screens.sync.view import SyncView


class Screen(Protocol):
    """What every screen can do."""

    def begin(self) -> object:
        """Read anew what may have changed; the screen is coming up."""
        ...


class Screens:
    """Makes every screen, once.

    Args:
        app: the core.
        play: lets yes and no be heard.
    """

    def __init__(self, app: App, play: Callable[[str], object]) -> None:
        self.desk = DeskView(app, play=play)
        self.attendees = AttendeesView(app)
        self.ahead = AheadSheet(app, self.attendees)
        self.attendees.ahead_asked.connect(self.ahead.open)
        self.badges = SpoolView(app)
        self.sync = SyncView(app)
        self.settings = SettingsView(app)
        self.printers = PrintersView(app)
        self.settings.add_page(PRINTERS, self.printers, self.printers.begin)
        self.designer = DesignerView(app)
        self.settings.add_page(DESIGNS, self.designer, self.designer.begin)
        self.designer.whole.connect(self.settings.head.setHidden)

    @property
    def places(self) -> tuple[Place, ...]:
        """How one gets to each, in order."""
        return (
            Place(key="desk", sign="scan", label="Check-in", view=self.desk),
            Place(key="attendees", sign="people", label="Attendees", view=self.attendees),
            Place(key="badges", sign="badge", label="Badges", view=self.badges),
            Place(key="sync", sign="sync", label="Sync", view=self.sync),
            Place(key="settings", sign="gear", label="Settings", view=self.settings),
        )

    def begin(self, key: str) -> None:
        """The screen of this key is coming up."""
        screens: dict[str, Screen] = {
            "desk": self.desk,
            "attendees": self.attendees,
            "badges": self.badges,
            "sync": self.sync,
            "settings": self.settings,
        }
        screens[key].begin()
