import threading
from datetime import UTC, datetime
from typing import get_args

import pytest
from pytestqt.qtbot import QtBot

from checkin import notices
from checkin.model.admission import Refusal, Refused
from checkin.model.ids import AttendeeId, EventId, MovementId
from checkin.model.operation import OutboxCounts
from checkin.model.print_job import SpoolCounts
from checkin.model.scan import Scan
from tests.fakes.builders import a_print_job
from ui.bridge import Bridge

NOON = datetime(2026, 11, 7, 12, tzinfo=UTC)
ALL: dict[str, notices.Notice] = {
    "scanned": notices.Scanned(scan=Scan(at=NOON, admission=Refused(refusal=Refusal.UNKNOWN_CODE))),
    "undone": notices.Undone(movement=MovementId("m"), attendee=AttendeeId(1), told_platform=True),
    "attendee_changed": notices.AttendeeChanged(attendee=AttendeeId(1)),
    "pull_progressed": notices.PullProgressed(event=EventId(1), done=1, total=None),
    "mirror_refreshed": notices.MirrorRefreshed(event=EventId(1), attendees=1, at=NOON),
    "photos_fetched": notices.PhotosFetched(fetched=1, failed=0),
    "platform_lost": notices.PlatformLost(reason="gone"),
    "platform_reached": notices.PlatformReached(),
    "sign_in_needed": notices.SignInNeeded(reason="expired"),
    "outbox_changed": notices.OutboxChanged(counts=OutboxCounts()),
    "sync_troubled": notices.SyncTroubled(reason="odd"),
    "door_troubled": notices.DoorTroubled(reason="full", kind="MirrorFullError"),
    "journal_troubled": notices.JournalTroubled(folder="stick", reason="pulled out"),
    "doubles_changed": notices.DoublesChanged(open=1),
    "badge_printed": notices.BadgePrinted(job=a_print_job(), where="Zebra"),
    "badge_troubled": notices.BadgeTroubled(job=a_print_job()),
    "spool_changed": notices.SpoolChanged(counts=SpoolCounts(waiting=1)),
}


def test_every_notice_there_is_has_a_signal() -> None:
    assert {type(notice) for notice in ALL.values()} == set(get_args(notices.Notice))


@pytest.mark.parametrize("name", ALL)
def test_a_notice_from_another_thread_arrives_on_the_gui_thread(qtbot: QtBot, name: str) -> None:
    board = notices.NoticeBoard()
    bridge = Bridge(board)
    heard: list[object] = []
    getattr(bridge, name).connect(lambda notice: heard.extend((notice, threading.current_thread())))

    elsewhere = threading.Thread(target=board.put_up, args=(ALL[name],))
    elsewhere.start()
    elsewhere.join()
    qtbot.waitUntil(lambda: bool(heard))

    assert heard == [ALL[name], threading.main_thread()]


def test_a_closed_bridge_hears_nothing(qtbot: QtBot) -> None:
    board = notices.NoticeBoard()
    bridge, other = Bridge(board), Bridge(board)
    heard: list[object] = []
    bridge.noticed.connect(heard.append)

    bridge.close()
    with qtbot.waitSignal(other.noticed):
        board.put_up(notices.PlatformReached())

    assert heard == []
