from tests.faults.figures import Scale
from tests.faults.two_processes import prove


def test_two_windows_on_one_mirror_show_one_green_for_each_code_and_one_of_them_sends() -> None:
    for figure in prove(Scale()):
        assert figure.ok, figure.line()
        assert figure.counts["sending taken over"]
