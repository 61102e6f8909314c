from dataclasses import replace
from datetime import UTC, timedelta

from checkin.model.operation import OperationState, ParkedOperation
from tests.ui.screens.sample_event import NOW, operation
from ui.screens.sync.explaining import of_waiting

SENT = NOW - timedelta(minutes=4)


def tried(state: OperationState, reason: str = "The connection was cut.") -> ParkedOperation:
    waits = operation(5, "Ada Lovelace", state, reason)
    return replace(waits, operation=replace(waits.operation, attempts=3, first_sent_at=SENT))


def said(waiting: ParkedOperation) -> tuple[str, str]:
    sections = dict(of_waiting(waiting, NOW, UTC).sections)
    return sections["What happened"], sections["What happens next"]


def test_what_was_never_sent_has_certainly_not_arrived() -> None:
    happened, following = said(operation(5, "Ada", OperationState.PENDING))

    assert happened == (
        "Check-in at 08:07 at Registration 1. "
        "It was not sent yet: the platform has certainly not heard of it."
    )
    assert following.startswith("It is sent as soon as the platform answers")


def test_what_did_not_arrive_is_tried_again_at_its_time() -> None:
    happened, following = said(replace(tried(OperationState.PENDING), next_try=NOW + timedelta(minutes=1)))

    assert "It was sent 3 times, the first time at 08:08, and certainly did not arrive." in happened
    assert happened.endswith("The last time: The connection was cut.")
    assert following.startswith("It is sent at 08:13")


def test_what_is_uncertain_is_asked_for_before_it_is_sent_again() -> None:
    happened, following = said(tried(OperationState.UNCERTAIN, reason=""))

    assert happened.endswith("but the answer was lost: the platform may have it or not.")
    assert following.startswith("The platform is asked first")
    assert following.endswith("So it is neither lost nor counted twice.")


def test_a_station_without_a_name_is_left_out() -> None:
    happened, _ = said(replace(operation(5, "Ada", OperationState.PENDING), station_name=""))

    assert happened.startswith("Check-in at 08:07. It")
