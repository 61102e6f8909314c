"""The text of a template's file; what is no template is not read."""

from pathlib import Path

from checkin.errors import BadgeError

LARGEST_FILE = 20_000_000
"""Bytes; a file that is larger is no template, and would only be waited for."""


def text_of(file: Path) -> str:
    """What is in the file.

    Raises:
        BadgeError: it is not there, no file, larger than any template, or cannot be read.
    """
    called = f"The badge template {file.name}"
    try:
        if not file.exists():
            raise BadgeError(f"{called} cannot be read: there is no such file.")
        if not file.is_file():  # a pipe would be waited for
            raise BadgeError(f"{called} cannot be read: it is no file.")
        if file.stat().st_size > LARGEST_FILE:
            raise BadgeError(f"{called} is larger than any badge template ({LARGEST_FILE // 1_000_000} MB).")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadgeError(f"{called} cannot be read: it is not text in UTF-8.") from error
    except (OSError, ValueError) as error:
        raise BadgeError(f"{called} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
