from tests.faults.figures import Scale
from tests.faults.statements import prove


def test_death_between_any_two_statements_leaves_all_of_it_or_nothing() -> None:
    for figure in prove(Scale()):
        assert figure.ok, figure.line()
        assert figure.counts["deaths"]
