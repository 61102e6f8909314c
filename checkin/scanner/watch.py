"""The thread that watches one camera: it reads, decodes, and comes back after the camera was unplugged."""

import math
import threading
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from statistics import fmean
from typing import Protocol

from tenacity import RetryCallState, Retrying, wait_exponential

from checkin.clock import Clock, SystemClock
from checkin.errors import ScannerError
from checkin.scanner.capture import Capture
from checkin.scanner.debounce import Debounce
from checkin.scanner.decode import Decoder
from checkin.scanner.decoded import Decoded, Frame

_MOST_FRAMES_A_SECOND = 15
_EARLY = 0.01  # seconds by which a frame may come early and still count as on time
_STOPS_WITHIN = 0.8
_DEVICE_FREE_WITHIN = 10.0  # network cameras give up reading after four seconds
_GONE = "The camera is gone. Plug it in again; it goes on by itself."
_pauses = wait_exponential(multiplier=0.25, max=5)


class CameraState(StrEnum):
    """How a camera is doing."""

    STARTING = "starting"
    WATCHING = "watching"
    LOST = "lost"
    ENDED = "ended"
    FAILED = "failed"


class Watcher(Protocol):
    """Whoever is told what the camera sees; every call comes from the camera's thread."""

    def scanned(self, code: Decoded) -> None:
        """A code was held up; told once, however long it stays. Of several, the one in the middle."""
        ...

    def frame(self, frame: Frame) -> None:
        """What the camera sees now, at most fifteen times a second; not to be changed."""
        ...

    def state_changed(self, state: CameraState, text: str) -> None:
        """The camera is doing differently; `text` is for people."""
        ...


class FrameSource(Protocol):
    """What can be watched; `Capture` is one."""

    @property
    def is_live(self) -> bool:
        """Whether frames come at their own pace, and may come again after they have stopped."""
        ...

    @property
    def rate(self) -> float:
        """Frames a second."""
        ...

    def open(self) -> None:
        """Start it; raises ScannerError when it does not."""
        ...

    def grab(self) -> bool:
        """Wait for the next frame; False when there is none any more."""
        ...

    def retrieve(self) -> Frame | None:
        """The frame grabbed last, None when it is damaged."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


def growing_pause(losses: int) -> float:
    """Seconds to wait before a lost camera is tried again for the `losses`th time in a row."""
    state = RetryCallState(retry_object=Retrying(), fn=None, args=(), kwargs={})
    state.attempt_number = losses
    return _pauses(state)


class CaptureThread:
    """Watches a camera until it is told to stop.

    A camera that goes away is waited for, with growing pauses. A video file is played once, at its own pace.
    """

    def __init__(
        self,
        source: str | FrameSource,
        watcher: Watcher,
        *,
        decoder: Decoder | None = None,
        after: Iterable["CaptureThread"] = (),
        pause: Callable[[int], float] = growing_pause,
        clock: Clock | None = None,
    ) -> None:
        """Prepare to watch; nothing is opened yet.

        Args:
            source: what `Capture` takes, or anything else that gives frames.
            watcher: is told from this thread.
            decoder: knows which kinds of code to look for; the usual ones when None.
            after: threads told to stop that may still hold the same device: it is opened when they have
                let go, or when that takes longer than any driver should.
            pause: seconds to wait before the nth attempt in a row to find a lost camera.
            clock: for measuring only.

        Raises:
            ScannerError: the source can never work.
        """
        self._source = Capture(source) if isinstance(source, str) else source
        self._watcher = watcher
        self._decoder = Decoder() if decoder is None else decoder
        self._after = tuple(after)
        self._pause = pause
        self._clock = SystemClock() if clock is None else clock
        self._debounce = Debounce()
        self._stopping = threading.Event()
        self._told: tuple[CameraState, str] | None = None
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    @property
    def has_ended(self) -> bool:
        """Whether it holds no camera: it has let go of it, or never began."""
        return not self._thread.is_alive()

    def ask_to_stop(self) -> None:
        """Stop watching as soon as the driver returns; one thing may still be told that is on its way."""
        self._stopping.set()

    def stop(self, within: float = _STOPS_WITHIN) -> bool:
        """Stop watching and wait for it; the watcher is told nothing more.

        Args:
            within: seconds to wait at most.

        Returns:
            True when the camera has been let go of. False when its driver has not returned in time; it is let
            go of as soon as that happens.
        """
        self.ask_to_stop()
        if self._thread.ident is not None and self._thread is not threading.current_thread():
            self._thread.join(within)
        return self.has_ended

    def _run(self) -> None:
        self._tell(CameraState.STARTING, "The camera is starting …")
        self._wait_for_device()
        losses = 0
        while not self._stopping.is_set():
            try:
                has_seen = self._session()
            except ScannerError as error:
                reason = str(error)
                has_seen = False
            else:
                reason = _GONE if self._source.is_live else "This file holds no pictures."
            if not self._source.is_live:
                self._tell_end(has_seen=has_seen, reason=reason)
                return
            losses = 1 if has_seen else losses + 1
            self._tell(CameraState.LOST, reason)
            self._stopping.wait(self._pause(losses))

    def _wait_for_device(self) -> None:
        latest = self._clock.monotonic() + _DEVICE_FREE_WITHIN
        for thread in self._after:
            thread.stop(within=max(0.0, latest - self._clock.monotonic()))
        self._after = ()

    def _tell_end(self, *, has_seen: bool, reason: str) -> None:
        if has_seen:
            self._tell(CameraState.ENDED, "The video has ended.")
        else:
            self._tell(CameraState.FAILED, reason)

    def _session(self) -> bool:
        """From opening to losing the source; whether there was any frame."""
        self._source.open()
        has_seen = False
        try:
            for frame in self._frames():
                has_seen = True
                self._tell(CameraState.WATCHING, "Hold the code in front of the camera.")
                self._look_at(frame)
        finally:
            self._source.close()
        return has_seen

    def _frames(self) -> Iterator[Frame]:
        """Frames worth looking at: a file's at its own pace, and no more than anybody needs."""
        wait = 0.0 if self._source.is_live else 1 / self._source.rate
        due = worth = self._clock.monotonic()
        while not self._stopping.wait(max(0.0, due - self._clock.monotonic()) if wait else 0):
            due += wait
            if not self._source.grab():
                return
            now = self._clock.monotonic()
            if now < worth - _EARLY:
                continue
            worth = max(worth + 1 / _MOST_FRAMES_A_SECOND, now)
            frame = self._source.retrieve()
            if frame is None:
                return
            yield frame

    def _look_at(self, frame: Frame) -> None:
        try:
            codes = _by_nearness(self._decoder.decode(frame), frame)
        except ValueError as error:
            raise ScannerError(
                "The camera gives pictures that cannot be used here. Try another one."
            ) from error
        scanned = self._debounce.see(codes, self._clock.monotonic())
        if scanned is not None and not self._stopping.is_set():
            self._watcher.scanned(codes[scanned])
        if not self._stopping.is_set():
            self._watcher.frame(frame)

    def _tell(self, state: CameraState, text: str) -> None:
        if self._told != (state, text) and not self._stopping.is_set():
            self._told = (state, text)
            self._watcher.state_changed(state, text)


def _by_nearness(found: Iterable[Decoded], frame: Frame) -> dict[str, Decoded]:
    """Codes by payload, the nearest to the middle of the frame first: that one is held up, if any is."""
    middle = (frame.shape[1] / 2, frame.shape[0] / 2)
    codes: dict[str, Decoded] = {}
    for code in sorted(
        found, key=lambda each: math.dist(_centre(each), middle) if each.corners else math.inf
    ):
        codes.setdefault(code.payload, code)
    return codes


def _centre(code: Decoded) -> tuple[float, float]:
    return fmean(x for x, _ in code.corners), fmean(y for _, y in code.corners)
