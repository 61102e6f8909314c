"""A computer that was signed in before asks for nothing it knows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkin.errors import CredentialsError, UnreachableError
from checkin.settings import PRACTICE as PRACTISED
from checkin.settings import Connection
from tests.fakes.executor import ask_at_once
from tests.ui.screens.sample_event import FORM
from tests.ui.screens.setup.setup_app import EVERY_KIND, LISTED, SetupApp, at_registration
from ui.screens.setup.connect import PRACTICE, ConnectStep
from ui.screens.setup.form_field import KNOWN
from ui.screens.setup.presenter import SetupPresenter
from ui.screens.setup.steps import Step
from ui.screens.setup.view import SetupView
from ui.theme.tokens import Tone


@pytest.fixture
def app() -> SetupApp:
    made = at_registration(SetupApp(FORM, LISTED))
    made.is_signed_in = True
    return made


def walk(app: SetupApp) -> SetupPresenter:
    setup = SetupPresenter(app.as_app(), ask_at_once, ask_at_once, lambda: ())
    setup.begin()
    return setup


def step(app: SetupApp) -> ConnectStep:
    return walk(app).connect


def test_who_is_signed_in_is_said_and_one_can_go_on(app: SetupApp) -> None:
    setup = walk(app)
    says = setup.connect.says

    setup.go_on()

    assert says is not None
    assert (says.tone, says.title) == (Tone.YES, "Signed in as lead@example.org")
    assert "example.org" in says.advice
    assert setup.at is Step.EVENT
    assert app.sign_ins == []


def test_there_is_no_form_until_somebody_wants_to_sign_in_differently(app: SetupApp) -> None:
    connect = step(app)
    before = (connect.shows_form, connect.reopens)

    connect.reopen()

    assert before == (False, "Sign in differently")
    assert (connect.shows_form, connect.reopens, connect.done) == (True, "", False)
    assert connect.value("account") == "lead@example.org"


def test_the_same_account_needs_no_secret_typed_again(app: SetupApp) -> None:
    connect = step(app)
    connect.reopen()

    connect.act()

    assert connect.missing == ""
    assert [secrets for _, secrets in app.sign_ins] == [{}]


@pytest.mark.parametrize(("field", "text"), [("account", "me@example.org"), ("base_url", "other.org")])
def test_another_account_needs_its_own_secret(app: SetupApp, field: str, text: str) -> None:
    connect = step(app)
    connect.reopen()

    connect.type(field, text)

    assert connect.missing == "Still to fill in: Password."


def test_a_kept_secret_that_is_refused_is_asked_for(app: SetupApp) -> None:
    connect = step(app)
    connect.reopen()
    app.trouble["connect"] = CredentialsError("open_event", "The password was changed")

    connect.act()

    assert connect.missing == "Still to fill in: Password."


def test_without_anything_kept_the_form_is_there(app: SetupApp) -> None:
    app.is_signed_in = False

    connect = step(app)

    assert connect.says is None
    assert connect.shows_form


def test_a_list_is_read_anew_without_being_signed_in(app: SetupApp) -> None:
    app.settings = app.settings.with_changes(
        connection=Connection(platform="listed", account="PyCon", options={"roster": "/list.csv"})
    )

    connect = step(app)

    assert connect.shows_form
    assert connect.can_act


def test_a_practice_of_the_last_time_is_no_sign_in(app: SetupApp) -> None:
    app.settings = app.settings.with_changes(
        connection=Connection(platform="open_event", base_url="http://127.0.0.1", options={PRACTISED: "yes"})
    )

    connect = step(app)

    assert connect.choice == PRACTICE
    assert not connect.done


def test_whoever_looked_at_another_platform_is_still_signed_in(app: SetupApp) -> None:
    connect = step(app)
    connect.choose("listed")
    away = connect.done

    connect.choose("open_event")

    assert (away, connect.done) == (False, True)


def test_a_sign_in_of_before_is_none_once_there_is_another(app: SetupApp) -> None:
    connect = step(app)
    connect.choose(PRACTICE)
    connect.act()
    app.settings = app.settings.with_changes(
        connection=Connection(platform="open_event", options={PRACTISED: "yes"})
    )
    connect.load()

    connect.choose("open_event")

    assert not connect.done


def test_a_sign_in_that_ended_is_asked_for_in_the_first_step(app: SetupApp) -> None:
    setup = walk(app)
    app.trouble["events"] = CredentialsError("open_event", "The token was withdrawn")
    setup.go_on()

    setup.go_back()

    assert setup.connect.shows_form
    assert setup.connect.missing == "Still to fill in: Password."


def test_a_network_that_is_gone_ends_no_sign_in(app: SetupApp) -> None:
    setup = walk(app)
    app.trouble["events"] = UnreachableError("open_event", "No route")
    setup.go_on()

    setup.go_back()

    assert setup.connect.done


def test_the_screen_says_it_and_hides_the_form(app: SetupApp, qtbot: QtBot) -> None:
    view = screen(qtbot, app)

    assert view.connect_step.says.startswith("Signed in as lead@example.org")
    assert not view.connect_step.fields["password"].isVisible()
    assert view.next.text() == "Next"
    assert view.next.hasFocus()

    QTest.mouseClick(view.connect_step.reopen, Qt.MouseButton.LeftButton)

    assert view.connect_step.fields["password"].isVisible()
    assert view.connect_step.fields["password"].entry.target.property("placeholderText") == KNOWN


def test_signing_in_takes_the_form_away_and_it_comes_back_when_asked(qtbot: QtBot) -> None:
    app = SetupApp(EVERY_KIND)
    view = screen(qtbot, app)
    for field, text in (("code", "c0de"), ("events", "1")):
        view.presenter.connect.type(field, text)

    view.presenter.go_on()
    gone = view.connect_step.fields["code"].isVisible()
    QTest.mouseClick(view.connect_step.reopen, Qt.MouseButton.LeftButton)

    assert not gone
    assert view.connect_step.fields["code"].isVisible()


def screen(qtbot: QtBot, app: SetupApp) -> SetupView:
    view = SetupView(app.as_app(), ask=ask_at_once, at_desk=ask_at_once, cameras=lambda: ())
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.begin()
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view
