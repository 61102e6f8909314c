"""Nutickets' introduction to its REST API, line by line."""

from dataclasses import replace
from threading import Timer

import httpx
import pytest
from typing_extensions import override

from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.errors import (
    CredentialsError,
    RejectedError,
    ThrottledError,
    UnreachableError,
)
from checkin.model.operation import Settled
from checkin.practice.nutickets import NuticketsPractice
from checkin.practice.nutickets.platform import PASSWORD, TOKEN
from tests.checkin.connectors.nutickets.builders import (
    Witness,
    an_operation,
    connect,
    people_of,
    read_all,
)
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import DictMemory
from tests.platforms.nutickets.event import MAIN, good, item_of


class _Unlucky(httpx.BaseTransport):
    """A network that is gone when somebody looks for what was prepared."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if "asyncUuid" in request.url.params:
            raise httpx.ReadError("gone", request=request)
        return self._inner.handle_request(request)

    @override
    def close(self) -> None:
        self._inner.close()


class _Impatient(httpx.BaseTransport):
    """A network on which every request takes half a minute."""

    def __init__(self, inner: httpx.BaseTransport, clock: FakeClock) -> None:
        self._inner = inner
        self._clock = clock

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._clock.advance(31)
        return self._inner.handle_request(request)

    @override
    def close(self) -> None:
        self._inner.close()


def test_1_a_token_is_sent_as_bearer_and_a_new_one_leaves_the_old_one_good(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    kept: list[dict[str, str]] = []
    fresh = connect(platform, secrets={"password": PASSWORD, "webhook_secret": "s"})
    fresh._around = replace(fresh._around, on_secrets=lambda secrets: kept.append(dict(secrets)))  # noqa: SLF001

    assert fresh.sign_in().name == connector.sign_in().name
    assert kept == [{"token": "2|practice-token", "webhook_secret": "s"}]
    assert {request.headers["authorization"] for request in witness.requests} == {f"Bearer {TOKEN}"}
    fresh.close()


def test_1_a_revoked_token_asks_for_a_person(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    platform.platform.tokens.clear()

    with pytest.raises(CredentialsError, match="token"):
        connector.sign_in()


def test_2_a_missing_permission_is_called_one(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    platform.platform.forbidden.add("/entry/tickets")

    assert any("roles" in note for note in connector.sign_in().notes)
    with pytest.raises(CredentialsError, match="permission"):
        read_all(connector, MAIN)


def test_3_every_request_names_the_company_polls_included(
    platform: NuticketsPractice, clock: FakeClock, witness: Witness
) -> None:
    connector = connect(platform, clock=clock, transport=witness, in_background=True)
    connector.sign_in()
    read_all(connector, MAIN)

    assert any("asyncUuid" in str(request.url) for request in witness.requests)
    assert {request.headers.get("x-nu-company-id") for request in witness.requests} == {"1"}
    connector.close()


def test_3_of_several_companies_one_must_be_chosen_first(
    platform: NuticketsPractice, clock: FakeClock
) -> None:
    connector = connect(platform, clock=clock, company="")

    [asked] = connector.sign_in().asks
    assert (asked.name, [value for value, _ in asked.options]) == ("company", ["1", "2"])
    with pytest.raises(RejectedError, match="several companies"):
        connector.events()
    connector.close()


def test_3_the_only_company_is_named_from_then_on(
    platform: NuticketsPractice, clock: FakeClock, witness: Witness
) -> None:
    platform.platform.companies = {1: "The only one"}
    platform.platform.last_company = 1
    connector = connect(platform, clock=clock, transport=witness, company="")

    assert connector.sign_in().answers["company"] == "1"
    connector.events()
    assert witness.requests[-1].headers["x-nu-company-id"] == "1"
    connector.close()


def test_4_the_language_goes_with_every_request_and_is_obeyed(
    platform: NuticketsPractice, clock: FakeClock, witness: Witness
) -> None:
    connector = connect(platform, clock=clock, transport=witness, language="de")

    zones = read_all(connector, MAIN)[0].zones

    assert zones is not None
    assert zones[0].name == "Eingang"
    assert {request.headers["accept-language"] for request in witness.requests} == {"de"}
    connector.close()


def test_4_another_language_than_was_asked_for_is_said(platform: NuticketsPractice, clock: FakeClock) -> None:
    connector = connect(platform, clock=clock, language="fr")

    facts = read_all(connector, MAIN)[0].facts

    assert any("“en”" in note for note in connector.sign_in().notes)
    assert facts is not None
    assert any("“en”" in note for note in facts.notes)
    connector.close()


def test_5_and_6_an_answer_is_prepared_and_fetched_from_the_same_endpoint(
    platform: NuticketsPractice, clock: FakeClock, witness: Witness
) -> None:
    platform.platform.polls = 3
    connector = connect(platform, clock=clock, transport=witness, in_background=True)

    pages = read_all(connector, MAIN)

    asked = [request.url.params for request in witness.sent("GET", "/entry/tickets")]
    assert len(people_of(pages)) == 20 + 6
    assert asked[0].get("async") == "true"
    assert [(one.get("asyncUuid") or "")[-1] for one in asked[1:5]] == ["1", "1", "1", "1"]
    connector.close()


def test_7_polls_are_not_counted(platform: NuticketsPractice, clock: FakeClock) -> None:
    platform.platform.polls = 4
    connector = connect(platform, clock=clock, in_background=True, requests_a_minute="12")

    read_all(connector, MAIN)

    assert platform.platform.left(1) == 100_000 - 6  # the structure's four, tickets and guests
    connector.close()


def test_8_what_needs_a_password_is_never_asked_in_the_background(connector: NuticketsConnector) -> None:
    session = connector._client.session  # noqa: SLF001 - nothing of the desk's could try

    with pytest.raises(ValueError, match="password"):
        session.send_in_background("POST", "/login", {"email": "", "password": ""})


def test_9_what_is_being_prepared_is_taken_up_again_after_a_restart(
    platform: NuticketsPractice, clock: FakeClock, memory: DictMemory, witness: Witness
) -> None:
    first = connect(
        platform, clock=clock, memory=memory, transport=_Unlucky(httpx.HTTPTransport()), in_background=True
    )
    with pytest.raises(UnreachableError):
        read_all(first, MAIN)
    first.close()

    second = connect(platform, clock=clock, memory=memory, transport=witness, in_background=True)
    assert len(people_of(read_all(second, MAIN))) == 26
    assert "async" not in witness.sent("GET", "/entry/tickets")[0].url.params
    second.close()


def test_9_two_hours_later_it_is_lost_and_asked_anew(
    platform: NuticketsPractice, clock: FakeClock, memory: DictMemory, witness: Witness
) -> None:
    platform.platform.polls = 10_000
    connector = connect(
        platform, clock=clock, memory=memory, transport=_Impatient(witness, clock), in_background=True
    )

    with pytest.raises(ThrottledError):
        read_all(connector, MAIN)
    assert [key for key in memory.kept if key.startswith("async:")]

    clock.advance(2 * 3600 + 1)
    with pytest.raises(UnreachableError, match="two hours"):
        read_all(connector, MAIN)

    platform.platform.polls = 0
    assert len(people_of(read_all(connector, MAIN))) == 26
    assert [key for key in memory.kept if key.startswith("async:")] == []
    connector.close()


def test_10_no_more_than_sixty_requests_a_minute_are_sent(
    platform: NuticketsPractice, clock: FakeClock, witness: Witness
) -> None:
    connector = connect(platform, clock=clock, transport=witness, requests_a_minute="60")
    code = good(platform)
    operation = an_operation(platform, item_of(platform, code), code)
    for _ in range(60):
        connector.push(operation)

    Timer(0.05, connector.interrupt).start()
    with pytest.raises(ThrottledError):
        connector.push(operation)
    clock.advance(60.1)
    assert isinstance(connector.push(operation), Settled)
    assert len(witness.requests) == 61
    connector.close()


def test_10_reading_leaves_room_for_check_ins(platform: NuticketsPractice, clock: FakeClock) -> None:
    connector = connect(platform, clock=clock, requests_a_minute="60")
    code = good(platform)
    for _ in range(50):
        connector.events()

    Timer(0.05, connector.interrupt).start()
    with pytest.raises(ThrottledError):
        connector.events()
    assert isinstance(connector.push(an_operation(platform, item_of(platform, code), code)), Settled)
    connector.close()


def test_11_nothing_is_sent_while_the_platform_says_that_nothing_is_left(clock: FakeClock) -> None:
    with NuticketsPractice(attendees=5, clock=clock, a_minute=2) as platform:
        connector = connect(platform, clock=clock, requests_a_minute="60")
        connector.sign_in()

        Timer(0.05, connector.interrupt).start()
        with pytest.raises(ThrottledError) as raised:
            connector.events()

        assert raised.value.retry_after == pytest.approx(60)
        connector.close()


def test_11_a_refusal_for_too_many_requests_says_how_long_to_wait(clock: FakeClock) -> None:
    with NuticketsPractice(attendees=5, clock=clock, a_minute=0) as platform:
        connector = connect(platform, clock=clock)

        with pytest.raises(ThrottledError) as raised:
            connector.sign_in()

        assert raised.value.retry_after == 60
        connector.close()


def test_12_what_a_later_version_adds_is_tolerated(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    platform.platform.tables.of_event(4201)[0].status = "sold"
    platform.platform.tables.of_event(4201)[0].kind = "hologram"

    assert len(people_of(read_all(connector, MAIN))) == 26
