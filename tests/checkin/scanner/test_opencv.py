"""OpenCV brings a Qt of its own; ours must not notice."""

import os
import subprocess
import sys

import pytest

SHOW_A_WINDOW = """
import os
from checkin.scanner.opencv import cv2
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("Scan a ticket")
label.show()
app.processEvents()
names = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
print(app.platformName(), label.isVisible(), [os.environ.get(name) for name in names])
"""


def run(program: str, **environment: str) -> str:
    everything = {key: value for key, value in os.environ.items() if not key.startswith("QT_QPA")}
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, env=everything | environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_a_window_opens_after_opencv_was_imported() -> None:
    assert run(SHOW_A_WINDOW, QT_QPA_PLATFORM="offscreen") == "offscreen True [None, None]"


def test_what_somebody_had_set_is_set_again() -> None:
    program = "import os, checkin.scanner.opencv; print(os.environ['QT_QPA_FONTDIR'])"

    assert run(program, QT_QPA_FONTDIR="/fonts") == "/fonts"


@pytest.mark.parametrize("source", ["99", "nowhere.avi", "http://127.0.0.1:9/"])
def test_a_source_that_cannot_be_opened_writes_nothing_on_the_terminal(source: str) -> None:
    program = f"from checkin.scanner.opencv import cv2; print(cv2.VideoCapture({source!r}).isOpened())"

    assert run(program) == "False"
