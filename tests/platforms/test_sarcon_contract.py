"""The statements of Sarcon's API integration guide that concern a client, one test each."""

import threading
from collections.abc import Iterator

import pytest

from checkin.clock import SystemClock
from checkin.connectors.sarcon.connector import SarconConnector
from checkin.connectors.sarcon.hooks import Nudge, read_hook
from checkin.connectors.sarcon.payloads import faults_of
from checkin.connectors.sarcon.setup import FORM
from checkin.errors import (
    CheckinError,
    ConnectorError,
    CredentialsError,
    RejectedError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.ids import PlatformId
from checkin.model.operation import Register, Rejected
from checkin.practice.faults import Faults
from checkin.practice.hosting import Hosting
from checkin.practice.sarcon import SarconPractice
from checkin.settings import Connection
from tests.checkin.connectors.sarcon.builders import connector_to, operation
from tests.checkin.connectors.sarcon.scripted import TOKEN, Scripted, connected, envelope, laravel
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import surroundings


@pytest.fixture
def practice() -> Iterator[SarconPractice]:
    with SarconPractice(attendees=70) as running:
        yield running


@pytest.fixture
def connector(practice: SarconPractice) -> Iterator[SarconConnector]:
    made = connector_to(practice)
    yield made
    made.close()


def failing(status: int, document: object = None) -> ConnectorError:
    """What becomes of an answer to the list of events."""
    script = Scripted()
    script.say("GET /events", document if document is not None else envelope([], "no", status), status)
    with connected(script) as connector, pytest.raises(ConnectorError) as caught:
        connector.events()
    return caught.value


def test_1_every_request_carries_the_client_token_as_bearer() -> None:
    script = Scripted()
    script.say("GET /events", laravel([{"id": 1, "name": "One"}]))

    with connected(script) as connector:
        connector.sign_in()
        connector.events()

    assert {one["authorization"] for one in script.headers} == {f"Bearer {TOKEN}"}
    assert len(script.headers) == 2


def test_1_a_token_that_is_not_the_platforms_is_a_matter_of_credentials(practice: SarconPractice) -> None:
    with pytest.raises(CredentialsError, match="System APIs"):
        connector_to(practice, secrets={"token": "another"}).sign_in()


def test_2_no_more_than_sixty_requests_a_minute_are_sent(practice: SarconPractice) -> None:
    usual = practice.connection.options["mapping"]  # and nothing said of how many are allowed
    connector = connector_to(practice, mapping=usual, clock=FakeClock())
    for _ in range(50):
        connector.sign_in()
    caught: list[CheckinError] = []

    def once_more() -> None:
        try:
            connector.sign_in()
        except ThrottledError as error:
            caught.append(error)

    waiting = threading.Thread(target=once_more)
    waiting.start()
    while waiting.is_alive():
        connector.interrupt()
        waiting.join(0.02)

    assert isinstance(caught[0], ThrottledError)
    assert practice.platform.requests == 50
    attendee = practice.platform.of_event(11)[0]
    for number in range(10):  # these are kept for check-ins
        connector.push(operation(str(attendee.id), id=f"operation {number}"))
    assert practice.platform.requests == 60


def test_2_beyond_the_limit_the_platform_asks_for_patience_without_saying_how_long(
    practice: SarconPractice,
) -> None:
    practice.platform.switches.is_limited = True
    others = [connector_to(practice), connector_to(practice)]
    for _ in range(30):
        for one in others:
            one.sign_in()

    with pytest.raises(ThrottledError) as caught:
        others[0].events()

    assert caught.value.retry_after is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, RejectedError),
        (401, CredentialsError),
        (403, CredentialsError),
        (404, RejectedError),
        (405, RejectedError),
        (429, ThrottledError),
        (500, UnreachableError),
        (503, UnreachableError),
    ],
)
def test_3_each_status_of_the_table_is_told_apart(status: int, kind: type[ConnectorError]) -> None:
    assert type(failing(status)) is kind


def test_3_a_missing_permission_reads_as_one() -> None:
    assert "permission" in str(failing(403, envelope([], "Forbidden", 403)))


def test_4_success_and_error_have_the_same_envelope_and_its_message_may_be_empty() -> None:
    assert str(failing(404, envelope([], "", 404))) == "The platform has nothing at this path (status 404)."


def test_5_data_may_be_an_empty_list_where_success_has_an_object(connector: SarconConnector) -> None:
    with pytest.raises(RejectedError, match="Event not found"):
        list(connector.pull(PlatformId("999"), since=None, resume=None))


def test_6_a_validation_error_is_400_and_its_words_are_in_data_messages(connector: SarconConnector) -> None:
    verdict = connector.push(operation("", task=Register(answers={"given_name": "Ida"})))

    assert isinstance(verdict, Rejected)
    assert "ticket_id: The ticket field is required." in verdict.reason
    told = {"data": {"messages": {"ticket_id": ["The ticket field is required."]}}}
    assert faults_of(told) == {"ticket_id": ("The ticket field is required.",)}


def test_7_rows_lie_at_data_data_and_neither_from_nor_to_is_required() -> None:
    script = Scripted()
    script.say("GET /events", laravel([{"uuid": "a-b", "title": "One"}]))

    with connected(script) as connector:
        assert [(one.platform_id, one.name) for one in connector.events()] == [("a-b", "One")]


def test_8_the_list_ends_where_no_next_page_is_named_whatever_the_total_says() -> None:
    script = Scripted()
    script.say("GET /events", laravel([], total=5))

    with connected(script) as connector:
        assert connector.events() == []

    assert script.asked == ["GET /events"]


def test_9_pages_of_twenty_are_followed(practice: SarconPractice) -> None:
    events = practice.platform.events
    for number in range(100, 145):
        events[number] = events[11].__class__(
            id=number, title=f"Event {number}", start_date="", end_date="", timezone="", venue=""
        )

    found = connector_to(practice).events()

    assert len(found) == 47
    assert practice.platform.requests == 3


def test_10_the_labels_of_links_do_not_matter() -> None:
    script = Scripted()
    script.say("GET /events", laravel([{"id": 3}], None))

    with connected(script) as connector:
        assert connector.events()[0].name == "Event 3"


def test_11_the_server_address_is_a_setting() -> None:
    address = next(field for field in FORM.fields if field.name == "base_url")

    assert address.required
    assert address.placeholder == "https://dev.sarcon.tech/api/public/v1"
    assert not address.preset


def test_11_the_token_is_never_sent_to_a_next_page_on_another_host() -> None:
    script, elsewhere = Scripted(), Scripted()
    with Hosting(elsewhere, Faults(), SystemClock()) as other, connected(script) as connector:
        script.say("GET /events", laravel([{"id": 1}], f"{other.url}/api/public/v1/events?page=2"))

        with pytest.raises(UnreadableReplyError, match="another server"):
            connector.events()

    assert elsewhere.asked == []


@pytest.mark.parametrize(
    "module",
    ["Registration", "Ticket", "Question", "Speaker", "Session", "Hall", "Contact List", "Contact"],
)
def test_12_each_of_the_eight_modules_is_known_in_callbacks(module: str) -> None:
    for words, action in (("added", "added"), ("edited", "edited"), ("deleted", "deleted")):
        body = f'{{"module": "{module}", "action": "{words}"}}'.encode()

        assert read_hook(body) == Nudge(module=module.lower(), action=action)


def test_13_a_failure_in_the_body_counts_although_http_says_200() -> None:
    assert type(failing(200, envelope([], "Event not found", 404))) is RejectedError
    assert type(failing(200, envelope([], "", 401))) is CredentialsError
    assert type(failing(200, envelope([], "", 429))) is ThrottledError
    assert type(failing(200, envelope([], "", 503))) is UnreachableError


def test_13_a_failure_of_http_counts_although_the_body_says_200() -> None:
    assert type(failing(404, envelope([], "", 200))) is RejectedError


def test_13_plain_http_to_another_computer_is_refused() -> None:
    connection = Connection(platform="sarcon", base_url="http://sarcon.example/api/public/v1")

    with pytest.raises(CheckinError, match="in the clear"):
        SarconConnector(connection, {"token": TOKEN}, surroundings())
