"""Cameras for tests: video files, a camera on the network, one that does as it is told."""

import queue
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
from typing_extensions import override

from checkin.errors import ScannerError
from checkin.scanner.decoded import Decoded, Frame
from checkin.scanner.draw import empty_frame, qr_frame
from checkin.scanner.opencv import cv2
from checkin.scanner.watch import CameraState

SIZE = (640, 480)


def views(text: str, times: int = 5) -> list[Frame]:
    """Frames that show one QR code a letter, a dot for none, each for some frames."""
    pictures = {letter: empty_frame(SIZE) if letter == "." else qr_frame(letter, SIZE) for letter in text}
    return [pictures[letter] for letter in text for _ in range(times)]


def sheet(left: str, right: str) -> Frame:
    """A frame that shows two QR codes, the right one nearer to its middle; nothing for an empty text."""
    width, height = SIZE
    narrow = width * 3 // 8
    return np.hstack([_half(left, (narrow, height)), _half(right, (width - narrow, height))])


def _half(text: str, size: tuple[int, int]) -> Frame:
    return qr_frame(text, size) if text else empty_frame(size)


def write_video(file: Path, frames: Iterable[Frame], *, rate: float = 25) -> str:
    """A video file of these frames; its path as text."""
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), rate, SIZE)
    for frame in frames:
        writer.write(frame)
    writer.release()
    return str(file)


class NetworkCamera:
    """A camera that serves moving pictures over real HTTP, and can be unplugged."""

    def __init__(self) -> None:
        self.shows = views(".", 1)[0]
        self._gone = threading.Event()
        self._between_frames = threading.Event()  # never set: only waited on
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if camera._gone.is_set():
                    self.send_error(503)
                    return
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                self.end_headers()
                camera._stream(self)

            @override
            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/video"

    def _stream(self, request: BaseHTTPRequestHandler) -> None:
        while not self._gone.is_set():
            picture = cv2.imencode(".jpg", self.shows)[1].tobytes()
            head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
            try:
                request.wfile.write(head.encode() + picture + b"\r\n")
            except OSError:
                return
            self._between_frames.wait(0.03)

    def unplug(self) -> None:
        """Cut every connection and take no new one."""
        self._gone.set()

    def plug_in(self) -> None:
        """Serve again."""
        self._gone.clear()

    @contextmanager
    def running(self) -> Iterator["NetworkCamera"]:
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            self._gone.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()


@dataclass
class ScriptedCamera:
    """Gives the frames it was told to; each list is what one opening gives, None that it does not open."""

    sessions: list[list[Frame | None] | None]
    is_live: bool = True
    rate: float = 200.0
    now: list[Frame | None] = field(default_factory=list)

    def open(self) -> None:
        session = self.sessions.pop(0) if self.sessions else None
        if session is None:
            raise ScannerError("The camera does not start.")
        self.now = list(session)

    def grab(self) -> bool:
        return bool(self.now)

    def retrieve(self) -> Frame | None:
        return self.now.pop(0)

    def close(self) -> None:
        self.now = []


class HangingCamera(ScriptedCamera):
    """Its driver does not return until it is let go; then there is one picture of a code."""

    def __init__(self) -> None:
        super().__init__([[*views("A", 1)]])
        self.hangs = threading.Event()
        self.let_go = threading.Event()
        self.is_closed = threading.Event()

    @override
    def grab(self) -> bool:
        self.hangs.set()
        self.let_go.wait(30)
        return super().grab()

    @override
    def close(self) -> None:
        super().close()
        self.is_closed.set()


class Notes:
    """A watcher that writes down what it is told and lets a test wait for it."""

    def __init__(self) -> None:
        self.scans: list[str] = []
        self.frames: list[Frame] = []
        self.states: list[CameraState] = []
        self.texts: list[str] = []
        self._news: queue.SimpleQueue[object] = queue.SimpleQueue()

    def scanned(self, code: Decoded) -> None:
        self.scans.append(code.payload)
        self._news.put(code.payload)

    def frame(self, frame: Frame) -> None:
        self.frames.append(frame)
        self._news.put("frame")

    def state_changed(self, state: CameraState, text: str) -> None:
        self.states.append(state)
        self.texts.append(text)
        self._news.put(state)

    def wait_for(self, news: object) -> None:
        """Return as soon as it is told; a code by its payload, a state as itself.

        Raises:
            queue.Empty: it never was.
        """
        while self._news.get(timeout=15) != news:
            pass
