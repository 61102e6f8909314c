"""What most people leave as it is stays out of the way until it matters."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkin.connectors.nutickets.setup import FORM as NUTICKETS
from checkin.errors import CredentialsError, UnreachableError
from checkin.settings import Connection
from tests.fakes.executor import ask_at_once
from tests.ui.screens.setup.setup_app import EVERY_KIND, SetupApp
from ui.screens.setup.connect import PRACTICE, ConnectStep
from ui.screens.setup.view import SetupView

RARE = {"base_url", "language", "products"}
FOLDED = replace(
    EVERY_KIND,
    fields=tuple(replace(field, rarely=field.name in RARE) for field in EVERY_KIND.fields),
)


def step(app: SetupApp) -> ConnectStep:
    made = ConnectStep(app.as_app(), ask_at_once, lambda: None)
    made.load()
    return made


def test_they_are_folded_away_at_first_and_shown_when_wanted() -> None:
    connect = step(SetupApp(FOLDED))
    before = connect.more_shown

    connect.show_more(shown=True)

    assert (before, connect.more_shown) == (False, True)


def test_one_that_was_changed_the_last_time_is_shown() -> None:
    app = SetupApp(FOLDED)
    app.settings = app.settings.with_changes(
        connection=Connection(
            platform="every", base_url="https://api.example.org", options={"language": "de"}
        )
    )

    assert step(app).more_shown


def test_one_that_is_changed_back_stays_in_sight() -> None:
    connect = step(SetupApp(FOLDED))
    connect.show_more(shown=True)

    connect.type("language", "de")
    connect.type("language", "en")

    assert connect.more_shown


def test_one_that_lacks_an_answer_cannot_be_folded_away() -> None:
    connect = step(SetupApp(FOLDED))
    connect.type("base_url", "")

    connect.show_more(shown=False)

    assert connect.more_shown
    assert "Server" in connect.missing


def test_an_address_where_nobody_answers_comes_into_sight() -> None:
    app = SetupApp(FOLDED)
    app.trouble["connect"] = UnreachableError("every", "No route")
    connect = step(app)
    connect.type("code", "c0de")
    connect.type("events", "1")

    connect.act()

    assert connect.more_shown


def test_advice_about_secrets_names_none_that_is_rarely_needed() -> None:
    app = SetupApp(NUTICKETS)
    app.trouble["connect"] = CredentialsError("nutickets", "Unauthenticated.")
    connect = step(app)

    connect.act()

    assert connect.says is not None
    assert "“API token”, “E-mail address” and “Password”" in connect.says.advice


def test_advice_about_secrets_names_what_was_filled_in() -> None:
    app = SetupApp(NUTICKETS)
    app.trouble["connect"] = CredentialsError("nutickets", "Unauthenticated.")
    connect = step(app)
    connect.type("token", "1|wrong")

    connect.act()

    assert connect.says is not None
    assert connect.says.advice.endswith("Look at “API token” again; capitals matter.")
    assert connect.to_mend == "token"


def test_one_quiet_line_unfolds_them(qtbot: QtBot) -> None:
    view = SetupView(SetupApp(FOLDED).as_app(), ask=ask_at_once, at_desk=ask_at_once, cameras=lambda: ())
    qtbot.addWidget(view)
    view.begin()
    view.show()
    seen = {name for name, field in view.connect_step.fields.items() if field.isVisible()}

    QTest.mouseClick(view.connect_step.unfold, Qt.MouseButton.LeftButton)

    assert seen == {field.name for field in FOLDED.fields} - RARE
    assert all(field.isVisible() for field in view.connect_step.fields.values())
    assert view.connect_step.unfold.text() == "Fewer settings"


def test_one_practises_with_the_platform_one_will_work_with() -> None:
    app = SetupApp(replace(EVERY_KIND, platform="open_event"), NUTICKETS)
    connect = step(app)
    connect.choose(PRACTICE)
    offered, preset = connect.fields[0].options, connect.value("rehearsal")
    connect.type("rehearsal", "nutickets")

    connect.act()

    assert [name for name, _ in offered] == ["open_event", "nutickets"]
    assert preset == "open_event"
    assert app.practised == ["nutickets"]


def test_practising_with_another_platform_begins_anew() -> None:
    app = SetupApp(replace(EVERY_KIND, platform="open_event"), NUTICKETS)
    connect = step(app)
    connect.choose(PRACTICE)
    connect.act()

    connect.type("rehearsal", "nutickets")
    done = connect.done
    connect.act()

    assert not done
    assert app.practised == ["open_event", "nutickets"]


def test_a_practice_that_cannot_begin_blames_no_form() -> None:
    app = SetupApp(EVERY_KIND)
    app.trouble["practise"] = UnreachableError("open_event", "The port is taken")
    connect = step(app)
    connect.choose(PRACTICE)

    connect.act()

    assert connect.says is not None
    assert connect.says.title == "Practising cannot begin"


@pytest.mark.parametrize("platform", ["nutickets", "badgestic", "sarcon", "v3plus"])
def test_every_form_with_more_settings_is_signed_in_to_without_them(platform: str) -> None:
    from checkin.connectors.registry import PLATFORMS  # noqa: PLC0415  (the window never sees them)

    rare = [field for field in PLATFORMS[platform].form.fields if field.rarely]

    assert rare
    assert all(field.preset or not field.required for field in rare)
