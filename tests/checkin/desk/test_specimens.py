"""Attendees a badge is tried with."""

from checkin.desk.specimens import specimens
from tests.fakes.builders import Door


def test_the_longest_name_of_the_event_is_found(door: Door) -> None:
    found = specimens(door.post)

    assert found.longest is not None
    assert found.longest.name == "Katherine Johnson"


def test_somebody_without_a_company_is_found_or_nobody(door: Door) -> None:
    found = specimens(door.post)

    assert found.without_company is None or found.without_company.company == ""
