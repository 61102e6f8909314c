"""What happens to the platform while check-ins wait: nothing is lost, nobody else is held up."""

import csv
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from checkin.desk.export import ExportFormat, export
from tests.faults.platforms import TOLD
from tests.faults.trouble import Desk, a_desk


@pytest.fixture(params=TOLD)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with a_desk(request.param, tmp_path) as opened:
        yield opened


def all_kept(desk: Desk) -> None:
    """Nothing was given up, and the door goes on."""
    came = {one.movement for one in desk.work.came}
    told = desk.work.states()
    kept = {movement for movement, state in told.items() if state in {"pending", "uncertain", "parked"}}
    settled = {movement for movement, state in told.items() if state == "settled"}
    assert kept | settled == came
    assert len(desk.admit(1)) == 1


@pytest.mark.parametrize("trouble", ["expire_tokens", "demote"])
def test_who_may_not_tell_any_more_is_asked_for_and_everything_kept(desk: Desk, trouble: str) -> None:
    take_away: Callable[[], None] = getattr(desk.organiser, trouble)

    before, waiting = desk.interrupted(take_away)

    status = desk.work.cycle.status
    assert status.sign_in_needed
    assert status.reason
    assert set(desk.waiting()) == {one.movement for one in waiting}
    assert not desk.parked()
    assert desk.record(*before, *waiting) == [1] * len(before) + [0] * len(waiting)
    all_kept(desk)


def test_a_deleted_event_keeps_what_it_will_not_take_and_the_door_goes_on(desk: Desk) -> None:
    _, waiting = desk.interrupted(desk.organiser.delete_event)
    desk.work.cycle.hurry(everything=True)
    desk.tell()

    held = {**desk.parked(), **desk.waiting()}
    assert {one.movement for one in waiting} <= set(held)
    assert all(held[one.movement].reason for one in waiting) or desk.work.cycle.status.reason
    all_kept(desk)


def test_somebody_who_is_gone_holds_up_nobody_else(desk: Desk) -> None:
    *others, gone = desk.admit()

    desk.organiser.remove_attendee(gone.platform_id)
    desk.tell()

    assert desk.record(*others) == [1] * len(others)
    parked = desk.parked()
    assert set(parked) <= {gone.movement}
    assert desk.record(gone) == [0 if parked else 1]
    assert all(one.reason for one in parked.values())
    assert not desk.waiting()
    all_kept(desk)


def test_who_was_merged_while_they_waited_is_the_others_or_a_persons_to_look_at(desk: Desk) -> None:
    *others, gone, into = desk.admit()

    desk.organiser.merge_attendees(gone.platform_id, into.platform_id)
    desk.tell()
    desk.work.pull_once()

    assert desk.record(*others) == [1] * len(others)
    parked = desk.parked()
    merged = {gone.movement, into.movement}
    assert set(parked) <= merged
    assert sum(desk.record(gone, into)) == len(merged) - len(parked)
    assert not desk.waiting()
    all_kept(desk)


@pytest.mark.parametrize("hours", [-7.0, 5.0])
@pytest.mark.parametrize("platform", TOLD)
def test_a_platform_whose_clock_is_off_by_hours_says_of_nobody_that_they_came_twice(
    platform: str, hours: float, tmp_path: Path
) -> None:
    with a_desk(platform, tmp_path, hours=hours) as desk:
        came = desk.admit()
        at = {one.movement: desk.work.clock.now() for one in came}
        desk.tell()
        desk.work.pull_once()
        desk.work.clock.skip(300)
        desk.tell()

        assert desk.record(*came) == [1] * len(came)
        assert (desk.work.reported(), desk.work.settled_as_theirs()) == (0, 0)
        file = tmp_path / "export.csv"
        export(desk.work.mirror, desk.work.event, file, ExportFormat.CSV)
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = {row["movement"]: datetime.fromisoformat(row["at"]) for row in csv.DictReader(text)}
        assert rows.keys() == at.keys()
        assert all(abs((at[one] - rows[one]).total_seconds()) < 60 for one in at)
