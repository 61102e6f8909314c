"""A list with codes, as the command writes it and nine computers take it; and lists, as they are pulled."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from typer.testing import CliRunner

from checkin.__main__ import cli
from checkin.app.coded_lists import write_coded
from checkin.badges.badge import badge_of
from checkin.clock import Clock
from checkin.connectors.roster import read_roster
from checkin.desk import admit, find
from checkin.errors import SettingsError, UnreadableReplyError
from checkin.mirror.database import Mirror
from checkin.model.admission import Admitted
from tests.checkin.connectors.roster.files import csv_bytes, written
from tests.checkin.test_main import Terminal
from tests.fakes.builders import a_door
from tests.fakes.keyring_backend import MemoryKeyring

PEOPLE = [("ID", "Name"), ("7", "Ada Lovelace"), ("8", "Grace Hopper")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, "list.csv", csv_bytes(PEOPLE))


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    yield Terminal(tmp_path / "desk")
    keyring.set_keyring(before)


def codes_in(file: Path) -> dict[str, str]:
    return {str(one.platform_id): one.badge_code for one in read_roster("spreadsheet", file, {}).people}


@pytest.mark.parametrize("name", ["coded.xlsx", "coded.ods", "coded.CSV"])
def test_whoever_takes_the_file_has_the_same_codes(name: str, file: Path, tmp_path: Path) -> None:
    coded = write_coded(file, tmp_path / name, {})

    assert coded.made == 2
    assert codes_in(tmp_path / name) == {"7": coded.rows[0][2], "8": coded.rows[1][2]}


def test_a_signed_badge_printed_at_one_desk_is_let_in_at_another_that_took_the_file(
    file: Path, tmp_path: Path, clock: Clock
) -> None:
    write_coded(file, tmp_path / "coded.xlsx", {})
    people = read_roster("spreadsheet", tmp_path / "coded.xlsx", {}).people
    with closing(Mirror(tmp_path / "1.sqlite")) as one, closing(Mirror(tmp_path / "2.sqlite")) as two:
        here, there = a_door(one, clock, *people), a_door(two, clock, *people)
        badge = badge_of(find.look(here.post, here.number(7)).attendee, here.event)
        scan = admit.admit(there.post, badge.signed_code)

    assert badge.signed_code.startswith("CI1:7:")
    assert isinstance(scan.admission, Admitted)
    assert scan.admission.attendee.name == "Ada Lovelace"


def test_written_once_more_everybody_keeps_their_code(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "coded.xlsx"
    write_coded(file, out, {})
    first = codes_in(out)
    file.write_bytes(csv_bytes([*PEOPLE, ("9", "Alan Turing")]))

    write_coded(file, out, {})

    assert first.items() <= codes_in(out).items()
    assert len(codes_in(out)) == 3


def test_the_list_itself_and_what_is_no_list_stay(file: Path, tmp_path: Path) -> None:
    other = written(tmp_path, "letter.xlsx", b"PK\x03\x04 not a workbook")
    with pytest.raises(SettingsError, match="another name"):
        write_coded(file, file, {})
    with pytest.raises(SettingsError, match=r"end in \.xlsx, \.ods, \.csv"):
        write_coded(file, tmp_path / "coded.pdf", {})
    with pytest.raises(UnreadableReplyError):
        write_coded(file, other, {})
    assert other.read_bytes().startswith(b"PK\x03\x04 not")


def test_on_the_command_line(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "coded.csv"
    run = CliRunner()

    said = [run.invoke(cli, ["codes", str(file), "--out", str(out)]).output for _ in range(2)]

    assert said[0].startswith("2 people got a code. Take this file on every computer:")
    assert said[1].startswith("0 people got a code. 2 kept the code they had there.")


def test_a_column_can_be_named_on_the_command_line(tmp_path: Path) -> None:
    file = written(tmp_path, "list.csv", csv_bytes([("Who", "Access"), ("Ada", "A-1"), ("Grace", "")]))
    out = tmp_path / "coded.csv"
    command = ["codes", str(file), "--out", str(out), "--column", "given_name=Who"]

    made = CliRunner().invoke(cli, [*command, "--column", "code=Access"])
    wrong = CliRunner().invoke(cli, [*command, "--column", "code"])

    assert made.output.startswith("1 person got a code.")
    assert b"A-1" in out.read_bytes()
    assert wrong.exit_code == 2


def test_a_field_or_a_column_that_does_not_exist_is_said_with_those_that_do(tmp_path: Path) -> None:
    file = written(tmp_path, "list.csv", csv_bytes([("Who", "Access"), ("Ada", "")]))
    command = ["codes", str(file), "--out", str(tmp_path / "coded.csv"), "--column"]

    field = CliRunner().invoke(cli, [*command, "nom=Who"])
    header = CliRunner().invoke(cli, [*command, "name=Nosuch"])
    none = CliRunner().invoke(cli, ["codes", str(tmp_path / "x.csv"), "--out", str(tmp_path / "coded.csv")])

    assert "There is no field 'nom' of a list. Fields: given_name, family_name, full_name" in str(
        field.exception
    )
    assert "“Full name, in one column” is not in the file" in str(header.exception)
    assert "Its columns: Who, Access." in str(header.exception)
    assert f"There is no file {tmp_path / 'x.csv'}." in str(none.exception)
    assert not (tmp_path / "coded.csv").exists()


@pytest.mark.parametrize("typed", ["name", "Name", "full_name", "Full Name"])
def test_a_list_whose_columns_had_to_be_named_is_understood_without_being_told_afterwards(
    typed: str, tmp_path: Path
) -> None:
    file = written(tmp_path, "list.csv", csv_bytes([("Who", "Access", "Ref"), ("Ada Lovelace", "", "7")]))
    out = tmp_path / "coded.csv"
    named = ["--column", f"{typed}=Who", "--column", "code=Access", "--column", "id=Ref"]

    said = [CliRunner().invoke(cli, ["codes", str(file), "--out", str(out), *named]).output for _ in range(2)]

    assert "1 kept the code" in said[1]
    [ada] = read_roster("spreadsheet", out, {}).people
    assert (ada.given_name, ada.family_name, ada.platform_id) == ("Ada", "Lovelace", "7")
    assert len(ada.badge_code) == 16


def test_a_file_with_everybodys_codes_is_for_this_user_only(file: Path, tmp_path: Path) -> None:
    write_coded(file, tmp_path / "coded.xlsx", {})
    assert (tmp_path / "coded.xlsx").stat().st_mode & 0o777 == 0o600


def test_a_list_whose_headers_say_little_is_read_with_its_columns_named_once(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list.csv").write_text("Who,Access\nAda Lovelace,A-1\n")
    monkeypatch.chdir(tmp_path)
    words = ("pull", "--account", "Party", "--set", "roster=list.csv")

    lost = terminal.type(*words, "--platform", "spreadsheet")
    wrong = terminal.type(*words, "--column", "name=Nosuch")
    first = terminal.type(*words, "--column", "name=Who", "--column", "code=Access")
    monkeypatch.chdir(terminal.folder)
    again = terminal.type("pull")
    named = terminal.type(*words[:-1], f"roster={tmp_path / 'list.csv'}", "--platform", "spreadsheet")

    assert "Its columns: Who, Access." in str(lost.exception)
    assert "is not in the file. Choose it again. Its columns: Who, Access." in str(wrong.exception)
    for said in (first, again, named):
        assert "Party: 1 attendee, 0 removed." in said.output, said.exception


def test_an_answer_or_a_file_that_does_not_exist_is_said_before_anything_is_read(
    terminal: Terminal, tmp_path: Path
) -> None:
    words = ("pull", "--platform", "spreadsheet", "--account", "Party")

    key = terminal.type(*words, "--set", "rooster=x.csv")
    file = terminal.type(*words, "--set", f"roster={tmp_path / 'nix.csv'}")
    column = terminal.type("pull", "--platform", "open_event", "--column", "name=Who")

    assert "does not ask for: rooster. --set takes: roster, account, timezone." in str(key.exception)
    assert str(file.exception) == f"There is no file {tmp_path / 'nix.csv'}."
    assert "reads no list in a file: leave --column out." in str(column.exception)


def test_a_list_that_was_read_before_may_be_on_a_stick_that_is_out(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name,Code\nAda Lovelace,A-1\n")
    words = ("pull", "--platform", "spreadsheet", "--account", "Party", "--set", f"roster={file}")
    assert terminal.type(*words).exit_code == 0
    file.unlink()

    assert "Put the USB stick back" in str(terminal.type(*words).exception)
