"""What was observed of pretix 2026.8: check-ins, taking back, refusals; and eventyay, which takes less."""

import uuid
from dataclasses import replace

import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.errors import (
    CheckinError,
    UnreadableReplyError,
)
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import (
    AlreadyThere,
    Move,
    NotThere,
    Operation,
    OperationState,
    Rejected,
    Settled,
    TakeBack,
    Turned,
)
from checkin.model.station import StationKind
from checkin.practice.faults import Fault, FaultKind
from checkin.practice.pretix import PretixPractice
from checkin.practice.pretix.rows import PositionRow
from tests.fakes.clock import FakeClock
from tests.platforms.pretix.station import Tell, connected, people, pulled, rows


def test_2_a_check_in_is_there_once_with_its_time(
    practice: PretixPractice, connector: PretixConnector, tell: Tell, good: PositionRow
) -> None:
    check_in = tell()

    assert connector.push(check_in) == Settled(at=check_in.at)
    assert connector.push(check_in) == Settled(at=check_in.at)
    assert practice.record()[PlatformId(str(good.id))] == 1
    assert rows(practice, good)[0].at == check_in.at


def test_2_an_unknown_code_is_refused_and_a_canceled_position_is_unknown(
    practice: PretixPractice, connector: PretixConnector, tell: Tell, good: PositionRow
) -> None:
    assert isinstance(connector.push(tell(code="nobody's")), Rejected)

    with practice.state.lock:
        good.cancelled = True

    assert isinstance(connector.push(tell()), Rejected)


def test_2_what_happened_at_the_door_is_kept_whatever_speaks_against_it(
    practice: PretixPractice, connector: PretixConnector, tell: Tell, good: PositionRow
) -> None:
    with practice.state.lock:
        practice.state.set_blocks(good, ["api:late"])
        practice.state.order_of(good).status = "n"

    assert isinstance(connector.push(tell()), Settled)
    assert [row.forced for row in rows(practice, good)] == [True]


def test_2_an_exit_is_never_refused(connector: PretixConnector, tell: Tell) -> None:
    assert isinstance(connector.push(tell(out=True)), Settled)
    assert isinstance(connector.push(tell(out=True)), Settled)


def test_2_answers_are_kept(practice: PretixPractice, connector: PretixConnector, tell: Tell) -> None:
    asked = next(one for one in practice.visitors() if one.expected and "questions" in one.expected)
    with practice.state.lock:
        vip = practice.state.positions[int(asked.platform_id)]
    given = Move(answers={"question_1": "2", "question_2": "yes"})

    connector.push(tell(given, attendee=asked.platform_id, code=asked.code))

    extra = people(pulled(connector))[str(vip.id)].extra
    assert (extra["question_1"], extra["question_2"]) == ("M", "yes")


def test_2_a_lost_list_keeps_the_check_in_waiting(connector: PretixConnector, tell: Tell) -> None:
    with pytest.raises(UnreadableReplyError, match="list is gone"):
        connector.push(tell(number=77))


@pytest.mark.parametrize("kind", [FaultKind.DROP_ANSWER, FaultKind.ERROR_AFTER, FaultKind.TRUNCATED])
def test_2_twenty_lost_answers_are_twenty_check_ins(
    practice: PretixPractice, connector: PretixConnector, tell: Tell, kind: FaultKind
) -> None:
    good = [one for one in practice.visitors() if one.expected is None and one.event == "conf"][:20]
    for visitor in good:
        practice.faults.add(Fault(kind=kind, method="POST", path="redeem", times=1))
        check_in = tell(attendee=visitor.platform_id, code=visitor.code)
        with pytest.raises(CheckinError):
            connector.push(check_in)
        assert isinstance(connector.read_back(check_in), Settled)
        assert isinstance(connector.push(check_in), Settled)

    assert {practice.record()[visitor.platform_id] for visitor in good} == {1}


def test_2_nonce_2_a_stored_check_in_is_found_although_its_repetition_is_refused(
    practice: PretixPractice, connector: PretixConnector, tell: Tell, good: PositionRow
) -> None:
    check_in = tell()
    connector.push(check_in)
    with practice.state.lock:
        practice.state.give_secret(good, "another")

    again = replace(check_in, attempts=2, state=OperationState.UNCERTAIN)

    assert connector.push(again) == Settled(at=check_in.at)
    assert practice.record()[PlatformId(str(good.id))] == 1


def test_2_nonce_3_what_another_device_told_is_not_ours(
    practice: PretixPractice, connector: PretixConnector, clock: FakeClock, tell: Tell
) -> None:
    check_in = tell()
    other = connected(practice, clock)
    other.push(check_in)

    assert connector.read_back(check_in) == AlreadyThere(at=check_in.at)
    other.close()


def test_2_nonce_5_what_was_taken_back_is_never_told_again(
    practice: PretixPractice, connector: PretixConnector, tell: Tell, good: PositionRow
) -> None:
    check_in = tell()
    connector.push(check_in)
    connector.push(tell(TakeBack(operation=check_in.id, moved_at=check_in.at)))

    assert isinstance(connector.push(check_in), Rejected)
    assert practice.record()[PlatformId(str(good.id))] == 0


def test_2_two_stations_of_the_same_ticket_are_both_kept(
    practice: PretixPractice, connector: PretixConnector, clock: FakeClock, tell: Tell, good: PositionRow
) -> None:
    other = connected(practice, clock)

    assert isinstance(connector.push(tell()), Settled)
    assert isinstance(other.push(tell()), Settled)
    assert practice.record()[PlatformId(str(good.id))] == 2
    other.close()


def test_2_a_refused_scan_told_twice_is_there_once(
    practice: PretixPractice, connector: PretixConnector, tell: Tell, good: PositionRow
) -> None:
    turned = tell(Turned(refusal="already inside", code=good.secret))

    connector.push(turned)
    connector.push(turned)

    assert [(row.successful, row.reason) for row in rows(practice, good)] == [(False, "already_redeemed")]


def test_2_a_check_in_is_taken_back_within_fifteen_minutes_only(
    connector: PretixConnector, clock: FakeClock, tell: Tell
) -> None:
    soon, late = tell(), tell()
    connector.push(soon)
    connector.push(late)
    clock.advance(14 * 60)
    undo = tell(TakeBack(operation=soon.id, moved_at=soon.at))
    assert connector.push(undo) == Settled()
    assert isinstance(connector.push(undo), AlreadyThere)
    clock.advance(2 * 60)

    verdict = connector.push(tell(TakeBack(operation=late.id, moved_at=late.at)))

    assert isinstance(verdict, Rejected)
    assert "15 minutes" in verdict.reason


def test_2_another_devices_check_in_is_not_taken_back(
    practice: PretixPractice, connector: PretixConnector, clock: FakeClock, tell: Tell
) -> None:
    check_in = tell()
    other = connected(practice, clock)
    other.push(check_in)

    assert isinstance(connector.push(tell(TakeBack(operation=check_in.id, moved_at=check_in.at))), Rejected)
    other.close()


def test_2_whether_it_was_taken_back_is_looked_up(connector: PretixConnector, tell: Tell) -> None:
    check_in = tell()
    connector.push(check_in)
    undo = tell(TakeBack(operation=check_in.id, moved_at=check_in.at))

    assert connector.read_back(undo) == NotThere()
    connector.push(undo)
    assert connector.read_back(undo) == Settled()


def test_6_eventyay_takes_check_ins_and_check_outs_in_its_older_form(clock: FakeClock) -> None:
    with PretixPractice(attendees=60, clock=clock, flavour="eventyay") as practice:
        connector = connected(practice, clock)
        visitor = next(one for one in practice.visitors() if one.expected is None and one.event == "conf")
        check_in = Operation(
            id=OperationId(str(uuid.uuid4())),
            movement=MovementId("m"),
            event=practice.main_event,
            attendee=visitor.platform_id,
            kind=StationKind.REGISTRATION,
            station=PlatformId(str(practice.list_id)),
            session=None,
            at=clock.now(),
            code=visitor.code,
            attempts=1,
        )

        assert visitor.platform_id in people(pulled(connector))
        assert connector.push(check_in) == Settled(at=check_in.at)
        assert connector.push(check_in) == Settled(at=check_in.at)
        assert connector.read_back(check_in) == Settled(at=check_in.at)
        assert practice.record()[visitor.platform_id] == 1
        connector.close()


def test_7_1_the_same_check_in_has_the_same_nonce_until_it_is_decided(
    practice: PretixPractice, connector: PretixConnector, tell: Tell, good: PositionRow
) -> None:
    check_in = tell()
    for kind in (FaultKind.ERROR_AFTER, FaultKind.DROP_ANSWER, FaultKind.TRUNCATED):
        practice.faults.add(Fault(kind=kind, method="POST", path="redeem", times=1))
        with pytest.raises(CheckinError):
            connector.push(check_in)

    connector.push(check_in)

    (row,) = rows(practice, good)
    assert row.nonce == check_in.id.replace("-", "")
