"""A sign beside the mirror's file that it was met damaged, so that the next start looks closely."""

import contextlib
from pathlib import Path


def sign_of_doubt(path: Path) -> Path:
    """The empty file that says so of the one beside it."""
    return path.with_name(f"{path.name}.doubted")


def doubt(path: Path) -> None:
    """Say that the file was met damaged; where that cannot be said, it will be met so again."""
    with contextlib.suppress(OSError):
        sign_of_doubt(path).touch(mode=0o600)


def is_doubted(path: Path) -> bool:
    """Whether the file was met damaged since it was last found sound."""
    return sign_of_doubt(path).exists()


def trust(path: Path) -> None:
    """The file was looked at closely, and is sound."""
    with contextlib.suppress(OSError):
        sign_of_doubt(path).unlink(missing_ok=True)
