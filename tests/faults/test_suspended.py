from tests.faults.figures import Scale, proven
from tests.faults.suspended import prove


def test_a_laptop_that_slept_in_the_middle_of_pushes_tells_everything_once() -> None:
    proven(prove(Scale()), "greens")
