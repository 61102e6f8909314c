import pytest

from checkin.errors import UnreachableError
from checkin.model.ids import PlatformId
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.setup.setup_app import SetupApp, at_registration
from tests.ui.screens.stand_in import ACamera
from ui.screens.setup.connect import PRACTICE
from ui.screens.setup.presenter import SetupPresenter
from ui.screens.setup.steps import Step, StepMark


def walk(app: SetupApp, ask: LaterAsk | None = None, start: Step = Step.CONNECT) -> SetupPresenter:
    cameras = (ACamera("0", "Laptop camera"),)
    chosen = ask_at_once if ask is None else ask
    made = SetupPresenter(app.as_app(), chosen, chosen, lambda: cameras, start)
    app.notices.listen(made.hear)
    made.begin()
    return made


def at(setup: SetupPresenter) -> Step:
    return setup.at


@pytest.fixture
def app() -> SetupApp:
    return SetupApp()


@pytest.fixture
def practising(app: SetupApp) -> SetupPresenter:
    made = walk(app)
    made.connect.choose(PRACTICE)
    made.go_on()
    return made


def test_enter_all_the_way_leads_from_practice_to_an_open_desk(practising: SetupPresenter) -> None:
    finished = []
    practising.finished = lambda: finished.append(True)
    seen = []
    while not finished:
        seen.append((practising.at, practising.next_label))
        practising.go_on()

    assert seen == [
        (Step.CONNECT, "Next"),
        (Step.EVENT, "Next"),
        (Step.PULL, "Next"),
        (Step.STATION, "Next"),
        (Step.EQUIPMENT, "Open the desk"),
    ]


def test_the_first_button_says_what_it_does() -> None:
    setup = walk(SetupApp())

    assert setup.next_label == "Test and sign in"
    assert not setup.can_go_on
    setup.go_on()
    assert at(setup) is Step.CONNECT


def test_the_list_of_steps_shows_where_one_is(practising: SetupPresenter) -> None:
    practising.go_on()
    practising.go_on()

    lines = practising.lines

    assert [line.mark for line in lines] == [
        StepMark.DONE,
        StepMark.DONE,
        StepMark.CURRENT,
        StepMark.AHEAD,
        StepMark.AHEAD,
    ]
    assert [line.reachable for line in lines] == [True, True, False, False, False]
    assert [line.step.label for line in lines][:2] == ["Connect", "Choose the event"]


def test_going_back_keeps_what_was_entered(practising: SetupPresenter) -> None:
    for _ in range(3):
        practising.go_on()
    practising.station.rename("By the stairs")

    practising.go_back()
    assert at(practising) is Step.PULL
    assert practising.pull.done
    practising.go_on()

    assert practising.station.name == "By the stairs"


def test_one_can_walk_back_by_the_list_but_not_ahead(practising: SetupPresenter) -> None:
    practising.go_on()
    practising.go_on()

    practising.go_to(Step.STATION)
    assert at(practising) is Step.PULL
    practising.go_to(Step.EVENT)

    assert at(practising) is Step.EVENT


def test_there_is_nothing_before_the_first_step(practising: SetupPresenter) -> None:
    assert not practising.can_go_back
    practising.go_back()
    assert at(practising) is Step.CONNECT


def test_another_event_is_pulled_anew(app: SetupApp, practising: SetupPresenter) -> None:
    practising.go_on()
    practising.go_on()
    assert practising.pull.done
    practising.go_back()
    practising.event.select(PlatformId("euroscipy"))
    app.trouble["pull"] = UnreachableError("open_event", "gone")

    practising.go_on()

    assert at(practising) is Step.PULL
    assert not practising.can_go_on


def test_the_same_event_is_not_pulled_twice(practising: SetupPresenter) -> None:
    practising.go_on()
    practising.go_on()
    practising.go_back()

    practising.go_on()

    assert practising.can_go_on


def test_nobody_walks_away_from_a_running_pull() -> None:
    ask = LaterAsk()
    setup = walk(at_registration(), ask, Step.PULL)

    assert setup.busy
    assert not setup.can_go_on
    setup.go_back()
    assert at(setup) is Step.PULL


def test_a_walk_may_begin_at_a_later_step() -> None:
    setup = walk(at_registration(), start=Step.STATION)

    assert at(setup) is Step.STATION
    assert setup.station.name == "Registration 1"
    assert [line.mark for line in setup.lines][:3] == [StepMark.DONE] * 3
    assert not any(line.reachable for line in setup.lines)


def test_a_set_up_that_was_left_half_way_can_be_walked_back_to_its_beginning() -> None:
    setup = walk(SetupApp(), start=Step.EVENT)

    setup.go_back()

    assert at(setup) is Step.CONNECT
    assert setup.back_label == ""


def test_whoever_changed_their_mind_goes_back_to_the_open_desk() -> None:
    setup = walk(at_registration(), start=Step.STATION)
    finished = []
    setup.finished = lambda: finished.append(True)

    assert setup.back_label == "Back to the desk"
    setup.go_back()

    assert finished == [True]


def test_the_cameras_of_the_computer_are_offered() -> None:
    setup = walk(at_registration(), start=Step.EQUIPMENT)

    assert "Laptop camera" in [choice.label for choice in setup.equipment.camera.choices]
    assert setup.can_go_on


def test_every_change_is_told() -> None:
    setup = walk(SetupApp())
    told = []
    setup.changed = lambda: told.append(setup.at)

    setup.connect.choose(PRACTICE)

    assert told
