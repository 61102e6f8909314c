"""What was observed of pretix 2026.8: walk-ins, corrections, prints."""

import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.errors import (
    UnreachableError,
)
from checkin.model.attendee import TicketStatus
from checkin.model.ids import PlatformId
from checkin.model.operation import (
    AlreadyThere,
    Correct,
    NotThere,
    Printed,
    Register,
    Settled,
)
from checkin.practice.faults import Fault, FaultKind
from checkin.practice.pretix import PretixPractice
from checkin.practice.pretix.rows import PositionRow
from tests.platforms.pretix.station import ADA, Tell, people, pulled


def test_4_a_walk_in_told_twice_is_there_once_and_its_badge_scans(
    connector: PretixConnector, tell: Tell
) -> None:
    walk_in = tell(
        Register(answers={**ADA, "email": "ada@example.org"}, ticket_type="1-1"),
        attendee=PlatformId(""),
        code="WALK-IN-BADGE-CODE",
    )
    assert connector.read_back(walk_in) == NotThere()

    made = connector.push(walk_in)
    again = connector.push(walk_in)

    assert isinstance(made, Settled)
    assert isinstance(again, AlreadyThere)
    assert made.attendee == again.attendee
    assert made.attendee is not None
    assert connector.read_back(walk_in) == Settled(attendee=made.attendee)
    found = people(pulled(connector))[made.attendee]
    assert (found.given_name, found.family_name, found.badge_code) == (*ADA.values(), "WALK-IN-BADGE-CODE")
    assert found.status is TicketStatus.VALID
    assert isinstance(connector.push(tell(attendee=made.attendee, code="WALK-IN-BADGE-CODE")), Settled)


def test_4_a_walk_in_comes_in_although_the_quota_is_full(
    practice: PretixPractice, connector: PretixConnector, tell: Tell
) -> None:
    with practice.state.lock:
        practice.state.events["conf"].quotas[0].size = 0

    walk_in = tell(Register(answers=ADA, ticket_type="2"), attendee=PlatformId(""), code="FULL-HOUSE-CODE")

    assert isinstance(connector.push(walk_in), Settled)


def test_4_a_corrected_name_keeps_its_parts(
    connector: PretixConnector, tell: Tell, good: PositionRow
) -> None:
    correction = tell(Correct(changes={"family_name": "Lovelace", "company": "Engines"}))
    assert connector.read_back(correction) == NotThere()

    assert connector.push(correction) == Settled()

    assert good.name_parts["family_name"] == "Lovelace"
    assert good.name_parts["_scheme"] == "given_family"
    assert good.name_parts["given_name"]
    assert good.company == "Engines"
    assert connector.read_back(correction) == Settled()


def test_4_a_print_told_twice_is_there_once(
    practice: PretixPractice, connector: PretixConnector, tell: Tell, good: PositionRow
) -> None:
    printed = tell(Printed(number=1))
    practice.faults.add(Fault(kind=FaultKind.DROP_ANSWER, method="POST", path="printlog", times=1))
    with pytest.raises(UnreachableError):
        connector.push(printed)

    assert connector.read_back(printed) == Settled()
    assert connector.push(printed) == Settled(at=printed.at)
    assert len(good.prints) == 1
