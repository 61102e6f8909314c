"""How SQLite answers what is asked often: by an index, never by walking through everybody."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from checkin.mirror import attendees, backlog, movements, outbox, search, spool
from checkin.mirror.database import Mirror
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import AttendeeId, EventId, MovementId
from checkin.model.pulled import PulledMovement
from checkin.model.station import Direction
from tests.checkin.mirror.overhearing import overheard
from tests.fakes.builders import CONNECTION, MORNING, Door

Asks = Callable[[Connection], object]
EVENT = EventId(1)


def plan(mirror: Mirror, asks: Asks) -> list[str]:
    """The steps by which SQLite answers."""
    with mirror.write() as connection:
        with overheard(connection) as said:
            asks(connection)
        readings = [one for one in said if one.startswith("SELECT")]
        rows = [
            row
            for one in readings
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one.replace('%', '%%')}")
        ]
    assert rows
    return [str(row[3]) for row in rows]


_REPORTED = movements.Told(
    attendee=AttendeeId(1),
    movement=PulledMovement(zone=WHOLE_EVENT, direction=Direction.IN, at=MORNING),
)

QUESTIONS: dict[str, Asks] = {
    "search": lambda c: search.search(c, EVENT, "ad lo", WHOLE_EVENT, 50),
    "first": lambda c: search.search(c, EVENT, "", WHOLE_EVENT, 50),
    "by code": lambda c: attendees.by_code(c, ["C1"], WHOLE_EVENT),
    "by number": lambda c: attendees.by_number(c, AttendeeId(1), WHOLE_EVENT),
    "due": lambda c: outbox.due(c, CONNECTION, MORNING, 50),
    "next due": lambda c: outbox.next_due_at(c, CONNECTION),
    "counts": backlog.counts,
    "counts of event": lambda c: backlog.counts(c, EVENT),
    "counts of account": lambda c: backlog.counts(c, source=CONNECTION),
    "parked": backlog.parked,
    "parked of account": lambda c: backlog.parked(c, source=CONNECTION),
    "waiting": backlog.waiting,
    "waiting of account": lambda c: backlog.waiting(c, source=CONNECTION),
    "about whom": lambda c: backlog.waiting_attendees(c, [AttendeeId(1), AttendeeId(2)]),
    "of movement": lambda c: outbox.of_movement(c, MovementId("m")),
    "people": lambda c: movements.counts(c, EVENT, WHOLE_EVENT),
    "undone": lambda c: movements.undo_of(c, MovementId("m")),
    "next badge": lambda c: spool.next_at(c, "Zebra", untried=False),
    "badges waiting": spool.waiting_at,
    "badges counted": spool.counts,
    "badge of somebody": lambda c: spool.open_of(c, AttendeeId(1)),
    "reported": lambda c: movements.add_reported(c, [_REPORTED]),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_asked_often_walks_through_a_table(door: Door, question: str) -> None:
    for step in plan(door.mirror, QUESTIONS[question]):
        words = step.split()
        walks = words[0] == "SCAN" and "INDEX" not in words and words[1] != "CONSTANT"
        assert not walks, step


def test_the_full_text_index_drives_the_search(door: Door) -> None:
    first, *others = plan(door.mirror, QUESTIONS["search"])

    assert first.startswith("SCAN attendee_search VIRTUAL TABLE")
    assert "SEARCH attendee USING INTEGER PRIMARY KEY (rowid=?)" in others


@pytest.mark.parametrize("question", ["due", "next due", "waiting", "waiting of account", "counts"])
def test_what_waits_is_found_by_its_own_index(door: Door, question: str) -> None:
    assert any("ix_operation_waiting" in step for step in plan(door.mirror, QUESTIONS[question]))


def test_what_is_parked_or_settled_is_counted_by_indices_of_their_own(door: Door) -> None:
    steps = " ".join(plan(door.mirror, QUESTIONS["counts"]))

    assert "ix_operation_parked" in steps
    assert "ix_operation_settled" in steps


@pytest.mark.parametrize("question", ["counts of event", "counts of account"])
def test_an_accounts_operations_are_counted_without_looking_at_them(door: Door, question: str) -> None:
    oldest, *counts = [step for step in plan(door.mirror, QUESTIONS[question]) if "operation" in step]

    assert oldest == "SCAN operation USING INDEX ix_operation_waiting"
    assert len(counts) == 4
    assert all("SEARCH operation USING COVERING INDEX" in step for step in counts), counts


def test_people_are_counted_without_looking_at_them(door: Door) -> None:
    presences, people = plan(door.mirror, QUESTIONS["people"])

    assert (
        "USING COVERING INDEX ix_presence_event_id_zone_inside_entries (event_id=? AND zone=?)" in presences
    )
    assert "USING COVERING INDEX ix_attendee_event_id_removed (event_id=? AND removed=?)" in people


def test_the_newest_movements_are_read_from_the_end(door: Door) -> None:
    steps = plan(door.mirror, lambda c: movements.last_here(c, EVENT, "Desk 1", 20))

    assert steps[0] == "SCAN movement"
    assert not any("TEMP B-TREE" in step for step in steps)
