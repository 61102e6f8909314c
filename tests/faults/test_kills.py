from tests.faults.figures import Scale, proven
from tests.faults.kills import prove


def test_what_was_shown_green_survives_kill_9_and_is_settled_exactly_once() -> None:
    proven(prove(Scale()), "greens shown")
