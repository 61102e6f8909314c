"""Networks, platforms, accounts and disks that fail: nothing is lost, nobody else is held up."""

import math
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from checkin.errors import (
    CredentialsError,
    RejectedError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.mirror.database import Mirror
from checkin.model.ids import PlatformId
from checkin.model.operation import OperationState, OutboxCounts, Rejected
from checkin.notices import (
    PlatformLost,
    PlatformReached,
    SignInNeeded,
    SyncTroubled,
)
from checkin.sync.cycle import FOREVER, Schedule
from tests.fakes.clock import FakeClock
from tests.fakes.connector import FakePlatform, unreachable
from tests.fakes.synced import Synced, a_synced, run

NO_PULLS = Schedule(changes=math.inf, everything=math.inf)


def test_an_outage_is_said_once_and_so_is_its_end(pulled: Synced) -> None:
    cycle = pulled.cycle()
    cycle.step()
    movement = pulled.admit(1)
    pulled.connector.down = unreachable()

    run(pulled, cycle, 3600)

    assert len(pulled.heard(PlatformLost)) == 1
    lost = cycle.status
    assert (lost.online, lost.reason, lost.counts.waiting) == (False, "no answer", 1)

    pulled.connector.down = None
    run(pulled, cycle, 16)

    assert len(pulled.heard(PlatformReached)) == 2
    reached = cycle.status
    assert (reached.online, reached.reason) == (True, "")
    assert pulled.operation(movement).state is OperationState.SETTLED
    assert len(pulled.heard(PlatformLost)) == 1


def test_after_an_outage_nothing_rests_any_longer(pulled: Synced) -> None:
    cycle = pulled.cycle()
    for number in range(1, 6):
        pulled.admit(number)
    pulled.connector.down = unreachable()
    run(pulled, cycle, 600)

    pulled.connector.down = None
    run(pulled, cycle, 16)

    assert pulled.counts() == OutboxCounts(settled=5)


def test_a_platform_that_was_down_at_the_start_is_lost_once(pulled: Synced) -> None:
    pulled.connector.down = unreachable()

    run(pulled, pulled.cycle(), 600)

    assert len(pulled.heard(PlatformLost)) == 1


def test_one_operation_the_server_fails_at_never_holds_up_others(pulled: Synced) -> None:
    bad = pulled.admit(1)
    others = [pulled.admit(number) for number in (2, 3, 4, 5)]
    pulled.connector.faults.append(unreachable(may_have_landed=True))
    cycle = pulled.cycle(NO_PULLS)

    cycle.step()

    assert pulled.operation(bad).state is OperationState.UNCERTAIN
    assert all(pulled.operation(one).state is OperationState.SETTLED for one in others)
    assert pulled.heard(PlatformLost) == []


def test_one_operation_whose_answer_is_unreadable_holds_up_nobody(pulled: Synced) -> None:
    bad, good = pulled.admit(1), pulled.admit(2)
    pulled.connector.faults.append(UnreadableReplyError("fake", "html"))
    cycle = pulled.cycle(NO_PULLS)

    cycle.step()

    assert pulled.operation(bad).state is OperationState.PENDING
    assert pulled.operation(good).state is OperationState.SETTLED
    assert [one.reason for one in pulled.heard(SyncTroubled)] == ["html"]


def test_what_the_platform_rejects_is_parked_and_holds_up_nobody(pulled: Synced) -> None:
    pulled.it.refuses[PlatformId("1")] = "deleted"
    bad, good = pulled.admit(1), pulled.admit(2)

    pulled.cycle(NO_PULLS).step()

    assert pulled.operation(bad).state is OperationState.PARKED
    assert pulled.operation(good).state is OperationState.SETTLED


def test_two_operations_a_server_fails_at_do_not_make_it_seem_lost_for_ever(pulled: Synced) -> None:
    bad = [pulled.admit(number) for number in (1, 2)]
    cycle = pulled.cycle()
    stubborn = _FailsAt(pulled, {"1", "2"})

    run(pulled, cycle, 600)
    good = [pulled.admit(number) for number in (3, 4, 5)]
    run(pulled, cycle, 30)

    assert all(pulled.operation(one).state is OperationState.SETTLED for one in good)
    assert all(pulled.operation(one).state is OperationState.UNCERTAIN for one in bad)
    assert stubborn.tries < 40
    assert len(pulled.heard(PlatformLost)) <= 3


class _FailsAt:
    """Makes a platform fail, with 500, at whatever is pushed of some attendees."""

    def __init__(self, synced: Synced, attendees: set[str]) -> None:
        self.tries = 0
        takes = synced.it.takes

        def fail_at(operation: object) -> object:
            if getattr(operation, "attendee", "") in attendees:
                self.tries += 1
                raise unreachable(may_have_landed=True)
            return takes(operation)  # type: ignore[arg-type]

        synced.it.takes = fail_at  # type: ignore[method-assign,assignment]


def test_what_a_throttling_platform_asks_for_is_waited(pulled: Synced) -> None:
    movement = pulled.admit(1)
    pulled.connector.faults.append(ThrottledError("fake", "patience", retry_after=90))
    cycle = pulled.cycle()

    assert cycle.step() == 90
    run(pulled, cycle, 89)
    assert len(pulled.connector.pushed) == 1
    assert pulled.connector.pulls == []
    run(pulled, cycle, 2)

    assert pulled.operation(movement).state is OperationState.SETTLED
    assert pulled.heard(PlatformLost) == []


def test_signed_out_it_waits_for_a_person_and_then_goes_on(pulled: Synced) -> None:
    movement = pulled.admit(1)
    pulled.connector.down = CredentialsError("fake", "Please sign in.")
    cycle = pulled.cycle()

    assert cycle.step() == FOREVER
    assert cycle.step() == FOREVER
    cycle.hurry()
    assert cycle.step() == FOREVER

    signed_out = cycle.status
    assert (signed_out.sign_in_needed, signed_out.reason) == (True, "Please sign in.")
    assert pulled.heard(SignInNeeded) == [SignInNeeded(reason="Please sign in.")]
    assert len(pulled.connector.pushed) == 1

    pulled.connector.down = None
    cycle = pulled.cycle()
    cycle.step()

    assert pulled.operation(movement).state is OperationState.SETTLED
    signed_in = cycle.status
    assert (signed_in.sign_in_needed, signed_in.reason) == (False, "")


def test_a_platform_whose_pull_is_unreadable_is_lost_until_it_can_be_read(pulled: Synced) -> None:
    cycle = pulled.cycle()
    cycle.step()
    pulled.connector.down = UnreadableReplyError("fake", "html instead of people")

    run(pulled, cycle, 300)
    assert [one.reason for one in pulled.heard(PlatformLost)] == ["html instead of people"]
    assert (cycle.status.online, cycle.status.reason) == (False, "html instead of people")
    pulled.connector.down = None
    run(pulled, cycle, 16)

    assert cycle.status.reason == ""
    assert cycle.status.online


def test_changes_are_read_though_everything_is_unreadable(pulled: Synced) -> None:
    cycle = pulled.cycle(Schedule(changes=30, everything=100))
    pulled.connector.page_size = 100
    run(pulled, cycle, 95)
    pulled.connector.faults.append(UnreadableReplyError("fake", "half a page"))
    run(pulled, cycle, 10)

    assert len(pulled.heard(PlatformLost)) == 1
    assert cycle.status.online


def portal(*, may_have_landed: bool = True) -> UnreadableReplyError:
    """What a Wi-Fi answers that wants a sign-in of its own."""
    return UnreadableReplyError("fake", "a web page", may_have_landed=may_have_landed)


def test_a_network_that_answers_everything_itself_is_an_outage(pulled: Synced) -> None:
    cycle = pulled.cycle()
    cycle.step()
    movements = [pulled.admit(number) for number in (1, 2, 3, 4)]
    pulled.connector.down = portal()

    pause = cycle.step()

    assert 1 <= pause <= 2
    assert len(pulled.connector.pushed) == 2
    lost = cycle.status
    assert (lost.online, lost.reason) == (False, "a web page")
    assert len(pulled.heard(PlatformLost)) == 1

    pulled.connector.down = None
    run(pulled, cycle, 16)
    assert cycle.status.online
    assert all(pulled.operation(one).state is OperationState.SETTLED for one in movements)


def test_a_server_that_fails_and_asks_for_patience_is_left_alone_so_long(pulled: Synced) -> None:
    movements = [pulled.admit(number) for number in (1, 2)]
    pulled.connector.faults.append(
        UnreachableError("fake", "status 503", may_have_landed=True, retry_after=40)
    )
    cycle = pulled.cycle()

    assert cycle.step() == 40
    run(pulled, cycle, 39)
    assert len(pulled.connector.pushed) == 1
    assert pulled.operation(movements[0]).state is OperationState.UNCERTAIN
    run(pulled, cycle, 2)

    assert all(pulled.operation(one).state is OperationState.SETTLED for one in movements)


def test_what_is_given_up_for_a_failing_server_does_not_mean_that_it_is_back(pulled: Synced) -> None:
    pulled.admit(1)
    pulled.connector.answers.append(Rejected(reason="again and again", answered=False))
    pulled.connector.faults.extend([None, unreachable()])
    cycle = pulled.cycle()

    cycle.step()

    assert not cycle.status.online
    assert pulled.heard(PlatformReached) == []
    assert pulled.counts() == OutboxCounts(parked=1)


def test_an_event_the_platform_denies_is_trouble_and_no_outage(pulled: Synced) -> None:
    pulled.connector.down = RejectedError("fake", "no such event")
    cycle = pulled.cycle()

    assert cycle.step() > 0

    assert pulled.heard(SyncTroubled) == [SyncTroubled(reason="no such event")]
    assert pulled.heard(PlatformLost) == []


def test_a_person_in_a_hurry_waits_for_no_pause(pulled: Synced) -> None:
    pulled.admit(1)
    pulled.connector.down = unreachable()
    cycle = pulled.cycle()
    run(pulled, cycle, 60)
    pulled.connector.down = None

    cycle.hurry()
    cycle.step()

    assert pulled.counts() == OutboxCounts(settled=1)
    assert pulled.connector.pulls[-1][0] is not None


@pytest.fixture
def held(tmp_path: Path, clock: FakeClock, it: FakePlatform) -> Iterator[tuple[Synced, sqlite3.Connection]]:
    """A station whose file another program can hold."""
    mirror = Mirror(tmp_path / "held.sqlite", busy_seconds=0.02)
    synced = a_synced(mirror, clock, it)
    synced.pull.everything()
    other = sqlite3.connect(mirror.path, isolation_level=None)
    yield synced, other
    other.close()
    mirror.close()


def test_a_file_that_cannot_be_written_pauses_the_sync_until_it_can(
    held: tuple[Synced, sqlite3.Connection],
) -> None:
    synced, other = held
    movement = synced.admit(1)
    cycle = synced.cycle()
    other.execute("BEGIN IMMEDIATE")

    assert cycle.step() == 2.0
    cycle.hurry()
    assert cycle.step() == 2.0
    assert len(synced.heard(SyncTroubled)) == 1
    assert synced.connector.pushed == []

    other.execute("ROLLBACK")
    run(synced, cycle, 3)

    assert synced.operation(movement).state is OperationState.SETTLED
    assert cycle.status.reason == ""


def test_a_clock_that_is_set_while_the_file_cannot_be_written_keeps_nothing_waiting(
    held: tuple[Synced, sqlite3.Connection],
) -> None:
    synced, other = held
    movement = synced.admit(1)
    synced.connector.faults.append(unreachable(may_have_landed=True))
    cycle = synced.cycle(NO_PULLS)
    cycle.step()
    synced.clock.set_wall(synced.clock.now() - timedelta(hours=1))
    other.execute("BEGIN IMMEDIATE")
    cycle.step()

    other.execute("ROLLBACK")
    run(synced, cycle, 3)

    assert synced.operation(movement).state is OperationState.SETTLED
