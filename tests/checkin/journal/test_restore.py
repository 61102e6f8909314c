from collections.abc import Sequence
from datetime import timedelta

import pytest

from checkin.journal.lines import Entry
from checkin.journal.restore import NOTHING, Restored, restore
from checkin.mirror import attendees, backlog, events, movements, outbox
from checkin.mirror.database import Mirror
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import AttendeeId, MovementId, OperationId
from checkin.model.movement import Movement
from checkin.model.operation import Operation, OperationState
from checkin.model.scan import Counts
from tests.checkin.journal.told import OPENING, asked, closed, moved, person, told, walk_in
from tests.fakes.builders import MORNING, a_chosen_event, a_pulled, stored


def test_who_came_is_known_again(mirror: Mirror) -> None:
    done = restore(mirror, OPENING, [moved(1), moved(2)])

    assert done == Restored(movements=2, operations=2, people=2)
    assert counts(mirror).checked_in == 2
    with mirror.read() as connection:
        (found,) = attendees.by_code(connection, ["C2"], WHOLE_EVENT)
    assert found.attendee.name == "Ada Lovelace"
    assert found.presence.inside


def test_what_nobody_knows_to_be_settled_is_read_back_before_it_is_sent(mirror: Mirror) -> None:
    restore(mirror, OPENING, [moved(1)])

    operation = told_of(mirror, 1)
    assert operation.state is OperationState.UNCERTAIN
    assert operation.first_sent_at == MORNING


def test_what_was_settled_stays_settled(mirror: Mirror) -> None:
    done = restore(mirror, OPENING, [moved(1), closed(1, theirs=True)])

    assert done.closed == 1
    assert told_of(mirror, 1).state is OperationState.SETTLED
    assert told_of(mirror, 1).is_theirs


def test_what_was_refused_waits_for_a_person_and_is_read_back_when_they_send_it_again(mirror: Mirror) -> None:
    restore(mirror, OPENING, [moved(1), closed(1, "parked", reason="No.", first_sent_at=None)])

    with mirror.write() as connection:
        (parked,) = backlog.parked(connection)
        outbox.send_again(connection, parked.operation.id)
    assert parked.reason == "No."
    assert told_of(mirror, 1).state is OperationState.UNCERTAIN


def test_what_was_refused_twice_was_refused_for_the_last_reason(mirror: Mirror) -> None:
    later = closed(1, "parked", reason="Never.", at=MORNING + timedelta(hours=2))
    lines: list[Entry] = [moved(1), closed(1, "parked", reason="No."), later]
    restore(mirror, OPENING, lines)

    assert restore(mirror, OPENING, lines) == Restored(known=3)
    with mirror.read() as connection:
        assert [one.reason for one in backlog.parked(connection)] == ["Never."]


def test_what_never_arrived_and_was_withdrawn_never_arrives(mirror: Mirror) -> None:
    restore(mirror, OPENING, [moved(1), closed(1, "withdrawn", first_sent_at=None)])

    assert told_of(mirror, 1).has_never_arrived


def test_restoring_twice_changes_nothing_more(mirror: Mirror) -> None:
    lines: list[Entry] = [moved(1), closed(1, "parked", reason="No."), moved(2), closed(2), closed(1)]
    restore(mirror, OPENING, lines)

    again = restore(mirror, OPENING, lines)

    assert again == Restored(known=5)
    assert told_of(mirror, 1).state is OperationState.SETTLED


def test_a_pulled_person_is_not_made_anew(mirror: Mirror) -> None:
    stored(mirror, a_chosen_event(mirror), a_pulled(1, "Augusta Ada", "King"))

    done = restore(mirror, OPENING, [moved(1)])

    assert done.people == 0
    assert name_of(mirror, "C1") == "Augusta Ada King"


def test_a_pull_after_restoring_knows_better_than_the_journal(mirror: Mirror) -> None:
    restore(mirror, OPENING, [moved(1)])

    stored(mirror, a_chosen_event(mirror), a_pulled(1, "Augusta Ada", "King"))

    assert name_of(mirror, "C1") == "Augusta Ada King"
    assert counts(mirror) == Counts(attendees=1, checked_in=1, inside=1)


def test_a_walk_in_is_one_person_before_and_after_the_platform_has_them(mirror: Mirror) -> None:
    register = asked(1, walk_in(), "register", '{"answers":{"given_name":"Ada"}}')
    later = walk_in().model_copy(update={"attendee": "99", "code": "P99"})

    done = restore(
        mirror, OPENING, [register, moved(2, walk_in()), closed(1, attendee="99"), moved(3, later)]
    )

    assert done.people == 1
    assert [len(history(mirror, code)) for code in ("walkin",)] == [2]


def test_a_walk_in_whom_a_pull_knows_already_becomes_one_with_them(mirror: Mirror) -> None:
    stored(mirror, a_chosen_event(mirror), a_pulled(99))

    restore(mirror, OPENING, [moved(1, walk_in()), moved(2, walk_in().model_copy(update={"attendee": "99"}))])

    assert counts(mirror).attendees == 1
    assert len(history(mirror, "walkin")) == 2


def test_somebody_elses_code_makes_nobody_them(mirror: Mirror) -> None:
    restore(mirror, OPENING, [moved(1), moved(2, person(2, code="C1"))])

    assert counts(mirror).attendees == 2


def test_wristbands_and_corrections_are_there_again(mirror: Mirror) -> None:
    restore(mirror, OPENING, [moved(1, person(codes=("BAND",), corrections={"family_name": "King"}))])

    stored(mirror, a_chosen_event(mirror), a_pulled(1, "Ada", "Lovelace"))
    assert name_of(mirror, "BAND") == "Ada King"


def test_a_correction_that_the_platform_has_stands_over_nothing_any_more(mirror: Mirror) -> None:
    who = person(corrections={"family_name": "King"})
    correct = asked(1, who, "correct", '{"changes":{"family_name":"King"}}')
    restore(mirror, OPENING, [correct, closed(1)])

    stored(mirror, a_chosen_event(mirror), a_pulled(1, "Ada", "Byron"))

    assert name_of(mirror, "C1") == "Ada Byron"


def test_what_only_the_platform_reported_is_not_recorded_again_by_the_next_pull(mirror: Mirror) -> None:
    line = moved(1, source="platform", station="Gate", told=None)
    restore(mirror, OPENING, [line])
    (recorded,) = history(mirror, "C1")

    with mirror.write() as connection:
        name = movements.reported_id(recorded.attendee, recorded.zone, recorded.direction, recorded.at)
        again = movements.get(connection, name)

    assert again == recorded
    assert restore(mirror, OPENING, [line]) == Restored(known=1)


def test_a_check_in_taken_back_is_taken_back_again(mirror: Mirror) -> None:
    back = moved(2, person(1), direction="out", undoes="m1", told=None)

    restore(mirror, OPENING, [moved(1), back])

    assert counts(mirror) == Counts(attendees=1, checked_in=0, inside=0)


@pytest.mark.parametrize(
    "line",
    [
        moved(1, direction="up"),
        moved(1, source="hearsay"),
        moved(1, told=told(1, verb="sing")),
        moved(1, told=told(1, verb="correct", details="[")),
        asked(1, person(), "move", '{"overrode":7}'),
        closed(1),
    ],
)
def test_what_this_version_does_not_know_is_counted_and_passed_over(mirror: Mirror, line: Entry) -> None:
    assert restore(mirror, OPENING, [line, moved(2)]) == Restored(
        movements=1, operations=1, people=1, unreadable=1
    )


def test_a_long_journal_is_restored_in_several_transactions(mirror: Mirror) -> None:
    lines = [moved(number, person(number % 7)) for number in range(1, 1202)]

    assert restore(mirror, OPENING, iter(lines)).movements == 1201
    assert counts(mirror).checked_in == 7


def test_an_empty_journal_restores_nothing(mirror: Mirror) -> None:
    nothing: Sequence[Entry] = ()
    assert restore(mirror, OPENING, nothing) == NOTHING


def told_of(mirror: Mirror, number: int) -> Operation:
    with mirror.read() as connection:
        operation = outbox.get(connection, OperationId(f"o{number}"))
        assert movements.get(connection, MovementId(f"m{number}")) is not None
    assert operation is not None
    return operation


def name_of(mirror: Mirror, code: str) -> str:
    with mirror.read() as connection:
        (found,) = attendees.by_code(connection, [code], WHOLE_EVENT)
    return found.attendee.name


def history(mirror: Mirror, code: str) -> tuple[Movement, ...]:
    with mirror.read() as connection:
        (found,) = attendees.by_code(connection, [code], WHOLE_EVENT)
        return movements.history(connection, AttendeeId(found.attendee.id))


def counts(mirror: Mirror) -> Counts:
    with mirror.read() as connection:
        (event,) = events.everything(connection)
        return movements.counts(connection, event.id, WHOLE_EVENT)
