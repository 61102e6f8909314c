"""Lists as files, as people have them, and what becomes of them."""

import dataclasses
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from checkin.connectors.roster import Roster, preview_roster, read_roster
from checkin.errors import SettingsError, UnreadableReplyError
from checkin.model.attendee import TicketStatus
from tests.checkin.connectors.roster import files
from tests.checkin.connectors.roster.files import PEOPLE, Rows, csv_bytes, written

FORMATS = {
    "commas.csv": csv_bytes(PEOPLE),
    "marked.csv": csv_bytes(PEOPLE, encoding="utf-8-sig"),
    "semicolons.csv": csv_bytes(PEOPLE, separator=";", encoding="cp1252"),
    "tabs.tsv": csv_bytes(PEOPLE, separator="\t", encoding="utf-16"),
    "unmarked.txt": csv_bytes(PEOPLE, separator="\t", encoding="utf-16-le"),
    "other-way.txt": csv_bytes(PEOPLE, separator="\t", encoding="utf-16-be"),
    "widest.txt": csv_bytes(PEOPLE, separator="|", encoding="utf-32"),
    "said.csv": b"sep=;\r\n" + csv_bytes(PEOPLE, separator=";"),
    "book.xlsx": files.xlsx_bytes(People=PEOPLE),
    "book.ods": files.ods_bytes(People=PEOPLE),
    "book.xls": files.xls_bytes(PEOPLE),
}


def read(folder: Path, rows: Rows, **columns: str) -> Roster:
    return read_roster("spreadsheet", written(folder, "list.csv", csv_bytes(rows)), columns)


@pytest.mark.parametrize("name", FORMATS)
def test_a_list_is_read_in_every_format(name: str, tmp_path: Path) -> None:
    roster = read_roster("spreadsheet", written(tmp_path, name, FORMATS[name]), {})

    first, second = roster.people
    assert (first.given_name, first.family_name, first.company) == ("Jürgen", "Müller", "Bäckerei Groß")
    assert (second.given_name, second.family_name, second.badge_code) == ("Renée", "Lefèvre", "00124")
    assert first.codes[0].key == first.platform_id == "00123"
    assert first.email == "juergen@example.org"


def test_how_it_was_read_is_said(tmp_path: Path) -> None:
    file = written(tmp_path, "list.csv", FORMATS["semicolons.csv"])

    notes = read_roster("spreadsheet", file, {}).notes

    assert "The list was read as cp1252." in notes
    assert "Its columns are separated by semicolons." in notes


def test_other_encodings_are_recognised(tmp_path: Path) -> None:
    rows = [("Имя", "Фамилия", "Vorname"), *(("Московский", "институт", f"Анна{n}") for n in range(30))]

    roster = read_roster("s", written(tmp_path, "l.csv", csv_bytes(rows, encoding="cp1251")), {})

    assert roster.people[0].given_name == "Анна0"  # noqa: RUF001  (it is Russian)


def test_what_cannot_be_decoded_is_counted(tmp_path: Path) -> None:
    file = written(tmp_path, "list.csv", b"\xff\xfe" + "Name\nAda".encode("utf-16-le") + b"\n\x00\x00\xd8")

    assert any("could not be read" in note for note in read_roster("s", file, {}).notes)


def test_line_breaks_in_quotes_do_not_end_a_row_and_lines_are_those_of_the_file(tmp_path: Path) -> None:
    rows = [
        ("Name", "Firma"),
        ("Ada Lovelace", "Analytical\nEngines\nLtd"),
        ("", "Nobody"),
        ("Alan Turing", ""),
    ]
    file = written(tmp_path, "list.csv", csv_bytes(rows))

    preview = preview_roster("s", file, {})

    assert [row.company for row in preview.rows] == ["Analytical Engines Ltd", ""]
    assert [(problem.line, problem.words) for problem in preview.problems] == [
        (5, "Neither a name nor a code stands there: left out.")
    ]
    assert [row.line for row in preview.rows] == [2, 6]


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_lines_of_a_workbook_are_counted_as_its_program_does(form: str, tmp_path: Path) -> None:
    rows = [
        ("Our guests", ""),
        ("", ""),
        ("First name", "Company"),
        ("Ada", "x"),
        ("", ""),
        ("", "y"),
    ]
    content = files.xls_bytes(rows) if form == "xls" else getattr(files, f"{form}_bytes")(S=rows)

    preview = preview_roster("s", written(tmp_path, "list", content), {})

    assert [row.line for row in preview.rows] == [4]
    assert [problem.line for problem in preview.problems] == [6]
    assert "The names of the columns were found on line 3." in preview.notes


def test_the_sheet_with_people_is_found_among_others(tmp_path: Path) -> None:
    content = files.xlsx_bytes(Notes=[("Read me", "first")] * 30, Empty=[], Guests=PEOPLE)

    roster = read_roster("s", written(tmp_path, "list.xlsx", content), {})

    assert len(roster.people) == 2
    assert "Of 3 sheets “Guests” was taken." in roster.notes


HEADINGS = [
    (
        "First name",
        "Last name",
        "E-mail address",
        "Organization",
        "Job Title",
        "Ticket Type",
        "Barcode",
        "Order #",
    ),
    (
        "Vorname",
        "Nachname",
        "E-Mail-Adresse",
        "Firma",
        "Funktion",
        "Ticketart",
        "Strichcode",
        "Bestellnummer",
    ),
    ("Prénom", "Nom", "Courriel", "Société", "Fonction", "Catégorie", "Code-barres", "N° de commande"),
    ("Nombre", "Apellidos", "Correo electrónico", "Empresa", "Cargo", "Tipo de entrada", "Código", "Pedido"),
    (
        "VORNAME (Pflichtfeld)",
        "Name",
        "Mail",
        "Institution",
        "Position",
        "Kategorie",
        "QR-Code",
        "Buchungsnummer",
    ),
    (
        "Attendee first name",
        "Attendee last name",
        "Attendee e-mail",
        "Company name",
        "Role",
        "Ticket",
        "Ticket number",
        "Order no.",
    ),
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_columns_are_found_by_name_in_several_languages(heading: tuple[str, ...], tmp_path: Path) -> None:
    row = ("Ada", "Lovelace", "ada@example.org", "Engines", "Countess", "VIP", "C-1", "O-1")

    roster = read(tmp_path, [heading, row])

    [one] = roster.people
    assert (one.given_name, one.family_name, one.email, one.company) == row[:4]
    assert (one.job_title, roster.ticket_types[0].name, one.badge_code, one.order) == row[4:]
    assert one.extra == {}


@pytest.mark.parametrize("header", ["Nombre", "Nom", "Name", "Teilnehmer", "Nome"])
def test_a_single_column_for_the_name_holds_the_whole_name(header: str, tmp_path: Path) -> None:
    [one] = read(tmp_path, [(header, "Code"), ("Ada Lovelace", "1")]).people

    assert (one.given_name, one.family_name) == ("Ada", "Lovelace")


def test_a_column_about_something_else_is_not_taken_for_a_field(tmp_path: Path) -> None:
    roster = read(
        tmp_path, [("Name", "Event name", "Order date", "E-mail sent"), ("Ada", "Gala", "now", "no")]
    )

    assert roster.people[0].order == roster.people[0].email == ""
    assert roster.people[0].extra == {"Event name": "Gala", "Order date": "now", "E-mail sent": "no"}


def test_a_person_chooses_columns_and_the_heading_is_found_by_that(tmp_path: Path) -> None:
    rows = [("The list",), ("Wer", "Was", "Name"), ("Ada", "Engines", "wrong")]

    [one] = read(tmp_path, rows, given_name="Wer", company="Was", full_name="").people

    assert (one.given_name, one.family_name, one.company) == ("Ada", "", "Engines")


def test_what_was_chosen_is_not_spoken_against_by_suggestions(tmp_path: Path) -> None:
    rows = [("Vorname", "Nachname", "Whole", "Name"), ("wrong", "wrong", "Ada Lovelace", "wrong")]

    [whole] = read(tmp_path, rows, full_name="Whole").people
    [parts] = read(tmp_path, rows, given_name="Whole", family_name="Name").people

    assert (whole.given_name, whole.family_name) == ("Ada", "Lovelace")
    assert (parts.given_name, parts.family_name) == ("Ada Lovelace", "wrong")


def test_a_chosen_column_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="“Company” is not in the file"):
        read(tmp_path, PEOPLE, company="Arbeitgeber")


def test_without_a_name_or_code_a_list_is_not_taken_but_shown(tmp_path: Path) -> None:
    file = written(tmp_path, "list.csv", csv_bytes([("E-mail", "Colour"), ("ada@example.org", "red")]))

    preview = preview_roster("s", file, {})

    assert preview.missing.startswith("No column says who somebody is.")
    assert preview.headers == ("E-mail", "Colour")
    assert dict(preview.columns) == {"email": "E-mail"}
    with pytest.raises(SettingsError, match="No column says who"):
        read_roster("s", file, {})


def test_columns_of_the_same_name_and_without_one_can_be_told_apart(tmp_path: Path) -> None:
    roster = read(tmp_path, [("Name", "Note", "note", ""), ("Ada", "a", "b", "c", "d")])

    assert roster.people[0].extra == {
        "Note": "a",
        "note (column 3)": "b",
        "(column 4)": "c",
        "(column 5)": "d",
    }


def test_the_preview_shows_what_would_be_taken(tmp_path: Path) -> None:
    heading = ("Name", "Code", "Valid until", "Pax")
    rows = [heading, *((f"Ada {n}", f"C{n}", "1.5.2026", "2") for n in range(9))]
    file = written(tmp_path, "list.csv", csv_bytes(rows))

    preview = preview_roster("s", file, {}, ZoneInfo("Europe/Berlin"))

    assert (len(preview.rows), preview.total, preview.missing) == (5, 9, "")
    assert preview.rows[0].valid_until == "2026-05-02T00:00+02:00"
    assert (preview.rows[0].admits, preview.rows[0].ticket_type) == (2, "Attendee")
    assert dict(preview.columns)["valid_until"] == "Valid until"
    assert [field.name for field in preview.fields if field.required] == ["given_name", "family_name"]


def test_numbers_lose_their_fraction_and_texts_keep_their_zeros(tmp_path: Path) -> None:
    rows: Rows = [("Name", "Ticket number", "ID", "Weight"), ("Ada", "00123", 7.0, 1.5), (12.0, "x", 8, 1e16)]

    roster = read_roster("s", written(tmp_path, "l.xlsx", files.xlsx_bytes(S=rows)), {})

    first, second = roster.people
    assert (first.platform_id, first.badge_code, first.extra) == ("7", "00123", {"Weight": "1.5"})
    assert (second.given_name, second.extra) == ("12", {"Weight": "1e+16"})


def test_moments_of_a_workbook_are_meant_in_the_events_zone(tmp_path: Path) -> None:
    rows: Rows = [
        ("Name", "Valid from", "Valid until", "Born"),
        ("Ada", datetime(2026, 5, 1, 9, 30), datetime(2026, 5, 1), datetime(1815, 12, 10, 1, 2, 3)),  # noqa: DTZ001
    ]
    for name in ("xlsx_bytes", "ods_bytes"):
        file = written(tmp_path, name, getattr(files, name)(S=rows))

        [one] = read_roster("s", file, {}, ZoneInfo("Europe/Berlin")).people

        assert one.valid_from == datetime(2026, 5, 1, 7, 30, tzinfo=UTC)
        assert one.valid_until == datetime(2026, 5, 1, 22, 0, tzinfo=UTC)


def test_words_for_a_status_are_understood_and_unknown_ones_said(tmp_path: Path) -> None:
    words = ["paid", "Nicht bezahlt", "Annulé", "gesperrt", "Anulado", "", "Purple", "VOID"]
    rows = [("Name", "Status"), *((f"Ada {number}", word) for number, word in enumerate(words))]

    roster = read(tmp_path, rows)

    assert [one.status.name for one in roster.people] == [
        *("VALID", "UNPAID", "CANCELLED", "BLOCKED", "CANCELLED", "VALID", "VALID", "REVOKED")
    ]
    assert any("“Purple”" in note and "count as valid" in note for note in roster.notes)


@pytest.mark.parametrize(
    ("header", "word", "status"),
    [
        ("Bezahlt", "ja", TicketStatus.VALID),
        ("Payé", "non", TicketStatus.UNPAID),
        ("Paid", "", TicketStatus.UNPAID),
        ("Cancelled", "x", TicketStatus.CANCELLED),
        ("Storniert", "nein", TicketStatus.VALID),
        ("Status", "no", TicketStatus.VALID),
    ],
)
def test_yes_and_no_are_answers_to_the_heading(
    header: str, word: str, status: TicketStatus, tmp_path: Path
) -> None:
    assert read(tmp_path, [("Name", header), ("Ada", word)]).people[0].status is status


def test_the_same_row_twice_is_left_out_and_said(tmp_path: Path) -> None:
    preview = preview_roster(
        "s",
        written(tmp_path, "l.csv", csv_bytes([("Name", "E-mail"), ("Ada", "a@x.org"), ("ADA", "A@x.org")])),
        {},
    )

    assert preview.total == 1
    assert [(one.line, one.words) for one in preview.problems] == [
        (3, "The same person as on line 2: left out.")
    ]
    assert "The same person as on another line: left out. (1 row: line 3)" in preview.notes


def test_a_code_that_several_people_share_loses_nobody(tmp_path: Path) -> None:
    rows = [("Name", "Code"), ("Ada", "GROUP"), ("Alan", "GROUP"), ("Grace", "OTHER")]

    roster = read(tmp_path, rows)
    other_order = read(tmp_path, [rows[0], rows[2], rows[1], rows[3]])

    assert [one.badge_code for one in roster.people] == ["GROUP", "GROUP", "OTHER"]
    assert len({one.platform_id for one in roster.people}) == 3
    assert roster.people[0].platform_id == other_order.people[1].platform_id
    assert any("is asked which of them it is" in note for note in roster.notes)


def test_whoever_has_neither_number_nor_code_is_known_by_mail_and_name(tmp_path: Path) -> None:
    once = read(tmp_path, [("Name", "E-mail", "Firma"), ("Ada Lovelace", "ada@example.org", "old")])
    again = read(tmp_path, [("E-mail", "Name", "Firma"), ("ADA@example.org", "Ada  Lovelace", "new")])

    [before], [after] = once.people, again.people
    assert before.platform_id == after.platform_id
    assert before.badge_code == after.badge_code == after.codes[0].key
    assert len(before.badge_code) == 16
    assert once.digest != again.digest


def test_a_number_goes_before_the_code(tmp_path: Path) -> None:
    [one] = read(tmp_path, [("ID", "Code", "Name"), ("17", "ABC", "Ada")]).people

    assert (one.platform_id, one.badge_code) == ("17", "ABC")


def test_a_code_alone_is_enough(tmp_path: Path) -> None:
    [one] = read(tmp_path, [("Code",), ("ABC",)]).people

    assert (one.given_name, one.badge_code) == ("", "ABC")


def test_a_code_no_scanner_reads_is_replaced_and_said(tmp_path: Path) -> None:
    roster = read(tmp_path, [("Name", "Code"), ("Ada", "x" * 600)])

    assert len(roster.people[0].badge_code) == 16
    assert any("too long to be scanned" in note for note in roster.notes)


def test_numbers_of_people_admit_as_many(tmp_path: Path) -> None:
    rows = [("Name", "Number of people"), ("A", "4"), ("B", "2.0"), ("C", ""), ("D", "many"), ("E", "0")]

    roster = read(tmp_path, rows)

    assert [one.admits for one in roster.people] == [4, 2, 1, 1, 1]
    assert any("makes no sense" in note and "2 rows: line 5, 6" in note for note in roster.notes)


def test_a_date_that_is_none_is_said(tmp_path: Path) -> None:
    roster = read(tmp_path, [("Name", "Valid from"), ("Ada", "soon")])

    assert roster.people[0].valid_from is None
    assert any(note.startswith("Valid from: this is no date.") for note in roster.notes)


def test_american_dates_are_told_by_a_day_above_twelve(tmp_path: Path) -> None:
    roster = read(tmp_path, [("Name", "Valid from"), ("Ada", "5/6/2026 9:00 pm"), ("Alan", "5/13/2026")])

    assert roster.people[0].valid_from == datetime(2026, 5, 6, 21, tzinfo=UTC)
    assert any("month first" in note for note in roster.notes)


def test_an_apostrophe_against_formulas_is_taken_off(tmp_path: Path) -> None:
    [one] = read(tmp_path, [("First name", "Last name", "ID"), ("'=A1", "'t Hooft", "'+49")]).people

    assert (one.given_name, one.family_name, one.platform_id) == ("=A1", "'t Hooft", "+49")


def test_a_list_of_names_alone_is_read_when_its_column_is_chosen(tmp_path: Path) -> None:
    file = written(tmp_path, "names.txt", b"People we know\nAda Lovelace\nAlan Turing\n")

    roster = read_roster("s", file, {"full_name": "People we know"})

    assert [one.family_name for one in roster.people] == ["Lovelace", "Turing"]


def test_ticket_types_that_differ_only_in_writing_are_one(tmp_path: Path) -> None:
    roster = read(tmp_path, [("Name", "Ticket type"), ("A", "VIP"), ("B", "vip "), ("C", "★"), ("D", "")])

    assert [kind.name for kind in roster.ticket_types] == ["VIP", "★", "Attendee"]
    assert [one.ticket_type for one in roster.people] == ["vip", "vip", "★", "attendee"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n ,,, \n",
        b"PK\x03\x04 no archive",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        csv_bytes([["Name"], *([f"{n}"] for n in range(200_001))]),
        b"Name\n" + b"," * 600,
        b'Name\n"Ada\n' + b"Alan\n" * 200,
        b'Name\n"' + b"A" * 140_000,
    ],
    ids=["nothing", "blanks", "archive", "picture", "rows", "columns", "quote", "field"],
)
def test_what_is_no_list_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(UnreadableReplyError, match=r"cannot be taken as a list\. [A-Z].*\.$"):
        read_roster("s", written(tmp_path, "list.csv", content), {"full_name": "Name"})


@pytest.mark.parametrize("form", ["csv", "xlsx", "xls"])
def test_twenty_thousand_rows_are_read_in_a_few_seconds(form: str, tmp_path: Path) -> None:
    heading = ("First name", "Last name", "E-mail", "Company", "Code", "Type", "Status")
    rows: list[tuple[str, ...]] = [heading]
    rows += [(f"G{n}", f"F{n}", f"{n}@example.org", "Firm", f"{n:06}", "VIP", "paid") for n in range(20_000)]
    content = {
        "csv": lambda: csv_bytes(rows),
        "xlsx": lambda: files.xlsx_bytes(S=rows),
        "xls": lambda: files.xls_bytes([("ID", "Name"), *((float(n), "Ada") for n in range(20_000))]),
    }
    file = written(tmp_path, "list", content[form]())

    started = time.process_time()
    roster = read_roster("s", file, {})

    assert len(roster.people) == 20_000
    assert time.process_time() - started < 10


def test_values_shown_are_frozen(tmp_path: Path) -> None:
    preview = preview_roster("s", written(tmp_path, "l.csv", csv_bytes(PEOPLE)), {})

    with pytest.raises(dataclasses.FrozenInstanceError):
        preview.total = 0  # type: ignore[misc]
