"""Whose turn it is to write."""

import threading

import pytest

from checkin.mirror.turns import Turns
from tests.fakes.processes import python


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


@pytest.mark.parametrize("moment", ["waiting", "called"])
def test_whoever_is_interrupted_while_waiting_is_not_waited_for(moment: str) -> None:
    assert python("tests.fakes.interrupted_turn", moment).split() == ["interrupted", "free"]


def _wait_for(turns: Turns, waiting: int) -> None:
    """Until that many wait."""
    for _ in range(1_000_000):
        if turns.waiting == waiting:
            return
    raise AssertionError("They never asked.")
