import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from checkin.app import App
from checkin.app.journals import Journals, SoleWriter
from checkin.desk import admit
from checkin.journal.lines import Closed, Moved
from checkin.journal.reading import NoJournalError, Reading, files_in
from checkin.notices import JournalTroubled, Notice, NoticeBoard
from checkin.paths import Folders, folders_under
from checkin.settings import Settings
from tests.fakes.awaited import PATIENCE, Awaited, nothing_waits
from tests.fakes.builders import Door


@dataclass
class Kept:
    """A door whose movements are journalled, and the settings."""

    door: Door
    folders: Folders
    settings: Settings
    opened: list[Journals] = field(default_factory=list)

    def open(self) -> Journals:
        post = self.door.post
        journals = Journals(post.mirror, post.clock, post.notices, self.folders, lambda: self.settings)
        self.opened.append(journals)
        journals.start()
        return journals

    def choose(self, journals: Journals, folder: str) -> None:
        self.settings = self.settings.with_changes(journal_folder=folder)
        journals.follow_settings()

    def admit(self, number: int) -> None:
        assert admit.admit(self.door.post, f"C{number}").movement is not None


@pytest.fixture
def kept(door: Door, tmp_path: Path) -> Iterator[Kept]:
    folders = folders_under(tmp_path).create()
    made = Kept(door=door, folders=folders, settings=Settings())
    yield made
    for journals in made.opened:
        journals.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_check_in_is_in_the_journal_within_a_second_of_its_notice(kept: Kept) -> None:
    kept.open()
    kept.admit(1)

    appears(kept.folders.journal, 1)


def test_what_another_process_records_gets_in_without_a_notice(kept: Kept, door: Door) -> None:
    journals = kept.open()
    kept.admit(1)
    appears(kept.folders.journal, 1)
    admit.admit(replace(door.post, notices=NoticeBoard()), "C2")

    appears(kept.folders.journal, 2)
    assert not journals.trouble


def test_closing_writes_down_what_is_left(kept: Kept) -> None:
    journals = kept.open()
    for number in (1, 2, 3):
        kept.admit(number)
    journals.close()

    assert len(moved_in(kept.folders.journal)) == 3


def test_a_folder_that_is_chosen_at_noon_gets_the_whole_morning(kept: Kept, stick: Path) -> None:
    journals = kept.open()
    kept.admit(1)
    appears(kept.folders.journal, 1)
    kept.choose(journals, str(stick))

    appears(stick, 1)
    assert journals.folders == (kept.folders.journal, stick)


def test_our_own_folder_is_not_kept_twice(kept: Kept) -> None:
    journals = kept.open()
    kept.choose(journals, str(kept.folders.journal))

    assert journals.folders == (kept.folders.journal,)


def test_a_stick_that_is_pulled_out_is_said_once_and_disturbs_nobody(kept: Kept, stick: Path) -> None:
    kept.settings = kept.settings.with_changes(journal_folder=str(stick))
    notices = kept.door.post.notices
    lost, back = Awaited(notices, troubled), Awaited(notices, well)
    journals = kept.open()
    kept.admit(1)
    appears(stick, 1)

    away = stick.rename(stick.with_name("away"))
    lost.wait()
    kept.admit(2)
    appears(kept.folders.journal, 2)
    assert journals.trouble == {str(stick): f"The folder {stick} is not there."}
    away.rename(stick)
    back.wait()

    appears(stick, 2)
    assert not journals.trouble
    assert len(kept.door.heard(JournalTroubled)) == 2


def test_trouble_with_a_folder_ends_when_another_is_chosen(kept: Kept, stick: Path) -> None:
    notices = kept.door.post.notices
    lost, back = Awaited(notices, troubled), Awaited(notices, well)
    journals = kept.open()
    kept.choose(journals, str(stick / "not there"))
    lost.wait()
    kept.choose(journals, str(stick))

    back.wait()
    assert not journals.trouble


def test_only_one_process_writes_and_the_next_one_goes_on(kept: Kept) -> None:
    other = SoleWriter(kept.folders.data)
    assert other.claim()
    kept.open()
    kept.admit(1)
    assert not SoleWriter(kept.folders.data).claim()
    with pytest.raises(NoJournalError):
        moved_in(kept.folders.data)
    other.give_back()

    appears(kept.folders.journal, 1)


def test_nothing_is_written_while_an_event_is_forgotten(kept: Kept) -> None:
    journals = kept.open()
    with journals.paused():
        kept.admit(1)
        journals.close()
        assert not kept.folders.journal.exists()


def test_whoever_is_still_writing_when_closing_has_waited_gives_the_right_back_in_the_end(kept: Kept) -> None:
    journals, other = kept.open(), SoleWriter(kept.folders.data)
    kept.admit(1)
    appears(kept.folders.journal, 1)

    with journals.paused():
        kept.admit(2)
        journals.close()
        assert not other.claim()

    pause = threading.Event()
    assert any(other.claim() or pause.wait(0.05) for _ in range(200))
    other.give_back()


def test_after_closing_no_folder_is_taken_up_any_more(kept: Kept, stick: Path) -> None:
    journals = kept.open()
    journals.close()
    kept.choose(journals, str(stick))

    assert not list(stick.iterdir())


def test_the_app_keeps_a_journal_of_what_is_settled_and_takes_up_a_second_folder(
    ready_app: App, codes: list[str], stick: Path
) -> None:
    settled = Awaited(ready_app.notices, nothing_waits)
    ready_app.start_sync()
    ready_app.at_desk(lambda: ready_app.desk.admit(codes[0])).result()
    settled.wait()
    ready_app.change_settings(journal_folder=str(stick))
    ready_app.close()

    assert ready_app.journal_folders == (ready_app.folders.journal, stick)
    assert not ready_app.journal_trouble
    for folder in ready_app.journal_folders:
        (moved, closed) = [line for _, line in Reading(files_in([folder])).pairs()]
        assert isinstance(moved, Moved)
        assert isinstance(closed, Closed)
        assert closed.state == "settled"


def troubled(notice: Notice) -> bool:
    return isinstance(notice, JournalTroubled) and bool(notice.reason)


def well(notice: Notice) -> bool:
    return isinstance(notice, JournalTroubled) and not notice.reason


def moved_in(folder: Path) -> list[Moved]:
    return [line for _, line in Reading(files_in([folder])).pairs() if isinstance(line, Moved)]


def appears(folder: Path, number: int) -> None:
    """Wait until so many movements stand in the journal."""
    over = threading.Event()
    timer = threading.Timer(PATIENCE, over.set)
    timer.start()
    found = 0
    while found < number and not over.wait(0.02):
        if folder.exists() and any(folder.rglob("*.jsonl")):
            found = len(moved_in(folder))
    timer.cancel()
    assert found == number
