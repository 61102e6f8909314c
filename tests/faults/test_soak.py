from tests.faults.figures import Scale
from tests.faults.soak import prove


def test_a_days_work_leaves_memory_and_handles_as_they_were() -> None:
    for figure in prove(Scale()):
        assert figure.ok, figure.line()
        assert figure.counts["outages"]
