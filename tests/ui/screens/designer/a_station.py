"""A real app: with the practice event in its mirror, or with nothing set up yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checkin.app import App, open_app
from checkin.app.command_line import choose_first_station
from checkin.app.training import Population
from checkin.credentials import SessionVault
from checkin.paths import folders_under


@contextmanager
def nowhere_yet(folder: Path) -> Iterator[App]:
    """An app that was just installed."""
    with open_app(folders_under(folder), vault=SessionVault()) as app:
        yield app


@contextmanager
def at_an_event(folder: Path, *, people: int = 500, platform: str = "open_event") -> Iterator[App]:
    """An app whose desk is open at the practice event."""
    with nowhere_yet(folder) as app:
        app.practise(Population(attendees=people), platform)
        rehearsal = None if app.practice is None else app.practice.rehearsal
        main = None if rehearsal is None else rehearsal.main_event
        listed = app.events()
        app.choose_event(next((one for one in listed if one.platform_id == main), listed[0]))
        app.pull()
        choose_first_station(app, None if rehearsal is None else rehearsal.main_station)
        yield app
