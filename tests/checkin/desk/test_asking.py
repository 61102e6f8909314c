"""The platform itself is asked at the door; its silence changes nothing."""

from dataclasses import dataclass, field, replace

import pytest

from checkin.desk import admit
from checkin.desk.post import Post
from checkin.mirror import outbox
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.attendee import TicketStatus
from checkin.model.ids import AttendeeId
from checkin.model.live import LiveAnswer, LiveQuestion, Silence
from checkin.model.operation import Operation, OperationState
from checkin.model.scan import Scan
from tests.fakes.builders import MORNING, Door, a_pulled, stored

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
