"""The walk from a fresh computer to an open desk: which step is shown, and where one may go."""

from collections.abc import Callable
from dataclasses import dataclass

from checkin.app import App
from checkin.notices import Notice
from ui.screens.setup.camera import FindCameras
from ui.screens.setup.choose_event import EventStep
from ui.screens.setup.connect import ConnectStep
from ui.screens.setup.equipment import EquipmentStep
from ui.screens.setup.pull import PullStep
from ui.screens.setup.station import StationStep
from ui.screens.setup.steps import Step, StepMark
from ui.tasks import Ask

_ORDER = tuple(Step)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One line of the list of steps."""

    step: Step
    number: int
    mark: StepMark
    reachable: bool


class SetupPresenter:
    """Holds the five steps and walks between them; each remembers what was entered.

    Attributes:
        connect, event, pull, station, equipment: the steps.
        at: the step that is shown.
        changed: called after anything changed; the view draws everything anew.
        finished: called when the walk is over and the desk can open.
    """

    def __init__(
        self,
        app: App,
        ask: Ask,
        at_desk: Ask,
        find_cameras: FindCameras,
        start: Step = Step.CONNECT,
    ) -> None:
        self._app = app
        self._first = start if app.ready else Step.CONNECT
        self._left = frozenset(_ORDER[: _ORDER.index(start)])
        self.changed: Callable[[], object] = lambda: None
        self.finished: Callable[[], object] = lambda: None
        self.connect = ConnectStep(app, ask, self._tell)
        self.event = EventStep(app, ask, self._tell)
        self.pull = PullStep(app, ask, self._tell)
        self.station = StationStep(app, ask, self._tell)
        self.equipment = EquipmentStep(app, ask, at_desk, find_cameras, self._tell)
        self.at = start

    def _tell(self) -> None:
        self.changed()

    def begin(self) -> None:
        """Fill the first step; called once the view stands."""
        self._enter(self.at)

    def hear(self, notice: Notice) -> None:
        """Take what the core announces."""
        self.pull.hear(notice)

    @property
    def lines(self) -> tuple[StepLine, ...]:
        """The list of steps as it is shown at the left."""
        here = _ORDER.index(self.at)
        return tuple(
            StepLine(
                step=step,
                number=number + 1,
                mark=self._mark(step, number, here),
                reachable=self._reachable(step),
            )
            for number, step in enumerate(_ORDER)
        )

    def _mark(self, step: Step, number: int, here: int) -> StepMark:
        if number == here:
            return StepMark.CURRENT
        return StepMark.DONE if number < here or step in self._left else StepMark.AHEAD

    def _reachable(self, step: Step) -> bool:
        """Back to what was done, never ahead of what is missing, never away from running work."""
        first, here, there = _ORDER.index(self._first), _ORDER.index(self.at), _ORDER.index(step)
        return first <= there < here and not self.busy

    @property
    def busy(self) -> bool:
        """Whether something is under way that walking on would leave behind."""
        steps = (self.connect, self.event, self.station, self.equipment)
        return any(step.busy for step in steps) or self.pull.running

    @property
    def back_label(self) -> str:
        """Where the button that goes back leads; empty when it leads nowhere."""
        if self.at is not self._first:
            return "Back"
        return "Back to the desk" if self._app.ready else ""

    @property
    def can_go_back(self) -> bool:
        """Whether that button does anything."""
        return bool(self.back_label) and not self.busy

    @property
    def next_label(self) -> str:
        """What the button that goes on says."""
        if self.at is Step.EQUIPMENT:
            return "Open the desk"
        if self.at is Step.CONNECT and not self.connect.done:
            return self.connect.action
        return "Next"

    @property
    def hint(self) -> str:
        """Why one cannot go on, or what is under way; empty when there is nothing to say."""
        match self.at:
            case Step.CONNECT:
                return "" if self.connect.done or self.connect.busy else self.connect.missing
            case Step.PULL if not self.pull.done and not self.pull.running:
                return "Everybody has to be here once before the desk can open."
            case Step.STATION:
                return self.station.busy
            case _:
                return ""

    @property
    def can_go_on(self) -> bool:
        """Whether that button does anything."""
        match self.at:
            case Step.CONNECT:
                return self.connect.done or self.connect.can_act
            case Step.EVENT:
                return self.event.can_act
            case Step.PULL:
                return self.pull.done
            case Step.STATION:
                return self.station.can_act
            case Step.EQUIPMENT:
                return not self.busy

    def go_on(self) -> None:
        """What Enter and the button do: finish this step and walk to the next."""
        if self.can_go_on:
            self._leave(self.at)

    def _leave(self, step: Step) -> None:
        match step:
            case Step.CONNECT:
                self._leave_connect()
            case Step.EVENT:
                self._leave_event()
            case Step.PULL:
                self._walk_to(Step.STATION)
            case Step.STATION:
                self.station.act(lambda: self._walk_to(Step.EQUIPMENT))
            case Step.EQUIPMENT:
                self.finished()

    def _leave_connect(self) -> None:
        if self.connect.done:
            self._walk_to(Step.EVENT)
        else:
            self.connect.act()

    def _leave_event(self) -> None:
        before = None if self._app.event is None else self._app.event.id

        def chosen() -> None:
            after = None if self._app.event is None else self._app.event.id
            if before != after:
                self.pull.reset()
                self.station.reset()
            self._walk_to(Step.PULL)

        self.event.act(chosen)

    def go_back(self) -> None:
        """What Esc and the button do; everything entered stays.

        Before the first step lies the desk, when it was open already: whoever changed their mind goes there.
        """
        if not self.can_go_back:
            return
        if self.at is self._first:
            self.finished()
        else:
            self._walk_to(_ORDER[_ORDER.index(self.at) - 1])

    def go_to(self, step: Step) -> None:
        """Walk back to a step of the list."""
        if self._reachable(step):
            self._walk_to(step)

    def _walk_to(self, step: Step) -> None:
        self.at = step
        self._left |= frozenset(_ORDER[: _ORDER.index(step)])
        self._tell()
        self._enter(step)

    def _enter(self, step: Step) -> None:
        match step:
            case Step.CONNECT:
                if self.event.signed_out or self.pull.signed_out:
                    self.connect.sign_in_anew()
                self.connect.load()
            case Step.EVENT:
                self.event.load()
            case Step.PULL:
                self.pull.open()
            case Step.STATION:
                self.station.load()
            case Step.EQUIPMENT:
                self.equipment.load()
