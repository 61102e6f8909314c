"""What a lead sees of those who came in twice while stations were apart."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from checkin.app import App
from checkin.app.doubles import DoubleWatch
from checkin.desk.export import ExportFormat
from checkin.errors import MirrorError
from checkin.mirror import movements, outbox
from checkin.mirror.database import Mirror
from checkin.model.doubles import THEIRS
from checkin.model.event import WHOLE_EVENT
from checkin.model.movement import Movement
from checkin.model.operation import AlreadyThere
from checkin.model.pulled import PulledMovement
from checkin.model.station import Direction
from checkin.notices import DoublesChanged, MirrorRefreshed, Notice
from tests.fakes.builders import a_pulled
from tests.fakes.clock import FakeClock
from tests.fakes.connector import FakePlatform
from tests.fakes.synced import a_synced

MINUTE = timedelta(minutes=1)


def admitted(app: App, code: str) -> Movement:
    movement = app.desk.admit(code).movement
    assert movement is not None
    mirror = Mirror(app.folders.mirror)
    with mirror.read() as connection:
        found = movements.get(connection, movement)
    mirror.close()
    assert found is not None
    return found


def reported(app: App, ours: Movement) -> None:
    """A pull tells of another station's check-in."""
    said = PulledMovement(zone=WHOLE_EVENT, direction=Direction.IN, at=ours.at + MINUTE, station="Gate 2")
    mirror = Mirror(app.folders.mirror)
    with mirror.write() as connection:
        movements.add_reported(connection, [movements.Told(attendee=ours.attendee, movement=said)])
    mirror.close()
    assert app.event is not None
    app.notices.put_up(MirrorRefreshed(event=app.event.id, attendees=1, at=said.at))


def exported(app: App, file: Path) -> dict[str, str]:
    """Of each movement the other one of its double entry."""
    app.export(file, ExportFormat.CSV)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return {row["movement"]: row["double_of"] for row in csv.DictReader(opened)}


def test_a_pull_that_brings_another_stations_check_in_is_announced_and_listed(
    ready_app: App, codes: list[str]
) -> None:
    heard: list[Notice] = []
    ready_app.notices.listen(heard.append)
    ours = admitted(ready_app, codes[0])

    reported(ready_app, ours)

    (entry,) = ready_app.doubles()
    assert (entry.first.id, entry.second.station) == (ours.id, "Gate 2")
    assert [one for one in heard if isinstance(one, DoublesChanged)] == [DoublesChanged(open=1)]


def test_a_push_that_is_answered_with_somebody_elses_is_announced(mirror: Mirror, clock: FakeClock) -> None:
    it = FakePlatform(clock)
    it.put(a_pulled(1))
    synced = a_synced(mirror, clock, it)
    synced.pull.everything()
    watch = DoubleWatch(mirror, synced.post.notices, lambda: synced.post.event)
    synced.post.notices.listen(watch.heed)
    synced.admit(1)
    synced.connector.answers.append(AlreadyThere(at=clock.now() - MINUTE))

    synced.cycle().step()

    assert synced.heard(DoublesChanged) == [DoublesChanged(open=1)]


def test_a_pull_goes_well_though_nobody_can_look_for_doubles_just_then(
    mirror: Mirror, clock: FakeClock, tmp_path: Path
) -> None:
    it = FakePlatform(clock)
    it.put(a_pulled(1))
    synced = a_synced(mirror, clock, it)
    unreadable = Mirror(tmp_path / "another.db")
    unreadable.close()
    watch = DoubleWatch(unreadable, synced.post.notices, lambda: synced.post.event)
    synced.post.notices.listen(watch.heed)
    with pytest.raises(MirrorError):
        watch.listed(1)

    cycle = synced.cycle()
    cycle.step()

    assert cycle.status.online
    assert not cycle.status.reason


def test_a_lead_who_has_looked_at_it_is_not_asked_again(ready_app: App, codes: list[str]) -> None:
    reported(ready_app, admitted(ready_app, codes[0]))
    heard: list[Notice] = []
    ready_app.notices.listen(heard.append)

    ready_app.double_seen(ready_app.doubles()[0].second.id)

    assert [entry.seen for entry in ready_app.doubles()] == [True]
    assert heard == [DoublesChanged(open=0)]


def test_the_export_says_which_two_belong_together(ready_app: App, codes: list[str], tmp_path: Path) -> None:
    ours = admitted(ready_app, codes[0])
    single = admitted(ready_app, codes[1])
    reported(ready_app, ours)
    other = ready_app.doubles()[0].second

    assert exported(ready_app, tmp_path / "out.csv") == {ours.id: other.id, other.id: ours.id, single.id: ""}


def test_the_export_says_so_where_only_the_platform_has_the_other_one(
    ready_app: App, codes: list[str], tmp_path: Path
) -> None:
    ours = admitted(ready_app, codes[0])
    mirror = Mirror(ready_app.folders.mirror)
    with mirror.write() as connection:
        told = outbox.of_movement(connection, ours.id)
        assert told is not None
        outbox.settle(connection, told.id, ours.at, ours.at - MINUTE, theirs=True)
    mirror.close()

    assert exported(ready_app, tmp_path / "out.csv") == {ours.id: THEIRS}
