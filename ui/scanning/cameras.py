"""Which cameras this computer has, by name."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from checkin.errors import ScannerError
from checkin.scanner.capture import Capture
from ui.scanning.quiet import quiet

_PROBED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCamera:
    """A camera; `source` is what the settings keep and `Capture` opens."""

    source: str
    name: str


def opens(source: str) -> bool:
    """Whether a camera starts; it is let go of at once."""
    capture = Capture(source)
    try:
        capture.open()
    except ScannerError:
        return False
    capture.close()
    return True


def devices_of_linux(folder: Path = Path("/sys/class/video4linux")) -> tuple[tuple[str, str], ...]:
    """Device file and name of each camera as the kernel lists them.

    Not by Qt: its multimedia does not bear to be asked from a thread while the window is drawn.
    """
    found = sorted(folder.glob("video*"), key=lambda each: (len(each.name), each.name))
    return tuple(
        (f"/dev/{each.name}", _line(each / "name")) for each in found if _line(each / "index") == "0"
    )


def _line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def devices_of_qt() -> tuple[tuple[str, str], ...] | None:
    """Device and name of each camera as Qt knows them; None where its multimedia is not installed.

    For the GUI thread.
    """
    with quiet():
        try:
            from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 - slow to load and may be missing
        except ImportError:
            return None
        inputs = QMediaDevices.videoInputs()
    return tuple((each.id().toStdString(), each.description()) for each in inputs)


_devices = devices_of_linux if sys.platform.startswith("linux") else devices_of_qt


def find_cameras(
    devices: Callable[[], Iterable[tuple[str, str]] | None] = _devices,
    probe: Callable[[str], bool] = opens,
    platform: str = sys.platform,
) -> tuple[FoundCamera, ...]:
    """The cameras of this computer; may take a second where they have to be tried one by one.

    Args:
        devices: asks the system, None when it cannot.
        probe: whether a camera of this number starts.
        platform: Linux names its device files, other systems number their cameras.
    """
    known = devices()
    if known is None:
        numbers = [str(number) for number in range(_PROBED)]
        return tuple(_numbered(number) for number in numbers if probe(number))
    by_file = platform.startswith("linux")
    return tuple(
        FoundCamera(source=device if by_file else str(number), name=name or f"Camera {number + 1}")
        for number, (device, name) in enumerate(known)
    )


def _numbered(number: str) -> FoundCamera:
    return FoundCamera(source=number, name=f"Camera {int(number) + 1}")
