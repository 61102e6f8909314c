"""The viewfinder shows what the camera sees, or says why it sees nothing."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.scanning.viewfinder import Viewfinder

KINDS = ["none", "starting", "lost", "ended", "failed"]


def half_red_half_blue() -> QImage:
    picture = QImage(64, 36, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    for row in range(36):
        for column in range(32, 64):
            picture.setPixelColor(column, row, QColor("blue"))
    return picture


def watching(qtbot: QtBot, width: int = 320, height: int = 180, *, mirrored: bool = False) -> Viewfinder:
    viewfinder = Viewfinder(mirrored=mirrored)
    qtbot.addWidget(viewfinder)
    viewfinder.resize(width, height)
    viewfinder.show_state("watching", "Hold the code in front of the camera.")
    viewfinder.show_frame(half_red_half_blue())
    return viewfinder


def colour(viewfinder: Viewfinder, across: float, down: float = 0.5) -> str:
    drawn = viewfinder.grab().toImage()
    return drawn.pixelColor(int(drawn.width() * across), int(drawn.height() * down)).name()


def test_a_picture_fills_a_viewfinder_of_its_shape(qtbot: QtBot) -> None:
    viewfinder = watching(qtbot)

    assert (colour(viewfinder, 0.1), colour(viewfinder, 0.9)) == ("#ff0000", "#0000ff")


def test_a_mirror_shows_left_at_right(qtbot: QtBot) -> None:
    viewfinder = watching(qtbot, mirrored=True)
    assert colour(viewfinder, 0.1) == "#0000ff"

    viewfinder.set_mirrored(False)

    assert colour(viewfinder, 0.1) == "#ff0000"


def test_a_picture_is_shown_whole_in_a_wide_viewfinder(qtbot: QtBot) -> None:
    viewfinder = watching(qtbot, 640, 180)

    assert (colour(viewfinder, 0.3), colour(viewfinder, 0.7)) == ("#ff0000", "#0000ff")
    assert colour(viewfinder, 0.1) == colour(viewfinder, 0.9) == "#0b1017"


def test_a_flash_tints_the_picture_and_passes(qtbot: QtBot) -> None:
    viewfinder = watching(qtbot)

    viewfinder.flash()

    assert viewfinder.is_flashing
    assert colour(viewfinder, 0.1) != "#ff0000"
    qtbot.waitUntil(lambda: not viewfinder.is_flashing)
    assert colour(viewfinder, 0.1) == "#ff0000"


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_picture_it_says_why(qtbot: QtBot, kind: str) -> None:
    viewfinder = watching(qtbot)

    viewfinder.show_state(kind, "What to do.")

    assert not viewfinder.is_showing_picture
    assert viewfinder.accessibleDescription()
    assert colour(viewfinder, 0.1) == theme.palette().sunken


def test_the_cameras_own_words_are_told(qtbot: QtBot) -> None:
    viewfinder = Viewfinder()
    qtbot.addWidget(viewfinder)

    viewfinder.show_state("failed", "There is no video file x.")

    assert viewfinder.accessibleDescription() == "This camera cannot be used. There is no video file x."


def test_before_the_first_picture_it_says_that_it_starts(qtbot: QtBot) -> None:
    viewfinder = Viewfinder()
    qtbot.addWidget(viewfinder)

    viewfinder.show_state("watching", "Hold the code in front of the camera.")

    assert not viewfinder.is_showing_picture
    assert viewfinder.grab().toImage().pixelColor(20, 20).name() == theme.palette().sunken


def test_it_follows_light_and_dark(qtbot: QtBot, qapp: QApplication) -> None:
    viewfinder = Viewfinder()
    qtbot.addWidget(viewfinder)
    try:
        theme.apply(qapp, "dark")
        assert colour(viewfinder, 0.1) == theme.DARK.sunken
        theme.apply(qapp, "light")
        assert colour(viewfinder, 0.1) == theme.LIGHT.sunken
    finally:
        theme.apply(qapp, "system")


@pytest.mark.parametrize("kind", [*KINDS, "watching"])
def test_it_can_be_very_small(qtbot: QtBot, kind: str) -> None:
    viewfinder = watching(qtbot, 160, 90)

    viewfinder.show_state(kind, "A long text that has no room in so small a viewfinder. " * 5)

    assert not viewfinder.grab().isNull()
    assert viewfinder.sizeHint().isValid()
