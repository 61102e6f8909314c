from pathlib import Path

from checkin.mirror import backlog, movements
from checkin.mirror.database import Mirror
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import EventId
from tests.benchmarks.admissions import Queue
from tests.benchmarks.bare_sqlite import BareSqlite


def test_our_queue_leaves_as_many_movements_and_operations_as_people_passed(tmp_path: Path) -> None:
    queue = Queue(tmp_path, crowd=10)

    queue.admit(3)
    queue.admit(2)

    queue.close()
    mirror = Mirror(tmp_path / "ours.sqlite")
    with mirror.read() as connection:
        assert movements.counts(connection, EventId(1), WHOLE_EVENT).inside == 5
        assert backlog.counts(connection).waiting == 5
    mirror.close()


def test_the_reference_admits_as_many(tmp_path: Path) -> None:
    bare = BareSqlite(tmp_path / "bare.sqlite", attendees=10)

    bare.admit(3)
    bare.admit(2)

    assert bare.admitted() == 5
    bare.close()
