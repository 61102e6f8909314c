from tests.faults.clocks import prove
from tests.faults.figures import Scale, proven


def test_a_clock_that_is_wrong_or_set_loses_doubles_and_disorders_nothing() -> None:
    proven(prove(Scale()), "greens")
