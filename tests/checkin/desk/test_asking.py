"""The platform itself is asked at the door; its silence changes nothing."""

from dataclasses import dataclass, field, replace

import pytest

from checkin.desk import admit
from checkin.desk.post import MOVEMENTS, Post
from checkin.desk.register import register
from checkin.desk.undo import undo
from checkin.mirror import backlog, events, movements, outbox
from checkin.mirror.movements import Told
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.attendee import TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.form import GIVEN_NAME, FormField
from checkin.model.ids import AttendeeId
from checkin.model.live import LiveAnswer, LiveQuestion, Silence
from checkin.model.operation import Move, Operation, OperationState
from checkin.model.platform import Capability
from checkin.model.pulled import EventFacts, PulledCode, PulledMovement
from checkin.model.scan import Scan
from checkin.model.station import Direction
from tests.fakes.builders import MORNING, Door, a_chosen_event, a_pulled, stored

YES = LiveAnswer(at=MORNING)


@dataclass
class Oracle:
    """Answers for the platform."""

    says: LiveAnswer | Silence = YES
    asked: list[LiveQuestion] = field(default_factory=list)

    def __call__(self, question: LiveQuestion) -> LiveAnswer | Silence:
        self.asked.append(question)
        return self.says


def asking(door: Door, says: LiveAnswer | Silence) -> tuple[Post, Oracle]:
    oracle = Oracle(says)
    return replace(door.post, ask_platform=oracle), oracle


def operation_of(door: Door, scan: Scan) -> Operation:
    assert scan.movement is not None
    with door.mirror.read() as connection:
        operation = outbox.of_movement(connection, scan.movement)
    assert operation is not None
    return operation


def test_a_yes_is_recorded_here_and_not_told_again(door: Door) -> None:
    post, oracle = asking(door, YES)

    scan = admit.admit(post, "C1")

    operation = operation_of(door, scan)
    assert operation.state is OperationState.SETTLED
    assert (oracle.asked[0].operation, oracle.asked[0].code) == (operation.id, "C1")


def test_the_platforms_no_counts_in_its_own_words(door: Door) -> None:
    post, _ = asking(door, LiveAnswer(refusal=Refusal.ZONE_FULL, words="Full up"))

    admission = admit.admit(post, "C1").admission

    assert isinstance(admission, Refused)
    assert (admission.refusal, admission.words) == (Refusal.ZONE_FULL, "Full up")


def test_its_yes_counts_more_than_what_was_last_pulled(door: Door) -> None:
    stored(door.mirror, door.event, a_pulled(1, status=TicketStatus.UNPAID))
    post, _ = asking(door, YES)

    assert isinstance(admit.admit(post, "C1").admission, Admitted)


def test_of_whom_it_may_not_have_heard_it_is_not_asked(door: Door) -> None:
    admit.admit(door.post, "C1")
    post, oracle = asking(door, YES)

    admission = admit.admit(post, "C1").admission

    assert isinstance(admission, Refused)
    assert admission.refusal is Refusal.ALREADY_INSIDE
    assert oracle.asked == []


def test_a_ticket_sold_a_minute_ago_comes_in(door: Door) -> None:
    post, oracle = asking(door, YES)

    scan = admit.admit(post, "JUST-SOLD")

    assert isinstance(scan.admission, Admitted)
    assert (oracle.asked[0].attendee, oracle.asked[0].code) == ("", "JUST-SOLD")
    assert operation_of(door, scan).state is OperationState.SETTLED


def test_an_unknown_code_it_refuses_stays_refused(door: Door) -> None:
    post, _ = asking(door, LiveAnswer(refusal=Refusal.UNKNOWN_CODE))

    admission = admit.admit(post, "NOBODY").admission

    assert admission == Refused(refusal=Refusal.UNKNOWN_CODE)


@pytest.mark.parametrize(
    ("silence", "state"),
    [
        (Silence(), OperationState.PENDING),
        (Silence(may_have_landed=True), OperationState.UNCERTAIN),
    ],
)
def test_when_it_says_nothing_the_door_decides(door: Door, silence: Silence, state: OperationState) -> None:
    post, _ = asking(door, silence)

    scan = admit.admit(post, "C1")

    assert operation_of(door, scan).state is state


def test_nothing_is_asked_about_nobody(door: Door) -> None:
    post, oracle = asking(door, YES)

    assert admit.admit(post, "").movement is None
    assert admit.admit_attendee(post, AttendeeId(99)).movement is None
    assert oracle.asked == []


def test_what_a_scanner_puts_around_a_code_the_platform_never_hears(door: Door) -> None:
    post, oracle = asking(door, YES)

    scan = admit.admit(post, "\ufeff]Q1JUST-SOLD\r\n")

    assert oracle.asked[0].code == "JUST-SOLD"
    assert scan.admission.attendee is not None
    assert scan.admission.attendee.badge_code == "JUST-SOLD"


def test_a_yes_counts_for_a_code_that_was_revoked_once(door: Door) -> None:
    with door.mirror.write() as connection:
        events.add_revoked(connection, door.event.id, ["ONCE-REVOKED"])
    post, _ = asking(door, YES)

    scan = admit.admit(post, "ONCE-REVOKED")

    assert isinstance(scan.admission, Admitted)
    assert operation_of(door, scan).state is OperationState.SETTLED


def test_a_yes_stands_though_a_pull_brought_the_same_check_in_first(door: Door) -> None:
    said = PulledMovement(zone=WHOLE_EVENT, direction=Direction.IN, at=MORNING)

    def pulled_meanwhile(_question: LiveQuestion) -> LiveAnswer:
        with door.mirror.write() as connection:
            movements.add_reported(connection, [Told(attendee=door.number(1), movement=said)])
        return YES

    scan = admit.admit(replace(door.post, ask_platform=pulled_meanwhile), "C1")

    assert isinstance(scan.admission, Admitted)


def test_a_yes_lets_nobody_of_another_event_in(door: Door) -> None:
    def moved_meanwhile(_question: LiveQuestion) -> LiveAnswer:
        other = a_chosen_event(door.mirror, 2)
        stored(door.mirror, other, a_pulled(1, codes=[PulledCode(key="MOVED")]))
        return YES

    scan = admit.admit(replace(door.post, ask_platform=moved_meanwhile), "MOVED")

    assert isinstance(scan.admission, Refused)
    assert scan.admission.refusal is Refusal.WRONG_EVENT


def test_about_a_walk_in_it_has_not_heard_of_it_is_not_asked(door: Door) -> None:
    post, oracle = asking(door, LiveAnswer(refusal=Refusal.UNKNOWN_CODE))
    number = register(post, {GIVEN_NAME: "Mary"})

    assert isinstance(admit.admit_attendee(post, number).admission, Admitted)
    assert oracle.asked == []


def test_while_it_has_not_heard_of_an_undo_it_is_not_asked(door: Door) -> None:
    able = replace(door.post, capabilities=MOVEMENTS | {Capability.UNDO})
    scan = admit.admit(able, "C1")
    with door.mirror.write() as connection:
        outbox.settle(connection, operation_of(door, scan).id, MORNING, None)
    assert scan.movement is not None
    undo(able, scan.movement)
    post, oracle = asking(door, LiveAnswer(refusal=Refusal.ALREADY_INSIDE))

    assert isinstance(admit.admit(post, "C1").admission, Admitted)
    assert oracle.asked == []


def test_answers_are_told_with_the_check_in_and_not_lost_in_a_yes(door: Door) -> None:
    post, oracle = asking(door, YES)
    facts = EventFacts(questions=(FormField(name="q", label="Diet", required=True),))

    scan = admit.admit(replace(post, facts=facts), "C1", answers={"q": "vegan"})

    assert oracle.asked == []
    operation = operation_of(door, scan)
    assert (operation.state, operation.task) == (OperationState.PENDING, Move(answers={"q": "vegan"}))


def test_what_the_platform_alone_refused_and_a_lead_overruled_is_recorded(door: Door) -> None:
    post, _ = asking(door, Silence())

    scan = admit.admit(post, "C1", Refusal.ZONE_FULL)

    assert isinstance(scan.admission, Admitted)
    assert scan.admission.overrode is Refusal.ZONE_FULL
    assert operation_of(door, scan).task == Move(overrode="zone full")


def test_the_platforms_own_no_is_not_told_back_to_it(door: Door) -> None:
    post, _ = asking(door, LiveAnswer(refusal=Refusal.ZONE_FULL))

    admit.admit(replace(post, capabilities=MOVEMENTS | {Capability.REFUSALS}), "C1")

    with door.mirror.read() as connection:
        assert backlog.counts(connection).waiting == 0


def test_somebody_whose_ticket_has_no_code_is_let_in_without_asking(door: Door) -> None:
    stored(door.mirror, door.event, replace(a_pulled(1), badge_code=""))
    post, oracle = asking(door, YES)

    assert isinstance(admit.admit_attendee(post, door.number(1)).admission, Admitted)
    assert oracle.asked == []
