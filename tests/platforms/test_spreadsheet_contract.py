"""What a list in a file promises as a platform: through the real connector, the real mirror, real files."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.clock import SystemClock
from checkin.connectors.registry import PLATFORMS
from checkin.connectors.spreadsheet.connector import SpreadsheetConnector
from checkin.desk.export import ExportFormat, export_people
from checkin.errors import UnreachableError, UnreadableReplyError
from checkin.mirror import attendees, events, search
from checkin.mirror.database import Mirror
from checkin.model.attendee import Attendee
from checkin.model.event import WHOLE_EVENT, Event
from checkin.model.platform import Capability
from checkin.notices import NoticeBoard
from checkin.settings import Connection
from checkin.sync.pull import Pull, PullSummary
from tests.checkin.connectors.roster.files import PEOPLE, Rows, csv_bytes, ods_bytes, xls_bytes, xlsx_bytes
from tests.fakes.surroundings import surroundings

HEADING = ("ID", "Vorname", "Nachname", "Code", "Status")


class Station:
    """One computer that works from a list."""

    def __init__(self, folder: Path) -> None:
        self.mirror = Mirror(folder / "mirror.sqlite")
        self.file = folder / "list"
        self.connector = self._connector()
        with self.mirror.write() as connection:
            self.event: Event = events.choose(connection, "spreadsheet:#Gala", self.connector.events()[0])

    def _connector(self, **columns: str) -> SpreadsheetConnector:
        options = {"roster": str(self.file), **columns}
        connection = Connection(platform="spreadsheet", account="Gala", options=options)
        return SpreadsheetConnector(connection, {}, surroundings())

    def write(self, *rows: tuple[str, ...]) -> None:
        self.file.write_bytes(csv_bytes([HEADING, *rows]))

    def pull(self) -> PullSummary:
        return self._pull().everything()

    def pull_one_page(self) -> None:
        pull = self._pull()
        pull.cancelled.set()
        pull.everything()

    def _pull(self) -> Pull:
        return Pull(
            mirror=self.mirror,
            connector=self.connector,
            event=self.event,
            clock=SystemClock(),
            notices=NoticeBoard(),
            cancelled=threading.Event(),
        )

    def people(self) -> dict[str, Attendee]:
        """By their code."""
        with self.mirror.read() as connection:
            found = search.search(connection, self.event.id, "", WHOLE_EVENT, 5000)
        return {one.attendee.badge_code: one.attendee for one in found}


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    opened = Station(tmp_path)
    yield opened
    opened.mirror.close()


@pytest.mark.parametrize(
    "content",
    [
        csv_bytes(PEOPLE, encoding="utf-8-sig"),
        csv_bytes(PEOPLE, separator=";", encoding="cp1252"),
        csv_bytes(PEOPLE, separator="\t", encoding="utf-16"),
        xlsx_bytes(S=PEOPLE),
        ods_bytes(S=PEOPLE),
        xls_bytes(PEOPLE),
    ],
    ids=["csv", "semicolons", "tabs", "xlsx", "ods", "xls"],
)
def test_1_a_list_in_any_usual_format_becomes_attendees_whose_codes_scan(
    content: bytes, station: Station
) -> None:
    station.file.write_bytes(content)

    assert station.pull().attendees == 2

    with station.mirror.read() as connection:
        [found] = attendees.by_code(connection, ["00124"], WHOLE_EVENT)
    assert found.attendee.name == "Renée Lefèvre"


def test_2_a_newer_list_changes_people_by_their_key_and_takes_away_who_is_not_in_it(station: Station) -> None:
    station.write(("1", "Ada", "Lovelace", "A", "bezahlt"), ("2", "Alan", "Turing", "B", "offen"))
    station.pull()
    before = station.people()["A"].id
    station.write(("1", "Ada", "King", "A2", "storniert"))

    summary = station.pull()

    [ada] = station.people().values()
    assert summary.removed == 1
    assert (ada.id, ada.family_name, ada.ticket.status, ada.badge_code) == (before, "King", "cancelled", "A2")


def test_3_whoever_has_neither_number_nor_code_keeps_their_code_from_list_to_list(station: Station) -> None:
    station.write(("", "Ada", "Lovelace", "", ""))
    station.pull()
    [before] = station.people()
    station.write(("", "Alan", "Turing", "", ""), ("", "ADA", "Lovelace", "", "paid"))

    station.pull()

    assert before in station.people()


def test_4_a_file_that_vanished_or_broke_leaves_everything_read_before(station: Station) -> None:
    station.write(("1", "Ada", "Lovelace", "A", ""))
    station.pull()
    station.file.write_bytes(b"PK\x03\x04 damaged")

    with pytest.raises(UnreadableReplyError, match="damaged"):
        station.pull()
    station.file.unlink()
    with pytest.raises(UnreachableError, match="What was read before stays"):
        station.pull()

    assert list(station.people()) == ["A"]


def test_5_a_list_emptied_by_mistake_takes_nobody_away(station: Station) -> None:
    station.write(("1", "Ada", "Lovelace", "A", ""))
    station.pull()
    station.write()

    with pytest.raises(UnreadableReplyError, match="Nobody is in"):
        station.pull()

    assert list(station.people()) == ["A"]


def test_6_an_interrupted_pull_goes_on_and_a_changed_file_is_read_from_its_beginning(
    station: Station,
) -> None:
    station.write(*((f"{n}", "Ada", f"L{n}", f"C{n}", "") for n in range(1300)))
    station.pull_one_page()

    assert station.pull().attendees == 1300

    station.pull_one_page()
    station.write(*((f"{n}", "Ada", f"M{n}", f"C{n}", "") for n in range(1300)))
    station.pull()

    assert {one.family_name[0] for one in station.people().values()} == {"M"}


def test_7_the_platform_can_only_give_attendees_and_says_so() -> None:
    platform = PLATFORMS["spreadsheet"]

    assert platform.form.capabilities == {Capability.ROSTER, Capability.PHOTOS}
    assert any("stay on this computer" in limit for limit in platform.form.limits)
    assert platform.read_code("anything") is None


@pytest.mark.parametrize("form", [ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.ODS])
def test_8_what_is_written_out_can_be_read_in_again_with_equal_keys(
    form: ExportFormat, station: Station, tmp_path: Path
) -> None:
    rows: Rows = [
        ("=1", "'t Jan", "Hooft", "007", "offen"),
        ("2", "山田 太郎", "", "+8", "paid"),
        ("", "Zoë", "", "", "void"),
    ]
    station.file.write_bytes(csv_bytes([HEADING, *rows]))
    station.pull()
    before = station.people()

    export_people(station.mirror, station.event, tmp_path / "out", form)
    station.file.write_bytes((tmp_path / "out").read_bytes())
    station.pull()

    assert station.people() == before
