from threading import Event, Thread, Timer

import httpx
import pytest
from typing_extensions import override

from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.nutickets.failures import ForbiddenError
from checkin.connectors.nutickets.setup import FORM, capabilities
from checkin.connectors.protocol import Connector, LiveVerifier
from checkin.errors import (
    CredentialsError,
    RejectedError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.ids import PlatformId
from checkin.model.platform import Capability
from checkin.practice.faults import Fault, FaultKind
from checkin.practice.nutickets import NuticketsPractice
from tests.checkin.connectors.nutickets.builders import (
    Canned,
    Witness,
    connect,
    people_of,
    read_all,
)
from tests.checkin.connectors.nutickets.reference import examples
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import DictMemory

MAIN = PlatformId("4201")


def _of(transport: httpx.BaseTransport, company: str = "1") -> NuticketsConnector:
    return connect(NuticketsPractice(attendees=1), transport=transport, company=company)


def test_it_is_a_connector_that_can_ask_live(
    connector: NuticketsConnector, platform: NuticketsPractice
) -> None:
    as_agreed: Connector = connector

    assert isinstance(connector, LiveVerifier)
    assert as_agreed.platform == FORM.platform == "nutickets"
    assert as_agreed.capabilities == capabilities(platform.connection) == FORM.capabilities
    assert {Capability.UNDO, Capability.CORRECTION, Capability.CHECK_IN_THEIR_TIME}.isdisjoint(
        FORM.capabilities
    )
    assert any("Secure QR Only" in limit for limit in FORM.limits)


def test_the_address_of_the_platform_is_known() -> None:
    [address] = [field.preset for field in FORM.fields if field.name == "base_url"]

    assert address == "https://api.nuwebgroup.com/v1"


def test_the_clock_of_the_platform_is_heard(connector: NuticketsConnector) -> None:
    assert connector.clock_offset() is None
    connector.sign_in()
    assert connector.clock_offset() == pytest.approx(0, abs=1)


def test_without_a_token_or_a_password_nobody_can_sign_in(platform: NuticketsPractice) -> None:
    for secrets in ({}, {"token": "\n"}, {"token": "schlüssel"}, {"password": "wrong"}):
        connector = connect(platform, secrets=secrets)
        with pytest.raises(CredentialsError):
            connector.sign_in()
        connector.close()


def test_no_secret_shows(connector: NuticketsConnector, memory: DictMemory) -> None:
    connector.sign_in()
    read_all(connector, MAIN)

    assert "practice-token" not in f"{connector!r} {memory.kept} {connector._session!r}"  # noqa: SLF001


def test_an_account_that_may_not_list_companies_is_told_so(platform: NuticketsPractice) -> None:
    platform.platform.forbidden.add("/companies")
    platform.platform.last_company = 1
    connector = connect(platform, company="")

    assert any("last chose" in note for note in connector.sign_in().notes)
    assert [event.name for event in connector.events()] == ["Northern Lights Conference", "Winter Gala"]
    connector.close()


def test_a_company_the_account_lost_is_asked_for_again(platform: NuticketsPractice) -> None:
    connector = connect(platform)
    platform.platform.companies = {1: "One", 3: "Three"}
    connector.sign_in()
    platform.platform.companies = {1: "One"}
    other = connect(platform, company="3")

    with pytest.raises(ForbiddenError):
        other.sign_in()
    connector.close()
    other.close()


def test_a_company_that_is_not_among_the_listed_ones_is_never_replaced_by_another() -> None:
    canned = Canned(examples())
    connector = _of(canned, company="7")

    assert [field.name for field in connector.sign_in().asks] == ["company"]
    with pytest.raises(RejectedError, match="several"):
        connector.events()
    assert "x-nu-company-id" not in canned.requests[-1].headers


def test_events_that_just_ended_are_listed_the_soonest_first(
    connector: NuticketsConnector, clock: FakeClock
) -> None:
    clock.advance(11 * 3600)

    assert [event.platform_id for event in connector.events()] == ["4201", "4202"]


def test_a_zone_nobody_told_of_is_unreadable() -> None:
    with pytest.raises(UnreadableReplyError, match="no zone"):
        _of(Canned({"GET /zone": []}))._client.catalogue.zone("1")  # noqa: SLF001


def test_a_list_that_never_ends_is_given_up() -> None:
    class _Endless(httpx.BaseTransport):
        @override
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            first = int(request.url.params["offset"])
            rows = [{"id": first + number} for number in range(100)]
            return httpx.Response(200, json={"data": rows})

    with pytest.raises(UnreadableReplyError, match="does not end"):
        _of(_Endless())._client.catalogue.companies()  # noqa: SLF001


def test_what_is_being_prepared_is_left_when_somebody_interrupts(
    platform: NuticketsPractice, clock: FakeClock, memory: DictMemory
) -> None:
    platform.platform.polls = 10_000
    polled = Event()

    class _Telling(Witness):
        @override
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if "asyncUuid" in request.url.params:
                polled.set()
            return super().handle_request(request)

    connector = connect(platform, clock=clock, memory=memory, transport=_Telling(), in_background=True)
    ended: list[BaseException] = []

    def read() -> None:
        with pytest.raises((ThrottledError, UnreachableError)) as raised:
            read_all(connector, MAIN)
        ended.append(raised.value)

    reading = Thread(target=read)
    reading.start()
    assert polled.wait(10)
    connector.interrupt()
    connector.close()
    reading.join(10)

    assert len(ended) == 1
    assert any(key.startswith("async:") for key in memory.kept)


def test_an_answer_that_needs_no_preparing_comes_at_once(memory: DictMemory) -> None:
    connector = _of(Canned(examples()))

    report = connector._client.catalogue.report("1")  # noqa: SLF001

    assert report.is_good
    assert memory.kept == {}


def test_what_was_kept_of_an_unfinished_answer_and_cannot_be_read_is_asked_anew(
    platform: NuticketsPractice, clock: FakeClock
) -> None:
    class _Damaged(DictMemory):
        @override
        def read(self, key: str) -> str:
            return "{" if key.startswith("async:") else super().read(key)

    connector = connect(platform, clock=clock, memory=_Damaged(), in_background=True)

    assert len(people_of(read_all(connector, MAIN))) == 26
    connector.close()


def test_a_pause_the_server_wants_without_a_word_lasts_a_minute(
    platform: NuticketsPractice, connector: NuticketsConnector, clock: FakeClock
) -> None:
    platform.faults.add(Fault(kind=FaultKind.THROTTLE, times=1))
    with pytest.raises(ThrottledError):
        connector.sign_in()
    clock.advance(61)

    assert connector.sign_in().name == "Desk One"


@pytest.mark.parametrize("text", ["", "0", "many", "99999999999"])
def test_a_senseless_number_of_requests_is_sixty(platform: NuticketsPractice, text: str) -> None:
    connector = connect(platform, requests_a_minute=text, language="?!")

    assert connector.sign_in().name == "Desk One"
    assert connector._session._budget._most == 60  # noqa: SLF001
    connector.close()


def test_who_waits_for_what_is_being_prepared_can_be_called_away(platform: NuticketsPractice) -> None:
    platform.platform.polls = 10_000
    connector = connect(platform, in_background=True, rest=60.0)

    Timer(0.3, connector.interrupt).start()
    with pytest.raises((ThrottledError, UnreachableError)):
        read_all(connector, MAIN)
    connector.close()
