from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread, Timer

import httpx
import pytest
from typing_extensions import override

from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.nutickets.documents import Guest
from checkin.connectors.nutickets.failures import ForbiddenError
from checkin.connectors.nutickets.form import responses, walk_in_form
from checkin.connectors.nutickets.guests import Arrivals
from checkin.connectors.nutickets.sales import FormQuestionRow, SaleItem
from checkin.connectors.nutickets.setup import FORM, capabilities
from checkin.connectors.protocol import Connector, LiveVerifier
from checkin.errors import (
    CredentialsError,
    RejectedError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.admission import Refusal
from checkin.model.form import FieldKind
from checkin.model.ids import PlatformId
from checkin.model.operation import AlreadyThere, NotThere, Pair, Register, Rejected, Settled
from checkin.model.platform import Capability
from checkin.model.pulled import Page
from checkin.model.station import Direction
from checkin.practice.faults import Fault, FaultKind
from checkin.practice.nutickets import NuticketsPractice
from checkin.practice.nutickets.rows import Guest as GuestRow
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
from tests.checkin.connectors.nutickets.reference import examples
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import DictMemory

MAIN = PlatformId("4201")
GUEST = PlatformId("guest:304")


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


def _of(transport: httpx.BaseTransport, company: str = "1") -> NuticketsConnector:
    return connect(NuticketsPractice(attendees=1), transport=transport, company=company)


def test_events_that_just_ended_are_listed_the_soonest_first(
    connector: NuticketsConnector, clock: FakeClock
) -> None:
    clock.advance(11 * 3600)

    assert [event.platform_id for event in connector.events()] == ["4201", "4202"]


def test_an_interrupted_pull_goes_on_behind_the_last_page(clock: FakeClock) -> None:
    with NuticketsPractice(attendees=250, clock=clock) as large:
        connector = connect(large, clock=clock)
        whole = people_of(read_all(connector, MAIN))
        for kept in range(1, 6):
            pages = connector.pull(MAIN, since=None, resume=None)
            first = [page for page, _ in zip(pages, range(kept), strict=False)]
            rest = list(connector.pull(MAIN, since=None, resume=first[-1].resume))

            assert people_of([*first, *rest]).keys() == whole.keys()
            assert (
                people_of(rest).keys() != whole.keys() or kept <= 2
            )  # all of the first hundred lie on one instant
            assert rest[-1].snapshot_ends
        connector.close()


def test_a_cursor_is_no_place_to_resume_at_and_the_other_way_round(connector: NuticketsConnector) -> None:
    pages = read_all(connector, MAIN)

    for since, resume in (
        (pages[1].resume, None),
        (None, pages[-1].cursor),
        ("x", "{"),
        (None, '{"done": []}'),
    ):
        again = list(connector.pull(MAIN, since=since, resume=resume))
        assert len(people_of(again)) == 26
        assert again[-1].snapshot_ends


def test_a_delta_that_was_broken_off_goes_on_as_a_delta(connector: NuticketsConnector) -> None:
    cursor = read_all(connector, MAIN)[-1].cursor
    first = next(iter(connector.pull(MAIN, since=cursor, resume=None)))

    rest = list(connector.pull(MAIN, since=cursor, resume=first.resume))

    assert not rest[-1].snapshot_ends
    assert rest[-1].cursor is not None


def test_a_page_that_cannot_be_read_ends_the_pull_and_moves_nothing(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    platform.faults.truncate(path="/guestdata")
    pages: list[Page] = []

    with pytest.raises(UnreadableReplyError):
        pages.extend(connector.pull(MAIN, since=None, resume=None))
    assert all(page.cursor is None and not page.snapshot_ends for page in pages)


def test_products_come_only_when_they_are_wanted(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    with_them = connect(platform, products="yes")

    more = people_of(read_all(with_them, MAIN)).keys() - people_of(read_all(connector, MAIN)).keys()

    [parking] = [one for one in people_of(read_all(with_them, MAIN)).values() if one.platform_id in more]
    assert parking.extra["Kind"] == "product"
    with_them.close()


@pytest.mark.parametrize(
    ("path", "note"),
    [("/sale-items", "sold"), ("/activated-events", "scanned"), ("/guestdata", "guest lists")],
)
def test_what_an_account_may_not_see_is_said_and_the_rest_is_read(
    platform: NuticketsPractice, connector: NuticketsConnector, path: str, note: str
) -> None:
    platform.platform.forbidden.add(path)

    pages = read_all(connector, MAIN)

    notes = [text for page in pages if page.facts for text in page.facts.notes]
    assert any(note in text for text in notes)
    assert len(people_of(pages)) >= 20
    assert pages[-1].snapshot_ends


def test_a_delta_without_guest_lists_says_nothing_of_the_event(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    cursor = read_all(connector, MAIN)[-1].cursor
    platform.platform.forbidden.add("/guestdata")

    assert all(page.facts is None for page in connector.pull(MAIN, since=cursor, resume=None))


def test_zones_for_certain_ages_and_with_questions_are_pointed_out(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    zones = platform.platform.tables.zones
    zones[11] = replace(zones[11], min_age=16)
    zones[13] = replace(zones[13], max_age=12)

    facts = read_all(connector, MAIN)[0].facts

    assert facts is not None
    for words in ("ages from 16", "ages up to 12", "ages from 18 to 99", "asks questions"):
        assert any(words in note for note in facts.notes)


def test_an_event_without_zones_lets_people_into_the_event(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    platform.platform.tables.zones.clear()
    person = platform.platform.tables.of_event(4201)[0]

    pages = read_all(connector, MAIN)

    assert pages[0].stations == ()
    assert people_of(pages)[PlatformId(str(person.id))].zones is None
    with pytest.raises(RejectedError, match="no zone"):
        connector.verify(a_question(platform, str(person.id), person.barcode, station=None))


def test_an_event_with_wristbands_says_so(platform: NuticketsPractice, connector: NuticketsConnector) -> None:
    events = platform.platform.tables.events
    events[4201] = replace(events[4201], scanning_mode="pair-nfc-no-credits")

    facts = read_all(connector, MAIN)[0].facts

    assert facts is not None
    assert any("wristbands" in note for note in facts.notes)


def test_the_form_for_walk_ins_asks_what_the_event_asks(connector: NuticketsConnector) -> None:
    facts = read_all(connector, MAIN)[0].facts

    assert facts is not None
    assert facts.walk_in is not None
    fields = {field.name: field for field in facts.walk_in.fields}
    assert facts.walk_in.ticket_types[0] == ("sale:801", "Standard at the door, All day (45.00 £)")
    assert fields["question:902"].kind is FieldKind.CHOICE
    assert [option.value for option in fields["question:902"].options] == ["1", "2"]
    assert facts.walk_in.faults({"given_name": "Ada"}, "sale:801") == {}


def test_without_anything_on_sale_nobody_can_be_registered(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    platform.platform.tables.sale_items.clear()

    facts = read_all(connector, MAIN)[0].facts

    assert facts is not None
    assert facts.walk_in is not None
    assert "on sale" in facts.walk_in.refused


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


def test_questions_without_options_are_asked_as_text_or_as_a_tick() -> None:
    rows = [
        {"id": 1, "attributes": {"question": "Agreed?", "type": "checkbox"}},
        {"id": 2, "attributes": {"label": "Size", "type": "select", "isMandatory": True}},
        {"id": 3},
    ]
    questions = [FormQuestionRow.model_validate(row) for row in rows]
    sold = SaleItem.model_validate({"id": 8, "onSale": True})

    form = walk_in_form([sold], (), questions)

    asked = [(field.label, field.kind, field.required) for field in form.fields[-3:]]
    assert asked == [
        ("Agreed?", FieldKind.TICK, False),
        ("Size", FieldKind.TEXT, True),
        ("Question 3", FieldKind.TEXT, False),
    ]
    assert responses(
        {"question:1": "yes", "question:2": " ", "payment": "cash", "question:3": "4\n5"}, "1", ""
    ) == [
        {"answer": "yes", "fieldId": 1, "orderId": 1},
        {"answer": [4, 5], "fieldId": 3, "orderId": 1},
    ]


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


def test_a_ticket_of_no_kind_is_read() -> None:
    tickets = {"GET /entry/tickets": {"content": [{"id": 1}], "total": 1, "listEndTime": None}}
    zones = {"GET /zones/all": [], "GET /sale-items": {"saleItems": []}, "GET /event": {}}
    rest = {"GET /activated-events": [], "POST /guestdata": {"content": {"guests": []}}}

    pages = read_all(_of(Canned(tickets | zones | rest)), PlatformId("1"))

    assert [one.badge_code for one in people_of(pages).values()] == ["nutickets:1"]
    assert pages[-1].cursor is None
    assert pages[-1].snapshot_ends
