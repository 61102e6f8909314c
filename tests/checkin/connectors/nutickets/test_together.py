"""Many check-ins in one of few requests."""

from collections import Counter

import pytest

from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.protocol import TellsTogether
from checkin.errors import RejectedError, UnreachableError
from checkin.model.ids import PlatformId
from checkin.model.operation import Operation, Settled
from checkin.practice.faults import Fault, FaultKind
from checkin.practice.nutickets import NuticketsPractice
from tests.checkin.connectors.nutickets.builders import NOON, Witness, an_operation


def check_ins(platform: NuticketsPractice, number: int) -> list[Operation]:
    rows = platform.platform.tables.of_event(4201)[:number]
    return [an_operation(platform, str(row.id), row.barcode) for row in rows]


def test_many_check_ins_are_one_request_and_each_bears_its_own_id(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    operations = check_ins(platform, 5)

    verdicts = connector.push_together(operations)

    assert isinstance(connector, TellsTogether)
    assert verdicts == [Settled(at=NOON.replace(microsecond=0))] * 5
    (body,) = witness.bodies("POST", "/entry/tickets")
    assert [one["uuid"] for one in body["tickets"]] == [one.id for one in operations]  # type: ignore[attr-defined]
    assert platform.record() == Counter({one.attendee: 1 for one in operations})


def test_the_same_many_sent_again_are_there_once(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    operations = check_ins(platform, 3)
    platform.faults.add(Fault(kind=FaultKind.DROP_ANSWER, method="POST", path="entry/tickets", times=1))

    with pytest.raises(UnreachableError) as lost:
        connector.push_together(operations)
    connector.push_together(operations)

    assert lost.value.may_have_landed
    assert set(platform.record().values()) == {1}


def test_guests_and_tickets_without_a_barcode_are_told_by_themselves(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    plain, *_ = check_ins(platform, 1)

    assert connector.fits(plain)
    assert not connector.fits(an_operation(platform, PlatformId("guest:304"), "X"))
    assert not connector.fits(an_operation(platform, "99999", ""))


def test_one_the_platform_does_not_take_spoils_it_for_all(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    good = check_ins(platform, 2)
    bad = an_operation(platform, "99999", "NO-SUCH-BARCODE")

    with pytest.raises(RejectedError):
        connector.push_together([*good, bad])

    assert platform.record() == Counter()
