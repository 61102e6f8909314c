from tests.faults.figures import Scale, proven
from tests.faults.two_processes import prove


def test_two_windows_on_one_mirror_show_one_green_for_each_code_and_one_of_them_sends() -> None:
    proven(prove(Scale()), "sending taken over")
