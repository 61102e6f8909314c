"""What Badgestic's API page says, line by line, as far as it concerns whoever calls it.

Each name begins with the line's number: 1 https and host, 2 token, 3 envelope, 4 faults, 5 form encoding,
6 and 7 events, 8 Show Event, 9 and 10 guests, 11 custom fields, 12 QR code, 13 its deprecated address,
14 JSON, 15 what is left open.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from typing_extensions import override

from checkin.connectors.badgestic.client import Client, EventChanges
from checkin.connectors.badgestic.connector import BadgesticConnector
from checkin.connectors.badgestic.envelope import RefusedInputError
from checkin.connectors.http import Channel
from checkin.errors import (
    CredentialsError,
    RejectedError,
    SettingsError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import Correct, Operation, Register, Settled, Task
from checkin.model.platform import Capability
from checkin.model.station import StationKind
from checkin.practice.badgestic import BadgesticPractice
from checkin.practice.badgestic.rows import GuestRow
from checkin.practice.faults import Fault, FaultKind
from checkin.settings import Connection
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import surroundings

MAIN = 4711


@pytest.fixture
def practice(clock: FakeClock) -> Iterator[BadgesticPractice]:
    with BadgesticPractice(attendees=30, clock=clock) as running:
        yield running


@pytest.fixture
def client(practice: BadgesticPractice, clock: FakeClock) -> Iterator[Client]:
    with closing(Channel("badgestic", practice.url, clock)) as channel:
        yield Client(channel, "badgestic", practice.secrets["token"])


@pytest.fixture
def connector(practice: BadgesticPractice, clock: FakeClock) -> Iterator[BadgesticConnector]:
    with closing(
        BadgesticConnector(practice.connection, practice.secrets, surroundings(clock=clock))
    ) as made:
        yield made


class Recorder(HTTPServer):
    """A server that notes requests and gives one answer."""

    def __init__(self, answer: bytes, *, status: int = 200, location: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Noting)
        self.answer, self.status, self.location = answer, status, location
        self.heads: list[dict[str, str]] = []
        self.lines: list[str] = []
        self.bodies: list[bytes] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def close(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def client(self) -> Client:
        return Client(Channel("badgestic", self.url, FakeClock()), "badgestic", "t0ken")


class _Noting(BaseHTTPRequestHandler):
    server: Recorder

    def do_GET(self) -> None:
        self.server.lines.append(self.requestline)
        self.server.heads.append({name.lower(): value for name, value in self.headers.items()})
        self.server.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the names http.server looks for

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def success(data: object) -> bytes:
    return json.dumps({"status": "success", "data": data}).encode()


def somebody(practice: BadgesticPractice) -> GuestRow:
    return next(row for row in practice.platform.guests.values() if row.event == MAIN and row.code)


def operation(attendee: str, task: Task) -> Operation:
    return Operation(
        id=OperationId("o-1"),
        movement=MovementId("m-1"),
        event=PlatformId(str(MAIN)),
        attendee=PlatformId(attendee),
        kind=StationKind.REGISTRATION,
        station=None,
        session=None,
        at=datetime(2026, 11, 22, 8, 40, tzinfo=UTC),
        task=task,
    )


@pytest.mark.parametrize(
    "address", ["http://www.badgestic.com", "https://badgestic.com", "https://www.badgestic.org", "ftp://x"]
)
def test_1_only_https_with_www_is_spoken_to(address: str) -> None:
    connection = Connection(platform="badgestic", base_url=address, plain_http=True)

    with pytest.raises(SettingsError):
        BadgesticConnector(connection, {"token": "t0ken"}, surroundings())


def test_1_the_address_with_www_is_taken_and_nothing_is_sent_yet() -> None:
    connection = Connection(platform="badgestic", base_url="https://www.badgestic.com")

    with closing(BadgesticConnector(connection, {"token": "t0ken"}, surroundings())) as connector:
        assert "www.badgestic.com" in repr(connector)
        assert "t0ken" not in repr(connector)


def test_1_a_redirect_is_not_followed() -> None:
    with closing(Recorder(success({"guests": []}))) as other:
        elsewhere = Recorder(b"", status=302, location=f"{other.url}/v1/events/1")
        with closing(elsewhere) as server, pytest.raises(UnreachableError):
            server.client().show_event("1")

        assert other.heads == []


def test_2_the_token_goes_in_a_header_of_its_own_on_every_call_of_the_api() -> None:
    with closing(Recorder(success({"guests": [], "event_id": 1, "guest_id": 1}))) as server:
        client = server.client()
        client.show_event("1")
        client.create_event(EventChanges(name="x"))
        client.update_event("1", EventChanges(name="x"))
        client.delete_event("1")
        client.create_guest("1", [("first_name", "x"), ("last_name", "y")])
        client.update_guest("1", [("email", "")])
        client.delete_guest("1")

        assert [head["auth-token"] for head in server.heads] == ["t0ken"] * 7
        assert not any("authorization" in head or "cookie" in head for head in server.heads)


def test_2_a_wrong_token_is_a_matter_of_credentials(practice: BadgesticPractice) -> None:
    stranger = BadgesticConnector(practice.connection, {"token": "no"}, surroundings())

    with closing(stranger) as connector, pytest.raises(CredentialsError):
        connector.sign_in()


def test_3_status_200_alone_is_no_success(connector: BadgesticConnector, practice: BadgesticPractice) -> None:
    row = somebody(practice)

    verdict = connector.push(operation(str(row.id), Correct(changes={"family_name": ""})))

    assert not isinstance(verdict, Settled)
    assert row.last_name


@pytest.mark.parametrize(
    ("status", "error"), [(403, CredentialsError), (404, RejectedError), (500, UnreachableError)]
)
def test_3_an_error_is_told_by_its_status(status: int, error: type[Exception]) -> None:
    with closing(Recorder(b'{"status": "error"}', status=status)) as server, pytest.raises(error):
        server.client().show_event("1")


def test_3_a_server_that_fails_at_a_change_leaves_the_outcome_open() -> None:
    with closing(Recorder(b'{"status": "error"}', status=500)) as server:
        with pytest.raises(UnreachableError) as failed:
            server.client().update_guest("1", [])

        assert failed.value.may_have_landed


def test_4_faults_are_pairs_and_a_field_may_have_several(client: Client) -> None:
    fields = [("first_name", ""), ("last_name", "Smith"), ("email", "x" * 300)]

    with pytest.raises(RefusedInputError) as refused:
        client.create_guest(str(MAIN), fields)

    assert refused.value.faults == {"first_name": ("blank",), "email": ("invalid", "too_long")}
    assert "first name: blank" in refused.value.reason


def test_5_bodies_are_forms_and_percent_encoded() -> None:
    with closing(Recorder(success(None))) as server:
        server.client().update_guest("1", [("last_name", "Smith & Søn = 100%+")])

        assert server.heads[0]["content-type"] == "application/x-www-form-urlencoded"
        assert server.bodies[0] == b"last_name=Smith%20%26%20S%C3%B8n%20%3D%20100%25%2B"


def test_6_an_event_is_composed_of_five_parts_and_an_offset(
    client: Client, practice: BadgesticPractice
) -> None:
    begins = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
    words = EventChanges(name="New", utc_offset=timedelta(hours=-5), starts_at=begins, ends_at=begins)

    number = client.create_event(words)

    fields = practice.platform.events[int(number)].fields
    assert [fields[f"starts_at_{part}"] for part in ("year", "month", "day", "hour", "minute")] == [
        "2026",
        "11",
        "22",
        "09",
        "05",
    ]
    assert client.show_event(number).event.starts_at == begins


def test_7_only_what_changes_is_sent_and_an_event_can_be_deleted(
    client: Client, practice: BadgesticPractice
) -> None:
    before = dict(practice.platform.events[MAIN].fields)

    client.update_event(str(MAIN), EventChanges(name="Renamed"))

    assert practice.platform.events[MAIN].fields == before | {"name": "Renamed"}
    client.delete_event(str(MAIN))
    assert MAIN not in practice.platform.events


def test_8_one_answer_has_everybody_and_names_of_fields_are_tolerated() -> None:
    body = success({"event": {"title": "Other words"}, "guests": [{"guest_id": "9", "vip": True}]})
    with closing(Recorder(body)) as server:
        shown = server.client().show_event("1")

    assert shown.event.name == "Other words"
    assert [(guest.id, guest.custom) for guest in shown.guests] == [("9", {"vip": "true"})]


def test_8_everybody_is_pulled_in_one_look(
    connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    pages = list(connector.pull(practice.main_event, since=None, resume=None))

    assert len({one.platform_id for page in pages for one in page.attendees}) == 30
    assert practice.platform.shows == 1
    assert Capability.DELTA_PULL not in connector.capabilities


def test_9_a_walk_in_is_a_new_guest(connector: BadgesticConnector, practice: BadgesticPractice) -> None:
    answers = {"given_name": "John", "family_name": "Smith", "email": ""}

    verdict = connector.push(operation("", Register(answers=answers)))

    newest = practice.platform.guests[max(practice.platform.guests)]
    assert verdict == Settled(attendee=PlatformId(str(newest.id)), codes=(newest.code,))
    assert (newest.first_name, newest.last_name, newest.active) == ("John", "Smith", True)


def test_9_active_is_one_of_two_words(client: Client, practice: BadgesticPractice) -> None:
    names = [("first_name", "John"), ("last_name", "Smith")]

    number = client.create_guest(str(MAIN), [*names, ("active", "false")])

    assert not practice.platform.guests[int(number)].active
    with pytest.raises(RefusedInputError):
        client.create_guest(str(MAIN), [*names, ("active", "no")])


def test_10_guests_are_changed_and_deleted_under_their_own_path() -> None:
    with closing(Recorder(success(None))) as server:
        server.client().update_guest("7", [("last_name", "Smith Johnson")])
        server.client().delete_guest("7")

        assert server.lines == ["PUT /v1/guests/7 HTTP/1.1", "DELETE /v1/guests/7 HTTP/1.1"]
        assert server.bodies == [b"last_name=Smith%20Johnson", b""]


def test_11_the_accounts_own_fields_are_discovered(practice: BadgesticPractice) -> None:
    connection = practice.connection.model_copy(update={"options": {"events": str(MAIN)}})
    with closing(BadgesticConnector(connection, practice.secrets, surroundings())) as connector:
        asked = {one.name: [value for value, _ in one.options] for one in connector.sign_in().asks}

    assert asked["checkin_field"] == [
        "",
        "company",
        "job_title",
        "ticket_type",
        "dietary_needs",
        "checked_in_at",
    ]


def test_12_pictures_need_no_token_and_get_none(
    connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    row = somebody(practice)

    pages = list(connector.pull(practice.main_event, since=None, resume=None))

    codes = [one.badge_code for page in pages for one in page.attendees if one.platform_id == str(row.id)]
    assert codes[-1] == row.code
    assert practice.platform.told_tokens == 0


def test_12_the_picture_has_no_version_in_its_address(practice: BadgesticPractice) -> None:
    with closing(Recorder(b"not a picture")) as server:
        with pytest.raises(UnreadableReplyError):
            server.client().qr_code("7")

        assert server.lines == ["GET /guests/7/qr_code HTTP/1.1"]
        assert practice.platform.told_tokens == 0


def test_13_the_deprecated_address_may_be_empty_and_nobody_needs_it(
    client: Client, practice: BadgesticPractice
) -> None:
    row = somebody(practice)

    assert client.qr_code_url(str(row.id)).startswith("https://www.badgestic.com/")
    row.code = ""
    assert client.qr_code_url(str(row.id)) == ""


def test_14_answers_are_json_whatever_the_examples_look_like() -> None:
    as_in_the_examples = Recorder(b"{'status': 'success', 'data': {'event_id': 1}}")

    with closing(as_in_the_examples) as server, pytest.raises(UnreadableReplyError):
        server.client().create_event(EventChanges(name="x"))


def test_15_a_walk_in_whose_answer_got_lost_is_not_doubled(
    connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    sent = operation("", Register(answers={"given_name": "John", "family_name": "Smith"}))
    practice.faults.add(Fault(kind=FaultKind.DROP_ANSWER, method="POST", times=1))
    with pytest.raises(UnreachableError):
        connector.push(sent)

    found = connector.read_back(sent)

    assert isinstance(found, Settled)
    assert found.attendee == str(max(practice.platform.guests))


def test_15_there_is_no_list_of_events_so_they_are_typed(
    connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    assert [event.platform_id for event in connector.events()] == practice.connection.options[
        "events"
    ].split()
    assert Capability.LIST_EVENTS not in connector.capabilities
