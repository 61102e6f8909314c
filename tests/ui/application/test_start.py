import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from checkin.app import Mended
from checkin.errors import SettingsError
from ui.application import start


def test_an_app_that_cannot_open_says_why(qtbot: QtBot) -> None:
    dialog = start.cannot_open(SettingsError("The settings in /x are damaged (1 fault)."))
    qtbot.addWidget(dialog)

    assert "A setting is missing" in dialog.text
    assert "/x are damaged" in dialog.text


def test_a_list_that_was_mended_is_told_of_in_words(qtbot: QtBot) -> None:
    mended = Mended(kept_in="/x/damaged-1", movements=41, from_file=40, from_journal=1, is_certain=True)
    dialog = start.was_mended(mended)
    qtbot.addWidget(dialog)

    assert "damaged and has been mended" in dialog.text
    assert "41 check-ins" in dialog.text
    assert "Nothing that was recorded is lost" in dialog.text
    assert "got from the platform once more" in dialog.text


def test_one_check_in_of_a_mended_list_is_said_as_one() -> None:
    mended = Mended(kept_in="", movements=1, from_file=1, from_journal=0, is_certain=True, badges=1)

    assert mended.happened.startswith("1 check-in or check-out of this computer is in the new list")
    assert "1 badge had been waiting" in mended.happened


@pytest.mark.parametrize(
    "wish",
    [[], ["--demo"], ["--demo", "--platform", "pretix"]],
    ids=["as it was left", "demo", "demo of another platform"],
)
def test_the_window_opens_as_a_program_and_closes_with_it(tmp_path: Path, wish: list[str]) -> None:
    script = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from ui.application import start\n"
        "opened = start.open_window\n"
        "def open_and_leave(app, *, practise=False):\n"
        "    shell = opened(app, practise=practise)\n"
        "    QTimer.singleShot(200, start.QApplication.quit)\n"
        "    return shell\n"
        "start.open_window = open_and_leave\n"
        f"sys.exit(start.main(['checkin', '--data', {str(tmp_path)!r}, *{wish}]))\n"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    ended = subprocess.run(
        [sys.executable, "-c", script], env=environment, timeout=60, capture_output=True, check=False
    )

    assert ended.returncode == 0, ended.stderr.decode()
    assert (tmp_path / "data" / "mirror.sqlite").exists()
