"""Whose a file is that badges would replace."""

from pathlib import Path

from checkin.desk.begun_files import begun_files
from checkin.desk.others_files import somebody_elses
from checkin.mirror import prints
from tests.fakes.builders import MORNING, Door


def test_what_this_app_wrote_is_ours_by_whatever_way_it_is_named(door: Door, tmp_path: Path) -> None:
    ahead, at_the_desk, mine = (tmp_path / name for name in ("ahead.pdf", "desk.pdf", "mine.pdf"))
    for file in (ahead, at_the_desk, mine):
        file.touch()
    (tmp_path / "link").symlink_to(tmp_path)
    begun_files(door.mirror, door.event).begin(ahead)
    with door.mirror.write() as connection:
        prints.add(connection, door.number(1), MORNING, str(at_the_desk))

    assert somebody_elses(door.mirror, ahead) is None
    assert somebody_elses(door.mirror, tmp_path / "link" / "ahead.pdf") is None
    assert somebody_elses(door.mirror, at_the_desk) is None
    assert somebody_elses(door.mirror, mine) == mine
    assert somebody_elses(door.mirror, tmp_path / "new.pdf") is None


def test_of_badges_in_parts_only_files_with_a_number_are_in_the_way(door: Door, tmp_path: Path) -> None:
    for name in ("b.pdf", "b-1.pdf", "b-2.pdf", "b-x.pdf"):
        (tmp_path / name).touch()
    begun_files(door.mirror, door.event).begin(tmp_path / "b-1.pdf")

    assert somebody_elses(door.mirror, tmp_path / "b.pdf", in_parts=True) == tmp_path / "b-2.pdf"
    assert somebody_elses(door.mirror, tmp_path / "c.pdf", in_parts=True) is None
    assert somebody_elses(door.mirror, tmp_path / "nowhere" / "b.pdf", in_parts=True) is None
