from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from checkin.model.ids import OperationId, PlatformId
from checkin.model.operation import (
    Correct,
    Move,
    OperationState,
    Pair,
    Printed,
    Register,
    TakeBack,
    Task,
    Turned,
)
from tests.ui.screens.sample_event import NOW, operation
from ui.screens.sync.operations import COLUMNS, row


def test_who_what_when_where_and_why_are_told() -> None:
    line = row(operation(5, "Ada Lovelace", OperationState.PARKED, " Ticket was refunded "), NOW, UTC)

    assert (line.who, line.what, line.when, line.where) == (
        "Ada Lovelace",
        "Check-in",
        "08:07",
        "Registration 1",
    )
    assert line.reason == "Ticket was refunded"
    assert line.advice.startswith("Look this person up at the platform.")


def test_what_only_waits_needs_no_advice() -> None:
    line = row(operation(5, "Ada", OperationState.PENDING), NOW + timedelta(days=1), UTC)

    assert (line.state, line.advice, line.when) == ("", "", "Sat 7 Nov, 08:07")
    assert line.detail == "Check-in · since Sat 7 Nov, 08:07 · Registration 1"


@pytest.mark.parametrize(
    ("attempts", "minutes", "tried"),
    [
        (0, None, ""),
        (1, None, "tried once"),
        (2, 3, "tried twice, next at 08:15"),
        (1200, -3, "tried 1,200 times"),
    ],
)
def test_how_often_it_was_tried_and_when_it_is_next(attempts: int, minutes: int | None, tried: str) -> None:
    waits = operation(5, "Ada", OperationState.PENDING)
    waits = replace(
        waits,
        operation=replace(waits.operation, attempts=attempts),
        next_try=None if minutes is None else NOW + timedelta(minutes=minutes),
    )

    assert row(waits, NOW, UTC).tried == tried


def test_what_is_uncertain_is_being_looked_up() -> None:
    assert row(operation(5, "Ada", OperationState.UNCERTAIN), NOW, UTC).state == "being looked up"


def test_a_line_has_a_cell_for_each_column() -> None:
    assert len(row(operation(5, "Ada", OperationState.PARKED), NOW, UTC).cells) == len(COLUMNS)


def test_a_post_the_platform_does_not_know_has_its_own_advice() -> None:
    parked = operation(5, "Ada", OperationState.PARKED)
    parked = replace(parked, operation=replace(parked.operation, station=None))

    assert "Choose one of its stations" in row(parked, NOW, UTC).advice


def test_somebody_without_a_name_is_told_by_number() -> None:
    assert row(operation(5, "", OperationState.UNCERTAIN), NOW, UTC).who == "Attendee 5"


@pytest.mark.parametrize(
    ("task", "what"),
    [
        (Move(), "Check-in"),
        (TakeBack(operation=OperationId("o"), moved_at=NOW), "Check-in taken back"),
        (Register(answers={}), "Walk-in"),
        (Correct(changes={}), "Corrected name"),
        (Pair(tag="t"), "Wristband"),
        (Turned(refusal="unpaid", code="c"), "Refused scan"),
        (Printed(number=1), "Printed badge"),
    ],
)
def test_every_task_is_called_by_its_name_and_has_its_advice(task: Task, what: str) -> None:
    parked = operation(5, "Ada", OperationState.PARKED)

    line = row(replace(parked, operation=replace(parked.operation, task=task)), NOW, UTC)

    assert line.what == what
    assert line.advice


def test_who_is_not_known_at_the_platform_is_somebody() -> None:
    walk_in = operation(5, "", OperationState.PENDING)
    walk_in = replace(walk_in, operation=replace(walk_in.operation, attendee=PlatformId("")))

    assert row(walk_in, NOW, UTC).who == "Somebody"
