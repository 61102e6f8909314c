"""What is told besides check-ins, and what the platform's answer means here."""

from dataclasses import replace

import pytest

from checkin.desk import admit, find
from checkin.desk.correct import correct
from checkin.desk.post import MOVEMENTS, Post
from checkin.desk.register import register
from checkin.desk.undo import undo
from checkin.mirror import backlog, outbox
from checkin.model.form import FAMILY_NAME, GIVEN_NAME, FormField
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    NotThere,
    OperationState,
    Register,
    Rejected,
    Settled,
    TakeBack,
    Verdict,
)
from checkin.model.platform import Capability
from checkin.model.pulled import EventFacts
from checkin.sync.push import push
from tests.fakes.builders import a_pulled, stored
from tests.fakes.connector import dropped
from tests.fakes.synced import Synced

MARY = {GIVEN_NAME: "Mary", FAMILY_NAME: "Jackson"}


def able(synced: Synced, *more: Capability) -> Post:
    capabilities = MOVEMENTS | set(more)
    synced.connector.capabilities = capabilities
    return replace(synced.post, capabilities=capabilities)


def told(synced: Synced) -> Verdict | None:
    (operation,) = synced.due()
    return push(synced.mirror, synced.connector, synced.clock, operation)


@pytest.mark.parametrize("verdict", [Settled, AlreadyThere])
def test_a_walk_in_becomes_who_the_platform_says(
    pulled: Synced, verdict: type[Settled | AlreadyThere]
) -> None:
    post = able(pulled, Capability.WALK_IN)
    number = register(post, MARY)
    admit.admit_attendee(post, number)
    pulled.connector.answers.append(verdict(attendee=PlatformId("77"), codes=("THEIRS",)))
    assert isinstance(told(pulled), verdict)

    (let_in,) = pulled.due()

    assert let_in.attendee == "77"
    assert find.look(post, number).attendee.platform_id == "77"
    scan = admit.admit(post, "THEIRS")
    assert scan.admission.attendee is not None
    assert scan.admission.attendee.id == number


def test_a_walk_in_the_platform_refuses_is_parked_and_stays_here(pulled: Synced) -> None:
    post = able(pulled, Capability.WALK_IN)
    number = register(post, MARY)
    pulled.connector.answers.append(Rejected(reason="sold out"))

    told(pulled)

    assert pulled.counts().parked == 1
    assert find.look(post, number).attendee.name == "Mary Jackson"


def test_a_correction_the_platform_has_gives_way_to_what_it_tells_next(pulled: Synced) -> None:
    post = able(pulled, Capability.CORRECTION)
    (one,) = find.find(post, "number 1")
    correct(post, one.attendee.id, {GIVEN_NAME: "Augusta"})
    pulled.connector.answers.append(Settled())
    told(pulled)

    stored(pulled.mirror, post.event, a_pulled(1, "Augusta Ada", "Number 1"))

    assert find.look(post, one.attendee.id).attendee.given_name == "Augusta Ada"


def test_answers_that_arrived_are_the_platforms_from_then_on(pulled: Synced) -> None:
    questions = (FormField(name="q", label="Diet", required=True),)
    post = replace(pulled.post, facts=EventFacts(questions=questions))
    admit.admit(post, "C1", answers={"q": "vegan"})
    pulled.connector.answers.append(Settled())
    told(pulled)

    stored(pulled.mirror, post.event, replace(a_pulled(1), extra={"q": "kosher"}))

    (one,) = [found for found in find.find(post, "") if found.attendee.badge_code == "C1"]
    assert one.attendee.extra == {"q": "kosher"}


def undone_after(synced: Synced, post: Post, *outcomes: Verdict) -> MovementId:
    movement = admit.admit(post, "C1").movement
    assert movement is not None
    for outcome in outcomes:
        synced.connector.answers.append(outcome)
        told(synced)
    undo(post, movement)
    return movement


def test_what_the_platform_took_is_taken_back_there(pulled: Synced) -> None:
    undone_after(pulled, able(pulled, Capability.UNDO), Settled())
    pulled.connector.answers.append(Settled())

    assert isinstance(told(pulled), Settled)

    came, back = pulled.connector.pushed
    assert isinstance(back.task, TakeBack)
    assert back.task.operation == came.id
    assert pulled.due() == ()


def unsure(synced: Synced, post: Post) -> MovementId:
    """A check-in of which nobody knows whether it arrived, taken back here."""
    movement = admit.admit(post, "C1").movement
    assert movement is not None
    synced.connector.faults.append(dropped())
    with pytest.raises(Exception, match="no answer"):
        told(synced)
    synced.clock.advance(600)
    undo(post, movement)
    return movement


def test_what_turns_out_never_to_have_arrived_need_not_be_taken_back(pulled: Synced) -> None:
    movement = unsure(pulled, able(pulled, Capability.UNDO))
    pulled.connector.recalls.append(NotThere())
    assert told(pulled) is None

    assert told(pulled) is None

    assert pulled.operation(movement).state is OperationState.WITHDRAWN
    assert pulled.due() == ()
    assert len(pulled.connector.pushed) == 1


def test_where_nobody_can_look_it_is_told_once_more_and_then_taken_back(pulled: Synced) -> None:
    unsure(pulled, able(pulled, Capability.UNDO))
    pulled.connector.recalls.append(CannotTell())
    pulled.connector.answers.extend([Settled(), Settled()])

    told(pulled)
    told(pulled)

    assert [type(one.task).__name__ for one in pulled.connector.pushed] == ["Move", "Move", "TakeBack"]


def test_who_registered_here_is_told_with_what_was_answered(pulled: Synced) -> None:
    post = able(pulled, Capability.WALK_IN)
    register(post, MARY, "")
    pulled.connector.answers.append(Settled())

    told(pulled)

    assert pulled.connector.pushed[0].task == Register(answers=MARY)
    with pulled.mirror.read() as connection:
        assert backlog.counts(connection).settled == 1


def send_again(synced: Synced, operation: OperationId) -> None:
    with synced.mirror.write() as connection:
        outbox.send_again(connection, operation)


def test_what_nobody_can_look_up_is_not_told_once_more_after_it_was_taken_back(pulled: Synced) -> None:
    movement = unsure(pulled, able(pulled, Capability.UNDO))
    with pulled.mirror.write() as connection:
        outbox.park(connection, pulled.operation(movement).id, pulled.clock.now(), "nobody knows")
    pulled.connector.answers.append(Settled())
    assert isinstance(told(pulled), Settled)
    assert isinstance(pulled.connector.pushed[-1].task, TakeBack)

    send_again(pulled, pulled.operation(movement).id)
    pulled.connector.recalls.append(CannotTell())
    assert told(pulled) is None

    assert [type(one.task).__name__ for one in pulled.connector.pushed] == ["Move", "TakeBack"]
    assert pulled.operation(movement).state is OperationState.PARKED


def test_of_somebody_it_refused_to_register_nothing_is_told_before_that_is_decided(pulled: Synced) -> None:
    post = able(pulled, Capability.WALK_IN)
    admit.admit_attendee(post, register(post, MARY))
    pulled.connector.answers.append(Rejected(reason="sold out"))
    told(pulled)
    assert pulled.due() == ()
    with pulled.mirror.read() as connection:
        (parked,) = backlog.parked(connection)
        assert outbox.next_due_at(connection, pulled.post.event.connection) is None

    send_again(pulled, parked.operation.id)
    pulled.connector.answers.extend([Settled(attendee=PlatformId("1")), Settled()])
    told(pulled)
    told(pulled)

    assert [one.attendee for one in pulled.connector.pushed] == ["", "", "1"]


def test_of_somebody_who_is_not_to_be_registered_nothing_is_told(pulled: Synced) -> None:
    post = able(pulled, Capability.WALK_IN)
    admit.admit_attendee(post, register(post, MARY))
    pulled.connector.answers.append(Rejected(reason="sold out"))
    told(pulled)

    with pulled.mirror.write() as connection:
        (parked,) = backlog.parked(connection)
        outbox.withdraw(connection, parked.operation.id, pulled.clock.now())

    assert told(pulled) is None
    assert pulled.due() == ()
    assert len(pulled.connector.pushed) == 1
