import httpx
import pytest

from checkin.errors import CredentialsError, SettingsError, UnreachableError, UnreadableReplyError
from checkin.model.operation import AlreadyThere
from checkin.model.platform import Capability
from checkin.settings import Connection
from tests.checkin.connectors.pretix.recorded import (
    AT,
    RecordedServer,
    a_connection,
    a_connector,
    an_operation,
    answer,
    checkin,
    page,
    position,
    recorded_answer,
    recording,
)

SET_UP = "POST /device/initialize"
INFO = "GET /device/info"
WITH_CODE = {"code": "set-up-code"}

NEW = Connection(platform="pretix", base_url="http://127.0.0.1:8099/api/v1/", options={"flavour": "pretix"})


def test_a_code_becomes_a_key_that_is_kept_at_once(server: RecordedServer) -> None:
    kept: dict[str, str] = {}

    account = a_connector(server, connection=NEW, secrets=WITH_CODE, kept=kept).sign_in()

    assert kept == {"api_token": "device-token"}
    assert account.name == "Desk full"
    assert account.platform_id == "ZU4M7XSHG10L2VU1"
    assert account.answers == {"account": "demo", "organizer": "demo", "profile": "full"}
    assert account.notes == ()
    assert len(server.requests) == 1
    assert "Authorization" not in server.requests[0].headers


def test_setting_up_says_what_runs_here(server: RecordedServer) -> None:
    a_connector(server, connection=NEW, secrets=WITH_CODE).sign_in()

    body = server.body(SET_UP)
    assert body["token"] == "set-up-code"  # noqa: S105
    assert body["software_brand"] == "checkin-desk"
    assert all(body[name] for name in ("hardware_brand", "hardware_model", "os_name", "os_version"))


def test_a_key_is_proved_by_asking_who_it_is(server: RecordedServer) -> None:
    account = a_connector(server).sign_in()

    assert account.name == "Desk full"
    assert server.requests[0].headers["Authorization"] == "Device device-token"


def test_the_profile_says_what_it_forbids(server: RecordedServer) -> None:
    device = recording("30")["response_body"]["device"]
    server.script(INFO, answer(200, {"device": device | {"security_profile": "pretixscan_online_noorders"}}))
    connector = a_connector(server)

    account = connector.sign_in()

    assert any("pretixscan_online_noorders" in note for note in account.notes)
    assert any("reading orders" in note for note in account.notes)
    assert Capability.WALK_IN not in connector.capabilities


def test_a_profile_that_may_not_read_orders_is_told_at_once(server: RecordedServer) -> None:
    server.script(INFO, recorded_answer("340"))

    account = a_connector(server).sign_in()

    assert recording("341")["status"] == 403
    assert any("no attendees can be pulled" in note for note in account.notes)


def test_the_address_of_a_shop_is_said_to_be_too_long(server: RecordedServer) -> None:
    server.script(INFO, recorded_answer("342"))

    with pytest.raises(UnreadableReplyError, match="the server's alone"):
        a_connector(server).sign_in()


def test_what_the_profile_allows_is_known_after_signing_in(server: RecordedServer) -> None:
    connector = a_connector(server, connection=NEW)
    before = connector.capabilities

    connector.sign_in()

    assert connector.capabilities - before == {Capability.WALK_IN, Capability.CORRECTION}


def test_a_used_code_asks_for_a_new_device(server: RecordedServer) -> None:
    server.script(SET_UP, recorded_answer("26"))

    with pytest.raises(CredentialsError, match="used already"):
        a_connector(server, connection=NEW, secrets=WITH_CODE).sign_in()


def test_an_unknown_code_is_said_to_be_unknown(server: RecordedServer) -> None:
    server.script(SET_UP, recorded_answer("27"))

    with pytest.raises(CredentialsError, match="does not know this set-up code"):
        a_connector(server, connection=NEW, secrets=WITH_CODE).sign_in()


def test_a_lost_answer_says_that_the_code_may_be_used_up(server: RecordedServer) -> None:
    server.script(SET_UP, httpx.ReadTimeout("lost"))

    with pytest.raises(UnreachableError, match="make a new one") as caught:
        a_connector(server, connection=NEW, secrets=WITH_CODE).sign_in()

    assert caught.value.may_have_landed


def test_a_code_that_never_left_is_as_good_as_before(server: RecordedServer) -> None:
    server.script(SET_UP, httpx.ConnectError("Connection refused"))

    with pytest.raises(UnreachableError) as caught:
        a_connector(server, connection=NEW, secrets=WITH_CODE).sign_in()

    assert "make a new one" not in str(caught.value)


@pytest.mark.parametrize("body", ["<html></html>", {"organizer": "demo", "device_id": 1}])
def test_an_unreadable_answer_says_so_too(server: RecordedServer, body: object) -> None:
    server.script(SET_UP, answer(200, body))

    with pytest.raises(UnreadableReplyError, match="make a new one"):
        a_connector(server, connection=NEW, secrets=WITH_CODE).sign_in()


def test_nothing_to_sign_in_with_is_said(server: RecordedServer) -> None:
    with pytest.raises(CredentialsError, match="set-up code"):
        a_connector(server, secrets={}).sign_in()
    assert server.requests == []


@pytest.mark.parametrize("number", ["33", "35"])
def test_a_key_that_ended_is_a_matter_of_credentials(server: RecordedServer, number: str) -> None:
    server.script(INFO, recorded_answer(number))

    with pytest.raises(CredentialsError, match="does not know this computer"):
        a_connector(server).sign_in()


def test_a_new_code_replaces_a_key_that_ended(server: RecordedServer) -> None:
    kept: dict[str, str] = {}
    server.script(INFO, recorded_answer("35"))

    account = a_connector(server, secrets={**WITH_CODE, "api_token": "old"}, kept=kept).sign_in()

    assert account.name == "Desk full"
    assert kept == {"api_token": "device-token"}
    assert "Authorization" not in server.asked(SET_UP)[0].headers


def test_who_was_never_asked_is_asked_before_the_first_request(server: RecordedServer) -> None:
    connector = a_connector(server, connection=NEW)

    connector.push(an_operation())
    connector.events()

    assert len(server.asked(INFO)) == 1


def test_whose_check_ins_are_ours_is_known_after_signing_in(server: RecordedServer) -> None:
    connector = a_connector(server, connection=NEW)
    server.script("GET EVENT/checkinlists/1/positions/", page(position(checkins=[checkin(device_id=2)])))

    assert connector.read_back(an_operation()) == AlreadyThere(at=AT)


def test_events_come_soonest_first(server: RecordedServer) -> None:
    row = recording("38")["response_body"]["results"][0]
    someday = {**row, "slug": "someday", "date_from": None, "name": "Some day", "timezone": "../etc"}
    sooner = {**row, "slug": "sooner", "date_from": "2026-01-01T08:00:00Z", "name": {}}
    server.script("GET /organizers/demo/events/", page(someday, row, sooner))

    events = a_connector(server).events()

    assert [event.name for event in events] == ["sooner", "Demo Conf 2026", "Some day"]
    assert [event.timezone for event in events] == ["Europe/Berlin", "Europe/Berlin", "UTC"]
    assert events[1].place == "Hall 1"


def test_an_unknown_organizer_is_a_matter_of_permissions(server: RecordedServer) -> None:
    server.script("GET /organizers/demo/events/", recorded_answer("234"))

    with pytest.raises(CredentialsError, match="no such event or organizer"):
        a_connector(server).events()


def test_an_address_that_must_not_be_spoken_to_is_a_setting() -> None:
    with pytest.raises(SettingsError):
        a_connector(
            RecordedServer(), connection=a_connection().model_copy(update={"base_url": "http://pretix.eu"})
        )


def test_no_secret_shows(server: RecordedServer) -> None:
    connector = a_connector(server, secrets={"api_token": "device-token", "code": "set-up-code"})
    connector.sign_in()

    shown = repr(connector) + repr(vars(connector))

    assert "device-token" not in shown
    assert "set-up-code" not in shown


def test_the_platforms_clock_is_measured(server: RecordedServer) -> None:
    connector = a_connector(server)
    assert connector.clock_offset() is None

    connector.sign_in()

    assert connector.clock_offset() is not None
    assert connector.platform == "pretix"
    connector.interrupt()
    connector.close()
    with pytest.raises(UnreachableError):
        connector.sign_in()
