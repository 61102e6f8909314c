import random
from pathlib import Path

from tests.faults.figures import Scale, proven
from tests.faults.power import photographed, prove
from tests.faults.power_disk import Disk
from tests.faults.power_vfs import Happened


def test_what_was_shown_green_survives_a_power_cut_at_any_instant() -> None:
    proven(prove(Scale()), "greens shown")


def test_it_can_be_proved_without_a_look_at_the_writes(tmp_path: Path) -> None:
    figure = photographed(Scale(), tmp_path)

    assert figure.ok, figure.line()
    assert figure.counts["power cuts"]


def test_a_power_cut_leaves_what_was_synced_and_any_part_of_the_rest() -> None:
    disk, dice = Disk({"file": b"old" * 400}), random.Random(1)
    disk.follow(Happened(kind="write", name="file", at=0, data=b"new"))
    disk.follow(Happened(kind="sync", name="file"))
    disk.follow(Happened(kind="write", name="file", at=3, data=b"x" * 1000))

    left = {disk.cut(dice)["file"] for _ in range(200)}

    assert all(content.startswith(b"new") for content in left)
    assert {content.count(b"x") for content in left} == {0, 1000, 509, 491}
