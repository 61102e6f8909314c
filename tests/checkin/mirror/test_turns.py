"""Whose turn it is to write."""

import signal
import threading
from types import FrameType

import pytest

from checkin.mirror.turns import Turns


def test_turns_are_given_in_the_order_of_asking() -> None:
    turns = Turns()
    had: list[int] = []

    def write(number: int) -> None:
        with turns.mine():
            had.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(5)]
    with turns.mine():
        for number, thread in enumerate(threads):
            thread.start()
            _wait_for(turns, number + 1)
    with turns.mine():  # asked last, though nobody was quicker
        had.append(5)
    for thread in threads:
        thread.join()

    assert had == [0, 1, 2, 3, 4, 5]


def test_a_turn_that_failed_is_over() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.mine():
        raise ZeroDivisionError

    with turns.mine():
        pass


@pytest.mark.parametrize("called", [False, True])
def test_whoever_is_interrupted_while_waiting_is_not_waited_for(*, called: bool) -> None:
    turns = Turns()
    taken, over = threading.Event(), threading.Event()

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        if called:  # their turn comes in the very moment of the interruption
            over.set()
            _wait_for(turns, 0)
        raise KeyboardInterrupt

    def hold() -> None:
        with turns.mine():
            taken.set()
            _wait_for(turns, 1)
            signal.pthread_kill(main, signal.SIGINT)
            over.wait(10)

    main = threading.get_ident()
    before = signal.signal(signal.SIGINT, interrupt)
    holder = threading.Thread(target=hold)
    try:
        holder.start()
        taken.wait(10)
        with pytest.raises(KeyboardInterrupt), turns.mine():
            pass
    finally:
        signal.signal(signal.SIGINT, before)
        over.set()
        holder.join()

    with turns.mine():
        pass


def _wait_for(turns: Turns, waiting: int) -> None:
    """Until that many wait."""
    for _ in range(1_000_000):
        if turns.waiting == waiting:
            return
    raise AssertionError("They never asked.")
