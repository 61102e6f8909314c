"""What was observed of pretix 2026.8 and concerns a check-in client, section by section, one test each."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.errors import (
    CheckinError,
    CredentialsError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.attendee import TicketStatus
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import (
    AlreadyThere,
    Correct,
    Move,
    NotThere,
    Operation,
    OperationState,
    Printed,
    Register,
    Rejected,
    Settled,
    TakeBack,
    Task,
    Turned,
)
from checkin.model.pulled import Page, PulledAttendee
from checkin.model.station import Direction, StationKind
from checkin.practice.faults import Fault, FaultKind
from checkin.practice.pretix import PretixPractice
from checkin.practice.pretix.organiser import cancel_order
from checkin.practice.pretix.rows import CheckInRow, PositionRow
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import surroundings

ADA = {"given_name": "Ada", "family_name": "Lovelace"}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def practice(clock: FakeClock) -> Iterator[PretixPractice]:
    with PretixPractice(attendees=120, clock=clock) as running:
        yield running


def connected(practice: PretixPractice, clock: FakeClock, **secrets: str) -> PretixConnector:
    connector = PretixConnector(practice.connection, secrets or practice.secrets, surroundings(clock=clock))
    connector.sign_in()
    return connector


@pytest.fixture
def connector(practice: PretixPractice, clock: FakeClock) -> Iterator[PretixConnector]:
    made = connected(practice, clock)
    yield made
    made.close()


Tell = Callable[..., Operation]


@pytest.fixture
def good(practice: PretixPractice) -> PositionRow:
    """A ticket that must be let in."""
    visitor = next(one for one in practice.visitors() if one.expected is None and one.event == "conf")
    with practice.state.lock:
        return practice.state.positions[int(visitor.platform_id)]


@pytest.fixture
def tell(practice: PretixPractice, clock: FakeClock, good: PositionRow) -> Tell:
    """Makes operations about the good ticket."""

    def make(
        task: Task | None = None, *, out: bool = False, number: int | None = None, **more: object
    ) -> Operation:
        usual: dict[str, object] = {
            "id": OperationId(str(uuid.uuid4())),
            "movement": MovementId("m"),
            "event": practice.main_event,
            "attendee": PlatformId(str(good.id)),
            "kind": StationKind.CHECK_OUT if out else StationKind.REGISTRATION,
            "station": PlatformId(f"{number or practice.list_id}{'/out' if out else ''}"),
            "session": None,
            "at": clock.now(),
            "code": good.secret,
            "task": task or Move(),
            "first_sent_at": clock.now(),
            "attempts": 1,
        }
        return Operation(**{**usual, **more})  # type: ignore[arg-type]

    return make


def pulled(connector: PretixConnector, since: str | None = None) -> list[Page]:
    return list(connector.pull(PlatformId("conf"), since=since, resume=None))


def people(pages: list[Page]) -> dict[str, PulledAttendee]:
    return {str(one.platform_id): one for page in pages for one in page.attendees}


def rows(practice: PretixPractice, position: PositionRow) -> list[CheckInRow]:
    with practice.state.lock:
        return [row for row in practice.state.check_ins if row.position == position.id]


# 1. Device life


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


# 2. Redeem


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


# 3. Pulling


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
    assert changed[str(good.id)].movements[0].direction is Direction.IN
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


# 4. Walk-ins and edits


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


# 5. Error shapes


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


# 6. eventyay


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


# 7. Client rules


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


def test_7_6_a_captive_portal_is_not_the_platform(
    practice: PretixPractice, connector: PretixConnector
) -> None:
    practice.faults.add(Fault(kind=FaultKind.HTML, times=1))

    with pytest.raises(UnreadableReplyError, match="web page"):
        pulled(connector)
