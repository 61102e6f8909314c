"""A presenter with a fake app, and what it shows."""

from dataclasses import dataclass, field

from checkin.model.ids import StationId, ZoneId
from checkin.model.station import Station, StationKind
from tests.fakes.app import FakeApp
from tests.fakes.executor import ask_at_once
from ui.screens.desk.presenter import DeskPresenter
from ui.screens.desk.state import DeskState
from ui.widgets.result_panel import Card


@dataclass
class Screen:
    """A presenter, what it showed last and what it played."""

    app: FakeApp = field(default_factory=FakeApp)
    played: list[str] = field(default_factory=list)
    shown: list[DeskState] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk, self.spool = self.app.desk, self.app.spool
        self.does = DeskPresenter(self.app, ask_at_once, self.shown.append, self.played.append)
        self.app.notices.listen(self.does.heard)
        self.does.begin()

    @property
    def state(self) -> DeskState:
        return self.shown[-1]

    @property
    def card(self) -> Card:
        return self.state.answer.card


def a_station(kind: StationKind) -> Station:
    return Station(id=StationId("s"), name="Hall Door", kind=kind, zone=ZoneId("session:1"))
