"""What a UTC midnight does to check-ins."""

from dataclasses import replace

import pytest

from checkin.practice.open_event import PracticeServer
from tests.checkin.practice.open_event.visitor import (
    DAILY_GATE,
    FRONT_DESK,
    HALL_IN,
    HALL_OUT,
    IN_THE_HALL,
    Visitor,
    detail,
)
from tests.fakes.clock import FakeClock

DAY = 86_400


@pytest.fixture
def somebody(server: PracticeServer) -> int:
    return server.platform.attendees_by_status(7)["completed"][0].id


def midnight_passes(clock: FakeClock, visitor: Visitor) -> None:
    clock.advance(DAY)
    visitor.sign_in()


def test_a_second_registration_is_refused_while_the_process_is_of_today(
    visitor: Visitor, somebody: int
) -> None:
    visitor.check_in(somebody)

    again = visitor.check_in(somebody)

    assert (again.status_code, detail(again)) == (422, "Attendee already registered.")


def test_a_process_of_yesterday_sees_no_second_registration(
    visitor: Visitor, somebody: int, clock: FakeClock, server: PracticeServer
) -> None:
    midnight_passes(clock, visitor)

    answers = [visitor.check_in(somebody).status_code for _ in range(3)]

    assert answers == [201, 201, 201]
    assert server.platform.check_in_counts()[somebody] == 3


def test_a_process_of_yesterday_sees_no_second_daily(
    visitor: Visitor, somebody: int, clock: FakeClock
) -> None:
    midnight_passes(clock, visitor)

    answers = [visitor.check_in(somebody, DAILY_GATE, IN_THE_HALL).status_code for _ in range(2)]

    assert answers == [201, 201]


def test_a_process_of_yesterday_counts_nobody(visitor: Visitor, somebody: int, clock: FakeClock) -> None:
    midnight_passes(clock, visitor)
    visitor.check_in(somebody)

    counts = visitor.get("/v1/user-check-in/stats/event/7").json()

    assert counts["total_registered"] == 0


def test_after_a_restart_duplicates_are_seen_again(
    visitor: Visitor, somebody: int, clock: FakeClock, server: PracticeServer
) -> None:
    midnight_passes(clock, visitor)
    server.platform.restart()
    visitor.check_in(somebody, FRONT_DESK)

    assert visitor.check_in(somebody, FRONT_DESK).status_code == 422


def test_a_second_check_in_is_refused_however_old_the_process(
    visitor: Visitor, somebody: int, clock: FakeClock
) -> None:
    midnight_passes(clock, visitor)
    visitor.check_in(somebody, HALL_IN, IN_THE_HALL)

    again = visitor.check_in(somebody, HALL_IN, IN_THE_HALL)

    assert detail(again) == "Attendee already checked in."


def test_nobody_checks_out_of_yesterday(visitor: Visitor, somebody: int, clock: FakeClock) -> None:
    visitor.check_in(somebody, HALL_IN, IN_THE_HALL)
    midnight_passes(clock, visitor)

    assert visitor.check_in(somebody, HALL_OUT, IN_THE_HALL).status_code == 500


def test_a_registration_is_stamped_with_the_platforms_time(
    visitor: Visitor, somebody: int, clock: FakeClock, server: PracticeServer
) -> None:
    visitor.check_in(somebody)

    state = visitor.get("/v1/states", event_id=7, attendee_id=somebody).json()

    assert state == {"is_registered": True, "register_times": "2026-06-12 09:00:00"}
    assert server.platform.check_ins()[0].received_at == clock.now()


def test_the_date_header_tells_the_platforms_time(visitor: Visitor) -> None:
    assert visitor.get("/info").headers["date"] == "Fri, 12 Jun 2026 09:00:00 GMT"


def test_a_session_of_another_event_in_no_room_is_refused(
    visitor: Visitor, somebody: int, server: PracticeServer
) -> None:
    server.platform.sessions[999] = replace(server.platform.sessions[IN_THE_HALL], id=999, event_id=8)

    assert detail(visitor.check_in(somebody, HALL_IN, 999)) == "Session not belong to this event."
