from tests.faults.figures import Scale, proven
from tests.faults.printing import prove


def test_a_badge_that_was_asked_for_comes_out_once_whatever_dies() -> None:
    proven(prove(Scale()), "badges asked for")
