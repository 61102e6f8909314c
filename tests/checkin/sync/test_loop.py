"""The one sync thread."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from checkin.model.operation import OperationState
from checkin.notices import MirrorRefreshed, Notice, OutboxChanged, PlatformReached
from checkin.sync.loop import SyncLoop
from tests.fakes.synced import Synced

_PATIENCE = 20.0


class Heard:
    """Waits for a notice."""

    def __init__(self, synced: Synced) -> None:
        self._condition = threading.Condition()
        self._heard: list[Notice] = []
        synced.post.notices.listen(self._hear)

    def _hear(self, notice: Notice) -> None:
        with self._condition:
            self._heard.append(notice)
            self._condition.notify_all()

    def waits_for(self, is_it: Callable[[Notice], bool], times: int = 1) -> None:
        def enough() -> bool:
            return sum(map(is_it, self._heard)) >= times

        with self._condition:
            assert self._condition.wait_for(enough, _PATIENCE)


def is_a(kind: type[Notice]) -> Callable[[Notice], bool]:
    return lambda notice: isinstance(notice, kind)


def settled(number: int) -> Callable[[Notice], bool]:
    return lambda notice: isinstance(notice, OutboxChanged) and notice.counts.settled == number


@pytest.fixture
def loop(synced: Synced) -> Iterator[SyncLoop]:
    made = SyncLoop(synced.cycle(), synced.connector, synced.pull.cancelled)
    yield made
    made.close()


@pytest.fixture
def heard(synced: Synced) -> Heard:
    return Heard(synced)


def test_it_pulls_when_it_starts(loop: SyncLoop, heard: Heard) -> None:
    before = loop.status
    loop.start()
    heard.waits_for(is_a(PlatformReached))

    assert (before.online, loop.status.online) == (False, True)
    assert loop.clock_offset() is None


def test_a_nudge_tells_a_check_in_at_once(loop: SyncLoop, heard: Heard, synced: Synced) -> None:
    loop.start()
    heard.waits_for(is_a(PlatformReached))

    movement = synced.admit(1)
    loop.nudge()
    heard.waits_for(settled(1))

    assert synced.operation(movement).state is OperationState.SETTLED


@pytest.mark.parametrize("everything", [True, False])
def test_a_person_may_ask_for_a_pull_now(
    loop: SyncLoop, heard: Heard, synced: Synced, *, everything: bool
) -> None:
    loop.start()
    heard.waits_for(is_a(MirrorRefreshed))

    loop.hurry(everything=everything)
    heard.waits_for(is_a(MirrorRefreshed), times=2)

    assert (synced.connector.pulls[-1][0] is None) is everything


def test_it_ends_within_a_second_while_the_platform_does_not_answer(
    loop: SyncLoop, heard: Heard, synced: Synced
) -> None:
    loop.start()
    heard.waits_for(is_a(PlatformReached))
    synced.connector.blocks = True
    movement = synced.admit(1)
    loop.nudge()
    assert synced.connector.blocking.wait(_PATIENCE)

    began = time.monotonic()
    loop.close()

    assert time.monotonic() - began < 1.0
    assert "sync" not in [thread.name for thread in threading.enumerate()]
    assert synced.operation(movement).state is OperationState.UNCERTAIN


def test_it_ends_at_once_while_it_waits(loop: SyncLoop, heard: Heard) -> None:
    loop.start()
    heard.waits_for(is_a(PlatformReached))

    loop.close()

    assert "sync" not in [thread.name for thread in threading.enumerate()]


def test_what_never_started_can_be_closed_twice(loop: SyncLoop) -> None:
    loop.close()
    loop.close()
