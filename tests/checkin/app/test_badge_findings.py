"""What is found on two thousand badges is said in a few lines."""

from checkin.app.badge_findings import findings, lines, who
from checkin.model.ids import AttendeeId
from checkin.model.pre_print import Doubt


def a_doubt(number: int, *why: str, name: str | None = None, order: str = "") -> Doubt:
    called = f"Person {number}" if name is None else name
    return Doubt(attendee=AttendeeId(number), name=called, why=why, order=order)


def said(*doubts: Doubt) -> list[str]:
    return list(lines(findings((doubt, doubt.why) for doubt in doubts)))


def test_a_kind_is_one_line_with_how_many_and_the_first_few() -> None:
    assert said(*(a_doubt(number, "Cut short: company.") for number in range(2000))) == [
        " 2,000  Cut short: company.",
        "        Person 0, Person 1, Person 2, Person 3 and 1,996 more",
    ]


def test_what_differs_in_its_numbers_only_is_one_kind_and_what_most_have_comes_first() -> None:
    sizes = (
        a_doubt(n, f"The QR code has modules of 0.{n} mm; below 0.33 mm it is not read.") for n in (1, 2)
    )
    assert said(a_doubt(9, "No name."), *sizes) == [
        "     2  The QR code has modules of 0.1 mm; below 0.33 mm it is not read.",
        "        Person 1, Person 2",
        "     1  No name.",
        "        Person 9",
    ]


def test_what_is_said_of_each_in_particular_stands_beside_them() -> None:
    lacking = (a_doubt(n, f"No font can draw: SIGN {n} (U+1200{n}).") for n in range(6))
    assert said(*lacking) == [
        "     6  No font can draw:",
        *(f"        Person {n}: SIGN {n} (U+1200{n})" for n in range(4)),
        "        and 2 more",
    ]


def test_of_very_many_kinds_the_first_are_said() -> None:
    found = said(*(a_doubt(n, "x" * n) for n in range(1, 31)))
    assert len(found) == 41
    assert found[-1] == "        ... and 10 other kinds."


def test_who_has_no_name_is_found_by_number_and_order() -> None:
    assert who(a_doubt(7, name="(no name)")) == "(no name: attendee 7)"
    assert who(a_doubt(7, name="\u200b", order="AB12")) == "(no name: attendee 7, order AB12)"


def test_a_name_is_neither_a_line_of_its_own_nor_a_command_to_the_terminal() -> None:
    assert who(a_doubt(7, name="Ada \x1b[2J\nLow")) == "Ada [2JLow"
    assert who(a_doubt(7, name="x" * 500)) == "x" * 40 + "…"
