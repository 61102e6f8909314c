"""Whoever dies over a passphrase leaves a mirror that opens."""

from tests.faults.figures import Scale, proven
from tests.faults.passphrases import prove


def test_a_process_that_dies_over_a_passphrase_leaves_the_mirror_as_it_was_or_as_it_was_to_be() -> None:
    proven(prove(Scale()), "deaths")
