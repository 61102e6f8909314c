from dataclasses import replace

import pytest

from checkin.app import App
from checkin.app.door import Door
from checkin.errors import MirrorDamagedError, MirrorError, MirrorFullError, UnreachableError
from checkin.model.admission import Refusal, Refused
from checkin.model.ids import AttendeeId, EventId, MovementId
from checkin.model.operation import OutboxCounts
from checkin.model.scan import Scan
from checkin.notices import (
    AttendeeChanged,
    DoorTroubled,
    MirrorRefreshed,
    Notice,
    NoticeBoard,
    OutboxChanged,
    Scanned,
    SyncTroubled,
    Undone,
)
from tests.fakes.clock import FakeClock

REFUSED = Scan(at=FakeClock().now(), admission=Refused(refusal=Refusal.UNKNOWN_CODE))
RECORDED = replace(REFUSED, movement=MovementId("m"))
PULLED = MirrorRefreshed(event=EventId(1), attendees=1, at=FakeClock().now())


class Watched:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.said: list[Notice] = []
        board = NoticeBoard()
        board.listen(self.said.append)
        self.door = Door(self.clock, board)

    def fail(self, error: MirrorError) -> None:
        def work() -> None:
            raise error

        with pytest.raises(type(error)):
            self.door.watch(work)


def test_what_could_not_be_recorded_is_remembered_and_said_once() -> None:
    watched = Watched()
    began = watched.clock.now()

    for _ in range(3):
        watched.fail(MirrorFullError("full"))
        watched.clock.advance(60)

    assert watched.said == [DoorTroubled(reason="full", kind="MirrorFullError")]
    assert watched.door.trouble is not None
    assert watched.door.trouble.at == began


def test_another_trouble_is_said_anew() -> None:
    watched = Watched()

    watched.fail(MirrorFullError("full"))
    watched.fail(MirrorDamagedError("damaged"))

    assert [notice.kind for notice in watched.said if isinstance(notice, DoorTroubled)] == [
        "MirrorFullError",
        "MirrorDamagedError",
    ]


@pytest.mark.parametrize(
    "notice",
    [
        Scanned(scan=RECORDED),
        Undone(movement=MovementId("m"), attendee=AttendeeId(1), told_platform=True),
        AttendeeChanged(attendee=AttendeeId(1)),
    ],
)
def test_whatever_is_recorded_ends_it(notice: Notice) -> None:
    watched = Watched()
    watched.fail(MirrorFullError("full"))

    watched.door.hear(notice)
    watched.door.hear(notice)

    assert watched.door.trouble is None
    assert watched.said[1:] == [DoorTroubled()]


def test_a_refusal_that_records_nothing_proves_nothing() -> None:
    watched = Watched()
    watched.fail(MirrorFullError("full"))

    watched.door.hear(Scanned(scan=REFUSED))

    assert watched.door.trouble is not None


@pytest.mark.parametrize("ends", [Scanned(scan=RECORDED), OutboxChanged(counts=OutboxCounts()), PULLED])
def test_what_the_sync_could_not_write_makes_the_door_doubtful_until_something_is_written(
    ends: Notice,
) -> None:
    watched = Watched()

    watched.door.hear(SyncTroubled(reason="full", kind="MirrorFullError"))
    doubted = watched.door.doubted
    watched.door.hear(ends)

    assert (doubted, watched.door.doubted, watched.door.trouble) == (True, False, None)


def test_an_odd_answer_of_the_platform_says_nothing_of_the_door() -> None:
    watched = Watched()

    watched.door.hear(SyncTroubled(reason="odd", kind="UnreadableReplyError"))

    assert not watched.door.doubted


def test_a_platform_that_cannot_be_reached_is_no_trouble_of_the_door() -> None:
    watched = Watched()

    def work() -> None:
        raise UnreachableError("open_event", "gone")

    with pytest.raises(UnreachableError):
        watched.door.watch(work)

    assert (watched.door.trouble, watched.said) == (None, [])


def test_the_app_watches_its_desk(ready_app: App, codes: list[str]) -> None:
    def work() -> None:
        raise MirrorFullError("full")

    with pytest.raises(MirrorFullError):
        ready_app.at_desk(work).result()
    troubled = ready_app.door.trouble is not None
    ready_app.at_desk(lambda: ready_app.desk.admit(codes[0])).result()

    assert (troubled, ready_app.door.trouble) == (True, None)
