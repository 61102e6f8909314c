from tests.faults.badge_files import prove
from tests.faults.figures import Scale, proven


def test_no_file_of_badges_outlives_its_event_whenever_the_desk_is_killed() -> None:
    proven(prove(Scale()), "files left by them")
