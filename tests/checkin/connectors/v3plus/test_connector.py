from collections.abc import Mapping
from pathlib import Path

import pytest

from checkin.connectors.v3plus import setup
from checkin.connectors.v3plus.connector import V3PlusConnector
from checkin.errors import (
    CredentialsError,
    RejectedError,
    SettingsError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.ids import OperationId, PlatformId
from checkin.model.operation import (
    AlreadyThere,
    Correct,
    Move,
    OperationState,
    Printed,
    Register,
    Rejected,
    Settled,
    TakeBack,
    Task,
)
from checkin.model.platform import Capability, SetupKind
from checkin.practice.v3plus import V3PlusPractice
from checkin.settings import Connection
from tests.checkin.connectors.v3plus.builders import BOB, STUDENTS, connected, told
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import surroundings


def test_only_what_is_really_there_is_promised(connector: V3PlusConnector) -> None:
    expected = {Capability.LIST_EVENTS, Capability.WALK_IN, Capability.ROSTER, Capability.PHOTOS}

    assert connector.capabilities == expected == setup.capabilities(Connection(platform="v3plus"))
    assert setup.FORM.capabilities == expected
    assert connector.platform == setup.FORM.platform == "v3plus"


def test_the_form_keeps_secrets_secret_and_asks_for_a_list() -> None:
    fields = {field.name: field for field in setup.FORM.fields}

    assert {name for name, field in fields.items() if field.secret} == {
        "portal_token",
        "password",
        "event_password",
    }
    assert {name for name, field in fields.items() if field.required} == {"base_url", "portal_token"}
    assert fields["roster"].kind is SetupKind.FILE
    assert (fields["presenters"].kind, fields["presenters"].preset) == (SetupKind.TICK, "yes")
    assert any("no check-ins" in limit for limit in setup.FORM.limits)


def test_signing_in_says_how_many_stand_in_the_list(connector: V3PlusConnector) -> None:
    account = connector.sign_in()

    assert (account.name, account.platform_id) == ("Dana Desk", "portal:1")
    assert account.notes[0] == "The list of attendees has 40 people."
    assert any("keeps no check-ins" in note for note in account.notes)


def test_a_portal_token_alone_may_be_enough() -> None:
    with V3PlusPractice(attendees=1, needs_login=False) as portal:
        connector = connected(portal)
        account = connector.sign_in()
        connector.log_out()
        connector.close()

    assert (account.name, account.notes[0][:31]) == ("Practice Portal", "No list of attendees was chosen")
    assert portal.portal.tokens == {}


def test_a_portal_that_shows_nothing_of_itself_is_signed_in_to_all_the_same(portal: V3PlusPractice) -> None:
    portal.portal.tables["portals"].clear()
    connector = connected(portal)
    named = connector.sign_in()
    portal.portal.tables["conferences"].clear()
    portal.portal.tables["townhalls"].clear()
    nameless = connector.sign_in()
    connector.close()

    assert (named.platform_id, nameless.platform_id) == ("portal", "portal")


@pytest.mark.parametrize("token", ["", "  ", "tök€n", "two\nlines"])
def test_without_a_token_that_can_be_sent_nothing_is_sent(portal: V3PlusPractice, token: str) -> None:
    connector = connected(portal, secrets={**portal.secrets, "portal_token": token})

    with pytest.raises(CredentialsError, match="no portal token"):
        connector.sign_in()
    connector.close()
    assert portal.portal.hits == []


def test_spaces_around_a_pasted_token_do_no_harm(portal: V3PlusPractice) -> None:
    secrets = {**portal.secrets, "portal_token": f" {portal.portal.portal_token}\n"}

    connector = connected(portal, secrets=secrets)
    assert len(connector.events()) == 4
    connector.close()


def test_an_account_without_a_password_is_asked_for_one(portal: V3PlusPractice) -> None:
    connector = connected(portal, secrets={"portal_token": portal.portal.portal_token})

    with pytest.raises(CredentialsError, match="enter both"):
        connector.sign_in()
    connector.close()


def test_a_token_from_before_is_used_until_it_ends(portal: V3PlusPractice) -> None:
    kept: list[Mapping[str, str]] = []
    first = connected(portal, told=kept)
    first.sign_in()
    first.close()
    signed_in = portal.portal.hits.count("POST /api/v1/auth?")

    again: list[Mapping[str, str]] = []
    second = connected(portal, secrets=kept[-1], told=again)
    list(second.pull(portal.main_event, since=None, resume=None))
    assert (portal.portal.hits.count("POST /api/v1/auth?"), again) == (signed_in, [])

    portal.portal.tokens.clear()
    list(second.pull(portal.main_event, since=None, resume=None))
    second.close()
    assert again[-1]["token"] in portal.portal.tokens


def test_a_token_from_before_without_a_password_cannot_be_renewed(portal: V3PlusPractice) -> None:
    secrets = {"portal_token": portal.portal.portal_token, "token": "0123456789abcdef"}
    connector = connected(portal, secrets=secrets)
    assert repr(connector._client.session) == "Session(signed in)"  # noqa: SLF001 - what a traceback shows
    assert connector.sign_in().name == "Practice Portal"

    with pytest.raises(CredentialsError, match="Unauthenticated"):
        list(connector.pull(portal.main_event, since=None, resume=None))
    connector.close()


def test_a_sign_in_that_does_not_last_is_not_tried_for_ever(portal: V3PlusPractice) -> None:
    connector = connected(portal)
    connector.sign_in()
    portal.portal.needs_login = True
    portal.portal.tokens.clear()
    portal.portal.account = "somebody.else@example.org"

    with pytest.raises(CredentialsError, match="do not match"):
        list(connector.pull(portal.main_event, since=None, resume=None))
    connector.close()


def test_logging_out_of_a_portal_that_is_gone_forgets_the_token_all_the_same(portal: V3PlusPractice) -> None:
    kept: list[Mapping[str, str]] = []
    connector = connected(portal, told=kept)
    connector.sign_in()
    portal.go_offline()

    with pytest.raises(UnreachableError):
        connector.log_out()
    connector.close()
    assert "token" not in kept[-1]


def test_an_address_that_is_no_portal_is_told_apart(portal: V3PlusPractice) -> None:
    elsewhere = portal.connection.model_copy(update={"base_url": f"{portal.url}/blog"})
    connector = connected(portal, connection=elsewhere)

    with pytest.raises(UnreadableReplyError, match="no sign-in at this address"):
        connector.sign_in()
    connector.close()


def test_the_address_may_be_that_of_the_api(portal: V3PlusPractice) -> None:
    api = portal.connection.model_copy(update={"base_url": f"{portal.url}/api/v1/"})

    connector = connected(portal, connection=api)
    assert len(connector.events()) == 4
    assert -5 < (connector.clock_offset() or 0.0) < 5
    connector.close()


def test_an_address_in_the_clear_is_refused(portal: V3PlusPractice) -> None:
    far = portal.connection.model_copy(update={"base_url": "http://v3plusportal.com"})

    with pytest.raises(SettingsError, match="http://"):
        V3PlusConnector(far, portal.secrets, surroundings())


def test_a_closed_connector_sends_nothing_more(portal: V3PlusPractice) -> None:
    connector = connected(portal)
    connector.interrupt()
    connector.close()

    with pytest.raises(UnreachableError, match="closed"):
        connector.events()


def test_throttling_says_how_long(portal: V3PlusPractice, connector: V3PlusConnector) -> None:
    portal.faults.throttle(retry_after=7, times=1)

    with pytest.raises(ThrottledError) as caught:
        connector.events()
    assert caught.value.retry_after == 7


# Events of a portal with one kind only.


@pytest.mark.parametrize(("gone", "left"), [("townhalls", "conference"), ("conferences", "townhall")])
def test_a_portal_may_have_but_one_kind_of_events(
    portal: V3PlusPractice, connector: V3PlusConnector, gone: str, left: str
) -> None:
    connector.sign_in()
    portal.portal.denied.add(gone)

    assert {event.platform_id.split(":")[0] for event in connector.events()} == {left}


def test_a_portal_that_denies_everything_says_why(portal: V3PlusPractice, connector: V3PlusConnector) -> None:
    connector.sign_in()
    portal.portal.denied.update({"townhalls", "conferences"})

    with pytest.raises(CredentialsError, match="permission"):
        connector.events()


# Telling the platform.


@pytest.mark.parametrize(
    "task",
    [
        Move(),
        TakeBack(operation=OperationId("1"), moved_at=FakeClock().now()),
        Correct(changes={"company": "ACME"}),
        Printed(number=1),
    ],
    ids=lambda task: type(task).__name__,
)
def test_what_it_does_not_keep_is_rejected_in_words(
    portal: V3PlusPractice, connector: V3PlusConnector, task: Task
) -> None:
    for verdict in (connector.push(told(task)), connector.read_back(told(task))):
        assert isinstance(verdict, Rejected)
        assert "keeps no check-ins" in verdict.reason
    assert portal.portal.hits == []


def test_a_walk_in_is_registered_into_the_group_that_was_chosen(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    verdict = connector.push(told(Register(answers=BOB, ticket_type=STUDENTS)))

    assert isinstance(verdict, Settled)
    assert verdict.attendee is None
    (registered,) = portal.registrations()
    assert registered.place == ("groups", 2)
    assert registered.answers["field_12"] == "True"
    assert "password" not in registered.answers


@pytest.mark.parametrize(
    ("task", "event", "words"),
    [
        (Register(answers=BOB), "conference:1", "No group"),
        (Register(answers=BOB, ticket_type="group:1"), "meeting:1", "no event"),
    ],
    ids=["no group", "no event"],
)
def test_a_walk_in_that_has_no_place_is_rejected(
    connector: V3PlusConnector, task: Task, event: str, words: str
) -> None:
    verdict = connector.push(told(task, event=event))

    assert isinstance(verdict, Rejected)
    assert words in verdict.reason


def test_a_group_that_is_gone_by_now_rejects_the_walk_in(connector: V3PlusConnector) -> None:
    with pytest.raises(RejectedError, match="Not found"):
        connector.push(told(Register(answers=BOB, ticket_type="group:99")))


def test_a_townhall_that_asks_for_a_card_by_now_registers_nobody(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    card = {**portal.portal.forms[3][0], "name": "cc_number"}
    portal.portal.forms[3] = [*portal.portal.forms[3], card]

    verdict = connector.push(told(Register(answers=BOB), event="townhall:1"))

    assert isinstance(verdict, Rejected)
    assert "Card data" in verdict.reason


def test_a_townhall_lets_the_same_person_in_again_without_a_second_registration(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    operation = told(Register(answers=BOB), event="townhall:1")

    verdicts = [connector.push(operation), connector.push(operation)]

    assert all(isinstance(verdict, Settled) for verdict in verdicts)
    assert len(portal.registrations()) == 1


@pytest.mark.parametrize("fault", ["drop_answers", "fail_after"])
def test_after_a_lost_answer_nothing_is_sent_again_and_a_person_must_look(
    portal: V3PlusPractice, connector: V3PlusConnector, fault: str
) -> None:
    getattr(portal.faults, fault)(times=1)
    with pytest.raises(UnreachableError) as caught:
        connector.push(told())
    asked = len(portal.portal.hits)

    found = connector.read_back(told(state=OperationState.UNCERTAIN))
    again = connector.push(told(state=OperationState.UNCERTAIN))

    assert caught.value.may_have_landed
    assert isinstance(found, Rejected)
    assert (found.answered, found == again) == (False, True)
    assert "look there whether they are registered" in found.reason
    assert (len(portal.portal.hits), len(portal.registrations())) == (asked, 1)


def test_a_form_that_cannot_be_read_leaves_nothing_uncertain(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    connector.sign_in()
    portal.faults.fail_before(times=1)

    with pytest.raises(UnreachableError) as caught:
        connector.push(told())

    assert not caught.value.may_have_landed
    assert isinstance(connector.push(told()), Settled)


def test_the_sign_in_page_of_a_network_is_not_taken_for_a_registration(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    connector.sign_in()
    portal.faults.answer_html(times=1)

    with pytest.raises(UnreadableReplyError, match="web page") as caught:
        connector.push(told())
    assert (caught.value.may_have_landed, portal.registrations()) == (False, ())


def test_a_sign_in_that_ended_is_renewed_before_somebody_is_registered(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    connector.sign_in()
    portal.portal.tokens.clear()

    first, second = connector.push(told()), connector.push(told())

    assert isinstance(first, Settled)
    assert isinstance(second, AlreadyThere)


def test_nothing_of_people_or_secrets_shows_in_a_repr(
    portal: V3PlusPractice, connector: V3PlusConnector, tmp_path: Path
) -> None:
    connector.sign_in()

    assert repr(connector) == "V3PlusConnector(Channel(v3plus, 127.0.0.1))"
    assert repr(connector._client) == "Client(Session(signed in))"  # noqa: SLF001 - what a traceback shows
    assert PlatformId(str(tmp_path)) not in repr(connector)
    assert portal.url not in repr(connector)
