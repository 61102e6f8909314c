"""Nutickets as its own OpenAPI document describes it, and everything our app could ask of it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid5

from checkin.connectors.nutickets.client import Client, EntryScan, LiveScan
from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.nutickets.shop import Buyer
from checkin.errors import ConnectorError
from checkin.model.admission import Refusal
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.live import LiveQuestion
from checkin.model.operation import (
    Correct,
    Move,
    Operation,
    OperationState,
    Pair,
    Printed,
    Register,
    TakeBack,
    Task,
    Turned,
)
from checkin.model.pulled import Page
from checkin.model.station import Direction, StationKind
from checkin.settings import Connection
from tests.fakes.clock import FakeClock
from tests.fakes.documented import Documented
from tests.fakes.openapi import Api, Schema, read_operations
from tests.fakes.surroundings import DictMemory, surroundings

_FILE = Path(__file__).parents[1] / "recordings" / "nutickets" / "document.json"
_NOON = datetime(2026, 11, 22, 12, 30, 15, 250000, tzinfo=UTC)
_MOST_PAGES = 500

EVENT = PlatformId("1")

PAGES_OF_LINKS: Mapping[str, Mapping[str, Schema]] = {"GET /entry/tickets": {"page": {"type": "integer"}}}
"""Not declared, but what the platform's own links to further pages carry."""
IN_BACKGROUND: Mapping[str, Mapping[str, Schema]] = {
    "": {"async": {"type": "boolean"}, "asyncUuid": {"type": "string"}}
}
"""Declared of reports alone; the prose allows it everywhere. Sent only where a person switched it on."""
CHOSEN_OPTIONS: Mapping[str, str] = {"answer": "array"}
"""Text by the schema; numbers of options by the prose and the example beside it."""


@cache
def operations() -> Mapping[str, Schema]:
    """By method and path."""
    return read_operations(_FILE)


def the_api(*, in_background: bool = False) -> Api:
    """What may be asked."""
    besides = {**PAGES_OF_LINKS, **(IN_BACKGROUND if in_background else {})}
    return Api(operations=operations(), query_besides=besides, values_besides=CHOSEN_OPTIONS)


def connect(
    platform: Documented,
    *,
    secrets: Mapping[str, str] | None = None,
    account: str = "",
    in_background: bool = False,
    **options: str,
) -> NuticketsConnector:
    """A connector whose requests nobody counts."""
    connection = Connection(
        platform="nutickets",
        base_url=platform.url,
        plain_http=True,
        account=account,
        options={"requests_a_minute": "1000000", "async": "yes" if in_background else ""} | options,
    )
    around = surroundings(clock=FakeClock(_NOON), memory=DictMemory())
    return NuticketsConnector(connection, secrets or {"token": "T"}, around, rest=0.001)


def said(step: Callable[[], object]) -> object:
    """What came of a step: a value, or one of our errors."""
    try:
        return step()
    except ConnectorError as error:
        return error


def pages(connector: NuticketsConnector, since: str | None = None) -> list[Page]:
    """A pull, which must end."""
    found = list(islice(connector.pull(EVENT, since=since, resume=None), _MOST_PAGES))
    assert len(found) < _MOST_PAGES, "the pull does not end"
    return found


def an_operation(task: Task, attendee: str = "1", **more: object) -> Operation:
    """Something that happened; the same every time."""
    number = str(uuid5(UUID(int=0), repr((task, attendee, more))))
    told: dict[str, object] = {
        "id": OperationId(number),
        "movement": MovementId(number),
        "event": EVENT,
        "attendee": PlatformId(attendee),
        "kind": StationKind.CHECK_IN,
        "station": PlatformId("1/door"),
        "session": None,
        "at": _NOON,
        "code": "97WG2VGJK2",
        "task": task,
        "state": OperationState.SENDING,
    }
    return Operation(**(told | more))  # type: ignore[arg-type]


def a_question(attendee: str = "1", **more: object) -> LiveQuestion:
    """May they come in?"""
    told: dict[str, object] = {
        "operation": OperationId(str(uuid5(UUID(int=1), repr((attendee, more))))),
        "event": EVENT,
        "attendee": PlatformId(attendee),
        "code": "97WG2VGJK2",
        "station": PlatformId("1/door"),
        "direction": Direction.IN,
    }
    return LiveQuestion(**(told | more))  # type: ignore[arg-type]


_WALK_IN = Register(
    answers={
        "given_name": "Zoë",
        "family_name": "Ångström",
        "email": "zoe@example.org",
        "payment": "complimentary",
        "confirmation_mail": "yes",
        "question:1": "ACME",
        "question:3": "2\n3",
    },
    ticket_type="sale:1",
)

OPERATIONS: Mapping[str, Operation] = {
    "in": an_operation(Move()),
    "in after all": an_operation(Move(overrode=Refusal.ENTRIES_USED_UP)),
    "in by the entry": an_operation(Move(), station=None),
    "out": an_operation(Move(), kind=StationKind.CHECK_OUT, station=PlatformId("1/out")),
    "registered": an_operation(
        Move(), "2", code="V6R5X15749", kind=StationKind.REGISTRATION, station=PlatformId("1")
    ),
    "a guest": an_operation(Move(), "guest:1", code="HFGR22USDJ34DF"),
    "a guest out": an_operation(Move(), "guest:2", kind=StationKind.CHECK_OUT),
    "a stranger in": an_operation(Move(), "", code=""),
    "refused": an_operation(Turned(refusal="unknown code", code="STRANGE" * 60), ""),
    "a wristband": an_operation(Pair(tag="04a2b3c4")),
    "a guest's wristband": an_operation(Pair(tag="04a2b3c4"), "guest:1"),
    "a walk-in": an_operation(_WALK_IN, "", code="DESK-1"),
    "taken back": an_operation(TakeBack(operation=OperationId("x"), moved_at=_NOON)),
    "corrected": an_operation(Correct(changes={"given_name": "Zoë"})),
    "printed": an_operation(Printed(number=1)),
}

QUESTIONS: Mapping[str, LiveQuestion] = {
    "may they": a_question(),
    "may they by the entry": a_question(station=None),
    "may they leave": a_question(direction=Direction.OUT, station=PlatformId("1/out")),
    "it is full": a_question(overruled=Refusal.ZONE_FULL),
    "it is them": a_question(overruled=Refusal.NEEDS_CONFIRMATION),
    "they are inside": a_question(overruled=Refusal.ALREADY_INSIDE),
    "may a guest": a_question("guest:1", code="HFGR22USDJ34DF"),
    "may one more guest": a_question("guest:1", overruled=Refusal.ENTRIES_USED_UP),
}


def life(connector: NuticketsConnector) -> Iterator[tuple[str, object]]:
    """Everything a desk does, and what came of it."""
    yield "account", said(connector.sign_in)
    yield "events", said(connector.events)
    pulled = said(lambda: pages(connector))
    yield "pull", pulled
    cursor = pulled[-1].cursor if isinstance(pulled, list) else None
    yield "changes", said(lambda: pages(connector, cursor))
    for name, operation in OPERATIONS.items():
        yield name, said(lambda told=operation: connector.push(told))  # type: ignore[misc]
        yield f"{name}?", said(lambda told=operation: connector.read_back(told))  # type: ignore[misc]
    together = [one for one in OPERATIONS.values() if isinstance(one.task, Move) and connector.fits(one)]
    yield "together", said(lambda: connector.push_together(together))
    for name, question in QUESTIONS.items():
        yield name, said(lambda asked=question: connector.verify(asked))  # type: ignore[misc]


def every_request(client: Client) -> dict[str, Callable[[], object]]:
    """Each method of the client, by its name."""
    scan = LiveScan(uuid="u", barcode="B", zone="1", confirmed=True, ignores=frozenset(["age", "capacity"]))
    entry = EntryScan(uuid="u", barcode="B", event="1", zone=None, at=_NOON, failed="refused", leaves=True)
    return {
        "session.login": lambda: client.session.login("desk@example.org", "secret"),
        "catalogue.user": client.catalogue.user,
        "catalogue.companies": client.catalogue.companies,
        "catalogue.events": lambda: client.catalogue.events(ending_after=_NOON),
        "catalogue.activated_events": client.catalogue.activated_events,
        "catalogue.form_questions": lambda: client.catalogue.form_questions("1"),
        "catalogue.zones": lambda: client.catalogue.zones("1"),
        "catalogue.zone": lambda: client.catalogue.zone("1"),
        "catalogue.zone_items": lambda: client.catalogue.zone_items("1", query="Zoë & Co", offset=100),
        "catalogue.sale_items": lambda: client.catalogue.sale_items("1"),
        "catalogue.report": lambda: client.catalogue.report("1", page=2),
        "tickets": lambda: client.tickets("1", since="2026-11-22T00:00:00Z", page=2, with_products=True),
        "admit": lambda: client.admit([entry]),
        "scan": lambda: client.scan(scan),
        "check": lambda: client.check(scan),
        "admit_order": lambda: client.admit_order("1"),
        "pair": lambda: client.pair("u", "1", "B", "0x04A2B3C4"),
        "guests": lambda: client.guests("1", since="17"),
        "count_guests": lambda: client.count_guests("1", 2, _NOON),
        "shop.fill_basket": lambda: client.shop.fill_basket("1", instead_of="5"),
        "shop.complete": lambda: client.shop.complete("5", Buyer(name="Zoë", email="z@example.org")),
        "shop.answer": lambda: client.shop.answer([{"answer": "yes", "fieldId": 1, "orderId": 5}]),
        "shop.item": lambda: client.shop.item(number="1", barcode="B", tag="0x04A2B3C4"),
        "shop.items_of_order": lambda: client.shop.items_of_order("5", "1"),
    }
