"""Photos whose files lie beside the list of attendees, or in a folder beside it."""

from pathlib import Path, PurePosixPath

from checkin.connectors.protocol import LARGEST_PHOTO
from checkin.errors import RejectedError, UnreachableError

_SCHEME = "beside:"


def address_beside(name: str) -> str:
    """The address of a photo by what the list calls its file; empty for no name."""
    return f"{_SCHEME}{name}" if name else ""


def is_beside(address: str) -> bool:
    """Whether a photo lies beside the list."""
    return address.casefold().startswith(_SCHEME)


def photo_beside(platform: str, roster: Path, address: str) -> bytes:
    """The file of a photo. Nothing outside the folder of the list is ever opened, whatever the list says.

    Raises:
        RejectedError: it is not there, not in that folder, too large, or no file.
        UnreachableError: it, or the folder, cannot be read now.
    """
    name = address.removeprefix(_SCHEME).replace("\\", "/")
    if not is_beside(address) or not _stays(name):
        raise RejectedError(platform, "The photo's file is not in the folder of the list.")
    try:
        folder = roster.parent.resolve(strict=True)
        file = (folder / name).resolve(strict=True)
        if not file.is_relative_to(folder) or not file.is_file():  # a link may lead out; a pipe never ends
            raise RejectedError(platform, "The photo's file is not in the folder of the list.")
        with file.open("rb") as opened:
            content = opened.read(LARGEST_PHOTO + 1)
    except FileNotFoundError as error:
        raise RejectedError(platform, "The photo's file is not there.") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise UnreachableError(platform, "The photo's file cannot be read now.") from error
    if len(content) > LARGEST_PHOTO:
        raise RejectedError(platform, "The photo's file is too large.")
    return content


def _stays(name: str) -> bool:
    """Whether a name leads down only; ``C:`` is another disk on some systems, and another stream on one."""
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and ":" not in name
