import json
import logging
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from checkin.app.logbook import LOG_FILE, Logbook, scrubbed
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.ids import AttendeeId, EventId, MovementId
from checkin.model.operation import OutboxCounts
from checkin.model.print_job import JobState, SpoolCounts
from checkin.model.scan import Scan
from checkin.model.station import Direction
from checkin.notices import (
    AttendeeChanged,
    BadgePrinted,
    BadgeTroubled,
    DoorTroubled,
    DoublesChanged,
    JournalTroubled,
    MirrorRefreshed,
    NoticeBoard,
    OutboxChanged,
    PlatformLost,
    PlatformReached,
    PullProgressed,
    Scanned,
    SignInNeeded,
    SpoolChanged,
    SyncTroubled,
    Undone,
)
from tests.fakes.builders import a_print_job, an_attendee

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def board() -> NoticeBoard:
    return NoticeBoard()


@pytest.fixture
def folder(tmp_path: Path, board: NoticeBoard) -> Iterator[Path]:
    book = Logbook(tmp_path / "logs", board)
    yield tmp_path / "logs"
    book.close()


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / LOG_FILE).read_text("utf-8").splitlines()]


def test_a_green_light_is_a_line_with_numbers_and_no_names(board: NoticeBoard, folder: Path) -> None:
    admission = Admitted(attendee=an_attendee(7), direction=Direction.IN, overrode=Refusal.UNPAID)

    board.put_up(Scanned(scan=Scan(at=NOON, admission=admission, movement=MovementId("m-1"))))

    (line,) = lines(folder)
    assert (line["message"], line["level"]) == ("scanned", "INFO")
    assert line["answer"] == "admitted"
    assert (line["attendee"], line["movement"], line["overrode"]) == (7, "m-1", "unpaid")
    assert datetime.fromisoformat(line["at"]).tzinfo is not None
    assert "Lovelace" not in (folder / LOG_FILE).read_text("utf-8")
    assert "C7" not in (folder / LOG_FILE).read_text("utf-8")


def test_a_refusal_says_why_and_whose_number(board: NoticeBoard, folder: Path) -> None:
    board.put_up(Scanned(scan=Scan(at=NOON, admission=Refused(refusal=Refusal.UNKNOWN_CODE))))

    assert lines(folder)[0]["answer"] == "unknown code"
    assert lines(folder)[0]["attendee"] is None


def test_everything_announced_is_written_but_progress(board: NoticeBoard, folder: Path) -> None:
    board.put_up(Undone(movement=MovementId("m"), attendee=AttendeeId(1), told_platform=True))
    board.put_up(AttendeeChanged(attendee=AttendeeId(1)))
    board.put_up(MirrorRefreshed(event=EventId(1), attendees=3, at=NOON))
    board.put_up(PlatformReached())
    board.put_up(OutboxChanged(counts=OutboxCounts(waiting=2)))
    board.put_up(JournalTroubled(folder="/media/stick", reason="gone"))
    board.put_up(JournalTroubled(folder="/media/stick", reason=""))
    board.put_up(DoublesChanged(open=1))
    board.put_up(DoorTroubled(reason="The disk is full.", kind="MirrorFullError"))
    board.put_up(DoorTroubled())
    board.put_up(BadgePrinted(job=a_print_job(state=JobState.PRINTED), where="Zebra"))
    board.put_up(BadgeTroubled(job=a_print_job(state=JobState.DOUBTFUL)))
    board.put_up(PullProgressed(event=EventId(1), done=1, total=2))
    board.put_up(SpoolChanged(counts=SpoolCounts(waiting=1)))

    assert [line["message"] for line in lines(folder)] == [
        "undone",
        "attendee changed",
        "pulled",
        "platform reached",
        "outbox",
        "journal troubled",
        "journal well again",
        "double entries",
        "door troubled",
        "door works again",
        "badge printed",
        "badge doubtful",
    ]
    assert "Lovelace" not in (folder / LOG_FILE).read_text("utf-8")


def test_a_platforms_words_stay_out_and_ours_are_kept(board: NoticeBoard, folder: Path) -> None:
    board.put_up(PlatformLost(reason="There is no network.", kind="UnreachableError"))
    board.put_up(SignInNeeded(reason="Ada Lovelace may not do this", kind="CredentialsError"))
    board.put_up(SyncTroubled(reason="The disk is full.", kind="MirrorFullError"))

    lost, asked, troubled = lines(folder)
    assert lost["reason"] == "There is no network."
    assert asked["kind"] == "CredentialsError"
    assert "reason" not in asked
    assert troubled["reason"] == "The disk is full."


def test_of_an_error_its_kind_and_way_are_kept_but_not_its_words(
    folder: Path, log_warnings: list[logging.LogRecord]
) -> None:
    people: dict[str, int] = {}
    try:
        people["Ada Lovelace"]
    except KeyError:
        logging.getLogger("checkin.somewhere").exception("it broke")

    (line,) = lines(folder)
    assert line["error"].startswith("KeyError at test_logbook.py:")
    assert "Lovelace" not in json.dumps(line)
    log_warnings.clear()


def test_what_foreign_libraries_say_is_kept_as_its_place_alone(
    folder: Path, log_warnings: list[logging.LogRecord]
) -> None:
    logging.getLogger("foreign").warning("no entry for %s", "ada@example.org")

    (line,) = lines(folder)
    assert line["by"] == "foreign"
    assert line["message"].startswith("test_logbook:")
    assert "ada" not in json.dumps(line)
    log_warnings.clear()


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("from ada@example.org today", "from <address> today"),
        ("token 4d7fb3a9c0e84f2ab1c6d7e8f9a0b1c2d3", "token <word>"),
        ("movement 6f1f7c52-6f0e-4d6c-9a3e-0b8f6f0c5f01", "movement 6f1f7c52-6f0e-4d6c-9a3e-0b8f6f0c5f01"),
        ("3 rows without an order", "3 rows without an order"),
    ],
)
def test_what_looks_like_an_address_or_a_secret_is_hidden(said: str, written: str) -> None:
    assert scrubbed(said) == written


def test_the_log_is_for_this_user_alone_and_grows_no_further_than_its_files(
    tmp_path: Path, board: NoticeBoard
) -> None:
    book = Logbook(tmp_path, board, largest=2_000)
    for number in range(200):
        board.put_up(AttendeeChanged(attendee=AttendeeId(number)))
    book.close()

    files = list(tmp_path.iterdir())
    assert 1 < len(files) <= 6
    assert sum(file.stat().st_size for file in files) <= 6 * 2_000
    if sys.platform != "win32":
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_log_that_cannot_be_written_disturbs_nobody(tmp_path: Path, board: NoticeBoard) -> None:
    in_the_way = tmp_path / "logs"
    in_the_way.write_text("a file where the folder should be")
    book = Logbook(in_the_way, board)

    board.put_up(PlatformReached())
    book.close()

    assert in_the_way.read_text() == "a file where the folder should be"


def test_a_closed_log_hears_nothing_more(tmp_path: Path, board: NoticeBoard) -> None:
    book = Logbook(tmp_path, board)
    book.close()

    board.put_up(PlatformReached())

    assert list(tmp_path.iterdir()) == []
