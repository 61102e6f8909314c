"""The thread that watches a camera."""

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from typing_extensions import override

from checkin.clock import SystemClock
from checkin.errors import ScannerError
from checkin.scanner.decode import decode
from checkin.scanner.decoded import Decoded, Frame
from checkin.scanner.watch import CameraState, CaptureThread, growing_pause
from tests.checkin.scanner.cameras import (
    HangingCamera,
    NetworkCamera,
    Notes,
    ScriptedCamera,
    sheet,
    views,
    write_video,
)


def test_a_video_file_is_watched_to_its_end(tmp_path: Path) -> None:
    notes = Notes()
    thread = CaptureThread(write_video(tmp_path / "desk.avi", views("A.BA", 10)), notes)

    thread.start()
    notes.wait_for(CameraState.ENDED)

    assert notes.scans == ["A", "B", "A"]
    assert notes.states == [CameraState.STARTING, CameraState.WATCHING, CameraState.ENDED]
    assert thread.stop()


def test_of_two_codes_in_a_frame_the_one_in_the_middle_is_scanned_and_the_other_when_it_is_alone() -> None:
    notes = Notes()
    both = sheet("TICKET-1", "TICKET-2")
    alone = sheet("TICKET-1", "")
    thread = CaptureThread(ScriptedCamera([[*[both] * 8, *[alone] * 12]], is_live=False, rate=15), notes)
    assert {code.payload for code in decode(both)} == {"TICKET-1", "TICKET-2"}

    thread.start()
    notes.wait_for(CameraState.ENDED)

    assert notes.scans == ["TICKET-2", "TICKET-1"]
    assert thread.stop()


def test_the_same_code_twice_in_a_frame_is_one_scan() -> None:
    notes = Notes()
    thread = CaptureThread(ScriptedCamera([[sheet("A", "A")] * 8], is_live=False, rate=15), notes)

    thread.start()
    notes.wait_for(CameraState.ENDED)

    assert notes.scans == ["A"]
    assert thread.stop()


def test_a_video_file_is_played_at_its_own_pace(tmp_path: Path) -> None:
    notes = Notes()
    thread = CaptureThread(write_video(tmp_path / "desk.avi", views(".", 15), rate=30), notes)
    started = time.monotonic()

    thread.start()
    notes.wait_for(CameraState.ENDED)

    assert time.monotonic() - started >= 0.45
    assert 3 <= len(notes.frames) <= 9
    thread.stop()


def test_a_camera_that_is_unplugged_and_comes_back_goes_on() -> None:
    notes = Notes()
    camera = NetworkCamera()
    camera.shows = views("A", 1)[0]
    with camera.running():
        thread = CaptureThread(camera.address, notes, pause=lambda _losses: 0.05)
        thread.start()
        notes.wait_for("A")

        camera.unplug()
        notes.wait_for(CameraState.LOST)
        camera.shows = views("B", 1)[0]
        camera.plug_in()
        notes.wait_for("B")

        assert thread.stop()
    assert notes.scans == ["A", "B"]
    assert notes.states[:3] == [CameraState.STARTING, CameraState.WATCHING, CameraState.LOST]
    assert notes.states[-1] is CameraState.WATCHING


def test_a_camera_that_is_not_there_yet_is_waited_for_with_growing_pauses() -> None:
    asked: list[int] = []
    notes = Notes()
    frames: list[Frame | None] = [*views("A", 1)]
    camera = ScriptedCamera([None, None, None, frames, frames])

    def pause(losses: int) -> float:
        asked.append(losses)
        return 0.0 if len(asked) < 6 else 3600.0

    thread = CaptureThread(camera, notes, pause=pause)

    thread.start()
    notes.wait_for("A")
    notes.wait_for(CameraState.LOST)

    assert thread.stop()
    assert asked[:4] == [1, 2, 3, 1]
    assert notes.states[:3] == [CameraState.STARTING, CameraState.LOST, CameraState.WATCHING]


def test_pauses_grow_up_to_a_few_seconds() -> None:
    pauses = [growing_pause(losses) for losses in range(1, 20)]

    assert pauses == sorted(pauses)
    assert pauses[0] <= 0.5
    assert pauses[-1] == 5


def test_stopping_does_not_wait_for_a_pause() -> None:
    notes = Notes()
    thread = CaptureThread(ScriptedCamera([]), notes, pause=lambda _losses: 3600)
    thread.start()
    notes.wait_for(CameraState.LOST)
    started = time.monotonic()

    assert thread.stop()

    assert time.monotonic() - started < 1


def test_stopping_returns_within_a_second_even_if_the_driver_does_not() -> None:
    camera = HangingCamera()
    notes = Notes()
    thread = CaptureThread(camera, notes)
    thread.start()
    notes.wait_for(CameraState.STARTING)
    started = time.monotonic()

    assert not thread.stop()

    assert time.monotonic() - started < 1.2
    camera.let_go.set()
    assert thread.stop()
    assert notes.states == [CameraState.STARTING]


class HurryingClock(SystemClock):
    """Ten seconds pass whenever it is looked at."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @override
    def monotonic(self) -> float:
        self.seconds += 10.0
        return self.seconds


def test_asking_to_stop_does_not_wait_for_the_driver() -> None:
    camera = HangingCamera()
    thread = CaptureThread(camera, Notes())
    thread.start()
    assert camera.hangs.wait(10)
    started = time.monotonic()

    thread.ask_to_stop()

    assert time.monotonic() - started < 0.05
    assert not thread.has_ended
    camera.let_go.set()
    assert thread.stop()


def test_a_driver_that_never_lets_go_does_not_keep_the_next_camera_waiting_for_good() -> None:
    camera, notes = HangingCamera(), Notes()
    before = CaptureThread(camera, Notes())
    before.start()
    assert camera.hangs.wait(10)
    thread = CaptureThread(ScriptedCamera([[*views("A", 1)]]), notes, after=[before], clock=HurryingClock())

    thread.start()
    notes.wait_for("A")

    assert not before.has_ended
    camera.let_go.set()
    assert before.stop()
    assert thread.stop()


def test_a_thread_that_never_started_can_be_stopped() -> None:
    assert CaptureThread(ScriptedCamera([]), Notes()).stop()


def test_the_watcher_may_stop_the_thread_itself() -> None:
    notes = Notes()
    done = threading.Event()

    class Once(Notes):
        @override
        def scanned(self, code: Decoded) -> None:
            notes.scans.append(code.payload)
            thread.stop()
            done.set()

    thread = CaptureThread(ScriptedCamera([list(views("AB", 1))]), Once())
    thread.start()

    assert done.wait(15)
    assert thread.stop()
    assert notes.scans == ["A"]


def test_a_damaged_frame_counts_as_losing_the_camera() -> None:
    notes = Notes()
    thread = CaptureThread(ScriptedCamera([[None]]), notes, pause=lambda _losses: 3600)

    thread.start()
    notes.wait_for(CameraState.LOST)

    assert thread.stop()
    assert "goes on by itself" in notes.texts[-1]


def test_pictures_that_cannot_be_used_are_explained() -> None:
    notes = Notes()
    odd = np.zeros((10, 10, 2), dtype=np.uint8)
    thread = CaptureThread(ScriptedCamera([[odd]]), notes, pause=lambda _losses: 3600)

    thread.start()
    notes.wait_for(CameraState.LOST)

    assert thread.stop()
    assert "cannot be used" in notes.texts[-1]


@pytest.mark.parametrize(("sessions", "says"), [([[]], "no pictures"), ([], "does not start")])
def test_a_file_without_pictures_fails_for_good(sessions: list[list[Frame | None] | None], says: str) -> None:
    notes = Notes()
    thread = CaptureThread(ScriptedCamera(list(sessions), is_live=False), notes)

    thread.start()
    notes.wait_for(CameraState.FAILED)

    assert thread.stop()
    assert says in notes.texts[-1]


def test_a_source_that_can_never_work_is_refused_before_a_thread_starts() -> None:
    with pytest.raises(ScannerError):
        CaptureThread("gone.avi", Notes())
