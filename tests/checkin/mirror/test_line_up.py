import pytest

from checkin.mirror.line_up import InLine, group_of
from checkin.model.ids import AttendeeId
from checkin.model.pre_print import Order


def somebody(family_name: str = "Lovelace", given_name: str = "Ada", **more: str) -> InLine:
    values = {"company": "", "ticket_type": "", **more}
    return InLine(id=AttendeeId(1), given_name=given_name, family_name=family_name, **values)


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Ångström", "A"),
        ("łoś", "L"),
        ("Æbler", "A"),
        ("ßeta", "S"),
        ("O'Neill", "O"),
        ("Щербаков", "Щ"),
        ("ωμέγα", "Ω"),
        ("القحطاني", "\N{ARABIC LETTER ALEF}"),
        ("4you", "#"),
        ("김", "\N{HANGUL SYLLABLE HAN}"),
        ("欧阳", "漢"),
        ("山田", "漢"),
        ("さくら", "さ"),
        ("", "A"),
        ("—", ""),
    ],
)
def test_people_are_filed_under_the_letter_a_reader_looks_for(name: str, letter: str) -> None:
    assert group_of(somebody(name), Order.NAME) == (letter, letter)


def test_companies_that_are_spelled_alike_are_one_group() -> None:
    one, other = somebody(company="Émile AG "), somebody(company="EMILE ag")
    assert group_of(one, Order.COMPANY)[0] == group_of(other, Order.COMPANY)[0]
    assert group_of(one, Order.COMPANY)[1] == "Émile AG"


def test_types_are_filed_by_their_names() -> None:
    assert group_of(somebody(ticket_type="Speaker"), Order.TYPE) == ("speaker", "Speaker")
