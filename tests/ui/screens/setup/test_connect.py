import pytest

from checkin.errors import CredentialsError, UnreachableError
from checkin.settings import Connection
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.setup.setup_app import SetupApp
from ui.screens.setup.address import is_plain_http, tidy_address
from ui.screens.setup.connect import PRACTICE, ConnectStep
from ui.tasks import Ask
from ui.theme.tokens import Tone


def step(app: SetupApp) -> ConnectStep:
    made = ConnectStep(app.as_app(), ask_at_once, lambda: None)
    made.load()
    return made


def filled(app: SetupApp, ask: Ask = ask_at_once, address: str = "api.example.org") -> ConnectStep:
    made = ConnectStep(app.as_app(), ask, lambda: None)
    made.load()
    if isinstance(ask, LaterAsk):
        ask.answer_next()
    for field, text in (("base_url", address), ("account", " lead@example.org "), ("password", "s3cret ")):
        made.type(field, text)
    return made


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" api.example.org/ ", "https://api.example.org"),
        ("http://api.example.org", "http://api.example.org"),
        ("localhost:8000", "http://localhost:8000"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("", ""),
    ],
)
def test_an_address_is_completed(typed: str, address: str) -> None:
    assert tidy_address(typed) == address


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("http://api.example.org", True),
        ("http://192.168.1.5:8080", True),
        ("HTTP://API.example.org", True),
        ("https://api.example.org", False),
        ("http://localhost:8000", False),
        ("http://127.0.0.1", False),
        ("http://[::1]:8000", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_only_a_far_http_address_is_plain(*, address: str, plain: bool) -> None:
    assert is_plain_http(address) is plain


def test_practice_stands_beside_the_platforms() -> None:
    connect = step(SetupApp())

    assert [option.label for option in connect.options] == ["Open Event", "Practise"]
    assert connect.choice == "open_event"
    assert "Check-outs arrive too." in [f"{able.topic} {able.words}" for able in connect.can_do]
    assert connect.limits == (
        "A check-in cannot be taken back there.",
        "People cannot be registered at the desk.",
    )


def test_what_is_missing_is_named() -> None:
    connect = step(SetupApp())
    connect.type("account", "lead@example.org")

    assert connect.missing == "Still to fill in: Server, Password."
    assert not connect.can_act


def test_nothing_happens_while_something_is_missing() -> None:
    app = SetupApp()
    connect = step(app)

    connect.act()

    assert app.settings.connection is None


def test_signing_in_keeps_the_connection_and_forgets_the_password() -> None:
    app = SetupApp()
    connect = filled(app)

    connect.act()

    assert app.settings.connection == Connection(
        platform="open_event", base_url="https://api.example.org", account="lead@example.org"
    )
    assert app.secrets == {"password": "s3cret "}
    assert connect.value("password") == ""
    assert connect.says is not None
    assert connect.says.title == "Signed in as lead@example.org"
    assert connect.done


def test_signing_in_is_said_to_be_under_way() -> None:
    ask = LaterAsk()
    connect = filled(SetupApp(), ask)

    connect.act()

    assert connect.busy == "Signing in…"
    assert not connect.can_act
    ask.answer_next()
    assert connect.busy == ""


def test_a_wrong_password_is_said_with_what_to_do() -> None:
    app = SetupApp()
    app.trouble["connect"] = CredentialsError("open_event", "Invalid credentials")
    connect = filled(app)

    connect.act()

    assert connect.says is not None
    assert connect.says.tone is Tone.NO
    assert connect.says.advice == (
        "Invalid credentials. Look at “E-mail” and “Password” again; capitals matter."
    )
    assert connect.value("password") == "s3cret "
    assert not connect.done


def test_trouble_goes_away_as_soon_as_something_is_typed() -> None:
    app = SetupApp()
    app.trouble["connect"] = UnreachableError("open_event", "No answer")
    connect = filled(app)
    connect.act()

    connect.type("base_url", "api2.example.org")

    assert connect.says is None
    assert connect.can_act


def test_plain_http_needs_the_box() -> None:
    app = SetupApp()
    connect = filled(app, address="http://192.168.1.5")
    assert connect.asks_plain_http
    assert not connect.can_act

    connect.allow_plain_http(allowed=True)
    connect.act()

    assert app.settings.connection is not None
    assert app.settings.connection.plain_http


def test_the_box_means_nothing_for_an_encrypted_address() -> None:
    app = SetupApp()
    connect = filled(app)
    connect.allow_plain_http(allowed=True)

    connect.act()

    assert app.settings.connection is not None
    assert not app.settings.connection.plain_http


def test_practising_asks_nothing() -> None:
    app = SetupApp()
    connect = step(app)

    connect.choose(PRACTICE)

    assert connect.form is None
    assert connect.can_do == ()
    assert connect.limits == ()
    assert connect.action == "Start practising"
    connect.act()
    assert app.practice is not None
    assert connect.says is not None
    assert connect.says.title == "Practice is running"


def test_limits_of_the_account_are_shown() -> None:
    app = SetupApp()
    app.notes = ("This account may not check in.",)
    connect = filled(app)

    connect.act()

    assert connect.says is not None
    assert connect.says.tone is Tone.ASK
    assert connect.says.advice == "This account may not check in."


def test_the_last_connection_is_remembered_without_its_secret() -> None:
    app = SetupApp()
    app.change_settings(
        connection=Connection(
            platform="open_event", base_url="https://api.example.org", account="lead@example.org"
        )
    )

    connect = step(app)

    assert connect.value("base_url") == "https://api.example.org"
    assert connect.missing == "Still to fill in: Password."


def test_choosing_again_what_is_chosen_changes_nothing() -> None:
    connect = filled(SetupApp())
    connect.act()

    connect.choose("open_event")

    assert connect.done


def test_platforms_that_cannot_be_read_are_said() -> None:
    app = SetupApp()
    app.trouble["platforms"] = UnreachableError("open_event", "No answer")

    connect = step(app)

    assert connect.says is not None
    assert connect.missing == "Choose where your event is."
