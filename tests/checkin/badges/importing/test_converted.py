import pytest

from checkin.badges.importing.converted import Notes, finished, named
from checkin.errors import BadgeError


def test_notes_are_said_once_and_not_without_end() -> None:
    notes = Notes(["first"])
    for number in range(100):
        notes.add("first")
        notes.add(f"note {number}")

    assert notes.all()[:2] == ("first", "note 0")
    assert len(notes.all()) == 30


def test_what_a_platform_calls_something_is_quoted_on_one_line_and_not_too_long() -> None:
    assert named("a\tb\n\x00c") == "“a b c”"
    assert len(named("x" * 500)) == 62


def test_what_would_be_no_template_is_refused_with_its_faults() -> None:
    page = {"width": 90, "height": 50}

    with pytest.raises(BadgeError, match="reaches over the page"):
        finished("x", {"page": page, "front": [{"kind": "area", "box": (0, 0, 91, 9)}]}, Notes())


def test_a_template_has_a_title_whatever_the_design_is_called() -> None:
    page, front = {"width": 90, "height": 50}, [{"kind": "area", "box": (0, 0, 9, 9)}]

    assert finished(" \n", {"page": page, "front": front}, Notes()).template.name == "Badge"
    assert len(finished("x" * 500, {"page": page, "front": front}, Notes()).template.name) == 100
