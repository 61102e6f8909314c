"""The platform takes check-ins and the answers get lost, or it fails before it takes them."""

import math
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from checkin.app import Schedule
from checkin.app.accounts import Accounts
from checkin.credentials import SessionVault
from checkin.desk import admit
from checkin.desk.post import Post
from checkin.mirror import backlog, events, movements
from checkin.mirror.database import Mirror
from checkin.model.admission import Admitted
from checkin.model.ids import PlatformId, StationId
from checkin.model.operation import OutboxCounts
from checkin.model.station import Station, StationKind
from checkin.notices import NoticeBoard
from checkin.practice.open_event import PRACTICE_ACCOUNT, PRACTICE_PASSWORD, PracticeServer
from checkin.settings import Connection
from checkin.sync.cycle import Cycle
from checkin.sync.pull import Pull
from tests.fakes.clock import FakeClock

ATTENDEES = 120
_LONGEST = 3000  # steps; far more than any run needs


class Door:
    """A station in virtual time, on real HTTP and a real file."""

    def __init__(self, server: PracticeServer, folder: Path, clock: FakeClock) -> None:
        connection = Connection(platform="open_event", base_url=server.url, account=PRACTICE_ACCOUNT)
        accounts = Accounts(SessionVault(), clock, folder)
        accounts.sign_in(connection, {"password": PRACTICE_PASSWORD})
        self.connector = accounts.at_hand(connection)
        self.clock = clock
        self.mirror = Mirror(folder / "mirror.sqlite")
        with self.mirror.write() as transaction:
            event = events.choose(transaction, connection.id, self.connector.events()[0])
        pull = Pull(
            mirror=self.mirror,
            connector=self.connector,
            event=event,
            clock=clock,
            notices=NoticeBoard(),
            cancelled=threading.Event(),
        )
        pull.everything()
        self.cycle = Cycle(pull, Schedule(changes=math.inf, everything=math.inf))
        with self.mirror.read() as transaction:
            desk = next(
                one for one in events.stations(transaction, event.id) if one.kind is StationKind.REGISTRATION
            )
        station = Station(id=StationId("desk"), name=desk.name, platform_id=desk.platform_id)
        self.post = Post(mirror=self.mirror, clock=clock, notices=NoticeBoard(), event=event, station=station)

    def push_until_nothing_waits(self) -> OutboxCounts:
        for _ in range(_LONGEST):
            wait = self.cycle.step()
            if self.cycle.status.counts.waiting == 0:
                break
            self.clock.advance(min(60.0, wait) + 0.01)
        return self.cycle.status.counts

    def close(self) -> None:
        self.connector.close()
        self.mirror.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def test_each_check_in_ends_up_on_the_platform_exactly_once(tmp_path: Path, clock: FakeClock) -> None:
    with PracticeServer(attendees=ATTENDEES, clock=clock) as server:
        server.platform.process_started -= timedelta(days=2)  # it no longer refuses what it has
        door = Door(server, tmp_path, clock)
        codes = valid_codes(server, door.post.event.platform.platform_id)
        server.faults.drop_answers(0.3)
        server.faults.fail_before(0.2)
        for code in codes:
            clock.advance(3.0)
            assert isinstance(admit.admit(door.post, code).admission, Admitted)

        counts = door.push_until_nothing_waits()
        record = server.platform.check_in_counts()
        door.close()

    assert counts == OutboxCounts(settled=len(codes))
    assert set(record.values()) == {1}
    assert len(record) == len(codes)


def test_a_platform_that_fails_after_taking_a_check_in_is_asked_before_it_is_told_again(
    tmp_path: Path, clock: FakeClock
) -> None:
    with PracticeServer(attendees=ATTENDEES, clock=clock) as server:
        door = Door(server, tmp_path, clock)
        code = valid_codes(server, door.post.event.platform.platform_id)[0]
        server.faults.fail_after(times=1)
        admit.admit(door.post, code)

        door.push_until_nothing_waits()
        record = server.platform.check_in_counts()
        door.close()

    assert list(record.values()) == [1]


def test_a_platform_started_yesterday_which_no_longer_sees_duplicates_is_not_told_twice(
    tmp_path: Path, clock: FakeClock
) -> None:
    with PracticeServer(attendees=ATTENDEES, clock=clock) as server:
        clock.advance(26 * 3600)  # from the day after its start on the platform takes duplicates
        door = Door(server, tmp_path, clock)
        codes = valid_codes(server, door.post.event.platform.platform_id)[:40]
        server.faults.drop_answers(0.5)
        for code in codes:
            admit.admit(door.post, code)

        door.push_until_nothing_waits()
        record = server.platform.check_in_counts()
        door.close()

    assert set(record.values()) == {1}
    assert len(record) == len(codes)


def test_a_later_pull_does_not_take_our_own_check_ins_for_somebody_elses(
    tmp_path: Path, clock: FakeClock
) -> None:
    with PracticeServer(attendees=ATTENDEES, clock=clock) as server:
        door = Door(server, tmp_path, clock)
        codes = valid_codes(server, door.post.event.platform.platform_id)[:30]
        server.faults.drop_answers(0.5)
        numbers = [admit.admit(door.post, code).admission.attendee for code in codes]
        door.push_until_nothing_waits()
        server.faults.clear()
        clock.advance(5.0)

        door.cycle.hurry(everything=True)
        door.cycle.step()
        with door.mirror.read() as transaction:
            recorded = [movements.history(transaction, one.id) for one in numbers if one is not None]
            counts = backlog.counts(transaction)
        door.close()

    assert [len(history) for history in recorded] == [1] * len(codes)
    assert counts.waiting == 0


def valid_codes(server: PracticeServer, event: PlatformId) -> list[str]:
    platform = server.platform
    return [
        platform.attendee_code(row.id)
        for row in platform.attendees
        if str(row.event_id) == event
        and row.deleted_at is None
        and platform.orders[row.order_id].status in {"completed", "placed"}
    ]
