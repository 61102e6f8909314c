"""What was observed of pretix 2026.8: complete reads and deltas."""

from datetime import timedelta

from checkin.connectors.pretix.connector import PretixConnector
from checkin.model.attendee import TicketStatus
from checkin.model.ids import PlatformId
from checkin.model.station import Direction
from checkin.practice.pretix import PretixPractice
from checkin.practice.pretix.organiser import cancel_order
from checkin.practice.pretix.rows import PositionRow
from tests.fakes.clock import FakeClock
from tests.platforms.pretix.station import Tell, connected, people, pulled


def test_3_everybody_comes_page_by_page(practice: PretixPractice, connector: PretixConnector) -> None:
    pages = pulled(connector)

    with practice.state.lock:
        there = {
            str(one.id)
            for order in practice.state.orders_of(practice.state.events["conf"])
            for one in order.positions
        }
    assert people(pages).keys() == there
    assert len(pages) > 2
    assert pages[-1].snapshot_ends


def test_3_a_delta_brings_what_changed(
    connector: PretixConnector, clock: FakeClock, tell: Tell, good: PositionRow
) -> None:
    cursor = pulled(connector)[-1].cursor
    clock.advance(600)
    connector.push(tell())

    changed = people(pulled(connector, cursor))

    assert str(good.id) in changed
    (movement,) = changed[str(good.id)].movements
    assert movement.direction is Direction.IN
    assert movement.station.startswith("Device ")
    assert len(changed) < 10


def test_3_a_delta_brings_canceled_positions_and_orders(
    practice: PretixPractice, connector: PretixConnector, clock: FakeClock, good: PositionRow
) -> None:
    cursor = pulled(connector)[-1].cursor
    clock.advance(600)
    other = next(
        one for one in practice.visitors() if one.expected is None and one.platform_id != str(good.id)
    )
    with practice.state.lock:
        good.cancelled = True
        practice.state.touch(practice.state.order_of(good))
        cancel_order(
            practice.state, practice.state.order_of(practice.state.positions[int(other.platform_id)])
        )

    changed = people(pulled(connector, cursor))

    assert changed[str(good.id)].status is TicketStatus.CANCELLED
    assert changed[other.platform_id].status is TicketStatus.CANCELLED


def test_3_an_order_whose_transaction_ended_late_is_in_the_next_delta(
    practice: PretixPractice, connector: PretixConnector, clock: FakeClock, good: PositionRow
) -> None:
    cursor = pulled(connector)[-1].cursor
    with practice.state.lock:
        practice.state.order_of(good).modified = clock.now() - timedelta(seconds=60)

    assert str(good.id) in people(pulled(connector, cursor))


def test_3_a_deleted_test_order_is_gone_with_the_next_complete_read(
    practice: PretixPractice, connector: PretixConnector, good: PositionRow
) -> None:
    cursor = pulled(connector)[-1].cursor
    with practice.state.lock:
        practice.state.remove(practice.state.order_of(good))

    assert str(good.id) not in people(pulled(connector, cursor))
    pages = pulled(connector)
    assert str(good.id) not in people(pages)
    assert pages[-1].snapshot_ends


def test_3_nobody_is_lost_when_orders_change_while_they_are_read(
    practice: PretixPractice, connector: PretixConnector, clock: FakeClock
) -> None:
    expected = people(pulled(connector)).keys()
    reading = connector.pull(PlatformId("conf"), since=None, resume=None)
    begun = [next(reading), next(reading)]
    clock.advance(1)
    with practice.state.lock:
        orders = practice.state.orders_of(practice.state.events["conf"])
        for order in sorted(orders, key=lambda one: one.modified)[:5]:
            practice.state.touch(order)

    rest = list(reading)

    assert people(begun + rest).keys() == expected
    assert rest[-1].snapshot_ends


def test_3_signed_codes_come_with_their_keys_and_revocations(clock: FakeClock) -> None:
    with PretixPractice(attendees=60, clock=clock, codes="signed") as practice:
        connector = connected(practice, clock)

        first = pulled(connector)[0]
        connector.close()

    assert first.facts is not None
    assert first.facts.keys
    assert first.revoked


def test_7_5_everything_that_was_told_comes_back_as_movements(
    connector: PretixConnector, clock: FakeClock, tell: Tell, good: PositionRow
) -> None:
    connector.push(tell())
    clock.advance(60)
    connector.push(tell(out=True))
    connector.push(tell(number=2))

    movements = people(pulled(connector))[str(good.id)].movements

    assert [(one.zone, one.direction) for one in movements if one.zone == "list:1"] == [
        ("list:1", Direction.IN),
        ("list:1", Direction.OUT),
    ]
    assert "list:2" in {one.zone for one in movements}
