import threading
from pathlib import Path

import pytest
from filelock import FileLock

from checkin.app.memory import FileMemory, Memories
from checkin.errors import SettingsError
from checkin.settings import PRACTICE, Connection

NAME = "pretix:https://tickets.example.org#demo"
REAL = Connection(platform="pretix", base_url="https://tickets.example.org", account="demo")


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_what_was_kept_is_there_after_a_new_start(tmp_path: Path) -> None:
    FileMemory(tmp_path, NAME).write("export", "a5b3-é\u2028")

    assert FileMemory(tmp_path, NAME).read("export") == "a5b3-é\u2028"


def test_what_was_never_kept_is_empty(tmp_path: Path) -> None:
    memory = FileMemory(tmp_path / "not yet", NAME)

    assert memory.read("export") == ""
    assert not (tmp_path / "not yet").exists()


def test_the_folder_is_made_when_something_is_kept(tmp_path: Path) -> None:
    memory = FileMemory(tmp_path / "deep" / "down", NAME)

    memory.write("export", "1")

    assert memory.read("export") == "1"


def test_an_empty_text_forgets_that_key_alone(tmp_path: Path) -> None:
    memory = FileMemory(tmp_path, NAME)
    memory.write("export", "1")
    memory.write("other", "2")

    memory.write("export", "")

    assert (memory.read("export"), memory.read("other")) == ("", "2")


def test_every_connection_has_a_memory_of_its_own(tmp_path: Path) -> None:
    FileMemory(tmp_path, NAME).write("export", "1")

    assert FileMemory(tmp_path, f"{NAME}2").read("export") == ""


def test_the_files_name_does_not_say_whose_it_is(tmp_path: Path) -> None:
    FileMemory(tmp_path, NAME).write("export", "1")

    assert "example" not in only_file(tmp_path).name


@pytest.mark.parametrize(
    "content", [b"", b'{"export": "1"', b"\xff\xfe\x00", b"[1, 2]", b"null", b"[" * 200_000]
)
def test_a_damaged_file_is_an_empty_memory_that_can_be_used_again(tmp_path: Path, content: bytes) -> None:
    memory = FileMemory(tmp_path, NAME)
    memory.write("export", "1")
    only_file(tmp_path).write_bytes(content)

    found = memory.read("export")
    memory.write("other", "2")

    assert (found, memory.read("other")) == ("", "2")


def test_values_of_another_kind_are_read_as_text(tmp_path: Path) -> None:
    memory = FileMemory(tmp_path, NAME)
    memory.write("export", "1")
    only_file(tmp_path).write_text('{"export": 7}', encoding="utf-8")

    assert memory.read("export") == "7"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    memory = FileMemory(tmp_path / "file", NAME)

    with pytest.raises(SettingsError, match="cannot be written"):
        memory.write("export", "secret answer")

    assert memory.read("export") == ""


def test_what_the_disk_does_not_take_leaves_what_was_kept_before(tmp_path: Path) -> None:
    memory = FileMemory(tmp_path, NAME)
    memory.write("export", "1")
    only_file(tmp_path).with_suffix(".new").mkdir()

    with pytest.raises(SettingsError):
        memory.write("export", "2")

    assert memory.read("export") == "1"


def test_threads_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    memories = [FileMemory(tmp_path, NAME) for _ in range(2)]

    def write(number: int) -> None:
        for key in range(20):
            memories[number].write(f"{number}/{key}", "kept")

    threads = [threading.Thread(target=write, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(memories[0].read(f"{number}/{key}") == "kept" for number in range(2) for key in range(20))


def test_another_process_that_writes_is_waited_for(tmp_path: Path) -> None:
    memory, written = FileMemory(tmp_path / "kept", NAME), threading.Event()
    memory.write("export", "1")

    def write() -> None:
        FileMemory(tmp_path / "kept", NAME).write("other", "2")
        written.set()

    with FileLock(tmp_path / "kept.lock"):
        thread = threading.Thread(target=write)
        thread.start()
        assert not written.wait(0.1)
    thread.join(10)

    assert (memory.read("export"), memory.read("other")) == ("1", "2")


def test_what_is_forgotten_is_nowhere_on_the_disk(tmp_path: Path) -> None:
    memories = Memories(tmp_path / "kept")
    memory = memories.of(REAL)
    memory.write("export", "1")

    memories.forget(REAL.id)
    memories.forget(REAL.id)

    assert memory.read("export") == ""
    assert list((tmp_path / "kept").iterdir()) == []


def test_what_cannot_be_erased_is_told(tmp_path: Path) -> None:
    memories = Memories(tmp_path / "kept")
    memories.of(REAL).write("export", "1")
    file = only_file(tmp_path / "kept")
    file.unlink()
    file.mkdir()

    with pytest.raises(SettingsError, match="cannot be erased"):
        memories.forget(REAL.id)


def test_a_made_up_platform_leaves_nothing_on_the_disk(tmp_path: Path) -> None:
    memories = Memories(tmp_path / "kept")
    made_up = REAL.model_copy(update={"options": {PRACTICE: "yes"}})

    memories.of(made_up).write("export", "1")

    assert memories.of(made_up).read("export") == "1"
    assert memories.of(REAL).read("export") == ""
    assert not (tmp_path / "kept").exists()
    memories.forget(made_up.id)
    assert memories.of(made_up).read("export") == ""
