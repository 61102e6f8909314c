from tests.faults.figures import Scale, proven
from tests.faults.soak import prove


def test_a_days_work_leaves_memory_and_handles_as_they_were() -> None:
    proven(prove(Scale()), "outages")
