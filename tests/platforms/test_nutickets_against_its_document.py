"""Nutickets as its OpenAPI document describes it: every request fits, and no answer that fits does any harm.

The platform answers by its schemas alone, whatever it is told. So little of it makes sense; what must hold
is that nothing ends in anything but a value or one of our errors.
"""

import inspect
import json
from collections.abc import Callable, Iterator

import pytest

from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.errors import ConnectorError, CredentialsError, RejectedError, UnreadableReplyError
from checkin.model.admission import Refusal
from checkin.model.attendee import TicketStatus
from checkin.model.ids import PlatformId
from checkin.model.live import LiveAnswer
from checkin.model.operation import AlreadyThere, CannotTell, NotThere, Rejected, Settled
from checkin.model.platform import Account
from tests.fakes.answering import AtRandom, Refusing, Way, as_documented, filled, minimal
from tests.fakes.clock import FakeClock
from tests.fakes.documented import Documented
from tests.fakes.nutickets_by_document import (
    OPERATIONS,
    a_question,
    connect,
    every_request,
    life,
    operations,
    pages,
    said,
    the_api,
)
from tests.fakes.openapi import Api, Schema

WAYS: dict[str, Callable[[], Way]] = {
    "as documented": lambda: as_documented,
    "minimal": lambda: minimal,
    "filled": lambda: filled,
    **{f"at random {seed}": lambda seed=seed: AtRandom(seed) for seed in range(12)},  # type: ignore[misc]
    **{f"with nulls {seed}": lambda seed=seed: AtRandom(seed, nulls=0.1) for seed in range(6)},  # type: ignore[misc]
}


@pytest.fixture
def platform() -> Iterator[Documented]:
    with Documented(the_api(), as_documented, FakeClock()) as serving:
        yield serving


@pytest.fixture
def connector(platform: Documented) -> Iterator[NuticketsConnector]:
    made = connect(platform)
    yield made
    made.close()


@pytest.mark.parametrize("way", WAYS)
def test_a_whole_life_ends_in_values_or_in_errors_of_ours(platform: Documented, way: str) -> None:
    platform.way = WAYS[way]()
    connector = connect(platform, company="1", products="yes")

    lived = dict(life(connector))
    connector.close()

    assert platform.violations == []
    assert len(lived) > len(OPERATIONS)


@pytest.mark.parametrize("way", WAYS)
def test_every_request_there_is_fits_the_document(platform: Documented, way: str) -> None:
    platform.way = WAYS[way]()
    connector = connect(platform, company="1")

    for step in every_request(connector._client).values():  # noqa: SLF001 - what the desk itself never asks
        said(step)
    connector.close()

    assert platform.violations == []
    assert {one.key for one in platform.asked} >= set(operations())


def test_no_request_is_forgotten_here(connector: NuticketsConnector) -> None:
    client = connector._client  # noqa: SLF001 - what the desk itself never asks
    named = {
        f"{prefix}{name}"
        for prefix, part in (("", client), ("catalogue.", client.catalogue), ("shop.", client.shop))
        for name, _ in inspect.getmembers(part, inspect.ismethod)
        if not name.startswith("_")
    }

    assert named | {"session.login"} == set(every_request(client))


@pytest.mark.parametrize("status", [401, 403, 404, 422])
def test_every_documented_refusal_is_an_error_of_ours(platform: Documented, status: int) -> None:
    platform.way = Refusing(status)
    connector = connect(platform, company="1")

    told = dict(life(connector))
    asked = [said(step) for step in every_request(connector._client).values()]  # noqa: SLF001 - all there is
    connector.close()

    assert platform.violations == []
    assert any(isinstance(one, ConnectorError) for one in asked)
    assert isinstance(told["pull"], CredentialsError if status in {401, 403} else RejectedError)


def test_who_signs_in_with_a_password_gets_a_token_that_is_used(platform: Documented) -> None:
    connector = connect(platform, secrets={"password": "secret"}, account="desk@example.org")

    account = connector.sign_in()
    connector.close()

    assert account == Account(
        name="John Doe",
        platform_id=PlatformId("8"),
        notes=account.notes,
        asks=(),
        answers={"company": "1"},
    )
    first, *later = platform.asked
    assert first.key == "POST /login"
    assert {one.headers["authorization"] for one in later} == {"Bearer PERSONALACCESSTOKEN123"}
    assert platform.violations == []


def test_a_token_that_could_stand_in_no_header_is_none(platform: Documented) -> None:
    platform.way = lambda operation: (200, {"token": " \n"}) if "login" in repr(operation) else (200, {})
    connector = connect(platform, secrets={"password": "secret"}, account="desk@example.org")

    with pytest.raises(UnreadableReplyError):
        connector.sign_in()
    connector.close()

    assert [one.key for one in platform.asked] == ["POST /login"]


def test_an_account_of_which_nothing_is_told_is_signed_in_all_the_same(platform: Documented) -> None:
    platform.way = filled
    connector = connect(platform)

    account = connector.sign_in()
    connector.close()

    assert (account.name, account.platform_id) == ("User", "")
    assert platform.violations == []


def test_the_company_that_was_chosen_is_named_in_every_request(platform: Documented) -> None:
    connector = connect(platform, company="1")
    connector.sign_in()
    pages(connector)
    connector.close()

    assert {one.headers.get("x-nu-company-id") for one in platform.asked} == {"1"}


def test_what_the_document_shows_is_read_as_it_is_meant(connector: NuticketsConnector) -> None:
    read = pages(connector)
    people = {one.platform_id: one for page in read for one in page.attendees}

    assert [(one.given_name, one.family_name, one.badge_code) for one in people.values()] == [
        ("Walton", "Buckridge", "97WG2VGJK2"),
        ("Carey", "Gerlach MD", "V6R5X15749"),
        ("Kendall", "Wiegand", "DOWG4RGL07"),
        ("Pascale", "McGlynn", "XR15905WD4"),
        ("John", "Doe", "HFGR22USDJ34DF"),
        ("John", "Smith", "GHER45ADS45F2QWE"),
    ]
    assert {one.status for one in people.values()} == {TicketStatus.VALID}
    assert [one.admits for one in people.values()] == [1, 1, 1, 1, 8, 8]
    assert [event.name for event in connector.events()] == ["Foo"]
    assert read[0].zones is not None
    assert [zone.name for zone in read[0].zones] == ["Entry"]
    assert read[-1].snapshot_ends


def test_what_happens_with_the_documented_answers_is_settled(connector: NuticketsConnector) -> None:
    lived = dict(life(connector))

    settled = ["in", "in after all", "in by the entry", "out", "registered", "a guest", "refused"]
    assert {type(lived[name]) for name in [*settled, "a wristband", "a walk-in", "a walk-in?"]} == {Settled}
    assert {type(lived[name]) for name in ("in?", "out?", "refused?")} == {CannotTell}
    assert isinstance(lived["a guest?"], AlreadyThere)
    assert isinstance(lived["a guest out?"], NotThere)
    assert isinstance(lived["a guest out"], Rejected)
    assert isinstance(lived["together"], list)
    assert {type(one) for one in lived["together"]} == {Settled}


_SCAN = "POST /zones/scan"
STATUSES: dict[str, Refusal | None] = {
    "valid": None,
    "alreadyIn": Refusal.ALREADY_INSIDE,
    "alreadyOut": Refusal.NOT_INSIDE,
    "denied": Refusal.BLOCKED,
    "zoneClosed": Refusal.ZONE_CLOSED,
    "ageUnknown": Refusal.NEEDS_CONFIRMATION,
    "tooYoung": Refusal.BLOCKED,
    "tooOld": Refusal.BLOCKED,
    "full": Refusal.ZONE_FULL,
    "scansInExceeded": Refusal.ENTRIES_USED_UP,
    "requiresConfirmation": Refusal.NEEDS_CONFIRMATION,
}


def _documented(operation: Schema, member: str) -> list[str]:
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    values: list[str] = schema["properties"][member]["enum"]
    return values


@pytest.mark.parametrize("status", _documented(operations()[_SCAN], "status"))
def test_every_documented_word_about_a_scan_is_understood(platform: Documented, status: str) -> None:
    platform.way = lambda _: (200, {"status": status})
    connector = connect(platform, company="1")

    answer = connector.verify(a_question())
    connector.close()

    assert answer.refusal is STATUSES[status]
    assert bool(answer.words) is (status != "valid")


@pytest.mark.parametrize("detail", _documented(operations()[_SCAN], "statusDetail"))
def test_every_documented_detail_of_a_refusal_is_understood(platform: Documented, detail: str) -> None:
    platform.way = lambda _: (200, {"status": "denied", "statusDetail": detail})
    connector = connect(platform, company="1")

    answer = connector.verify(a_question())
    connector.close()

    assert isinstance(answer, LiveAnswer)
    assert answer.refusal is not None
    assert answer.words != "The platform denies entry."


def test_answers_are_prepared_in_the_background_only_where_somebody_wants_that() -> None:
    with Documented(the_api(in_background=True), as_documented, FakeClock()) as platform:
        patient, plain = connect(platform, company="1", in_background=True), connect(platform, company="1")
        pages(patient)
        in_background = [one.key for one in platform.asked if ("async", "true") in one.query]
        platform.asked.clear()
        pages(plain)
        patient.close()
        plain.close()

    assert in_background == ["GET /entry/tickets", "POST /guestdata"]
    assert [one for one in platform.asked if dict(one.query).keys() & {"async", "asyncUuid"}] == []
    assert platform.violations == []


def test_options_that_the_schema_does_not_know_cost_nobody_what_was_written() -> None:
    with Documented(Api(operations=operations()), as_documented, FakeClock()) as platform:
        connector = connect(platform, company="1")
        verdict = connector.push(OPERATIONS["a walk-in"])
        connector.close()

    told = [json.loads(one.body) for one in platform.asked if one.key == "POST /data-capture-responses"]
    assert [[one["answer"] for one in body] for body in told] == [["ACME", [2, 3]], ["ACME"]]
    assert platform.violations == ["POST /data-capture-responses: body[].answer is no string"]
    assert isinstance(verdict, Settled)
    assert "chosen options" in verdict.note


def test_a_report_is_prepared_in_the_background_as_the_document_declares(platform: Documented) -> None:
    connector = connect(platform, company="1")
    connector._client.catalogue.report("5")  # noqa: SLF001 - what the desk itself never asks
    connector.close()

    assert ("async", "true") in platform.asked[-1].query
    assert platform.violations == []
