"""What the sync does when."""

import math
from datetime import timedelta

import pytest

from checkin.desk.undo import undo
from checkin.errors import SettingsError, ThrottledError
from checkin.model.ids import ZoneId
from checkin.model.operation import OperationState, OutboxCounts
from checkin.model.station import StationKind
from checkin.notices import (
    Notice,
    OutboxChanged,
    PlatformLost,
    PlatformReached,
    SyncTroubled,
)
from checkin.sync.cycle import FOREVER, Schedule
from tests.fakes.builders import a_pulled, a_station
from tests.fakes.connector import FakePlatform, dropped, unreachable
from tests.fakes.synced import Synced, run

NO_PULLS = Schedule(changes=math.inf, everything=math.inf)


def test_a_first_step_pulls_everything_and_says_that_the_platform_is_there(synced: Synced) -> None:
    cycle = synced.cycle()

    assert cycle.step() == 30.0

    assert cycle.status.online
    assert cycle.status.last_pull == synced.clock.now()
    assert len(synced.heard(PlatformReached)) == 1


def test_changes_are_pulled_often_and_everything_seldom(synced: Synced) -> None:
    cycle = synced.cycle(Schedule(changes=30, everything=100))

    run(synced, cycle, 200)

    kinds = ["all" if since is None else "changes" for since, _ in synced.connector.pulls]
    assert kinds == ["all", "changes", "changes", "changes", "all", "changes", "changes", "changes"]


def test_a_platform_that_tells_no_changes_is_read_completely_but_seldom(synced: Synced) -> None:
    synced.connector.capabilities = frozenset()
    cycle = synced.cycle(Schedule(changes=30, everything=100))

    run(synced, cycle, 250)

    assert len([since for since, resume in synced.connector.pulls if resume is None]) == 3
    cycle.hurry()
    cycle.step()
    assert len([since for since, resume in synced.connector.pulls if resume is None]) == 4


def test_after_a_start_everything_is_pulled_when_the_last_time_is_long_ago(pulled: Synced) -> None:
    pulled.clock.advance(400)
    cycle = pulled.cycle()

    run(pulled, cycle, 199)
    assert all(since is not None for since, _ in pulled.connector.pulls)
    run(pulled, cycle, 2)
    assert pulled.connector.pulls[-1][0] is None


def test_a_clock_that_was_set_back_delays_no_complete_pull(pulled: Synced) -> None:
    pulled.clock.set_wall(pulled.clock.now().replace(year=2020))
    cycle = pulled.cycle()

    run(pulled, cycle, 601)

    assert pulled.connector.pulls[-1][0] is None


@pytest.mark.parametrize(
    ("seconds", "state"), [(86400, OperationState.SETTLED), (4, OperationState.UNCERTAIN)]
)
def test_a_clock_that_is_set_back_keeps_nothing_waiting_and_trimming_it_hurries_nothing(
    pulled: Synced, seconds: float, state: OperationState
) -> None:
    movement = pulled.admit(1)
    pulled.connector.faults.append(unreachable(may_have_landed=True))
    cycle = pulled.cycle(NO_PULLS)
    cycle.step()

    pulled.clock.set_wall(pulled.clock.now() - timedelta(seconds=seconds))
    cycle.step()

    assert pulled.operation(movement).state is state


def test_check_ins_are_told_at_once_and_before_any_pull(pulled: Synced) -> None:
    movement = pulled.admit(1)
    cycle = pulled.cycle()

    cycle.step()

    assert pulled.operation(movement).state is OperationState.SETTLED
    assert cycle.status.counts == OutboxCounts(settled=1)


def test_check_ins_are_told_between_the_pages_of_a_pull(synced: Synced, it: FakePlatform) -> None:
    it.put(*(a_pulled(number) for number in range(6, 12)))
    cycle = synced.cycle()
    told: list[int] = []

    def admit_at_the_first_page(_notice: object) -> None:
        if not told:
            told.append(1)
            synced.admit(1)
        told.append(len(synced.connector.pushed))

    synced.post.notices.listen(admit_at_the_first_page)
    cycle.step()

    assert len(it.taken) == 1
    assert synced.connector.pulls == [(None, None)]


def test_every_change_of_the_outbox_is_announced(pulled: Synced) -> None:
    cycle = pulled.cycle()
    pulled.admit(1)

    cycle.step()

    assert [one.counts for one in pulled.heard(OutboxChanged)] == [
        OutboxCounts(waiting=1),
        OutboxCounts(settled=1),
    ]


def test_a_person_in_a_hurry_lets_nothing_rest(pulled: Synced) -> None:
    movement = pulled.admit(1)
    pulled.connector.faults.append(unreachable(may_have_landed=True))
    cycle = pulled.cycle(NO_PULLS)
    cycle.step()
    assert pulled.operation(movement).state is OperationState.UNCERTAIN

    cycle.hurry()
    cycle.step()

    assert pulled.operation(movement).state is OperationState.SETTLED


def test_a_person_may_want_everything_now(pulled: Synced) -> None:
    cycle = pulled.cycle()
    cycle.step()

    cycle.hurry(everything=True)
    cycle.step()

    assert pulled.connector.pulls[-1][0] is None


def test_the_next_step_is_when_the_first_rest_ends(pulled: Synced) -> None:
    pulled.admit(1)
    pulled.connector.faults.append(unreachable(may_have_landed=True))
    cycle = pulled.cycle(NO_PULLS)

    assert 2 <= cycle.step() <= 4


def test_with_nothing_to_do_nothing_is_due(pulled: Synced) -> None:
    cycle = pulled.cycle(NO_PULLS)
    cycle.step()

    assert cycle.step() == math.inf


def test_what_stands_behind_a_resting_operation_does_not_keep_the_sync_busy(pulled: Synced) -> None:
    pulled.admit(1)
    pulled.admit(1, a_station(StationKind.CHECK_IN, ZoneId("session:5")))
    cycle = pulled.cycle(NO_PULLS)
    with pulled.mirror.write() as connection:  # as after a parked operation is tried again
        connection.exec_driver_sql("UPDATE operation SET next_try_at = 1 WHERE number = 2")
    pulled.connector.faults.append(unreachable(may_have_landed=True))

    assert cycle.step() > 1


def test_what_was_being_sent_when_the_app_ended_is_read_back(pulled: Synced) -> None:
    movement = pulled.admit(1)
    pulled.it.takes(pulled.operation(movement))
    with pulled.mirror.write() as connection:
        connection.exec_driver_sql("UPDATE operation SET state = 'sending'")

    pulled.cycle(NO_PULLS).step()

    assert pulled.connector.pushed == []
    assert pulled.operation(movement).state is OperationState.SETTLED


def test_an_answer_that_got_lost_is_read_back_in_its_time(pulled: Synced) -> None:
    movement = pulled.admit(1)
    pulled.connector.faults.append(dropped())
    cycle = pulled.cycle()

    run(pulled, cycle, 10)

    assert len(pulled.it.taken) == 1
    assert pulled.operation(movement).state is OperationState.SETTLED


def test_a_sync_that_is_stopped_does_nothing_more_and_complains_of_nothing(pulled: Synced) -> None:
    pulled.admit(1)
    cycle = pulled.cycle()
    pulled.pull.cancelled.set()
    pulled.connector.down = unreachable()

    cycle.step()

    assert pulled.connector.pushed == []
    assert pulled.heard(PlatformLost) == []


def test_a_sync_stopped_between_two_operations_sends_no_more(pulled: Synced) -> None:
    first, second = pulled.admit(1), pulled.admit(2)
    cycle = pulled.cycle()

    def stop(notice: Notice) -> None:
        if isinstance(notice, OutboxChanged) and notice.counts.settled:
            pulled.pull.cancelled.set()

    pulled.post.notices.listen(stop)
    cycle.step()

    assert pulled.operation(first).state is OperationState.SETTLED
    assert pulled.operation(second).state is OperationState.PENDING


def test_a_sync_that_comes_late_finds_the_mirror_closed_and_is_quiet(pulled: Synced) -> None:
    cycle = pulled.cycle()
    pulled.pull.cancelled.set()
    pulled.mirror.close()

    assert cycle.step() == FOREVER
    assert pulled.heard(SyncTroubled) == []


def test_what_is_taken_back_while_others_are_told_is_not_sent(pulled: Synced) -> None:
    first, second = pulled.admit(1), pulled.admit(2)
    cycle = pulled.cycle(NO_PULLS)

    def take_back(notice: Notice) -> None:
        if isinstance(notice, OutboxChanged) and pulled.operation(second).state is OperationState.PENDING:
            undo(pulled.post, second)

    pulled.post.notices.listen(take_back)
    cycle.step()

    assert [one.movement for one in pulled.connector.pushed] == [first]
    assert pulled.operation(second).state is OperationState.WITHDRAWN


def test_a_callback_makes_it_look_at_once_where_changes_are_told(pulled: Synced) -> None:
    cycle = pulled.cycle()
    run(pulled, cycle, 40)
    asked = len(pulled.connector.pulls)

    cycle.look()
    cycle.step()

    assert len(pulled.connector.pulls) == asked + 1


def test_callbacks_have_a_platform_read_completely_only_so_often(pulled: Synced) -> None:
    pulled.connector.capabilities = frozenset()
    cycle = pulled.cycle(Schedule(changes=30, everything=600))
    cycle.hurry(everything=True)
    cycle.step()
    asked = len(pulled.connector.pulls)

    for _ in range(60):
        cycle.look()
        run(pulled, cycle, 1)

    assert len(pulled.connector.pulls) == asked + 1


def test_a_callback_cuts_no_pause_short(pulled: Synced) -> None:
    cycle = pulled.cycle()
    pulled.connector.down = ThrottledError("fake", "too many", retry_after=60)
    run(pulled, cycle, 40)
    asked = len(pulled.connector.pulls)

    cycle.look()

    assert cycle.step() > 10
    assert len(pulled.connector.pulls) == asked


def test_what_the_connector_cannot_remember_is_said_and_tried_again(pulled: Synced) -> None:
    cycle = pulled.cycle()
    movement = pulled.admit(1)
    pulled.connector.forgetful = SettingsError("The disk is full.")

    assert cycle.step() == 2.0
    assert pulled.heard(SyncTroubled)[-1].reason == "The disk is full."

    pulled.connector.forgetful = None
    run(pulled, cycle, 40)
    assert pulled.operation(movement).state is OperationState.SETTLED
