"""A process in which somebody who waits for their turn is interrupted from the keyboard.

A process of its own: an interruption in the middle of measuring coverage would leave that locked for good.
"""

import signal
import sys
import threading
from types import FrameType

from checkin.mirror.turns import Turns


def main(*, called: bool) -> None:
    """Prints ``interrupted`` and ``free``; with `called` the turn comes in the moment of the interruption."""
    turns = Turns()
    taken, over = threading.Event(), threading.Event()

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        if called:
            over.set()
            _wait_for(turns, 0)
        raise KeyboardInterrupt

    def hold() -> None:
        with turns.mine():
            taken.set()
            _wait_for(turns, 1)
            signal.pthread_kill(whoever_waits, signal.SIGINT)
            over.wait(10)

    whoever_waits = threading.get_ident()
    signal.signal(signal.SIGINT, interrupt)
    holder = threading.Thread(target=hold)
    holder.start()
    taken.wait(10)
    try:
        with turns.mine():
            sys.stdout.write("had the turn\n")
    except KeyboardInterrupt:
        sys.stdout.write("interrupted\n")
    over.set()
    holder.join()
    with turns.mine():
        sys.stdout.write("free\n")


def _wait_for(turns: Turns, waiting: int) -> None:
    """Until that many wait."""
    for _ in range(10_000_000):
        if turns.waiting == waiting:
            return
    raise AssertionError("They never asked.")


if __name__ == "__main__":
    main(called=sys.argv[1] == "called")
