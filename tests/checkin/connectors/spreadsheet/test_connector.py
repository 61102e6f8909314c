from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checkin.connectors.protocol import Connector
from checkin.connectors.spreadsheet.connector import SpreadsheetConnector
from checkin.errors import SettingsError, UnreachableError, UnreadableReplyError
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import Correct, Move, NotThere, Operation, Register, Rejected, TakeBack, Task
from checkin.model.platform import Capability
from checkin.model.pulled import Page
from checkin.model.station import StationKind
from checkin.settings import Connection
from tests.checkin.connectors.roster.files import csv_bytes
from tests.fakes.surroundings import surroundings

EVENT = PlatformId("Gala")


def write(file: Path, people: int, name: str = "Guest") -> None:
    rows = [("Code", "Name"), *((f"C{number}", f"{name} {number}") for number in range(people))]
    file.write_bytes(csv_bytes(rows))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write(tmp_path / "list.csv", 1200)
    return tmp_path / "list.csv"


def connector(file: Path, **options: str) -> SpreadsheetConnector:
    connection = Connection(platform="spreadsheet", account="Gala", options={"roster": str(file), **options})
    return SpreadsheetConnector(connection, {}, surroundings())


def pulled(reader: Connector, resume: str | None = None) -> Sequence[Page]:
    return list(reader.pull(EVENT, since=None, resume=resume))


def test_signing_in_says_how_the_list_was_understood(file: Path) -> None:
    account = connector(file).sign_in()

    assert account.name == "list.csv"
    assert account.notes[0] == "1,200 people are in the list."
    assert "The list was read as UTF-8." in account.notes


def test_the_list_is_of_one_event_named_as_a_person_named_it(file: Path) -> None:
    reader = connector(file, timezone="Europe/Berlin")

    [event] = reader.events()

    assert (event.platform_id, event.name, event.timezone) == ("Gala", "Gala", "Europe/Berlin")
    assert reader.platform == "spreadsheet"
    assert reader.capabilities == {Capability.ROSTER, Capability.PHOTOS}
    assert reader.clock_offset() is None


def test_everybody_comes_in_pages_and_the_last_one_ends_the_snapshot(file: Path) -> None:
    pages = pulled(connector(file))

    assert [len(page.attendees) for page in pages] == [500, 500, 200]
    assert [page.snapshot_ends for page in pages] == [False, False, True]
    assert [page.done for page in pages] == [500, 1000, 1200]
    assert {page.total for page in pages} == {1200}
    assert {page.cursor for page in pages} == {None}
    assert pages[0].ticket_types is not None
    assert (pages[0].zones, pages[0].stations) == ((), ())
    assert pages[0].facts is not None
    assert pages[0].facts.notes == ()  # how it was read was said when it was chosen


def test_an_interrupted_pull_goes_on_behind_the_last_page(file: Path) -> None:
    half = pulled(connector(file))[0].resume

    rest = pulled(connector(file), half)

    assert [one.badge_code for page in rest for one in page.attendees] == [f"C{n}" for n in range(500, 1200)]
    assert rest[-1].snapshot_ends


def test_a_pull_interrupted_behind_the_last_page_still_ends(file: Path) -> None:
    [only] = pulled(connector(file), pulled(connector(file))[-1].resume)

    assert only.snapshot_ends


@pytest.mark.parametrize("resume", ["", "nonsense", "0:9", f"{'a' * 32}:5", f"{'a' * 32}:{'9' * 5000}"])
def test_a_resume_that_is_not_ours_reads_everything(resume: str, file: Path) -> None:
    assert pulled(connector(file), resume)[-1].done == 1200
    assert len(pulled(connector(file), resume)) == 3


def test_a_file_that_changed_in_between_is_read_anew(file: Path) -> None:
    half = pulled(connector(file))[0].resume
    write(file, 700, "Other")

    pages = pulled(connector(file), half)

    assert sum(len(page.attendees) for page in pages) == 700


def test_other_columns_read_everything_anew(file: Path) -> None:
    half = pulled(connector(file))[0].resume

    pages = pulled(connector(file, columns='{"full_name": "", "given_name": "Name"}'), half)

    assert pages[0].attendees[0].given_name == "Guest 0"
    assert sum(len(page.attendees) for page in pages) == 1200


def test_a_newer_list_updates_people_by_their_key(file: Path) -> None:
    before = {one.platform_id for page in pulled(connector(file)) for one in page.attendees}
    write(file, 1200, "Renamed")

    after = [one for page in pulled(connector(file)) for one in page.attendees]

    assert {one.platform_id for one in after} == before
    assert after[0].given_name == "Renamed"


def test_an_empty_list_takes_nobody_away(file: Path) -> None:
    write(file, 0)

    with pytest.raises(UnreadableReplyError, match=r"Nobody is in list\.csv"):
        pulled(connector(file))


def test_a_file_that_vanished_is_an_outage(file: Path) -> None:
    reader = connector(file)
    file.unlink()

    for ask in (reader.sign_in, lambda: pulled(reader)):
        with pytest.raises(UnreachableError, match="Put the USB stick back"):
            ask()


def test_reading_can_be_broken_off_and_done_again(file: Path) -> None:
    reader = connector(file)
    pages = reader.pull(EVENT, since=None, resume=None)
    next(pages)
    reader.close()

    with pytest.raises(UnreachableError, match="broken off"):
        next(pages)

    assert len(pulled(reader)) == 3


@pytest.mark.parametrize(
    "task",
    [
        Move(),
        TakeBack(operation=OperationId("o"), moved_at=datetime(2026, 5, 1, tzinfo=UTC)),
        Register(answers={}),
        Correct(changes={}),
    ],
)
def test_nothing_can_be_told_and_that_is_said_in_words(task: Task, file: Path) -> None:
    operation = Operation(
        id=OperationId("o"),
        movement=MovementId("m"),
        event=EVENT,
        attendee=PlatformId("C1"),
        kind=StationKind.REGISTRATION,
        station=None,
        session=None,
        at=datetime(2026, 5, 1, tzinfo=UTC),
        task=task,
    )

    verdict = connector(file).push(operation)

    assert isinstance(verdict, Rejected)
    assert "stays on this computer" in verdict.reason
    assert connector(file).read_back(operation) == NotThere()


def test_a_choice_that_makes_no_sense_is_refused_before_anything_is_read(file: Path) -> None:
    with pytest.raises(SettingsError):
        connector(file, timezone="Mars")


def test_a_list_without_names_asks_for_columns(file: Path) -> None:
    file.write_bytes(b"Colour,Size\nred,4\n")

    with pytest.raises(SettingsError, match="No column says who"):
        connector(file).sign_in()
