from datetime import timedelta
from pathlib import Path

from checkin.journal.lines import Entry, Opening, written
from checkin.journal.restore import rebuild
from checkin.mirror import events, movements
from checkin.mirror.database import Mirror
from checkin.model.event import WHOLE_EVENT
from tests.checkin.journal.told import OPENING, asked, closed, moved, person, told
from tests.fakes.builders import MORNING

OTHER = OPENING.model_copy(update={"station": "ffffffff-40d5", "station_name": "Desk 2"})


def test_where_somebody_is_follows_from_what_all_stations_wrote(mirror: Mirror, tmp_path: Path) -> None:
    who = person(1)
    keep(tmp_path / "2026-11-22-a.jsonl", OPENING, moved(1, who), moved(30, who))
    keep(tmp_path / "2026-11-22-b.jsonl", OTHER, moved(20, who, direction="out"))

    rebuilt = rebuild(mirror, [tmp_path])

    assert rebuilt.restored.movements == 3
    assert inside(mirror) == 1


def test_a_line_without_a_time_stays_behind_what_stands_above_it(mirror: Mirror, tmp_path: Path) -> None:
    lines: list[Entry] = [moved(9), asked(2, person(9), "printed", '{"number":1}'), closed(9, at=None)]
    keep(tmp_path / "2026-11-22-a.jsonl", OPENING, *lines)
    keep(tmp_path / "2026-11-22-b.jsonl", OTHER, moved(8), closed(8, at=MORNING + timedelta(days=1)))

    done = rebuild(mirror, [tmp_path]).restored

    assert (done.movements, done.operations, done.closed, done.unreadable) == (2, 3, 2, 0)


def test_a_file_that_lost_its_first_line_is_of_the_event_of_those_beside_it(
    mirror: Mirror, tmp_path: Path
) -> None:
    keep(tmp_path / "2026-11-22-a.jsonl", OPENING, moved(1))
    (tmp_path / "2026-11-22-b.jsonl").write_bytes(b'{"kind":"jour\n' + written(moved(2)))

    done = rebuild(mirror, [tmp_path]).restored

    assert (done.movements, done.unreadable) == (2, 1)


def test_lines_of_which_nobody_knows_the_event_are_counted(mirror: Mirror, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(written(moved(2)))

    assert rebuild(mirror, [tmp_path / "a.jsonl"]).restored.unreadable == 1


def test_what_the_platform_told_one_station_of_another_is_one_check_in(
    mirror: Mirror, tmp_path: Path
) -> None:
    """Whoever is told of by the platform alone stays."""
    reported = moved(1, at=MORNING + timedelta(minutes=59), source="platform", station="", told=None)
    other = moved(2, source="platform", station="Gate", told=None)
    keep(tmp_path / "2026-11-22-a.jsonl", OPENING, reported, other)
    keep(tmp_path / "2026-11-22-b.jsonl", OTHER, moved(3, person(1), told=told(3)), closed(3))

    done = rebuild(mirror, [tmp_path]).restored

    assert done.movements == 2
    assert inside(mirror) == 2
    assert rebuild(mirror, [tmp_path]).restored.movements == 0


def keep(file: Path, opening: Opening, *lines: Entry) -> None:
    file.write_bytes(b"".join(map(written, (opening, *lines))))


def inside(mirror: Mirror) -> int:
    with mirror.read() as connection:
        (event,) = events.everything(connection)
        return movements.counts(connection, event.id, WHOLE_EVENT).inside
