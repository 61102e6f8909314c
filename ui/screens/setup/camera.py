"""Choosing what reads codes, and seeing that it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from checkin.app import App
from checkin.errors import CheckinError
from ui.screens.messages import Message, of_error
from ui.tasks import Ask
from ui.theme.tokens import Tone

NO_CAMERA = ""
"""The camera setting of a desk with a hand scanner."""

OTHER = "…"
"""The choice of a file or an address typed by hand."""

_LONGEST_SHOWN = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One line of a list to choose from; `id` is what the settings keep."""

    id: str
    label: str


class NamedCamera(Protocol):
    """A camera the computer has."""

    @property
    def source(self) -> str:
        """What the settings keep."""
        ...

    @property
    def name(self) -> str:
        """What people call it."""
        ...


FindCameras = Callable[[], tuple[NamedCamera, ...]]
"""Lists the cameras of this computer."""


class CameraTrial:
    """Which camera, and what it read.

    Attributes:
        reading: what the camera or the hand scanner read last, or that it read no whole code.
        trouble: why the choice could not be kept.
    """

    def __init__(self, app: App, ask: Ask, find_cameras: FindCameras, changed: Callable[[], object]) -> None:
        self._app = app
        self._find_cameras = find_cameras
        self._ask = ask
        self._changed = changed
        self._found: tuple[NamedCamera, ...] = ()
        self._typed_by_hand = False
        self.reading: Message | None = None
        self.trouble: Message | None = None

    def load(self) -> None:
        """Look which cameras this computer has.

        At once and on this thread: Qt's multimedia, which knows their names, crashes now and then when it is
        loaded on another thread while widgets are made on this one.
        """
        self.reading = self.trouble = None
        self._found = self._find_cameras()
        self._typed_by_hand = self.source not in {NO_CAMERA, *(each.source for each in self._found)}
        self._changed()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What may be chosen to read codes with."""
        return (
            Choice(id=NO_CAMERA, label="None, I use a hand scanner"),
            *(Choice(id=camera.source, label=camera.name) for camera in self._found),
            Choice(id=OTHER, label="A video file or an address…"),
        )

    @property
    def source(self) -> str:
        """What the settings name: a camera's index, a file or an address; empty for none."""
        return self._app.settings.camera

    @property
    def chosen(self) -> str:
        """The id of the chosen line of `choices`."""
        return OTHER if self._typed_by_hand else self.source

    @property
    def asks_source(self) -> bool:
        """Whether a file or an address is to be typed."""
        return self._typed_by_hand

    def choose(self, choice: str) -> None:
        """Read codes with this from now on."""
        self._typed_by_hand = choice == OTHER
        self.reading = None
        if self._typed_by_hand:
            self._changed()
        else:
            self._keep(choice)

    def type_source(self, source: str) -> None:
        """Take a file or an address as the camera."""
        self._keep(source.strip())

    def _keep(self, source: str) -> None:
        self.trouble = None
        self._ask(lambda: self._app.change_settings(camera=source), lambda _: self._changed(), self._fail)

    def _fail(self, error: CheckinError) -> None:
        self.trouble = of_error(error)
        self._changed()

    def read_part(self, why: str) -> None:
        """Something was held up that is no whole code; `why` is for people."""
        self.reading = Message(tone=Tone.ASK, title="The camera works, but that is no whole code", advice=why)
        self._changed()

    def read(self, payload: str, by: str = "camera") -> None:
        """A code was read; nobody is checked in by it."""
        text = payload.strip()
        if not text:
            return
        shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
        self.reading = Message(
            tone=Tone.YES, title=f"The {by} works", advice=f"It read {shown} ({len(text)} characters)."
        )
        self._changed()
