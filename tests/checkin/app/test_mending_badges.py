"""Badges when the list is lost: what came out stays known, and of what waited somebody is asked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from checkin.app import App
from checkin.app.awaited_badge import awaited_badge
from checkin.desk.print_badge import ask
from checkin.journal.lines import BadgePrinted
from checkin.journal.reading import Reading, files_in
from checkin.mirror.database import Mirror
from checkin.model.ids import AttendeeId
from checkin.model.print_job import JobState
from checkin.practice.open_event import PracticeServer
from tests.faults.damage import Laptop, another_file, deleted, header_zeroed, log_deleted, until


@pytest.fixture(scope="module")
def server() -> Iterator[PracticeServer]:
    with PracticeServer(attendees=30, seed=2026) as server:
        yield server


@pytest.fixture(scope="module")
def template(server: PracticeServer, tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """A station where three people came in."""
    folder = tmp_path_factory.mktemp("template")
    stick = folder / "stick"
    stick.mkdir()
    laptop = Laptop(server=server, folder=folder / "laptop", stick=stick)
    codes = laptop.set_up()
    with laptop.open() as app:
        laptop.let_in(app, codes[:3])
    return laptop


@pytest.fixture
def laptop(template: Laptop, tmp_path: Path) -> Laptop:
    """A copy of it."""
    return template.copied_to(tmp_path)


def inside(app: App) -> list[AttendeeId]:
    """Who came in, always in the same order."""
    found = (look.attendee for _, look in app.desk.recent(10))
    return [one.id for one in sorted(found, key=lambda one: str(one.platform_id))]


def one_printed_one_waiting(app: App) -> None:
    """The spool is not begun any more when the second one is asked for."""
    printed, waits, _ = inside(app)
    awaited_badge(app, printed)
    app.spool.close()
    ask(app.desk.post, app.settings, waits)


@pytest.mark.parametrize("damage", [header_zeroed, another_file, deleted])
def test_after_any_damage_nothing_comes_out_by_itself_and_of_what_waited_somebody_is_asked(
    laptop: Laptop, damage: Callable[[Path, Random], None]
) -> None:
    with laptop.open() as app:
        one_printed_one_waiting(app)
    damage(laptop.folders.mirror, Random(2026))

    with laptop.open() as app:
        app.pull()
        printed, waited, other = inside(app)
        assert app.spool.print_first(printed) is None
        (asked_about,) = [job for job in app.spool.jobs() if job.is_open]
        assert (asked_about.attendee, asked_about.state) == (waited, JobState.DOUBTFUL)
        assert "had to be mended" in asked_about.words
        assert app.spool.print_first(waited) == asked_about
        assert [app.desk.look(one).badge_prints for one in (printed, waited, other)] == [1, 0, 0]
        assert app.mended is not None
        assert "1 badge had been waiting to be printed" in app.mended.told


def test_a_badge_that_came_out_is_not_printed_again_where_only_the_end_of_the_log_was_lost(
    laptop: Laptop,
) -> None:
    app = laptop.open()
    printed, *_ = inside(app)
    awaited_badge(app, printed)
    until(lambda: any(isinstance(line, BadgePrinted) for line in journalled(laptop)))
    laptop.loses_power(app)
    log_deleted(laptop.folders.mirror, Random(2026))

    with laptop.open() as app:
        assert app.mended is not None
        assert app.spool.print_first(printed) is None
        assert [job for job in app.spool.jobs() if job.is_open] == []
        assert app.desk.look(printed).badge_prints == 1


def journalled(laptop: Laptop) -> list[object]:
    return [line for _, line in Reading(files_in([laptop.folders.journal])).pairs()]


def test_the_badge_of_somebody_whose_ticket_was_taken_away_is_not_missed_after_a_bad_end(
    laptop: Laptop,
) -> None:
    with laptop.open() as app:
        came = inside(app)
        gone = next(found.attendee.id for found in app.desk.find("a") if found.attendee.id not in came)
        awaited_badge(app, gone)
    mirror = Mirror(laptop.folders.mirror)
    with mirror.write() as connection:
        connection.exec_driver_sql("DELETE FROM operation WHERE attendee_id = ?", (gone,))
        connection.exec_driver_sql("DELETE FROM attendee WHERE id = ?", (gone,))
        connection.exec_driver_sql("UPDATE event SET cursor = 'here'")
    mirror.close()
    (laptop.folders.data / "in-use" / "somebody.lock").touch()  # as a process leaves it that died

    laptop.open().close()

    mirror = Mirror(laptop.folders.mirror)
    with mirror.read() as connection:
        assert connection.exec_driver_sql("SELECT cursor FROM event").scalars().all() == ["here"]
    mirror.close()
