from dataclasses import replace
from datetime import UTC, timedelta

from checkin.model.operation import OperationState
from tests.ui.screens.sample_event import NOW, operation
from ui.screens.sync.operations import row


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

    assert (line.state, line.advice, line.when) == ("waits", "", "Sat 7 Nov, 08:07")


def test_a_post_the_platform_does_not_know_has_its_own_advice() -> None:
    parked = operation(5, "Ada", OperationState.PARKED)
    parked = replace(parked, operation=replace(parked.operation, station=None))

    assert "Choose one of its stations" in row(parked, NOW, UTC).advice


def test_somebody_without_a_name_is_told_by_number() -> None:
    assert row(operation(5, "", OperationState.UNCERTAIN), NOW, UTC).who == "Attendee 5"
