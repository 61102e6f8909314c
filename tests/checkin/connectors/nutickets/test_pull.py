from dataclasses import replace

import httpx
import pytest

from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.nutickets.form import responses, walk_in_form
from checkin.connectors.nutickets.sales import FormQuestionRow, SaleItem
from checkin.errors import (
    RejectedError,
    UnreadableReplyError,
)
from checkin.model.form import FieldKind
from checkin.model.ids import PlatformId
from checkin.model.pulled import Page
from checkin.practice.nutickets import NuticketsPractice
from tests.checkin.connectors.nutickets.builders import (
    Canned,
    a_question,
    connect,
    people_of,
    read_all,
)
from tests.fakes.clock import FakeClock

MAIN = PlatformId("4201")


def _of(transport: httpx.BaseTransport, company: str = "1") -> NuticketsConnector:
    return connect(NuticketsPractice(attendees=1), transport=transport, company=company)


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


def test_a_ticket_of_no_kind_is_read_and_one_of_which_nothing_is_told_is_present() -> None:
    tickets = {
        "GET /entry/tickets": {
            "content": [{"id": 1, "const": {}}, {"id": 2}],
            "total": 2,
            "listEndTime": None,
        }
    }
    zones = {"GET /zones/all": [], "GET /sale-items": {"saleItems": []}, "GET /event": {}}
    rest = {"GET /activated-events": [], "POST /guestdata": {"content": {"guests": []}}}

    pages = read_all(_of(Canned(tickets | zones | rest)), PlatformId("1"))

    assert [one.badge_code for one in people_of(pages).values()] == ["nutickets:1"]
    assert [key for page in pages for key in page.present] == ["2"]
    assert pages[-1].cursor is None
    assert pages[-1].snapshot_ends
