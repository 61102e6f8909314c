"""Work that may hang, such as on a share that is gone: nobody waits for it longer than they want to."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T], otherwise: T) -> T:
    """What `work` returns, if it does so in time; else it is left to itself, and it is `otherwise`.

    Args:
        seconds: the patience with it.
        work: done in a thread of its own; must not raise.
        otherwise: stands for an answer that did not come.
    """
    answers: list[T] = []
    thread = threading.Thread(target=lambda: answers.append(work()), name="patience", daemon=True)
    thread.start()
    thread.join(seconds)
    return answers[0] if answers else otherwise
