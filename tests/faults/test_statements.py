from tests.faults.figures import Scale, proven
from tests.faults.statements import prove


def test_death_between_any_two_statements_leaves_all_of_it_or_nothing() -> None:
    proven(prove(Scale()), "deaths")
