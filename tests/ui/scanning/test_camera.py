"""A camera in the window: from a picture to a signal."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from tests.checkin.scanner.cameras import HangingCamera, NetworkCamera, ScriptedCamera, views, write_video
from tests.checkin.scanner.pictures import split_code
from ui.scanning.camera import Camera, image_of, let_go_of_cameras


@pytest.fixture
def camera(qapp: QApplication) -> Iterator[Camera]:
    made = Camera(qapp)
    yield made
    made.close()
    made.deleteLater()


def test_a_ticket_in_a_video_becomes_a_signal(camera: Camera, qtbot: QtBot, tmp_path: Path) -> None:
    video = write_video(tmp_path / "desk.avi", views(".A", 8))

    with qtbot.waitSignal(camera.scanned, timeout=10_000) as scanned:
        camera.watch(video)

    assert scanned.args == ["A"]


def test_signals_arrive_on_the_thread_of_the_window(camera: Camera, qtbot: QtBot, tmp_path: Path) -> None:
    threads: set[int] = set()
    for signal in (camera.scanned, camera.frame, camera.state_changed):
        signal.connect(lambda *_: threads.add(threading.get_ident()))

    with qtbot.waitSignal(camera.scanned, timeout=10_000):
        camera.watch(write_video(tmp_path / "desk.avi", views("A", 8)))

    assert threads == {threading.get_ident()}


def test_the_state_is_told_from_start_to_end(camera: Camera, qtbot: QtBot, tmp_path: Path) -> None:
    kinds: list[str] = []
    camera.state_changed.connect(lambda kind, _text: kinds.append(kind))

    camera.watch(write_video(tmp_path / "desk.avi", views(".", 6)))
    qtbot.waitUntil(lambda: "ended" in kinds, timeout=10_000)

    assert kinds == ["starting", "watching", "ended"]
    assert camera.state[0] == "ended"


def test_pictures_arrive_as_they_were_drawn(camera: Camera, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(camera.frame, timeout=10_000) as shown:
        camera.watch(write_video(tmp_path / "desk.avi", views(".", 6)))

    assert (shown.args[0].width(), shown.args[0].height()) == (640, 480)


def test_unplugging_and_plugging_in_is_told(camera: Camera, qtbot: QtBot) -> None:
    network = NetworkCamera()
    kinds: list[str] = []
    camera.state_changed.connect(lambda kind, _text: kinds.append(kind))
    with network.running():
        camera.watch(network.address)
        qtbot.waitUntil(lambda: kinds[-1:] == ["watching"], timeout=10_000)

        network.unplug()
        qtbot.waitUntil(lambda: kinds[-1] == "lost", timeout=10_000)
        network.plug_in()
        qtbot.waitUntil(lambda: kinds[-1] == "watching", timeout=10_000)

        camera.stop()


def test_a_camera_that_can_never_work_is_told_not_raised(camera: Camera) -> None:
    camera.watch("gone.avi")

    assert camera.state == ("failed", "There is no video file gone.avi.")


def test_no_camera_is_a_state_too(camera: Camera) -> None:
    camera.watch("")

    assert camera.state == ("none", "No camera is chosen.")


def test_a_part_of_a_code_is_refused_in_words(camera: Camera, qtbot: QtBot) -> None:
    part = split_code("ABC", 1, 2)

    with (
        qtbot.assertNotEmitted(camera.scanned),
        qtbot.waitSignal(camera.part_scanned, timeout=10_000) as told,
    ):
        camera.watch(ScriptedCamera([[part]]))

    assert "one part" in told.args[0]


def test_news_of_a_camera_that_was_left_are_not_told(camera: Camera, qtbot: QtBot, tmp_path: Path) -> None:
    scans: list[str] = []
    camera.scanned.connect(scans.append)
    seen = threading.Event()

    class Watched(ScriptedCamera):
        @override
        def close(self) -> None:
            super().close()
            seen.set()

    camera.watch(Watched([[*views("A", 1)]]))
    assert seen.wait(10)  # its news wait for this thread now
    camera.watch(write_video(tmp_path / "desk.avi", views("B", 8)))
    qtbot.waitUntil(lambda: bool(scans), timeout=10_000)

    assert scans == ["B"]


@pytest.fixture
def hanging() -> Iterator[HangingCamera]:
    made = HangingCamera()
    yield made
    made.let_go.set()
    assert let_go_of_cameras(10)


def test_leaving_a_camera_that_hangs_does_not_hold_up_the_window(
    camera: Camera, hanging: HangingCamera
) -> None:
    camera.watch(hanging)
    assert hanging.hangs.wait(10)
    started = time.monotonic()

    camera.stop()
    camera.watch(ScriptedCamera([]))
    camera.watch("")

    assert time.monotonic() - started < 0.1


def test_the_next_camera_is_opened_when_the_last_one_is_let_go_of(
    camera: Camera, hanging: HangingCamera, qtbot: QtBot
) -> None:
    opened_while_hanging: list[bool] = []

    class Next(ScriptedCamera):
        @override
        def open(self) -> None:
            opened_while_hanging.append(not hanging.is_closed.is_set())
            super().open()

    camera.watch(hanging)
    assert hanging.hangs.wait(10)
    other = Camera(camera)  # as another screen has one
    camera.stop()
    other.watch(Next([[*views("A", 1)]]))
    qtbot.waitUntil(lambda: other.state[0] == "starting", timeout=10_000)
    qtbot.wait(100)
    assert opened_while_hanging == []

    with qtbot.waitSignal(other.scanned, timeout=10_000):
        hanging.let_go.set()
    other.close()

    assert not any(opened_while_hanging)


def test_what_a_camera_sees_after_it_was_left_is_not_told(
    camera: Camera, hanging: HangingCamera, qtbot: QtBot
) -> None:
    news: list[object] = []
    for signal in (camera.scanned, camera.frame, camera.state_changed):
        signal.connect(lambda *told: news.append(told))
    camera.watch(hanging)
    assert hanging.hangs.wait(10)

    camera.stop()
    hanging.let_go.set()
    assert hanging.is_closed.wait(10)
    qtbot.wait(50)

    assert news == []


def test_closing_waits_for_the_camera_but_not_for_long(camera: Camera, hanging: HangingCamera) -> None:
    camera.watch(hanging)
    assert hanging.hangs.wait(10)
    started = time.monotonic()

    camera.close()
    assert 0.5 < time.monotonic() - started < 1.3

    threading.Timer(0.1, hanging.let_go.set).start()
    camera.close()
    assert hanging.is_closed.is_set()


def test_a_picture_keeps_its_colours_and_its_own_memory() -> None:
    frame = np.zeros((4, 6, 3), dtype=np.uint8)
    frame[..., 2] = 200  # red, the last of blue, green, red

    picture = image_of(frame)
    frame[:] = 0

    assert (picture.width(), picture.height()) == (6, 4)
    assert picture.pixelColor(1, 1) == QColor(200, 0, 0)


def test_a_part_of_a_frame_is_a_picture_too() -> None:
    frame = np.arange(4 * 8, dtype=np.uint8).reshape(4, 8)

    assert image_of(frame[:, ::2]).pixelColor(1, 1) == QColor(10, 10, 10)


def test_a_grey_picture_stays_grey() -> None:
    assert image_of(np.full((4, 5), 90, dtype=np.uint8)).pixelColor(2, 2) == QColor(90, 90, 90)
