"""Frames from files and from the network, and what is said when there are none."""

import os
from pathlib import Path

import pytest

from checkin.errors import ScannerError
from checkin.scanner.capture import Capture, Kind, require_camera
from checkin.scanner.decode import decode
from tests.checkin.scanner.cameras import NetworkCamera, views, write_video


def test_a_video_file_gives_its_frames_and_ends(tmp_path: Path) -> None:
    capture = Capture(write_video(tmp_path / "desk.avi", views("AB", 3)))

    seen = [code.payload for frame in capture.frames() for code in decode(frame)]

    assert seen == ["A", "A", "A", "B", "B", "B"]
    assert not capture.is_live


def test_a_video_file_may_begin_again(tmp_path: Path) -> None:
    capture = Capture(write_video(tmp_path / "desk.avi", views("AB", 2)), loop=True)

    frames = capture.frames()
    seen = [decode(next(frames))[0].payload for _ in range(7)]
    frames.close()

    assert "".join(seen) == "AABBAAB"


def test_the_rate_of_a_file_is_known_once_it_is_open(tmp_path: Path) -> None:
    capture = Capture(write_video(tmp_path / "desk.avi", views("A"), rate=12))
    assert capture.rate == 25

    capture.open()

    assert capture.rate == 12
    capture.close()


def test_a_camera_on_the_network_gives_frames() -> None:
    camera = NetworkCamera()
    camera.shows = views("N", 1)[0]
    with camera.running():
        frames = Capture(camera.address).frames()

        assert [code.payload for code in decode(next(frames))] == ["N"]

        frames.close()


def test_what_is_closed_gives_nothing() -> None:
    capture = Capture("0")

    assert not capture.grab()
    assert capture.retrieve() is None


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("", "No camera is chosen"), ("  ", "No camera is chosen"), ("gone.avi", "no video file gone.avi"),
        ("ftp://x.example/a", "http, https or rtsp"), ("\x00", "no video file"),
        (os.curdir, "not a video file"),
    ],
)  # fmt: skip
def test_a_source_that_can_never_work_is_refused_at_once(source: str, says: str) -> None:
    with pytest.raises(ScannerError, match=says):
        Capture(source)


def test_a_file_that_is_no_video_says_so(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no video")

    with pytest.raises(ScannerError, match=r"notes\.txt is not a video"):
        next(Capture(str(file)).frames())


def test_a_camera_that_is_not_plugged_in_says_so() -> None:
    with pytest.raises(ScannerError, match="No camera is plugged in"):
        Capture("97").open()


def test_a_camera_that_does_not_start_says_what_may_be_wrong() -> None:
    capture = Capture("/dev/null")
    assert capture.kind is Kind.CAMERA

    with pytest.raises(ScannerError, match=r"Camera null does not start. Another program"):
        capture.open()


def test_a_camera_this_user_may_not_use_says_whom_to_ask() -> None:
    with pytest.raises(ScannerError, match="group"):
        require_camera("/dev/null", platform="linux", may_use=lambda _device, _mode: False)


def test_on_other_systems_the_camera_is_simply_tried() -> None:
    require_camera("97", platform="darwin")


def test_a_network_camera_that_is_off_says_so_without_its_password() -> None:
    capture = Capture("http://desk:hunter2@127.0.0.1:9/video")

    with pytest.raises(ScannerError, match="cannot be reached") as caught:
        capture.open()

    assert "127.0.0.1" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("source", "label"),
    [
        ("0", "Camera 1"),
        ("http://[::1/x", "The camera at this address"),
        ("rtsp:///x", "The camera at this address"),
    ],
)
def test_sources_have_a_name_for_people(source: str, label: str) -> None:
    assert Capture(source).label == label


def test_a_video_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    file = tmp_path / "desk.avi"
    write_video(file, views("A", 10))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    frames = list(Capture(str(file)).frames())

    assert 0 < len(frames) < 10
