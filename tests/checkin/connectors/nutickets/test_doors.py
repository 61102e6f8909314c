from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from typing_extensions import override

from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.nutickets.documents import Guest
from checkin.connectors.nutickets.guests import Arrivals
from checkin.errors import (
    RejectedError,
    UnreadableReplyError,
)
from checkin.model.admission import Refusal
from checkin.model.ids import PlatformId
from checkin.model.operation import AlreadyThere, NotThere, Pair, Register, Rejected, Settled
from checkin.model.station import Direction
from checkin.practice.nutickets import NuticketsPractice
from checkin.practice.nutickets.rows import Guest as GuestRow
from tests.checkin.connectors.nutickets.builders import (
    NOON,
    Canned,
    a_question,
    an_operation,
    connect,
    people_of,
    read_all,
)
from tests.checkin.connectors.nutickets.reference import examples
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import DictMemory

MAIN = PlatformId("4201")
GUEST = PlatformId("guest:304")


def _of(transport: httpx.BaseTransport, company: str = "1") -> NuticketsConnector:
    return connect(NuticketsPractice(attendees=1), transport=transport, company=company)


def test_guests_who_came_elsewhere_come_as_movements_that_never_change(
    platform: NuticketsPractice, connector: NuticketsConnector, clock: FakeClock
) -> None:
    other = connect(platform, clock=clock)
    other.push(an_operation(platform, GUEST, "X", at=NOON))
    before = people_of(read_all(connector, MAIN))[GUEST].movements
    connector.push(an_operation(platform, GUEST, "X", at=NOON + timedelta(minutes=1)))
    other.push(an_operation(platform, GUEST, "X", at=NOON + timedelta(minutes=2)))

    after = people_of(read_all(connector, MAIN))[GUEST].movements

    assert len(before) == 1
    assert set(before) < set(after)
    assert len(after) == 2
    assert all(movement.direction is Direction.IN for movement in after)
    other.close()


def test_arrivals_that_were_kept_badly_are_begun_anew(memory: DictMemory) -> None:
    memory.write("guests:4201", "{")
    arrivals = Arrivals(memory, "4201")
    row = Guest.model_validate({"id": 1, "attended": 2})

    assert arrivals.of(row) == ()
    assert len(arrivals.of(row.model_copy(update={"attended_modification": NOON}))) == 2


def test_guest_lists_longer_than_a_page_are_read_to_the_end(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    tables = platform.platform.tables
    for number in range(150):
        row = GuestRow(
            id=1000 + number,
            event=4201,
            guest_list=51,
            barcode=f"G{number}",
            name="G",
            surname=str(number),
            people=1,
            modified=NOON,
            rank=10 + number,
        )
        tables.guests[row.id] = row

    people = people_of(read_all(connector, MAIN))

    assert sum(key.startswith("guest:") for key in people) == 156


def test_guest_lists_that_say_nothing_of_the_rest_are_unreadable() -> None:
    guests = [{"id": number} for number in range(100)]
    canned = Canned(examples() | {"POST /guestdata": {"content": {"guests": guests}}})

    with pytest.raises(UnreadableReplyError, match="read on"):
        read_all(_of(canned), PlatformId("1"))


def test_a_guest_is_asked_for_live_by_the_list(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    barcode = platform.platform.tables.guests[301].barcode
    first = a_question(platform, "guest:301", barcode)
    second = a_question(platform, "guest:301", barcode)

    assert connector.verify(first).refusal is None
    assert connector.verify(first).refusal is None
    pushed = connector.push(replace(an_operation(platform, "guest:301", barcode), id=first.operation))
    assert isinstance(pushed, AlreadyThere)
    assert connector.verify(second).refusal is Refusal.ENTRIES_USED_UP
    with pytest.raises(RejectedError):  # the platform takes no more than were invited
        connector.verify(replace(second, overruled=Refusal.ENTRIES_USED_UP))
    with pytest.raises(RejectedError):
        connector.verify(replace(second, direction=Direction.OUT))
    with pytest.raises(RejectedError):
        connector.verify(a_question(platform, "guest:999", "X"))
    assert platform.record() == {PlatformId("guest:301"): 1}


def test_who_goes_out_is_asked_for_live_too(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    row = platform.platform.tables.of_event(4201)[0]
    question = a_question(platform, str(row.id), row.barcode, station=None, direction=Direction.OUT)

    assert connector.verify(question).refusal is Refusal.NOT_INSIDE
    assert connector.verify(replace(question, overruled=Refusal.NOT_INSIDE)).refusal is None


@pytest.mark.parametrize("said", [{"success": False}])
def test_what_the_platform_does_not_take_is_rejected(
    platform: NuticketsPractice, said: dict[str, object]
) -> None:
    connector = _of(Canned(examples() | {"POST /entry/tickets": said, "PUT /guestdata": said}))
    locked = Canned(examples() | {"POST /tickets/pair": {"status": "denied", "statusDetail": "orderLocked"}})
    already = {"POST /zones/scan": {"status": "alreadyIn"}, "POST /entry/tickets": said}
    full = Canned(examples() | {"POST /zones/scan": {"status": "scansInExceeded", "scansInMax": 2}})

    assert isinstance(connector.push(an_operation(platform, "1", "A")), Rejected)
    guest = replace(an_operation(platform, "guest:1", "A"), event=PlatformId("1"))
    assert isinstance(connector.push(guest), Rejected)
    assert isinstance(connector.read_back(guest), NotThere)
    assert isinstance(_of(locked).push(an_operation(platform, "1", "A", Pair(tag="wrist-1"))), Rejected)
    with pytest.raises(RejectedError):
        _of(Canned(examples() | already)).verify(
            a_question(platform, "1", "A", overruled=Refusal.ALREADY_INSIDE)
        )
    assert "2 times" in _of(full).verify(a_question(platform, "1", "A")).words


def test_a_question_that_is_wrong_is_no_unknown_code(platform: NuticketsPractice) -> None:
    class _Invalid(httpx.BaseTransport):
        @override
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            assert request.url.path == "/v1/zones/scan"
            return httpx.Response(422, json={"message": "The given data was invalid."})

    with pytest.raises(RejectedError, match="invalid"):
        _of(_Invalid()).verify(a_question(platform, "1", "A"))
    with pytest.raises(RejectedError, match="number"):
        _of(_Invalid()).verify(replace(a_question(platform, "1", "A"), event=PlatformId("x")))
    with pytest.raises(RejectedError, match="number"):
        list(_of(_Invalid()).pull(PlatformId("x"), since=None, resume=None))


@pytest.mark.parametrize("key", ["walk-in", "guest", "barcode:4201"])
def test_what_was_kept_and_cannot_be_read_stops_nobody(
    platform: NuticketsPractice, connector: NuticketsConnector, memory: DictMemory, key: str
) -> None:
    row = platform.platform.tables.of_event(4201)[0]
    sold = an_operation(platform, "", "D", Register(answers={"given_name": "A"}, ticket_type="sale:801"))
    came = an_operation(platform, GUEST, "X")
    moved = an_operation(platform, str(row.id), row.barcode)
    for operation in (sold, came):
        memory.write(f"{key}:{operation.id}", "{")
    memory.write(f"{key}:{row.id}", "{")

    assert all(isinstance(connector.push(one), Settled) for one in (sold, came, moved))
    assert isinstance(connector.push(sold), Settled)


def test_an_order_without_a_word_of_its_tickets_is_looked_up(platform: NuticketsPractice) -> None:
    sale = an_operation(platform, "", "D", Register(answers={"given_name": "A"}, ticket_type="sale:1"))
    silent = _of(Canned(examples() | {"POST /orders/complete": {"id": 1}}))
    lost = _of(Canned({key: one for key, one in examples().items() if key != "GET /order-items"}))

    assert silent.push(sale) == Settled(attendee=PlatformId("1"), codes=("97WG2VGJK2",))
    assert silent.push(sale) == silent.read_back(sale)
    assert lost.push(sale) == Settled(attendee=None, codes=("97WG2VGJK2",))


def test_answers_that_are_refused_are_noted(platform: NuticketsPractice) -> None:
    answers = {"given_name": "A", "question:1": "x"}
    sale = an_operation(platform, "", "D", Register(answers=answers, ticket_type="sale:1"))
    connector = _of(Canned({key: one for key, one in examples().items() if "responses" not in key}))

    verdict = connector.push(sale)

    assert isinstance(verdict, Settled)
    assert "did not take the answers" in verdict.note


def test_a_sale_that_was_made_although_the_platform_refused_it_again_is_found(
    platform: NuticketsPractice,
) -> None:
    class _Late(Canned):
        """Tells of an order only from the second question on."""

        @override
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            answer = super().handle_request(request)
            asked = [one for one in self.requests if one.url.path == "/v1/order-items"]
            is_early = request.url.path == "/v1/order-items" and len(asked) < 2
            return httpx.Response(200, json={"data": []}) if is_early else answer

    memory = DictMemory()
    sale = an_operation(platform, "", "D", Register(answers={"given_name": "A"}, ticket_type="sale:1"))
    memory.write(f"walk-in:{sale.id}", '{"basket": "5", "asked": true}')
    refusing = _Late({key: one for key, one in examples().items() if key != "POST /orders/complete"})

    verdict = connect(platform, transport=refusing, memory=memory).push(sale)

    assert verdict == Settled(attendee=PlatformId("1"), codes=("97WG2VGJK2",))


def test_a_guest_whose_list_says_no_time_is_counted_all_the_same(platform: NuticketsPractice) -> None:
    guests = {"POST /guestdata": {"content": {"guests": [{"id": 1, "attended": 3}]}}}
    memory = DictMemory()
    came = an_operation(platform, "guest:1", "X")
    memory.write(f"guest:{came.id}", '{"target": 3}')

    assert connect(platform, transport=Canned(guests), memory=memory).read_back(came) == AlreadyThere()


def test_a_post_of_another_platform_is_no_zone_here(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    assert isinstance(connector.push(an_operation(platform, "1", "A", station="list-3")), Rejected)
    assert isinstance(connector.push(an_operation(platform, "guest:x", "A", station="list-3")), Rejected)
    with pytest.raises(RejectedError, match="zone"):
        connector.verify(a_question(platform, "1", "A", station="list-3"))
