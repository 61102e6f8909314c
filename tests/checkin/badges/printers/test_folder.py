import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checkin.badges.printers import Readiness
from checkin.badges.printers.folder import FolderPrinter
from checkin.errors import BadgeError
from tests.fakes.open_umask import everybody_may_read, open_to_others


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_badge_is_one_file_named_after_its_id(tmp_path: Path) -> None:
    printed = FolderPrinter(tmp_path / "badges" / "today").print(b"%PDF", "42")
    assert printed.path == tmp_path / "badges" / "today" / "42.pdf"
    assert printed.where == str(tmp_path / "badges" / "today")
    assert printed.path.read_bytes() == b"%PDF"
    assert files(printed.path.parent) == ["42.pdf"]


def test_no_badge_is_ever_written_over_another(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path)
    for content in (b"one", b"two", b"three"):
        printer.print(content, "42")
    assert files(tmp_path) == ["42-2.pdf", "42-3.pdf", "42.pdf"]
    assert (tmp_path / "42.pdf").read_bytes() == b"one"
    assert (tmp_path / "42-3.pdf").read_bytes() == b"three"


def test_stations_that_share_a_folder_do_not_write_over_one_another(tmp_path: Path) -> None:
    contents = [f"badge {number}".encode() for number in range(40)]
    with ThreadPoolExecutor(8) as stations:
        written = list(stations.map(lambda content: FolderPrinter(tmp_path).print(content, "42"), contents))
    paths = {printed.path for printed in written}
    assert len(paths) == 40
    assert {path.read_bytes() for path in paths if path} == set(contents)
    assert all(name.endswith(".pdf") and not name.startswith(".") for name in files(tmp_path))


def test_a_draft_left_behind_by_a_crash_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".42.pdf.part").write_bytes(b"half")
    assert FolderPrinter(tmp_path).print(b"whole", "42").path == tmp_path / "42-2.pdf"
    assert (tmp_path / ".42.pdf.part").read_bytes() == b"half"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("a b/ç\\:*?", "a-b.pdf"),
        ("...", "badge.pdf"),
        ("", "badge.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
    ],
)
def test_file_names_are_safe_on_every_system(tmp_path: Path, name: str, file: str) -> None:
    FolderPrinter(tmp_path / "badges").print(b"%PDF", name)
    assert files(tmp_path / "badges") == [file]
    assert files(tmp_path) == ["badges"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadgeError, match=r"could not be saved in .*file/badges.*The check-in stands"):
        FolderPrinter(tmp_path / "file" / "badges").print(b"%PDF", "42")


def test_a_folder_nobody_may_write_to_is_said() -> None:
    with pytest.raises(BadgeError, match="could not be saved in /proc/self"):
        FolderPrinter(Path("/proc/self")).print(b"%PDF", "42")


def test_a_disk_that_fills_up_leaves_nothing_half_written(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(BadgeError, match="File too large"):
            FolderPrinter(tmp_path).print(bytes(100_000), "42")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert files(tmp_path) == []
    assert FolderPrinter(tmp_path).print(b"%PDF", "42").path == tmp_path / "42.pdf"


def test_badges_in_the_apps_own_folder_are_nobody_elses_from_the_start(tmp_path: Path) -> None:
    with everybody_may_read():
        FolderPrinter(tmp_path / "own", private=True).print(b"%PDF", "1")
        FolderPrinter(tmp_path / "shared").print(b"%PDF", "1")

    assert open_to_others(tmp_path / "own") == {}
    assert (tmp_path / "own").stat().st_mode & 0o077 == 0
    assert (tmp_path / "shared" / "1.pdf").stat().st_mode & 0o044  # a print service may be another user's


def test_a_folder_that_can_be_written_to_is_ready_even_before_it_is_made(tmp_path: Path) -> None:
    assert FolderPrinter(tmp_path / "badges" / "today").state().readiness is Readiness.READY


def test_a_folder_that_cannot_be_made_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    state = FolderPrinter(tmp_path / "file" / "badges").state()
    assert state.readiness is Readiness.TROUBLE
    assert state.words.endswith("cannot be written to. Choose another folder.")


def test_a_folder_the_system_cannot_even_look_for_is_trouble(tmp_path: Path) -> None:
    nowhere = FolderPrinter(tmp_path / ("x" * 300))
    assert nowhere.state().readiness is Readiness.TROUBLE
    with pytest.raises(BadgeError, match="could not be saved"):
        nowhere.print(b"%PDF", "42")
