"""A file from the disk, as far as the disk gives it."""

import json
from pathlib import Path

from checkin.errors import UnreachableError, UnreadableReplyError

MOST_BYTES = 150_000_000
"""No list is larger than this on the disk."""


def content_of(platform: str, file: Path) -> bytes:
    """Everything in a file.

    Raises:
        UnreachableError: it is not there, or may not be read now; what to do stands in the words.
        UnreadableReplyError: it is no file, or larger than a list of people is.
    """
    try:
        if not file.exists():
            raise UnreachableError(platform, _gone(file))
        if not file.is_file():
            raise UnreadableReplyError(
                platform, f"{file.name} is no file. Choose the list of attendees again."
            )
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except PermissionError as error:
        raise UnreachableError(
            platform,
            f"{file.name} cannot be read now: it is open in another program, or this account may not read "
            "it. Close it in the other program. What was read before stays.",
        ) from error
    except FileNotFoundError as error:
        raise UnreachableError(platform, _gone(file)) from error
    except (OSError, ValueError) as error:
        raise UnreachableError(
            platform,
            f"{file.name} cannot be read: its disk or its network folder does not answer. "
            "Put the USB stick back, or copy the file to this computer. What was read before stays.",
        ) from error
    _refuse(platform, file, content)
    return content


def _refuse(platform: str, file: Path, content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise UnreadableReplyError(platform, f"{file.name} is larger than a list of people is.")
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"{", b"["} and _is_json(content):
        raise UnreadableReplyError(
            platform,
            f"{file.name} is JSON, which is for programs. Choose a list as Excel, CSV or OpenDocument.",
        )


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _gone(file: Path) -> str:
    return (
        f"{file.name} is not there any more. Put the USB stick back, or put the file where it was. "
        "What was read before stays."
    )
