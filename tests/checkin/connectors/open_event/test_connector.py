from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from checkin.connectors.open_event.connector import OpenEventConnector
from checkin.errors import CredentialsError, RejectedError, SettingsError, UnreachableError
from checkin.model.ids import PlatformId
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    NotThere,
    Operation,
    OperationState,
    Rejected,
    Settled,
)
from checkin.model.platform import Capability
from checkin.model.station import StationKind
from checkin.settings import Connection
from tests.checkin.connectors.open_event.builders import EVENT, SENT, connected, me, operation
from tests.checkin.connectors.stand_ins import (
    RecordedServer,
    StillClock,
    answer,
    forget,
    recorded_answer,
    recording,
)

CHECK_IN = "POST /v1/user-check-in"
STATES = "GET /v1/states"
ME = "GET /v1/users/3"
SESSIONS = "GET /v1/events/1/sessions"
EXPORT = "POST /v1/export/user-check-in/csv"


def test_signing_in_tells_who_it_is(connector: OpenEventConnector) -> None:
    account = connector.sign_in()

    assert (account.name, account.platform_id, account.notes) == ("organizer Test", "3", ())
    assert connector.platform == "open_event"


def test_an_account_that_manages_nothing_is_told_what_it_lacks(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script(ME, me(is_user_organizer=False, first_name=None, last_name=None))

    account = connector.sign_in()

    assert account.name == "organizer@example.org"
    assert "co-organizer" in account.notes[0]


def test_wrong_credentials_are_found_when_signing_in(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script("POST /v1/auth/login", recorded_answer("login_bad_password"))

    with pytest.raises(CredentialsError, match="Invalid Credentials"):
        connector.sign_in()


def test_a_token_that_does_not_say_whose_it_is_is_asked_about(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script("POST /v1/auth/login", answer(200, {"access_token": "opaque"}))
    server.script("GET /v1/users/user-details/get-user-id", answer(200, {"user_id": "3"}))

    assert connector.sign_in().platform_id == "3"


def test_the_events_of_the_account_are_listed(connector: OpenEventConnector) -> None:
    (event,) = connector.events()

    assert (event.platform_id, event.name) == ("1", "CheckIn Conf")


def test_an_address_may_be_given_with_the_version(server: RecordedServer) -> None:
    connector = connected(server, "http://127.0.0.1/v1/")

    connector.events()
    connector.close()

    assert server.paths()[-1] == "GET /v1/users/3/events"


def test_an_address_that_must_not_be_spoken_to_is_refused_at_once(server: RecordedServer) -> None:
    with pytest.raises(SettingsError):
        connected(server, "http://10.0.0.1")


def test_head_counts_are_offered_to_site_administrators_only(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    before = connector.capabilities
    server.script(ME, me(is_admin=True))
    connector.sign_in()

    assert connector.capabilities - before == {Capability.HEAD_COUNT}


def test_a_head_count_by_others_is_refused_before_it_makes_the_server_fail(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    with pytest.raises(RejectedError, match="administrators"):
        connector.head_count(PlatformId("5"), PlatformId("1"), 14)

    assert "POST /v1/station-store-paxs" not in server.paths()


def test_a_check_in_is_settled_at_the_servers_time(connector: OpenEventConnector) -> None:
    verdict = connector.push(operation())

    assert isinstance(verdict, Settled)
    assert verdict.at == datetime(2026, 11, 22, 7, 4, 48, tzinfo=UTC)


def test_a_sign_in_lost_at_a_check_in_is_renewed_and_nothing_is_lost(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script(CHECK_IN, recorded_answer("token_expired_POST_checkin"))

    assert isinstance(connector.push(operation()), Settled)
    assert server.paths().count(CHECK_IN) == 2


def test_a_registration_never_carries_a_session_unless_one_was_chosen(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    connector.push(operation())
    connector.push(operation(StationKind.DAILY))

    assert b"session" not in server.requests[-2].content
    assert b'"session": {"data": {"type": "session", "id": "1"}}' in server.requests[-1].content


def test_a_connection_cut_in_a_check_in_leaves_it_in_doubt(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script(CHECK_IN, httpx.ReadTimeout("slow"))

    with pytest.raises(UnreachableError) as caught:
        connector.push(operation())

    assert caught.value.may_have_landed


def state(times: str | None, *, is_registered: bool = True) -> httpx.Response:
    body = {"is_registered": is_registered, "register_times": times}
    return answer(200, body, Date="Sun, 22 Nov 2026 07:04:57 GMT")


def test_a_registration_that_is_not_there_is_to_be_sent_again(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script(STATES, recorded_answer("states_not"))

    assert connector.read_back(operation()) == NotThere()


@pytest.mark.parametrize(
    "times", ["2026-11-22 07:04:57.598304", "2026-11-22 07:04:53", "2026-11-20,2026-11-22 07:05"]
)
def test_a_registration_younger_than_our_sending_is_ours(
    server: RecordedServer, connector: OpenEventConnector, times: str
) -> None:
    server.script(STATES, state(times))

    assert isinstance(connector.read_back(operation()), Settled)


def test_a_registration_from_before_our_sending_is_somebody_elses(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script(STATES, state("2026-11-22 07:04:50"))

    verdict = connector.read_back(operation())

    assert verdict == AlreadyThere(at=datetime(2026, 11, 22, 7, 4, 50, tzinfo=UTC))


def test_our_clock_being_wrong_changes_nothing(server: RecordedServer, connector: OpenEventConnector) -> None:
    ours = replace(operation(), first_sent_at=SENT)
    date = "Sun, 22 Nov 2026 09:04:57 GMT"
    server.script("POST /v1/auth/login", answer(200, {"access_token": "opaque"}, Date=date))
    body = {"is_registered": True, "register_times": "2026-11-22 09:04:40"}
    server.script(STATES, answer(200, body, Date=date))

    assert isinstance(connector.read_back(ours), AlreadyThere)
    assert connector.clock_offset() == pytest.approx(7200, abs=1)


@pytest.mark.parametrize(("since", "verdict"), [(None, AlreadyThere), (0.0, Settled)])
def test_our_clock_being_set_since_changes_nothing_where_it_was_measured_before(
    server: RecordedServer, connector: OpenEventConnector, since: float | None, verdict: type[object]
) -> None:
    ours = replace(operation(), first_sent_at=SENT, sent_offset=since)
    date = "Sun, 22 Nov 2026 09:04:57 GMT"
    server.script("POST /v1/auth/login", answer(200, {"access_token": "opaque"}, Date=date))
    stamped = SENT.replace(second=SENT.second + 1).strftime("%Y-%m-%d %H:%M:%S")
    server.script(STATES, answer(200, {"is_registered": True, "register_times": stamped}, Date=date))

    assert isinstance(connector.read_back(ours), verdict)


@pytest.mark.parametrize("times", [None, "soon"])
def test_a_registration_without_a_time_is_there(
    server: RecordedServer, connector: OpenEventConnector, times: str | None
) -> None:
    server.script(STATES, state(times))

    assert connector.read_back(operation()) == AlreadyThere()


def test_a_registration_we_never_sent_is_somebody_elses(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script(STATES, state("2026-11-22 07:04:57.598304"))

    assert isinstance(connector.read_back(replace(operation(), first_sent_at=None)), AlreadyThere)


@pytest.mark.parametrize("gone", ["states_404", "states_wrong_event"])
def test_reading_back_somebody_who_is_gone_is_rejected(
    server: RecordedServer, connector: OpenEventConnector, gone: str
) -> None:
    server.script(STATES, recorded_answer(gone))

    assert isinstance(connector.read_back(operation()), Rejected)


def test_a_session_check_in_cannot_be_looked_up_and_the_server_refuses_the_second(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script(CHECK_IN, httpx.ReadError("cut"), recorded_answer("uci_checkin_duplicate"))
    ours = operation(StationKind.CHECK_IN)
    with pytest.raises(UnreachableError):
        connector.push(ours)

    assert connector.read_back(ours) == CannotTell()
    assert isinstance(connector.push(ours), AlreadyThere)


def test_a_check_out_in_doubt_that_finds_them_out_is_there(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script(CHECK_IN, *[recorded_answer("uci_checkout_duplicate") for _ in range(2)])
    ours = operation(StationKind.CHECK_OUT)

    assert connector.read_back(ours) == CannotTell()
    assert isinstance(connector.push(replace(ours, state=OperationState.UNCERTAIN)), AlreadyThere)
    assert isinstance(connector.push(replace(ours, state=OperationState.SENDING)), Rejected)


def daily(attendee_number: str) -> Operation:
    return replace(operation(StationKind.DAILY), attendee=PlatformId(attendee_number))


def test_a_daily_check_is_looked_up_in_the_list_of_a_session_of_one_day(
    connector: OpenEventConnector,
) -> None:
    assert connector.read_back(daily("161")) == AlreadyThere()
    assert connector.read_back(daily("1")) == NotThere()


def test_a_daily_check_of_a_session_of_several_days_is_sent_again(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    body = recording("sessions_sparse")["response_body"]
    body["data"][0]["attributes"]["ends-at"] = "2026-11-24T18:00:00+00:00"
    server.script(SESSIONS, answer(200, body), answer(200, {"data": []}))

    assert connector.read_back(daily("161")) == CannotTell()
    assert connector.read_back(daily("161")) == CannotTell()
    assert EXPORT not in server.paths()


def test_a_daily_check_without_a_session_is_sent_again(connector: OpenEventConnector) -> None:
    assert connector.read_back(replace(daily("161"), session=None)) == CannotTell()


@pytest.mark.parametrize("body", ["", "a,b\n1,2\n", "Ticket Id\n1\n"])
def test_a_list_of_another_form_is_unreadable(
    server: RecordedServer, connector: OpenEventConnector, body: str
) -> None:
    server.script(EXPORT, answer(200, body))

    with pytest.raises(Exception, match="another form"):
        connector.read_back(daily("161"))


def test_a_list_with_short_rows_is_read(server: RecordedServer, connector: OpenEventConnector) -> None:
    server.script(EXPORT, answer(200, "Ticket Id,Type\r\n161\r\n\r\n161,daily\r\n"))

    assert connector.read_back(daily("161")) == AlreadyThere()


def test_nothing_is_known_of_the_platforms_clock_before_it_answered(connector: OpenEventConnector) -> None:
    assert connector.clock_offset() is None

    connector.events()

    assert connector.clock_offset() is not None


def test_it_shows_neither_account_nor_secrets(connector: OpenEventConnector) -> None:
    assert repr(connector) == "OpenEventConnector(Channel(open_event, 127.0.0.1))"


def test_an_interrupt_without_a_request_does_nothing(connector: OpenEventConnector) -> None:
    connector.interrupt()

    assert connector.events()


def test_the_time_a_pull_begins_is_the_servers(server: RecordedServer) -> None:
    connection = Connection(platform="open_event", base_url="http://127.0.0.1", account="desk@example.org")
    behind = StillClock(SENT - timedelta(hours=5))
    connector = OpenEventConnector(connection, {"password": "p"}, forget, behind, transport=server.transport)

    last = list(connector.pull(EVENT, since=None, resume=None))[-1]
    connector.close()

    assert last.cursor is not None
    assert '"began":"2026-11-22T07:0' in last.cursor
