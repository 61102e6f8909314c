"""Lists that get codes nobody can guess."""

from pathlib import Path

import pytest

from checkin.connectors.roster import coded_roster, preview_roster, read_roster
from checkin.errors import SettingsError
from checkin.model.code import is_reckoned
from checkin.model.pulled import PulledAttendee
from checkin.model.roster import CodedRoster
from checkin.model.seal import sealed
from tests.checkin.connectors.roster.files import Rows, csv_bytes, written

NUMBERED: Rows = [("ID", "Name"), ("7", "Ada Lovelace"), ("8", "Grace Hopper")]
NAMED: Rows = [("Name", "E-mail", "Code"), ("Ada Lovelace", "ada@example.org", ""), ("Grace", "", "C-1")]


def a_list(folder: Path, rows: Rows) -> Path:
    return written(folder, "list.csv", csv_bytes(rows))


def saved(folder: Path, coded: CodedRoster) -> Path:
    return written(folder, "coded.csv", csv_bytes([coded.headers, *coded.rows]))


def people(file: Path) -> dict[str, PulledAttendee]:
    return {one.platform_id: one for one in read_roster("s", file, {}).people}


@pytest.mark.parametrize("rows", [NUMBERED, NAMED])
def test_everybody_has_a_code_that_nobody_can_reckon_and_is_known_as_before(
    rows: Rows, tmp_path: Path
) -> None:
    before = people(a_list(tmp_path, rows))

    after = people(saved(tmp_path, coded_roster("s", a_list(tmp_path, rows), {})))

    assert after.keys() == before.keys()
    assert not any(is_reckoned(one.badge_code, key) for key, one in after.items() if one.badge_code != "C-1")
    assert all(sealed("1", key, one.badge_code) for key, one in after.items() if one.badge_code != "C-1")
    assert [one.given_name for one in after.values()] == [one.given_name for one in before.values()]


def test_who_has_a_code_keeps_it(tmp_path: Path) -> None:
    coded = coded_roster("s", a_list(tmp_path, NAMED), {})
    assert coded.made == 1
    assert coded.rows[1] == ("Grace", "", "C-1", "")


def test_codes_are_never_the_same_twice(tmp_path: Path) -> None:
    file = a_list(tmp_path, [("ID", "Name"), *((str(n), f"Guest {n}") for n in range(50))])
    both = [row[-1] for _ in range(2) for row in coded_roster("s", file, {}).rows]
    assert len(set(both)) == 100


def test_in_a_newer_list_everybody_keeps_the_code_that_was_written_before(tmp_path: Path) -> None:
    earlier = saved(tmp_path, coded_roster("s", a_list(tmp_path, NUMBERED), {}))
    known = people(earlier)

    coded = coded_roster("s", a_list(tmp_path, [*NUMBERED[:2], ("9", "Alan Turing")]), {}, earlier)

    assert (coded.made, coded.kept) == (1, 1)
    assert people(saved(tmp_path, coded))["7"].badge_code == known["7"].badge_code


def test_a_code_that_others_can_reckon_is_not_kept(tmp_path: Path) -> None:
    file = a_list(tmp_path, NUMBERED)
    exported = [("ID", "Name", "Code"), *((key, "x", one.badge_code) for key, one in people(file).items())]
    earlier = written(tmp_path, "earlier.csv", csv_bytes(exported))

    assert coded_roster("s", file, {}, earlier).kept == 0


def test_a_code_too_long_for_a_scanner_is_replaced(tmp_path: Path) -> None:
    file = a_list(tmp_path, [("Name", "Code"), ("Ada", "x" * 600)])
    [(_, code, number)] = coded_roster("s", file, {}).rows
    assert len(code) == 16
    assert number in people(file)


def test_a_column_that_is_called_code_but_is_something_else_stays_what_it_is(tmp_path: Path) -> None:
    file = a_list(tmp_path, [("Name", "Code"), ("Ada", "blue")])
    coded = coded_roster("s", file, {"code": ""})
    assert coded.headers == ("Name", "Code", "Code (made here)", "ID")
    assert coded.rows[0][:2] == ("Ada", "blue")
    [ada] = read_roster("s", saved(tmp_path, coded), coded.columns).people
    assert ada.badge_code == coded.rows[0][2]


def test_where_everybody_has_a_code_there_is_nothing_to_write(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="has a code already"):
        coded_roster("s", a_list(tmp_path, [("Name", "Code"), ("Ada", "1")]), {})


def test_how_many_codes_can_be_reckoned_is_known_before_a_list_is_taken(
    tmp_path: Path,
) -> None:
    file = a_list(tmp_path, NUMBERED)
    assert preview_roster("s", file, {}).reckoned == 2
    [note] = [note for note in read_roster("s", file, {}).notes if "no code" in note]
    assert note.startswith("2 rows have no code")
    assert "can make such a ticket" in note

    alone = a_list(tmp_path, NAMED)
    assert preview_roster("s", alone, {}).reckoned == 1
    assert any(note.startswith("1 row has no code") for note in read_roster("s", alone, {}).notes)
