"""Work that hangs keeps nobody waiting."""

import threading

from checkin.app.patience import within


def test_what_is_answered_in_time_is_the_answer() -> None:
    assert within(5.0, lambda: "the share answers", "it does not") == "the share answers"


def test_what_hangs_is_left_to_itself() -> None:
    hangs = threading.Event()

    answer = within(0.05, hangs.wait, otherwise=False)

    assert not answer
    hangs.set()
