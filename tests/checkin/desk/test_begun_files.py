"""Files of badges are noted before they are there."""

from pathlib import Path

import pytest

from checkin.desk.begun_files import begun_files
from checkin.desk.forget import forget
from checkin.desk.whole_file import draft_of
from checkin.errors import BadgeError
from tests.fakes.builders import MORNING, Door, a_chosen_event


def test_a_draft_is_noted_before_it_is_there_and_the_file_before_it_replaces_another(tmp_path: Path) -> None:
    file, begun = tmp_path / "badges.pdf", list[tuple[str, bytes]]()
    file.write_bytes(b"somebody else's")

    def begin(one: Path) -> None:
        begun.append((one.suffix, one.read_bytes() if one.exists() else b""))

    with draft_of(file, begin) as out:
        out.write(b"badges")
        assert begun == [(".part", b"")]

    assert begun[1:] == [(".pdf", b"somebody else's")]
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("badges.pdf", b"badges")]


def test_a_file_that_could_not_be_written_is_not_noted_for_it_may_be_somebody_elses(
    door: Door, tmp_path: Path
) -> None:
    begun, file = begun_files(door.mirror, door.event), tmp_path / "letter.pdf"
    file.write_bytes(b"somebody else's")
    with pytest.raises(RuntimeError), draft_of(file, begun.begin):
        raise RuntimeError

    forget(door.mirror, door.event, MORNING)

    assert file.read_bytes() == b"somebody else's"


def test_files_go_with_their_event_and_not_with_another(door: Door, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours\n.pdf", tmp_path / "theirs.pdf"
    other = a_chosen_event(door.mirror, 2)
    for event, file in ((door.event, ours), (other, theirs)):
        begun_files(door.mirror, event).begin(file)
        file.touch()

    forget(door.mirror, door.event, MORNING)

    assert not ours.exists()
    assert theirs.exists()
    assert not begun_files(door.mirror, door.event).files()
    assert begun_files(door.mirror, other).files() == {theirs}


def test_a_name_that_is_used_again_goes_with_the_event_it_was_used_for_last(
    door: Door, tmp_path: Path
) -> None:
    file, before = tmp_path / "badges.pdf", tmp_path / "before.pdf"
    other = a_chosen_event(door.mirror, 2)
    for event, one in ((door.event, before), (door.event, file), (other, file)):
        begun_files(door.mirror, event).begin(one)
        one.touch()

    forget(door.mirror, door.event, MORNING)
    assert [one.name for one in tmp_path.glob("b*.pdf")] == ["badges.pdf"]
    forget(door.mirror, other, MORNING)
    assert not file.exists()


def test_a_note_that_was_cut_off_is_none(door: Door, tmp_path: Path) -> None:
    begun = begun_files(door.mirror, door.event)
    begun.begin(tmp_path / "a.pdf")
    with begun.notes.open("ab") as out:
        out.write(b'"/home/x')
    assert begun.files() == {tmp_path / "a.pdf"}

    begun.begin(tmp_path / "b.pdf")
    assert begun.files() == {tmp_path / "a.pdf", tmp_path / "b.pdf"}


def test_where_nothing_can_be_noted_nothing_is_written(door: Door, tmp_path: Path) -> None:
    begun = begun_files(door.mirror, door.event)
    begun.notes.mkdir(parents=True)
    with pytest.raises(BadgeError, match="cannot be written"), draft_of(tmp_path / "a.pdf", begun.begin):
        pass
    assert not list(tmp_path.glob("*a*.pdf"))
