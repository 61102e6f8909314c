"""Examines this computer: what is there, what is missing, what to do about it."""

import ctypes.util
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from checkin.app.app import App
from checkin.app.command_line import reminding
from checkin.badges.printers import Readiness
from checkin.credentials import KeyringVault, Vault
from checkin.errors import CheckinError, ScannerError
from checkin.model.counted import counted
from checkin.paths import resource
from checkin.scanner.capture import Capture
from checkin.settings import PrinterChoice, PrinterKind

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
    """One thing examined.

    Attributes:
        what: what was seen and, where it is not good, what to do.
        kind: the name of the error whose words `what` repeats, empty where it repeats none.
    """

    name: str
    health: Health
    what: str
    kind: str = ""


def examine(app: App, *, online: bool = True, vault: Vault | None = None) -> Iterator[Finding]:
    """Examine this computer and, when `online`, the platform; each finding as soon as it is known."""
    yield _mirror(app)
    yield from _journals(app)
    yield _room(app)
    yield _people(app)
    yield _outbox(app)
    yield _keyring(vault or KeyringVault())
    yield _decoders()
    yield _camera(app)
    yield _fonts()
    yield _printers(app)
    for chosen in app.settings.printers:
        yield _printer(app, chosen)
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


def _journals(app: App) -> Iterator[Finding]:
    """Beside the mirror, and where the lead wants a second one."""
    own, second = app.folders.journal, app.settings.journal_folder
    trouble = _not_written(own if own.exists() else own.parent)
    yield _finding("journal", not trouble, f"{own} can be written", f"{own}: {trouble}", Health.BAD)
    if not second:
        advice = "none: choose a folder on a stick or a share under Settings, for when this disk dies"
        yield Finding(name="second journal", health=Health.POOR, what=advice)
        return
    trouble = _not_written(Path(second))
    advice = f"{second}: {trouble}; the door goes on, and the journal catches up when it is back"
    yield _finding("second journal", not trouble, f"{second} can be written", advice)


def _not_written(folder: Path) -> str:
    """Why nothing can be brought onto the disk there; empty when something was."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"sure")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return error.strerror or "it cannot be written"
    return ""


def _outbox(app: App) -> Finding:
    counts = app.sync_status().counts
    if counts.parked:
        what = f"{counts.parked} refused by the platform: a person decides on them under Sync"
        return Finding(name="outbox", health=Health.POOR, what=what)
    if counts.waiting:
        since = "" if counts.since is None else f" since {counts.since:%Y-%m-%d %H:%M} UTC"
        return Finding(name="outbox", health=Health.GOOD, what=f"{counts.waiting} wait{since}")
    return Finding(name="outbox", health=Health.GOOD, what="nothing waits")


_PROBE = "doctor"


def _people(app: App) -> Finding:
    """Nobody is kept for longer than they are needed."""
    advice = "; ".join(reminding(one) for one in app.reminders())
    return _finding("people", not advice, "nobody is here whose event is over", advice)


def _keyring(vault: Vault) -> Finding:
    """By keeping something, and reading it again."""
    advice = (
        "keeps nothing: the sign-in is asked for at each start; on Debian, gnome-keyring brings a keyring"
    )
    try:
        vault.write(_PROBE, {_PROBE: _PROBE})
        there = vault.read(_PROBE) == {_PROBE: _PROBE}
        vault.erase(_PROBE)
    except CheckinError:
        there = False
    return _finding("keyring", there, "keeps the sign-in", advice)


def _camera(app: App) -> Finding:
    """By taking a picture with it."""
    chosen = app.settings.camera
    if not chosen:
        return Finding(name="camera", health=Health.GOOD, what="none chosen: hand scanner and typing")
    try:
        capture = Capture(chosen)
        frame = next(capture.frames(), None)
    except ScannerError as error:
        return Finding(name="camera", health=Health.POOR, what=str(error))
    if frame is None:
        return Finding(name="camera", health=Health.POOR, what=f"{capture.label} gives no picture")
    height, width = frame.shape[:2]
    return Finding(name="camera", health=Health.GOOD, what=f"{capture.label}, {width} x {height}")


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


def _printer(app: App, chosen: PrinterChoice) -> Finding:
    """One of those that are set up."""
    name = "printer" if chosen == app.settings.printer else f"printer {chosen.called}"
    if chosen.kind is PrinterKind.FOLDER:
        folder = Path(chosen.folder) if chosen.folder else app.folders.badges
        trouble = _not_written(folder if folder.exists() else folder.parent)
        return _finding(name, not trouble, f"badges go to {folder}", f"{folder}: {trouble}")
    try:
        if chosen.kind is PrinterKind.SYSTEM and chosen.queue not in app.printers():
            advice = f"the queue {chosen.queue} is gone: choose another one under Settings"
            return Finding(name=name, health=Health.POOR, what=advice)
        state = app.printer_state(chosen)
    except CheckinError as error:
        return Finding(name=name, health=Health.POOR, what=str(error), kind=type(error).__name__)
    return _finding(name, state.readiness is Readiness.READY, f"{chosen.called} is ready", state.words)


def _platform(app: App) -> Finding:
    connection = app.settings.connection
    if connection is None:
        return Finding(name="platform", health=Health.POOR, what="none chosen yet")
    where = connection.base_url or connection.platform
    return _asked("platform", lambda: f"{where}: {counted(len(app.events()), 'event')}", "no answer")


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
        return Finding(name=name, health=Health.POOR, what=str(error), kind=type(error).__name__)
    return _finding(name, bool(answer), answer, when_empty)
