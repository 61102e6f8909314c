"""Every request of a full day, held against the operations of the REST API reference."""

from datetime import timedelta

import httpx

from checkin.connectors.nutickets.client import EntryScan, LiveScan
from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.nutickets.shop import Buyer
from checkin.model.admission import Refusal
from checkin.model.ids import PlatformId
from checkin.model.operation import CannotTell, Pair, Register, Rejected, Settled, Turned
from checkin.model.station import StationKind
from checkin.practice.nutickets import NuticketsPractice
from checkin.settings import Connection
from tests.checkin.connectors.nutickets.builders import (
    NOON,
    Canned,
    Witness,
    a_question,
    an_operation,
    connect,
    people_of,
    read_all,
)
from tests.checkin.connectors.nutickets.reference import examples, faults, operations
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import surroundings


def _a_day(platform: NuticketsPractice, connector: NuticketsConnector) -> None:
    connector.sign_in()
    connector.events()
    pages = read_all(connector, platform.main_event)
    read_all(connector, platform.main_event, since=pages[-1].cursor)
    person, *_, guest = people_of(pages).values()
    told = [
        an_operation(platform, person.platform_id, person.badge_code),
        an_operation(
            platform, person.platform_id, person.badge_code, kind=StationKind.CHECK_OUT, station="11/out"
        ),
        an_operation(platform, person.platform_id, person.badge_code, station=None),
        an_operation(platform, person.platform_id, person.badge_code, Pair(tag="04a2b3c4")),
        an_operation(platform, "", "STRANGE", Turned(refusal="unknown code", code="STRANGE")),
        an_operation(platform, guest.platform_id, guest.badge_code),
        an_operation(
            platform,
            "",
            "DESK-1",
            Register(
                answers={
                    "given_name": "Ada",
                    "email": "ada@example.org",
                    "question:901": "ACME",
                    "question:902": "1",
                },
                ticket_type="sale:801",
            ),
        ),
    ]
    for operation in told:
        assert isinstance(connector.push(operation), Settled)
        connector.read_back(operation)
    for overruled in (None, Refusal.ZONE_FULL, Refusal.NEEDS_CONFIRMATION):
        connector.verify(a_question(platform, person.platform_id, person.badge_code, overruled=overruled))


def _the_rest(connector: NuticketsConnector) -> None:
    client = connector._client  # noqa: SLF001 - what the desk itself never asks
    client.session.login("desk@example.org", "practice")
    item = next(iter(client.tickets("4201").tickets.rows))
    client.check(
        LiveScan(uuid="", barcode=item.const.barcode, zone="12", ignores=frozenset(["age", "capacity"]))
    )
    client.catalogue.zone("11")
    client.catalogue.zone_items("11", query="a")
    client.catalogue.zone_items("11", offset=1)
    client.catalogue.report("5")
    client.admit_order("70001")
    client.tickets("4201", since="2026-11-22T00:00:00.000000Z", with_products=True, in_background=True)
    client.shop.item(barcode=item.const.barcode)
    basket = client.shop.fill_basket("801")
    basket = client.shop.fill_basket("801", instead_of=basket.id)
    client.shop.complete(basket.id, Buyer(name="Ada", email="ada@example.org"))
    client.admit(
        [EntryScan(uuid="a", barcode=item.const.barcode, event="4201", zone="11", at=NOON, failed="x" * 300)]
    )


def test_every_request_of_a_day_is_one_the_reference_allows(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    _a_day(platform, connector)
    _the_rest(connector)

    assert [fault for request in witness.requests for fault in faults(request)] == []


def test_every_operation_of_the_reference_was_asked(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    _a_day(platform, connector)
    _the_rest(connector)

    asked = {f"{request.method} {request.url.path.removeprefix('/v1')}" for request in witness.requests}
    assert set(operations()) <= asked


def test_a_request_without_a_language_is_noticed() -> None:
    request = httpx.Request("GET", "http://x/v1/", headers={"Authorization": "Bearer T", "Accept": "*/*"})

    assert faults(request) == ["no language"]


def _on_the_examples() -> tuple[NuticketsConnector, Canned]:
    canned = Canned(examples(), {"Content-Language": "en"})
    connection = Connection(
        platform="nutickets",
        base_url="http://127.0.0.1:9/v1",
        options={"company": "1", "requests_a_minute": "9999"},
    )
    made = NuticketsConnector(
        connection, {"token": "t"}, surroundings(clock=FakeClock(NOON)), transport=canned, rest=0.001
    )
    return made, canned


def test_the_answers_the_reference_shows_are_understood() -> None:
    connector, canned = _on_the_examples()

    account = connector.sign_in()
    pages = read_all(connector, PlatformId("1"))
    people = people_of(pages)

    assert (account.name, account.asks) == ("John Doe", ())
    assert [event.name for event in connector.events()] == ["Foo"]
    assert [people[PlatformId(key)].badge_code for key in ("1", "4", "guest:1")] == [
        "97WG2VGJK2",
        "XR15905WD4",
        "HFGR22USDJ34DF",
    ]
    assert pages[-1].snapshot_ends
    assert pages[-1].cursor is not None
    assert [fault for request in canned.requests for fault in faults(request)] == []


def test_what_happened_is_told_to_whoever_answers_with_examples(platform: NuticketsPractice) -> None:
    connector, canned = _on_the_examples()
    person = an_operation(platform, "1", "97WG2VGJK2")
    verdicts = [
        connector.push(person),
        connector.push(an_operation(platform, "1", "97WG2VGJK2", Pair(tag="04a2b3c4"))),
        connector.push(
            an_operation(platform, "", "D", Register(answers={"given_name": "A"}, ticket_type="sale:1"))
        ),
        connector.push(an_operation(platform, "guest:1", "HFGR22USDJ34DF", at=NOON + timedelta(1))),
    ]

    assert [type(one) for one in verdicts] == [Settled, Settled, Settled, Settled]
    assert isinstance(connector.read_back(person), CannotTell)
    assert connector.verify(a_question(platform, "1", "ABC123")).refusal is None
    assert [fault for request in canned.requests for fault in faults(request)] == []


def test_an_event_without_a_number_is_never_asked_for(platform: NuticketsPractice) -> None:
    connector, canned = _on_the_examples()
    operation = an_operation(platform, "1", "A")

    verdict = connector.push(
        type(operation)(
            **{name: getattr(operation, name) for name in operation.__slots__}
            | {"event": PlatformId("spring")}
        )
    )

    assert isinstance(verdict, Rejected)
    assert canned.requests == []


def test_the_real_platform_is_spoken_to_in_the_same_words(platform: NuticketsPractice) -> None:
    made = connect(platform)

    assert repr(made).startswith("NuticketsConnector(Channel(nutickets, 127.0.0.1")
    made.close()
