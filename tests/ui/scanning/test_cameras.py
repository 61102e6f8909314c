"""Which cameras there are, by name."""

from pathlib import Path

from ui.scanning.cameras import FoundCamera, devices_of_linux, devices_of_qt, find_cameras, opens


def test_on_linux_a_camera_is_known_by_its_device() -> None:
    found = find_cameras(lambda: [("/dev/video2", "Logi C920")], platform="linux")

    assert found == (FoundCamera(source="/dev/video2", name="Logi C920"),)


def test_the_kernel_lists_what_records_and_not_its_second_faces(tmp_path: Path) -> None:
    for node, index, name in (("video10", "0", "Cam B"), ("video2", "0", "Cam A"), ("video3", "1", "Cam A")):
        (tmp_path / node).mkdir()
        (tmp_path / node / "index").write_text(f"{index}\n")
        (tmp_path / node / "name").write_text(f"{name}\n")

    assert devices_of_linux(tmp_path) == (("/dev/video2", "Cam A"), ("/dev/video10", "Cam B"))


def test_a_computer_without_video_has_no_cameras(tmp_path: Path) -> None:
    assert devices_of_linux(tmp_path / "nothing") == ()


def test_elsewhere_a_camera_is_known_by_its_number_and_is_never_nameless() -> None:
    found = find_cameras(lambda: [("x", "FaceTime"), ("y", "")], platform="darwin")

    assert [(camera.source, camera.name) for camera in found] == [("0", "FaceTime"), ("1", "Camera 2")]


def test_without_multimedia_cameras_are_tried_one_by_one() -> None:
    found = find_cameras(lambda: None, probe=lambda source: source in {"0", "2"})

    assert [(camera.source, camera.name) for camera in found] == [("0", "Camera 1"), ("2", "Camera 3")]


def test_a_camera_that_is_not_there_does_not_open() -> None:
    assert not opens("97")


def test_asking_qt_logs_nothing(qapp: object) -> None:
    assert qapp
    assert devices_of_qt() is not None
