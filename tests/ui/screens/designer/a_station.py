"""A real app: with the practice event in its mirror, or with nothing set up yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checkin.app import App, open_app
from checkin.app.command_line import practise_at_once
from checkin.credentials import SessionVault
from checkin.paths import folders_under


@contextmanager
def nowhere_yet(folder: Path) -> Iterator[App]:
    """An app that was just installed."""
    with open_app(folders_under(folder), vault=SessionVault()) as app:
        yield app


@contextmanager
def at_an_event(folder: Path) -> Iterator[App]:
    """An app whose desk is open at the practice event."""
    with nowhere_yet(folder) as app:
        practise_at_once(app)
        yield app
