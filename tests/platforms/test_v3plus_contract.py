"""V3Plus' API reference, line by line."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from checkin.connectors.v3plus.catalogue import Of
from checkin.connectors.v3plus.client import Client
from checkin.connectors.v3plus.connector import V3PlusConnector
from checkin.connectors.v3plus.query import Detail, Selection
from checkin.errors import CheckinError, CredentialsError
from checkin.model.form import FieldKind, Form
from checkin.model.ids import PlatformId
from checkin.model.operation import AlreadyThere, Register, Rejected, Settled
from checkin.practice.v3plus import V3PlusPractice
from tests.checkin.connectors.v3plus.builders import BOB, GUESTS, STUDENTS, asking, connected, told

PORTAL_TOKEN = "M!nb&K$pG1o%21*Q"  # noqa: S105 - of an invented portal


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[V3PlusPractice]:
    with V3PlusPractice(attendees=20) as running:
        running.roster_file(tmp_path)
        yield running


@pytest.fixture
def connector(portal: V3PlusPractice) -> Iterator[V3PlusConnector]:
    made = connected(portal)
    yield made
    made.close()


@pytest.fixture
def client(portal: V3PlusPractice) -> Client:
    return asking(portal)


def _walk_in(connector: V3PlusConnector, event: str) -> Form:
    first = next(iter(connector.pull(PlatformId(event), since=None, resume=None)))
    assert first.facts is not None
    assert first.facts.walk_in is not None
    return first.facts.walk_in


def test_1_the_portal_token_goes_verbatim_into_every_header(portal: V3PlusPractice) -> None:
    portal.portal.portal_token = PORTAL_TOKEN

    with_it = connected(portal)
    assert with_it.sign_in().name == "Dana Desk"
    with_it.close()

    without = connected(portal, secrets={**portal.secrets, "portal_token": "M!nb&K$pG1o!*Q"})
    with pytest.raises(CredentialsError, match="Unknown portal"):
        without.events()
    without.close()


def test_2_filters_take_several_values_and_lists_are_sorted(portal: V3PlusPractice, client: Client) -> None:
    selection = Selection(filters={"state": ("live", "archive")}, order_by="start_date")

    found = client.catalogue.conferences(selection)

    assert [one.id for one in found.rows] == ["3", "1"]
    assert "filters[state]=live,archive&orderBy=start_date&orderDir=asc" in portal.portal.hits[-1]


def test_2_a_comma_inside_a_value_cannot_be_meant() -> None:
    with pytest.raises(ValueError, match="comma"):
        Selection(filters={"state": ("live,archive",)})


def test_3_only_the_fields_asked_for_come(client: Client) -> None:
    one = client.catalogue.conference("1", Detail(fields=("name", "state")))
    many = client.catalogue.townhalls(Selection(fields=("name",), descending=True, order_by="name"))

    assert (one.name, one.state, one.timezone) == ("Practice Congress", "live", "")
    assert [town.name for town in many.rows] == ["Rehearsal", "Board Meeting", "All Hands"]


def test_4_nested_resources_come_with_single_things(client: Client) -> None:
    detail = Detail(related=("days.tracks.presentations.presenters", "keynotes", "sponsors"))

    one = client.catalogue.conference("1", detail)

    talk = one.days[0].tracks[0].presentations[0]
    assert (talk.name, [who.id for who in talk.presenters]) == ("Talk 1", ["1", "2"])
    assert [who.role for who in one.keynotes] == ["keynote"]
    assert [company.id for company in one.sponsors] == ["1", "3"]


def test_4_a_collection_cannot_even_be_asked_for_nested_resources(client: Client) -> None:
    assert "related" not in Selection.__dataclass_fields__
    with pytest.raises(ValueError, match="name"):
        Selection(fields=("name&with=presenters",))
    with pytest.raises(ValueError, match="name"):
        Detail(related=("days,tracks",))
    assert client.catalogue.conferences().rows[0].presenters == ()


def test_5_pages_are_counted_by_ourselves_and_no_link_is_followed(
    portal: V3PlusPractice, client: Client
) -> None:
    found = client.catalogue.conferences(Selection(page_size=2))

    assert [one.id for one in found.rows] == ["1", "2", "3"]
    pages = [hit for hit in portal.portal.hits if hit.startswith("GET /api/v1/conferences?")]
    assert ["page=1" in pages[0], "page=2" in pages[1], len(pages)] == [True, True, 2]


def test_5_a_page_holds_something() -> None:
    with pytest.raises(ValueError, match="holds something"):
        Selection(page_size=0)


def test_6_collections_under_something_come_whole_and_have_no_pages(client: Client) -> None:
    found = client.catalogue.presenters_of(Of.CONFERENCE, "1")

    assert (len(found.rows), found.last_page, found.total) == (8, None, None)
    with pytest.raises(ValueError, match="no pages"):
        client.catalogue.presenters_of(Of.CONFERENCE, "1", Selection(page_size=5))


def test_7_signing_in_is_answered_with_201_and_tells_who_it_is(client: Client) -> None:
    user = client.log_in()

    assert (user.called, user.role, user.email) == ("Dana Desk", "user", "desk@example.org")
    assert user.token not in repr(user)


def test_7_a_wrong_password_is_a_matter_of_credentials(portal: V3PlusPractice) -> None:
    connector = connected(portal, secrets={**portal.secrets, "password": "iLoveDogs"})

    with pytest.raises(CredentialsError, match="do not match our records"):
        connector.sign_in()
    connector.close()


def test_8_the_account_token_is_in_the_query_of_every_later_request(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    connector.sign_in()
    list(connector.pull(portal.main_event, since=None, resume=None))

    (token,) = portal.portal.tokens
    later = portal.portal.hits[1:]
    assert portal.portal.hits[0] == "POST /api/v1/auth?"
    assert len(later) > 8
    assert all(f"token={token}" in hit for hit in later)


def test_8_no_secret_shows_in_logs_texts_errors_or_pages(
    portal: V3PlusPractice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets: list[str] = [portal.portal.portal_token, portal.portal.password]
    connector = connected(portal)
    shown = [repr(connector), repr(connector.sign_in())]
    secrets += portal.portal.tokens
    portal.faults.truncate(times=1)
    shown += _failure(connector)
    portal.portal.tokens.clear()
    portal.portal.account = "somebody@else.example"
    shown += _failure(connector)
    portal.go_offline()
    shown += _failure(connector)
    connector.close()

    said = "\n".join([*shown, caplog.text])
    assert len(shown) == 8
    assert not [secret for secret in secrets if secret in said]


def test_8_a_token_the_platform_repeats_is_taken_out_however_it_is_spelt(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    connector.sign_in()
    (token,), portal_token = portal.portal.tokens, portal.portal.portal_token
    row = portal.portal.tables["conferences"][1]
    said = f"{token} {portal_token} {quote(portal_token, safe='')}"
    portal.portal.tables["conferences"][1] = {**row, "name": said}

    assert connector.events()[0].name == "… … …"


def _failure(connector: V3PlusConnector) -> list[str]:
    with pytest.raises(CheckinError) as caught:
        list(connector.pull(PlatformId("conference:1"), since=None, resume=None))
    return [f"{caught.value!r} {getattr(caught.value, 'body', '')}", str(caught.value)]


def test_9_logging_out_erases_token_and_user_here_and_there(portal: V3PlusPractice) -> None:
    kept: list[Mapping[str, str]] = []
    connector = connected(portal, told=kept)
    connector.sign_in()

    connector.log_out()
    connector.close()

    assert portal.portal.tokens == {}
    assert ["token" in secrets for secrets in kept] == [True, False]
    assert kept[-1] == portal.secrets


def test_9_whoever_logged_out_is_nobody_any_more(client: Client) -> None:
    client.log_in()
    signed_in = client.session.user
    client.log_out()

    assert signed_in is not None
    assert (signed_in.name, client.session.user) == ("Dana Desk", None)


def test_9_closing_is_not_logging_out(portal: V3PlusPractice) -> None:
    connector = connected(portal)
    connector.sign_in()
    connector.close()

    assert len(portal.portal.tokens) == 1


def test_10_a_townhall_registers_and_signs_in_at_once(portal: V3PlusPractice, client: Client) -> None:
    client.session.log_in()
    answer = client.enter_townhall("1", {"first_name": "Bob", "last_name": "Smith", "email": "bob@c.example"})
    token = next(token for token, hall in portal.portal.tokens.items() if hall == 1)

    assert answer.status == 201
    client.leave_townhall("1", token)
    assert list(portal.portal.tokens.values()) == [None]


def test_10_the_event_password_is_sent_as_the_field_password(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    form = _walk_in(connector, "townhall:2")

    verdict = connector.push(told(Register(answers=BOB), event="townhall:2"))

    assert (form.refused, "password" in {field.name for field in form.fields}) == ("", False)
    assert isinstance(verdict, Settled)
    assert [one.email for one in portal.registrations()] == ["bob@company.example"]


def test_10_without_the_event_password_nobody_is_asked_anything(portal: V3PlusPractice) -> None:
    connector = connected(portal, secrets={**portal.secrets, "event_password": ""})

    assert "event password" in _walk_in(connector, "townhall:2").refused
    connector.close()


def test_10_a_wrong_event_password_is_told_without_repeating_it(portal: V3PlusPractice) -> None:
    connector = connected(portal, secrets={**portal.secrets, "event_password": "close sesame"})

    verdict = connector.push(told(Register(answers=BOB), event="townhall:2"))
    connector.close()

    assert verdict == Rejected(reason="The event password is wrong.")


def test_11_the_form_is_asked_for_without_filters_and_read_whole(
    portal: V3PlusPractice, client: Client
) -> None:
    client.session.log_in()
    form = client.group_form("2")

    assert (form.id, form.name, len(form.fields)) == ("2", "Sample Registration Form", 8)
    assert portal.portal.hits[-1].split("?")[1].startswith("token=")


def test_11_types_nobody_knows_are_asked_as_text_and_say_so(connector: V3PlusConnector) -> None:
    fields = {field.name: field for field in _walk_in(connector, "conference:1").fields}

    assert fields["field_14"].kind is FieldKind.TEXT
    assert "signature_pad" in fields["field_14"].help
    assert (fields["field_11"].kind, fields["field_12"].kind) == (FieldKind.LINES, FieldKind.TICK)
    assert (fields["field_13"].kind, fields["field_13"].preset) == (FieldKind.HIDDEN, "desk")


def test_12_fields_come_in_their_order_and_a_prompt_is_no_answer(connector: V3PlusConnector) -> None:
    form = _walk_in(connector, "conference:1")

    assert [field.name for field in form.fields][:4] == ["given_name", "family_name", "email", "field_10"]
    assert form.faults({**BOB, "field_10": "Select an option"}, GUESTS).keys() == {"field_10"}
    assert form.faults(BOB, GUESTS) == {}
    assert form.faults({**BOB, "email": "bob"}, STUDENTS).keys() == {"email"}


def test_13_custom_answers_are_sent_under_the_platforms_own_names(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    connector.push(told(Register(answers=BOB, ticket_type=GUESTS)))

    (registered,) = portal.registrations()
    assert registered.answers == {
        "first_name": "Bob",
        "last_name": "Smith",
        "email": "bob@company.example",
        "field_10": "red",
    }


def test_14_whatever_costs_something_is_not_sold_here(connector: V3PlusConnector) -> None:
    offered = _walk_in(connector, "conference:1")
    only_paid = _walk_in(connector, "conference:2")

    assert [name for _, name in offered.ticket_types] == ["Guests", "Students"]
    assert "Card data are never asked for" in only_paid.refused
    assert not [field for field in (*offered.fields, *only_paid.fields) if "cc_" in field.name]


def test_14_card_data_are_never_sent(
    portal: V3PlusPractice, connector: V3PlusConnector, client: Client
) -> None:
    card = {**BOB, "cc_number": "4242424242424242", "cc_cvc": "123"}

    paid = connector.push(told(Register(answers=card, ticket_type="group:3")))
    free = connector.push(told(Register(answers=card, ticket_type=GUESTS)))

    assert isinstance(paid, Rejected)
    assert isinstance(free, Settled)
    assert portal.portal.card_fields == 0
    with pytest.raises(ValueError, match="card data"):
        client.register("3", card)


def test_15_the_platforms_words_against_a_registration_are_passed_on(connector: V3PlusConnector) -> None:
    answers = {**BOB, "field_10": "green"}

    verdict = connector.push(told(Register(answers=answers, ticket_type=GUESTS)))

    assert verdict == Rejected(reason="The selected what is your favorite color? is invalid.")


def test_15_an_address_that_is_known_is_there_already(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    first = connector.push(told())
    second = connector.push(told())

    assert isinstance(first, Settled)
    assert isinstance(second, AlreadyThere)
    assert len(portal.registrations()) == 1


def test_16_every_resource_of_the_reference_can_be_asked_for(client: Client) -> None:
    ask = client.catalogue
    town, talk = Of.TOWNHALL, Of.PRESENTATION

    assert ask.portal("1", Detail(related=("conferences", "townhalls"))).conferences[0].id == "1"
    assert [one.is_free for one in ask.groups().rows] == [True, True, False]
    assert [one.name for one in ask.groups_of("1").rows] == ["Guests", "Students", "Doctors"]
    assert ask.group("3", Detail(related=("registration_form",))).price == "250.00"
    assert ask.townhall("1", Detail(related=("presenters", "keynotes"))).keynotes[0].role == "keynote"
    assert len(ask.presentations_of(Of.CONFERENCE, "1").rows) == 3
    assert [one.id for one in ask.presentations_of(town, "1").rows] == ["4"]
    assert [one.id for one in ask.presenters_of(talk, "1").rows] == ["1", "2"]
    assert (ask.presenter("1").role, ask.affiliate("1").role) == ("", "")
    sponsors = ask.affiliates_of(Of.CONFERENCE, "1", Selection(filters={"role": ("sponsor",)}))
    assert [one.role for one in sponsors.rows] == ["sponsor", "sponsor"]


def test_16_archives_and_hidden_townhalls_are_no_events_to_work_on(connector: V3PlusConnector) -> None:
    assert [event.platform_id for event in connector.events()] == [
        "conference:1",
        "townhall:2",
        "townhall:1",
        "conference:2",
    ]


def test_17_a_single_presentation_has_a_singular_address(portal: V3PlusPractice, client: Client) -> None:
    assert client.catalogue.presentation("2").type == "video_slide"
    assert portal.portal.hits[-1].startswith("GET /api/v1/presentation/2?")


def test_18_single_things_are_understood_with_and_without_a_wrapper(tmp_path: Path) -> None:
    with V3PlusPractice(attendees=3, wrapped=False, needs_login=False) as portal:
        portal.roster_file(tmp_path)
        connector = connected(portal)

        pages = list(connector.pull(portal.main_event, since=None, resume=None))
        connector.close()

    assert [pages[0].done, pages[-1].done, pages[-1].snapshot_ends] == [0, 15, True]
    assert portal.portal.tokens == {}


def test_18_times_without_an_offset_are_those_of_the_event(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    row = portal.portal.tables["conferences"][2]
    portal.portal.tables["conferences"][2] = {
        **row,
        "start_date": "2027-01-01 09:00:00",
        "end_date": "2027-01-02",
    }

    event = connector.events()[-1]

    assert event.starts_at == datetime(2027, 1, 1, 14, tzinfo=UTC)
    assert event.ends_at is not None
    assert replace(event, ends_at=event.ends_at.replace(microsecond=0)).ends_at == datetime(
        2027, 1, 3, 4, 59, 59, tzinfo=UTC
    )
