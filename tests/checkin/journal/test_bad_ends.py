"""Power cuts, killed processes, full disks: the journal has everything after the next start."""

import os
import shutil
import threading
from itertools import pairwise
from pathlib import Path

import pytest

from checkin.app.journals import Journals
from checkin.clock import SystemClock
from checkin.desk import admit
from checkin.journal.follow import Author, Follower
from checkin.journal.lines import Moved
from checkin.journal.reading import Reading, files_in
from checkin.journal.restore import rebuild
from checkin.mirror.database import Mirror
from checkin.notices import NoticeBoard
from checkin.paths import folders_under
from tests.fakes import processes
from tests.fakes.builders import Door
from tests.fakes.full_journal import US
from tests.fakes.journalling_process import LIVES, SETTINGS

_PATIENCE = 30.0  # seconds


@pytest.fixture
def journal(door: Door, mirror: Mirror, tmp_path: Path) -> Path:
    """Three check-ins in one file."""
    for number in (1, 2, 3):
        admit.admit(door.post, f"C{number}")
    catch_up(mirror, tmp_path / "journal")
    (file,) = files_in([tmp_path / "journal"])
    return file


def test_a_file_cut_anywhere_tells_all_its_whole_lines(journal: Path, tmp_path: Path) -> None:
    whole = journal.read_bytes()
    ends = [place for place, byte in enumerate(whole, start=1) if byte == ord("\n")]
    cut = tmp_path / "cut.jsonl"
    for size in range(ends[1], len(whole)):
        cut.write_bytes(whole[:size])
        reading = Reading([cut])

        told = sum(1 for _ in reading.pairs())

        assert told + 1 == sum(end <= size or end == size + 1 for end in ends)
        assert reading.unreadable == (size not in ends and size + 1 not in ends)


def test_a_file_cut_anywhere_is_whole_after_the_next_start(
    journal: Path, mirror: Mirror, tmp_path: Path
) -> None:
    whole = journal.read_bytes()
    cuts = {0, 1, *range(0, len(whole), len(whole) // 16), len(whole) - 2, len(whole) - 1}
    for size in sorted(cuts):
        os.truncate(journal, size)
        catch_up(mirror, tmp_path / "journal")
        assert len(told_in(tmp_path / "journal")) == 3, size

        shutil.rmtree(journal.parent)
        journal.parent.mkdir()
        journal.write_bytes(whole)


@pytest.mark.timeout(180)
def test_whoever_is_killed_while_writing_has_lost_nothing_after_the_next_start(tmp_path: Path) -> None:
    folders = folders_under(tmp_path)
    for life in range(LIVES):
        with processes.start("tests.fakes.journalling_process", tmp_path, life) as process:
            grows(folders.journal, by=5)
            process.kill()
    mirror = Mirror(folders.mirror)
    journals = Journals(mirror, SystemClock(), NoticeBoard(), folders, lambda: SETTINGS)
    journals.start()
    journals.close()
    with mirror.read() as connection:
        recorded = list(connection.exec_driver_sql("SELECT id FROM movement ORDER BY number").scalars())
    mirror.close()

    assert told_in(folders.journal) == recorded
    assert len(files_in([folders.journal])) == 1
    assert len(recorded) >= LIVES * 5


def test_a_full_disk_leaves_nothing_out_when_it_has_room_again(tmp_path: Path) -> None:
    said = processes.python("tests.fakes.full_journal", tmp_path)

    anew = Mirror(tmp_path / "anew.sqlite")
    restored = rebuild(anew, [tmp_path / "journal"]).restored
    anew.close()
    assert said == "failed 5"
    assert (restored.movements, restored.operations) == (60, 60)
    assert len(told_in(tmp_path / "journal")) == 60


def catch_up(mirror: Mirror, folder: Path) -> None:
    follower = Follower(mirror, SystemClock(), folder, is_own=True)
    while follower.step(Author(station=US.station, station_name="", computer="here")):
        pass


def told_in(folder: Path) -> list[str]:
    """The movements a journal tells of, in order, each once."""
    lines = [line for _, line in Reading(files_in([folder])).pairs() if isinstance(line, Moved)]
    assert all(one.marks <= other.marks for one, other in pairwise(lines))
    return list(dict.fromkeys(line.id for line in lines))


def grows(folder: Path, by: int) -> None:
    """Wait until so many more lines are on the disk."""
    over = threading.Event()
    timer = threading.Timer(_PATIENCE, over.set)
    timer.start()
    before = lines_in(folder)
    while lines_in(folder) < before + by:
        assert not over.wait(0.01)
    timer.cancel()


def lines_in(folder: Path) -> int:
    return sum(file.read_bytes().count(b"\n") for file in folder.rglob("*.jsonl"))
