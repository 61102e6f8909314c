"""What was observed of pretix 2026.8: the life of a device, and the shapes of errors."""

import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.errors import (
    CheckinError,
    CredentialsError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.ids import PlatformId
from checkin.model.operation import (
    NotThere,
    Printed,
    Register,
    Rejected,
    Settled,
    Turned,
)
from checkin.practice.faults import Fault, FaultKind
from checkin.practice.pretix import PretixPractice
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import surroundings
from tests.platforms.pretix.station import ADA, Tell, connected, people, pulled


def test_1_a_set_up_code_works_once(practice: PretixPractice, clock: FakeClock) -> None:
    code = practice.secrets["code"]
    kept: dict[str, str] = {}
    around = surroundings(clock=clock, on_secrets=kept.update)
    PretixConnector(practice.connection, {"code": code}, around).sign_in()

    with pytest.raises(CredentialsError, match="used already"):
        PretixConnector(practice.connection, {"code": code}, around).sign_in()
    assert PretixConnector(practice.connection, kept, around).sign_in().answers["organizer"] == "demo"


def test_1_a_lost_answer_burns_the_code_and_says_what_to_do(
    practice: PretixPractice, clock: FakeClock
) -> None:
    practice.faults.add(Fault(kind=FaultKind.DROP_ANSWER, path="initialize", times=1))
    connector = PretixConnector(practice.connection, practice.secrets, surroundings(clock=clock))

    with pytest.raises(UnreachableError, match="delete this device"):
        connector.sign_in()
    with pytest.raises(CredentialsError, match="used already"):
        connector.sign_in()


def test_1_a_revoked_device_is_signed_out(practice: PretixPractice, connector: PretixConnector) -> None:
    with practice.state.lock:
        practice.state.devices[-1].revoked = True

    with pytest.raises(CredentialsError, match="revoked"):
        connector.events()


def test_1_the_profile_for_scanning_pulls_checks_in_and_looks_back_but_registers_nobody(
    practice: PretixPractice, clock: FakeClock, tell: Tell
) -> None:
    connector = connected(practice, clock, api_token=practice.api_token("pretixscan"))
    check_in = tell()

    assert people(pulled(connector))
    assert isinstance(connector.push(check_in), Settled)
    assert isinstance(connector.read_back(check_in), Settled)
    assert isinstance(connector.push(tell(Printed(number=1))), Settled)
    assert isinstance(connector.push(tell(Turned(refusal="unpaid", code="x"))), Settled)
    assert isinstance(connector.push(tell(Register(answers=ADA, ticket_type="2"))), Rejected)
    connector.close()


def test_1_the_profile_without_orders_is_a_matter_of_permissions(
    practice: PretixPractice, clock: FakeClock
) -> None:
    connector = connected(practice, clock, api_token=practice.api_token("pretixscan_online_noorders"))

    with pytest.raises(CredentialsError, match="profile"):
        pulled(connector)
    connector.close()


def test_5_an_unknown_event_is_a_matter_of_permissions(connector: PretixConnector) -> None:
    with pytest.raises(CredentialsError, match="no such event"):
        list(connector.pull(PlatformId("nope"), since=None, resume=None))


def test_5_a_bad_token_is_a_matter_of_credentials(practice: PretixPractice, clock: FakeClock) -> None:
    with pytest.raises(CredentialsError, match="Invalid token"):
        connected(practice, clock, api_token="x" * 64)


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (FaultKind.HTML, UnreadableReplyError),
        (FaultKind.THROTTLE, ThrottledError),
        (FaultKind.SILENCE, UnreachableError),
        (FaultKind.ERROR_BEFORE, UnreachableError),
    ],
)
def test_5_what_decides_nothing_leaves_the_check_in_waiting(
    practice: PretixPractice,
    connector: PretixConnector,
    tell: Tell,
    kind: FaultKind,
    error: type[CheckinError],
) -> None:
    practice.faults.add(Fault(kind=kind, method="POST", times=1))
    check_in = tell()

    with pytest.raises(error):
        connector.push(check_in)

    assert connector.read_back(check_in) == NotThere()
    assert isinstance(connector.push(check_in), Settled)


def test_7_6_a_captive_portal_is_not_the_platform(
    practice: PretixPractice, connector: PretixConnector
) -> None:
    practice.faults.add(Fault(kind=FaultKind.HTML, times=1))

    with pytest.raises(UnreadableReplyError, match="web page"):
        pulled(connector)
