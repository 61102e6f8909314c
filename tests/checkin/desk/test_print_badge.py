"""Badges come out, and the check-in never depends on them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from typing_extensions import override

from checkin.app import App
from checkin.app.awaited_badge import awaited_badge
from checkin.badges.preview import pixels
from checkin.badges.template import default_template
from checkin.desk.find import NoSuchAttendeeError
from checkin.desk.forget import forget
from checkin.desk.print_badge import ask, ask_first, came_out, draw
from checkin.errors import BadgeError
from checkin.mirror import spool
from checkin.mirror.database import Mirror, Transaction
from checkin.model.admission import Admitted
from checkin.model.ids import AttendeeId, PlatformId
from checkin.model.print_job import JobState, PrintJob
from checkin.scanner.decode import decode
from checkin.settings import PrinterChoice, PrinterKind, Settings
from tests.fakes.builders import MORNING, Door, a_door, a_pulled
from tests.fakes.clock import FakeClock


def admitted(app: App, code: str) -> AttendeeId:
    admission = app.desk.admit(code).admission
    assert isinstance(admission, Admitted)
    return admission.attendee.id


def test_a_badge_scans_as_its_attendee(ready_app: App, codes: list[str]) -> None:
    attendee = admitted(ready_app, codes[0])

    printed = awaited_badge(ready_app, attendee)

    assert printed.path is not None
    [code] = decode(pixels(printed.path.read_bytes(), dpi=200))
    assert code.payload == codes[0]
    assert printed.job.copy == 1


def test_every_reprint_is_counted_and_keeps_the_earlier_file(ready_app: App, codes: list[str]) -> None:
    attendee = admitted(ready_app, codes[0])
    first = awaited_badge(ready_app, attendee)

    second = awaited_badge(ready_app, attendee)

    assert second.job.copy == 2
    assert first.path != second.path
    assert ready_app.desk.look(attendee).badge_prints == 2


def test_the_badges_go_where_the_lead_chose(ready_app: App, codes: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "chosen"
    ready_app.change_settings(printer=PrinterChoice(kind=PrinterKind.FOLDER, folder=str(folder)))

    printed = awaited_badge(ready_app, admitted(ready_app, codes[0]))

    assert printed.path is not None
    assert printed.path.parent == folder


def test_a_printer_that_is_not_there_leaves_the_check_in(ready_app: App, codes: list[str]) -> None:
    attendee = admitted(ready_app, codes[0])
    ready_app.change_settings(printer=PrinterChoice(kind=PrinterKind.SYSTEM))

    with pytest.raises(BadgeError, match="No printer"):
        awaited_badge(ready_app, attendee)

    assert ready_app.desk.look(attendee).presence.inside
    assert ready_app.desk.look(attendee).badge_prints == 0
    (job,) = ready_app.spool.jobs()
    assert job.state is JobState.FAILED


def test_what_does_not_come_out_in_time_still_waits(ready_app: App, codes: list[str]) -> None:
    attendee = admitted(ready_app, codes[0])
    with ready_app.spool.paused(), pytest.raises(BadgeError, match="still waits"):
        awaited_badge(ready_app, attendee, patience=0.01)

    assert awaited_badge(ready_app, attendee).path is not None
    assert ready_app.desk.look(attendee).badge_prints == 1


def test_a_badge_that_is_in_doubt_is_not_waited_for(ready_app: App, codes: list[str]) -> None:
    attendee = admitted(ready_app, codes[0])
    ready_app.spool.close()
    job = ask(ready_app.desk.post, ready_app.settings, attendee)
    with ready_app.desk.post.mirror.write() as connection:
        spool.begin(connection, job.id, job.printer)
        spool.doubt(connection, job.id, "Look there.")

    with pytest.raises(BadgeError, match="Look there"):
        awaited_badge(ready_app, attendee)


def test_a_badge_whose_attendee_is_gone_is_not_drawn(door: Door) -> None:
    job = ask(door.post, Settings(), door.number(1))
    forget(door.mirror, door.event, MORNING)

    with pytest.raises(NoSuchAttendeeError):
        draw(door.mirror, job, default_template())


def test_a_print_job_is_not_called_by_a_number_that_may_be_the_tickets_code(
    mirror: Mirror, clock: FakeClock
) -> None:
    listed = replace(a_pulled(1), platform_id=PlatformId("C1"))  # as in a list that has only codes
    door = a_door(mirror, clock, listed)
    number = door.people[PlatformId("C1")]

    drawing = draw(door.mirror, ask(door.post, Settings(), number), default_template())

    assert drawing.name == str(number)


class Busy(Mirror):
    """A file in which a badge comes out just before somebody else writes."""

    coming: PrintJob | None = None

    @override
    @contextmanager
    def write(self) -> Iterator[Transaction]:
        coming, self.coming = self.coming, None
        if coming is not None:
            came_out(self, coming, {JobState.WAITING}, MORNING, "Zebra")
        with super().write() as connection:
            yield connection


def test_a_first_badge_that_comes_out_while_it_is_asked_for_once_more_stays_the_only_one(door: Door) -> None:
    with closing(Busy(door.mirror.path)) as busy:
        busy.coming = ask(door.post, Settings(), door.number(1))

        assert ask_first(replace(door.post, mirror=busy), Settings(), door.number(1)) is None

    with door.mirror.read() as connection:
        assert len(spool.jobs(connection, 9)) == 1


def test_a_badge_for_nobody_is_an_error(ready_app: App) -> None:
    with pytest.raises(NoSuchAttendeeError):
        awaited_badge(ready_app, AttendeeId(999_999))


def test_recent_shows_what_stands_newest_first(ready_app: App, codes: list[str]) -> None:
    first, second = (ready_app.desk.admit(code) for code in codes[:2])
    assert first.movement is not None
    ready_app.desk.undo(first.movement)

    recent = ready_app.desk.recent()

    assert [movement.id for movement, _ in recent] == [second.movement]
    assert ready_app.desk.station.name == recent[0][0].station
    assert len(ready_app.desk.history(recent[0][1].attendee.id)) == 1
    assert ready_app.desk.find(recent[0][1].attendee.name)[0].waiting
