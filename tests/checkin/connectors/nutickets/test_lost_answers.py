"""What is pushed again after nobody knows whether it arrived is there once, not twice."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.errors import ConnectorError, CredentialsError, UnreachableError, UnreadableReplyError
from checkin.model.ids import PlatformId
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    Correct,
    NotThere,
    Operation,
    Pair,
    Printed,
    Register,
    Rejected,
    Settled,
    TakeBack,
    Task,
    Verdict,
)
from checkin.model.station import StationKind
from checkin.practice.faults import Fault, FaultKind
from checkin.practice.nutickets import NuticketsPractice
from tests.checkin.connectors.nutickets.builders import NOON, Witness, an_operation, connect
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import DictMemory

GUEST = PlatformId("guest:304")
LOST = [FaultKind.DROP_ANSWER, FaultKind.ERROR_AFTER, FaultKind.TRUNCATED]


def _lose(platform: NuticketsPractice, path: str, kind: FaultKind, method: str = "POST") -> None:
    platform.faults.add(Fault(kind=kind, method=method, path=path, times=1, status=502))


def _as_the_sync_does(connector: NuticketsConnector, operation: Operation) -> Verdict:
    """Push; after an outcome nobody knows, read back before pushing again."""
    for _ in range(6):
        with suppress(UnreachableError, UnreadableReplyError):
            return connector.push(operation)
        found = connector.read_back(operation)
        if not isinstance(found, NotThere | CannotTell):
            return found
    raise AssertionError("never settled")


def _walk_in(platform: NuticketsPractice) -> Operation:
    answers = {"given_name": "Ada", "question:901": "ACME"}
    return an_operation(platform, "", "DESK-1", Register(answers=answers, ticket_type="sale:801"))


def _sold(platform: NuticketsPractice) -> list[int]:
    return [item.id for item in platform.platform.tables.items.values() if item.barcode.startswith("DOOR")]


@pytest.mark.parametrize("kind", LOST)
def test_a_check_in_whose_answer_is_lost_is_there_once(
    platform: NuticketsPractice, connector: NuticketsConnector, kind: FaultKind
) -> None:
    row = platform.platform.tables.of_event(4201)[0]
    _lose(platform, "entry/tickets", kind)

    verdict = _as_the_sync_does(connector, an_operation(platform, str(row.id), row.barcode))

    assert isinstance(verdict, Settled)
    assert platform.record() == {PlatformId(str(row.id)): 1}


@pytest.mark.parametrize("kind", LOST)
def test_a_guest_whose_answer_is_lost_is_counted_once(
    platform: NuticketsPractice, connector: NuticketsConnector, kind: FaultKind
) -> None:
    operation = an_operation(platform, GUEST, "X")
    _lose(platform, "guestdata", kind, "PUT")

    assert _as_the_sync_does(connector, operation) == Settled(at=operation.at)
    assert isinstance(connector.push(operation), AlreadyThere)
    assert platform.record() == {GUEST: 1}


def test_whom_others_counted_while_our_request_got_lost_is_not_ours(
    platform: NuticketsPractice, connector: NuticketsConnector, clock: FakeClock
) -> None:
    operation = an_operation(platform, GUEST, "X")
    _lose(platform, "guestdata", FaultKind.ERROR_BEFORE, "PUT")
    with suppress(UnreachableError):
        connector.push(operation)
    clock.advance(60)
    theirs = platform.platform.tables.guests[304]
    theirs.attended, theirs.attended_at, theirs.modified = 1, clock.now(), clock.now()
    theirs.rank += 1000  # so that it is told as changed

    assert isinstance(connector.read_back(operation), AlreadyThere)


def test_a_guest_who_was_not_counted_is_counted_then(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    operation = an_operation(platform, GUEST, "X")
    _lose(platform, "guestdata", FaultKind.ERROR_BEFORE, "PUT")

    assert isinstance(_as_the_sync_does(connector, operation), Settled)
    assert platform.record() == {GUEST: 1}


def test_guests_counted_by_others_meanwhile_are_not_forgotten(
    platform: NuticketsPractice, connector: NuticketsConnector, clock: FakeClock
) -> None:
    other = connect(platform, clock=clock)

    for one in (connector, other, connector):
        one.push(an_operation(platform, GUEST, "X"))

    assert platform.record() == {GUEST: 3}
    other.close()


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("path", ["basket-items", "orders/complete", "data-capture-responses"])
def test_a_walk_in_whose_answer_is_lost_is_sold_one_ticket(
    platform: NuticketsPractice, connector: NuticketsConnector, path: str, kind: FaultKind
) -> None:
    _lose(platform, path, kind)

    verdict = _as_the_sync_does(connector, _walk_in(platform))

    assert isinstance(verdict, Settled)
    assert [verdict.attendee] == [str(number) for number in _sold(platform)]


@pytest.mark.parametrize("path", ["basket-items", "orders/complete", "data-capture-responses", "order-items"])
def test_a_walk_in_goes_on_after_a_restart(
    platform: NuticketsPractice, clock: FakeClock, memory: DictMemory, path: str
) -> None:
    operation = _walk_in(platform)
    first = connect(platform, clock=clock, memory=memory)
    platform.faults.add(Fault(kind=FaultKind.DROP_ANSWER, path=path, times=1))
    with pytest.raises(UnreachableError):
        first.push(operation)
    first.close()

    second = connect(platform, clock=clock, memory=memory)
    verdict = _as_the_sync_does(second, operation)

    assert isinstance(verdict, Settled)
    assert verdict.codes == tuple(f"DOOR{number}" for number in _sold(platform))
    assert "Ada" not in str(memory.kept)
    second.close()


def test_a_sale_the_platform_refuses_can_be_tried_again(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    operation = _walk_in(platform)
    sale = platform.platform.tables.sale_items.pop(801)

    refused = connector.push(operation)
    platform.platform.tables.sale_items[801] = sale

    assert isinstance(refused, Rejected)
    assert isinstance(connector.push(operation), Settled)


def test_an_expired_basket_is_no_sale(
    platform: NuticketsPractice, connector: NuticketsConnector, clock: FakeClock
) -> None:
    operation = _walk_in(platform)
    _lose(platform, "orders/complete", FaultKind.ERROR_BEFORE)
    with pytest.raises(UnreachableError):
        connector.push(operation)
    clock.advance(3600)

    refused = connector.push(operation)

    assert isinstance(refused, Rejected)
    assert "expired" in refused.reason
    assert _sold(platform) == []


def test_a_basket_somebody_left_something_in_is_thrown_away(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    shop = connector._client.shop  # noqa: SLF001
    filled = shop.fill_basket("801")
    platform.platform.tables.baskets[int(filled.id)].sale_items.append(802)

    class _Reused:
        """A platform that gives the basket of before."""

        def __init__(self, fill: Callable[..., object]) -> None:
            self._fill = fill
            self.calls: list[str] = []

        def __call__(self, sale_item: str, *, instead_of: str = "") -> object:
            self.calls.append(instead_of)
            if instead_of:
                return self._fill(sale_item, instead_of=instead_of)
            return filled.model_copy(update={"count": 2})

    reused = _Reused(shop.fill_basket)
    shop.fill_basket = reused  # type: ignore[assignment,method-assign]

    assert isinstance(connector.push(_walk_in(platform)), Settled)
    assert reused.calls == ["", filled.id]
    assert len(_sold(platform)) == 1


def test_answers_the_platform_does_not_take_do_not_undo_a_sale(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    platform.faults.add(Fault(kind=FaultKind.ERROR_BEFORE, path="data-capture", status=422, times=1))

    with pytest.raises(ConnectorError):
        connector.push(_walk_in(platform))
    assert len(_sold(platform)) == 1


def test_a_walk_in_needs_a_kind_of_ticket(platform: NuticketsPractice, connector: NuticketsConnector) -> None:
    verdict = connector.push(an_operation(platform, "", "D", Register(answers={}, ticket_type="")))

    assert isinstance(verdict, Rejected)


@pytest.mark.parametrize("kind", LOST)
def test_a_tag_whose_answer_is_lost_is_looked_up(
    platform: NuticketsPractice, connector: NuticketsConnector, kind: FaultKind
) -> None:
    row = platform.platform.tables.of_event(4201)[0]
    operation = an_operation(platform, str(row.id), row.barcode, Pair(tag="04a2b3c4"))
    _lose(platform, "tickets/pair", kind)

    assert isinstance(connector.read_back(operation), NotThere)
    assert isinstance(_as_the_sync_does(connector, operation), Settled)
    assert row.nfc == "0x04A2B3C4"


def test_what_the_platform_never_takes_is_said(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    tasks: list[Task] = [
        TakeBack(operation=an_operation(platform, "1", "A").id, moved_at=NOON),
        Correct(changes={}),
        Printed(number=1),
    ]

    verdicts = [connector.push(an_operation(platform, "1", "A", task)) for task in tasks]
    verdicts += [
        connector.push(an_operation(platform, GUEST, "A", Pair(tag="1"))),
        connector.push(an_operation(platform, GUEST, "A", kind=StationKind.CHECK_OUT)),
        connector.push(an_operation(platform, "guest:9", "A")),
        connector.push(an_operation(platform, "1", "")),
    ]

    assert all(isinstance(verdict, Rejected) and len(verdict.reason) > 10 for verdict in verdicts)
    assert isinstance(connector.read_back(an_operation(platform, GUEST, "A", Pair(tag="1"))), NotThere)


def test_a_token_that_ended_keeps_everything(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    platform.platform.tokens.clear()

    with pytest.raises(CredentialsError):
        connector.push(_walk_in(platform))


def test_a_sale_that_may_have_been_made_is_looked_up_before_it_is_asked_for_again(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    operation = _walk_in(platform)
    _lose(platform, "orders/complete", FaultKind.DROP_ANSWER)
    with pytest.raises(UnreachableError):
        connector.push(operation)

    assert isinstance(connector.push(operation), Settled)
    assert len(witness.sent("POST", "/orders/complete")) == 1


def test_a_sale_that_was_kept_badly_is_begun_anew(
    platform: NuticketsPractice, connector: NuticketsConnector, memory: DictMemory
) -> None:
    operation = _walk_in(platform)
    memory.write(f"walk-in:{operation.id}", '{"basket": "five", "asked": true}')

    assert isinstance(connector.push(operation), Settled)
    assert len(_sold(platform)) == 1
