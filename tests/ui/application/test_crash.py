import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from checkin.errors import SettingsError
from tests.fakes.clock import FakeClock
from ui.application.crash import CrashHandler


@pytest.fixture
def crash(qtbot: QtBot, tmp_path: Path) -> Iterator[CrashHandler]:
    del qtbot
    handler = CrashHandler(tmp_path / "logs", FakeClock())
    yield handler
    handler.uninstall()
    if handler.dialog is not None:
        handler.dialog.close()


def throw(error: Exception) -> None:
    raise error


def fail(error: Exception, handler: CrashHandler) -> None:
    with pytest.raises(type(error)) as caught:
        throw(error)
    handler.receive(caught.type, caught.value, caught.tb)


def report(tmp_path: Path) -> str:
    return (tmp_path / "logs" / "crash.log").read_text(encoding="utf-8")


def test_a_bug_is_written_down_without_its_words(crash: CrashHandler, tmp_path: Path) -> None:
    fail(KeyError("ada@example.org"), crash)

    assert "builtins.KeyError" in report(tmp_path)
    assert "in throw" in report(tmp_path)
    assert "ada@example.org" not in report(tmp_path)


def test_a_failure_of_ours_may_say_its_words(crash: CrashHandler, tmp_path: Path) -> None:
    fail(SettingsError("No station has been chosen yet."), crash)

    assert "No station has been chosen yet." in report(tmp_path)


def test_it_is_said_calmly_and_once(qtbot: QtBot, crash: CrashHandler) -> None:
    fail(ValueError(), crash)
    qtbot.waitUntil(lambda: crash.dialog is not None and crash.dialog.isVisible())
    first = crash.dialog

    with qtbot.waitSignal(crash.crashed):
        fail(ValueError(), crash)

    assert first is not None
    assert crash.dialog is first
    assert "Go on scanning" in first.text
    assert "Traceback" not in first.text
    assert not first.isModal()


def test_a_thread_that_dies_is_heard_of(qtbot: QtBot, crash: CrashHandler, tmp_path: Path) -> None:
    crash.install()

    with qtbot.waitSignal(crash.crashed):
        thread = threading.Thread(target=lambda: 1 // 0, name="sync")
        thread.start()
        thread.join()

    assert "in sync" in report(tmp_path)
    assert "ZeroDivisionError" in report(tmp_path)


def test_python_has_its_own_way_again_afterwards(crash: CrashHandler) -> None:
    crash.install()
    installed = sys.excepthook

    crash.uninstall()

    assert installed == crash.receive
    assert sys.excepthook is sys.__excepthook__


def test_a_large_report_makes_room(crash: CrashHandler, tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "crash.log").write_text("x" * 1_000_001, encoding="utf-8")

    fail(ValueError(), crash)

    assert len(report(tmp_path)) < 10_000
    assert (tmp_path / "logs" / "crash.old").exists()


def test_a_report_that_cannot_be_written_is_printed(
    crash: CrashHandler, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").write_text("a file where a folder should be", encoding="utf-8")

    fail(ValueError(), crash)

    assert "could not be written" in capsys.readouterr().err
