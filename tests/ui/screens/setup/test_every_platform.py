"""The whole walk, with the real app, to each simulated platform over real HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.app import App, open_app
from checkin.credentials import SessionVault
from checkin.model.platform import SetupField
from checkin.paths import folders_under
from checkin.practice.rehearsals import REHEARSALS, Rehearsal, rehearse
from tests.fakes.executor import ask_at_once
from ui.screens.setup.connect import ConnectStep
from ui.screens.setup.presenter import SetupPresenter
from ui.screens.setup.steps import Step
from ui.theme.tokens import Tone

LIST = "Vorname;Nachname;Ticketnummer;Preis\nAda;Lovelace;LE-1;3\nGrace;Hopper;LE-2;4\n;;;\n"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with open_app(folders_under(tmp_path / "desk"), vault=SessionVault()) as opened:
        yield opened


@pytest.fixture
def platform(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rehearsal]:
    made = rehearse(request.param, attendees=20, seed=7)
    made.lay_out(tmp_path)
    made.come_back()
    yield made
    made.go_offline()


def walk(app: App) -> SetupPresenter:
    setup = SetupPresenter(app, ask_at_once, ask_at_once, lambda: ())
    setup.begin()
    return setup


def fill(step: ConnectStep, rehearsal: Rehearsal) -> None:
    """Answer the form, and nothing but the form, as somebody with this account would."""
    told = rehearsal.connection
    known = {**told.options, **rehearsal.secrets, "base_url": told.base_url, "account": told.account}
    step.choose(told.platform)
    assert step.form is not None
    for field in step.form.fields:
        if field.name in known:
            step.type(field.name, known[field.name])
            step.finish(field.name)


def answer(step: ConnectStep, field: SetupField) -> None:
    """Take the first answer there is, where one is needed."""
    if field.required and not step.asks.value(field):
        step.answer(field.name, field.options[0][0])


@pytest.mark.parametrize("platform", sorted(REHEARSALS), indirect=True)
def test_a_desk_is_set_up_for_every_platform(app: App, platform: Rehearsal) -> None:
    setup = walk(app)
    fill(setup.connect, platform)
    setup.go_on()
    for field in setup.connect.asks.fields:
        answer(setup.connect, field)
    if setup.connect.asks:
        setup.go_on()
    assert setup.connect.done, setup.connect.says

    setup.go_on()
    setup.event.select(platform.main_event)
    setup.go_on()
    assert setup.pull.done
    setup.go_on()
    assert setup.station.can_act, setup.station.says
    setup.go_on()

    assert setup.at is Step.EQUIPMENT
    assert app.ready
    assert app.desk.counts().attendees > 0
    assert setup.connect.value("code") == setup.connect.value("token") == ""


def test_a_desk_is_set_up_from_a_list(app: App, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="cp1252")
    setup = walk(app)
    setup.connect.choose("spreadsheet")
    setup.connect.type("roster", str(file))
    setup.connect.finish("roster")
    setup.connect.type("account", "Leipzig")
    assert setup.connect.roster.title == "2 attendees in this list"
    setup.connect.choose_column("order", "Preis")

    for _ in range(4):
        setup.go_on()
    assert setup.at is Step.STATION
    assert setup.station.says is None
    assert [group.title for group in setup.station.groups] == ["Registration", "Check-out"]
    setup.go_on()

    found = app.desk.find("Ada")
    assert [one.attendee.ticket.order for one in found] == ["3"]


@pytest.mark.parametrize("platform", ["sarcon"], indirect=True)
def test_a_mapping_file_is_tried_before_and_after_signing_in(app: App, platform: Rehearsal) -> None:
    step = walk(app).connect
    fill(step, platform)

    step.try_mapping()
    before = step.mapping.says
    step.act()
    step.try_mapping()

    assert before is not None
    assert before.tone is Tone.YES, before
    assert step.mapping.says == before
    assert step.mapping.trial is not None
    assert platform.secrets["token"] not in step.mapping.trial.request
