"""What the command line does, without a terminal."""

from datetime import UTC, datetime

import pytest

from checkin.app import App
from checkin.app import command_line as doing
from checkin.app.capability_table import HEADER, NOTE, markdown, rows
from checkin.app.command_line import ChoiceError
from checkin.connectors.registry import PLATFORMS
from checkin.errors import CredentialsError, SettingsError
from checkin.model.past import Reminder
from checkin.model.platform import SetupField
from checkin.practice.open_event import PracticeServer
from checkin.settings import Connection


def never(field: SetupField) -> str:
    raise AssertionError(field.name)


def named(server: PracticeServer, **more: str) -> doing.Named:
    answers = {"base_url": server.url, "account": "organizer@practice.example", **more}
    return doing.Named(platform="open_event", answers=answers)


def test_practising_at_once_ends_at_an_open_desk(app: App) -> None:
    doing.practise_at_once(app)

    assert app.ready
    assert app.desk.station.name


def test_a_post_is_taken_that_lets_most_tickets_in(app: App) -> None:
    doing.practise_at_once(app, "pretix")
    entrance = app.settings.station
    app.change_settings(station=None)

    assert doing.choose_first_station(app) == entrance


def test_whoever_is_signed_in_is_asked_for_nothing(
    app: App, connection: Connection, server: PracticeServer
) -> None:
    app.connect(connection, {"password": "practice"})

    assert doing.sign_in(app, None, never) is None
    assert doing.sign_in(app, named(server), never) is None


def test_another_account_is_signed_in_to_with_secrets_of_its_own(
    app: App, connection: Connection, server: PracticeServer
) -> None:
    app.connect(connection, {"password": "practice"})
    asked: list[str] = []

    def ask(field: SetupField) -> str:
        asked.append(field.name)
        return "wrong"

    with pytest.raises(CredentialsError):
        doing.sign_in(app, named(server, account="another@example.org"), ask)

    assert asked == ["password"]
    assert app.settings.connection == connection


def test_nothing_named_and_nothing_kept_is_said(app: App) -> None:
    with pytest.raises(SettingsError, match="name a server"):
        doing.sign_in(app, None, never)


def test_only_what_is_there_can_be_forgotten(ready_app: App) -> None:
    event = ready_app.event
    assert event is not None
    assert doing.to_forget(ready_app, every=False) == doing.to_forget(ready_app, every=True) == (event,)

    ready_app.change_settings(event=None)
    with pytest.raises(ChoiceError, match="forget --all"):
        doing.to_forget(ready_app, every=False)
    ready_app.forget_event(event)
    with pytest.raises(ChoiceError, match="no event"):
        doing.to_forget(ready_app, every=False)


def test_the_table_has_a_row_for_each_platform_and_says_what_a_star_means() -> None:
    lines = markdown().splitlines()

    assert len(rows()) == len(PLATFORMS)
    assert lines[0] == f"| {' | '.join(HEADER)} |"
    assert lines[-1] == NOTE
    assert all(line.count(" | ") == len(HEADER) - 1 for line in lines[:-2])


def test_one_person_who_is_still_here_is_said_as_one(ready_app: App) -> None:
    event = ready_app.event
    assert event is not None
    ended = datetime(2026, 5, 3, tzinfo=UTC)
    one, two = (
        doing.reminding(Reminder(event=event, ended=ended, people=number, waiting=0, parked=0))
        for number in (1, 2)
    )

    assert "and 1 person is still on this computer" in one
    assert "and 2 people are still on this computer" in two
