"""Examines this computer: what is there, what is missing, what to do about it."""

import ctypes.util
import importlib.util
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from checkin.app.app import App
from checkin.errors import CheckinError
from checkin.paths import resource

_ROOM_NEEDED = 500 * 1024 * 1024
_CLOCK_TOLERANCE = 60.0  # seconds


class Health(StrEnum):
    """How it is."""

    GOOD = "good"
    POOR = "poor"
    """The desk works, but something is missing."""

    BAD = "bad"
    """The desk cannot work like this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing examined; `what` says what was seen and, where it is not good, what to do."""

    name: str
    health: Health
    what: str


def examine(app: App, *, online: bool = True) -> Iterator[Finding]:
    """Examine this computer and, when `online`, the platform; each finding as soon as it is known."""
    yield _mirror(app)
    yield _room(app)
    yield _keyring()
    yield _decoders()
    yield _fonts()
    yield _printers(app)
    if online:
        yield _platform(app)
        yield _clock(app)


def _finding(name: str, good: bool, seen: str, advice: str, worst: Health = Health.POOR) -> Finding:  # noqa: FBT001
    return Finding(name=name, health=Health.GOOD if good else worst, what=seen if good else advice)


def _mirror(app: App) -> Finding:
    fault = app.mirror_fault()
    return _finding("mirror", not fault, f"{app.folders.mirror} is sound", fault, Health.BAD)


def _room(app: App) -> Finding:
    free = shutil.disk_usage(app.folders.data).free
    seen = f"{free // 1024**2} MB free"
    return _finding("disk", free >= _ROOM_NEEDED, seen, f"only {seen}: make room", Health.BAD)


def _keyring() -> Finding:
    import keyring  # noqa: PLC0415  (slow to import)
    from keyring.backends import fail  # noqa: PLC0415

    there = not isinstance(keyring.get_keyring(), fail.Keyring)
    advice = "none: the password is asked for at each start; on Debian, gnome-keyring brings one"
    return _finding("keyring", there, "the system keeps the sign-in", advice)


def _decoders() -> Finding:
    there = importlib.util.find_spec("pyzbar") is not None and ctypes.util.find_library("zbar") is not None
    advice = "libzbar is missing: damaged codes are read less often; install libzbar0"
    return _finding("decoders", there, "zxing-cpp and zbar", advice)


def _fonts() -> Finding:
    number = sum(1 for file in resource("fonts").iterdir() if file.suffix in {".ttf", ".otf"})
    return _finding("fonts", number > 0, f"{number} for badges", "none: reinstall the app", Health.BAD)


def _printers(app: App) -> Finding:
    return _asked(
        "printers",
        lambda: ", ".join(app.printers()),
        "no print queue: badges go to a folder; CUPS brings queues",
    )


def _platform(app: App) -> Finding:
    connection = app.settings.connection
    if connection is None:
        return Finding(name="platform", health=Health.POOR, what="none chosen yet")
    where = connection.base_url or connection.platform
    return _asked("platform", lambda: f"{where}: {len(app.events())} events", "no answer")


def _clock(app: App) -> Finding:
    offset = app.clock_offset()
    if offset is None:
        return Finding(name="clock", health=Health.POOR, what="not compared: the platform was not reached")
    seen = f"{abs(offset):.1f} s {'behind' if offset > 0 else 'ahead of'} the platform"
    return _finding("clock", abs(offset) <= _CLOCK_TOLERANCE, seen, f"{seen}: set this computer's clock")


def _asked(name: str, ask: Callable[[], str], when_empty: str) -> Finding:
    try:
        answer = ask()
    except CheckinError as error:
        return Finding(name=name, health=Health.POOR, what=str(error))
    return _finding(name, bool(answer), answer, when_empty)
