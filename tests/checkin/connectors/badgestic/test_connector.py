import pytest

from checkin.connectors.badgestic.connector import BadgesticConnector
from checkin.errors import CredentialsError, RejectedError, SettingsError, UnreachableError
from checkin.model.platform import Capability
from checkin.practice.badgestic import BadgesticPractice
from tests.checkin.connectors.badgestic.builders import connected, pulled
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import surroundings


def test_signing_in_shows_the_events_that_were_typed(connector: BadgesticConnector) -> None:
    account = connector.sign_in()

    assert (account.name, account.notes, account.asks) == ("practice", (), ())
    assert [event.name for event in connector.events()] == ["Practice Summit", "Practice Dinner"]


def test_what_can_only_be_asked_then_is_asked(practice: BadgesticPractice, clock: FakeClock) -> None:
    connector = connected(practice, clock=clock, company_field=None, checkin_field=None)

    account = connector.sign_in()

    asked = {one.name: one for one in account.asks}
    assert set(asked) == {"company_field", "checkin_field"}
    assert asked["company_field"].preset == "company"
    assert ("checked_in_at", "checked in at") in asked["checkin_field"].options
    assert "kept here" in account.notes[-1]


def test_an_event_that_is_not_there_is_said_and_the_others_go_on(
    practice: BadgesticPractice, clock: FakeClock
) -> None:
    connector = connected(practice, clock=clock, events="1 4711 9001")

    account = connector.sign_in()

    assert account.notes == ("Badgestic has no event 1, 9001 for this token. The others can be used.",)
    assert [event.platform_id for event in connector.events()] == ["4711"]


@pytest.mark.parametrize(
    ("events", "error"), [("1, 2", RejectedError), ("9001, 1", CredentialsError), ("none", SettingsError)]
)
def test_without_any_event_nobody_is_signed_in(
    events: str, error: type[Exception], practice: BadgesticPractice, clock: FakeClock
) -> None:
    with pytest.raises(error):
        connected(practice, clock=clock, events=events).sign_in()


def test_events_without_guests_have_no_fields_to_choose(
    practice: BadgesticPractice, clock: FakeClock
) -> None:
    practice.platform.guests.clear()

    account = connected(practice, clock=clock, checkin_field=None).sign_in()

    assert account.asks == ()
    assert "no guests" in account.notes[0]


def test_a_wrong_token_is_a_matter_of_credentials(practice: BadgesticPractice, clock: FakeClock) -> None:
    connector = BadgesticConnector(practice.connection, {"token": "wrong"}, surroundings(clock=clock))

    with pytest.raises(CredentialsError) as refused:
        connector.sign_in()

    assert "wrong" not in str(refused.value)
    assert "wrong" not in repr(connector)


def test_an_account_without_a_name_has_the_platforms(practice: BadgesticPractice, clock: FakeClock) -> None:
    connection = practice.connection.model_copy(update={"account": ""})
    connector = BadgesticConnector(connection, practice.secrets, surroundings(clock=clock))

    assert connector.sign_in().name == "Badgestic"


def test_what_it_can_follows_the_connection(connector: BadgesticConnector) -> None:
    assert connector.platform == "badgestic"
    assert Capability.CHECK_IN_OUR_TIME in connector.capabilities
    assert not connector.capabilities & {Capability.LIST_EVENTS, Capability.CHECK_OUT, Capability.DELTA_PULL}


def test_the_clocks_are_compared(connector: BadgesticConnector) -> None:
    assert connector.clock_offset() is None

    connector.sign_in()

    assert connector.clock_offset() == pytest.approx(0.5)


def test_a_closed_connector_sends_nothing(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    connector.interrupt()
    connector.close()

    with pytest.raises(UnreachableError):
        pulled(connector, practice)
