"""Reminders that people are still here; nobody is erased by a clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checkin.app import App, open_app
from checkin.app.command_line import facts
from checkin.app.doctor import Health, examine
from checkin.credentials import SessionVault
from checkin.desk import admit
from checkin.desk.post import Post
from checkin.mirror import events
from checkin.mirror.database import Mirror
from checkin.model.event import Event, PlatformEvent
from checkin.model.ids import PlatformId
from checkin.notices import NoticeBoard
from checkin.paths import folders_under
from checkin.settings import PRACTICE
from tests.fakes.builders import CONNECTION, MORNING, a_pulled, a_station, stored
from tests.fakes.clock import FakeClock


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> Iterator[App]:
    with open_app(folders_under(tmp_path), vault=SessionVault(), clock=clock) as opened:
        yield opened


def an_event(app: App, clock: FakeClock, connection: str = CONNECTION) -> Event:
    """Somebody came to it, which the platform has not heard of."""
    mirror = Mirror(app.folders.mirror)
    there = PlatformEvent(
        platform_id=PlatformId("7"), name="Conference", ends_at=MORNING + timedelta(hours=9)
    )
    with mirror.write() as transaction:
        event = events.choose(transaction, connection, there)
    stored(mirror, event, a_pulled(1), a_pulled(2))
    post = Post(mirror=mirror, clock=clock, notices=NoticeBoard(), event=event, station=a_station())
    admit.admit(post, "C1")
    mirror.close()
    return event


def test_a_reminder_says_who_is_still_here_and_what_comes_first(app: App, clock: FakeClock) -> None:
    event = an_event(app, clock)
    assert app.reminders() == ()

    clock.advance(timedelta(days=4).total_seconds())

    (reminder,) = app.reminders()
    assert (reminder.event, reminder.people) == (event, 2)
    assert (reminder.waiting, reminder.parked) == (1, 0)
    said = dict(facts(app))["to forget"]
    assert "Conference was over on" in said
    assert "send what waits, then checkin forget '7'" in said


def test_doctor_says_it_too(app: App, clock: FakeClock) -> None:
    def people() -> Health:
        (found,) = (one for one in examine(app, online=False) if one.name == "people")
        return found.health

    an_event(app, clock)
    assert people() is Health.GOOD
    clock.advance(timedelta(days=4).total_seconds())

    assert people() is Health.POOR


def test_nobody_is_reminded_of_made_up_people_or_of_events_without_any(app: App, clock: FakeClock) -> None:
    an_event(app, clock, f"{PRACTICE}:somewhere")
    mirror = Mirror(app.folders.mirror)
    with mirror.write() as transaction:
        there = PlatformEvent(platform_id=PlatformId("8"), name="Empty", ends_at=MORNING)
        events.choose(transaction, CONNECTION, there)
    mirror.close()

    clock.advance(timedelta(days=40).total_seconds())

    assert app.reminders() == ()


@pytest.mark.parametrize("year", [1970, 2037])
def test_no_clock_erases_anybody(tmp_path: Path, app: App, clock: FakeClock, year: int) -> None:
    event = an_event(app, clock)
    app.close()
    wrong = FakeClock(datetime(year, 1, 2, tzinfo=UTC))

    for _ in range(2):
        with open_app(folders_under(tmp_path), vault=SessionVault(), clock=wrong) as later:
            assert later.events_here() == (event,)
            assert len(later.reminders()) == (year > 2026)


def test_what_was_forgotten_is_said_as_numbers(app: App, clock: FakeClock, tmp_path: Path) -> None:
    app.forget_event(an_event(app, clock), unheard_to=tmp_path / "kept.csv")

    assert dict(facts(app))["forgotten"].startswith("Conference: 1 of 2 came; erased on 20")
