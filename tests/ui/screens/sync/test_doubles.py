from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from checkin.model.doubles import THEIRS, DoubleEntry
from checkin.model.operation import OperationState
from tests.ui.screens.sample_event import NOW, double
from ui.screens.sync.doubles import COLUMNS, explain, row


def happened(entry: DoubleEntry) -> str:
    return dict(explain(entry, NOW, UTC).sections)["What happened"]


def meaning(entry: DoubleEntry) -> str:
    return dict(explain(entry, NOW, UTC).sections)["What it may mean"]


def test_who_when_where_and_which_station_are_told() -> None:
    line = row(double(1, "Ada Lovelace"), NOW, UTC)

    assert (line.who, line.about) == ("Ada Lovelace", "Regular · The event")
    assert (line.first, line.first_at) == ("07:42", "another station")
    assert (line.second, line.second_at) == ("08:11", "this computer (Registration 1)")
    assert len(line.cells) == len(COLUMNS)


def test_a_station_the_platform_names_is_called_by_its_name() -> None:
    entry = double(1, "Ada")

    line = row(replace(entry, first=replace(entry.first, station="Gate B")), NOW, UTC)

    assert line.first_at == "Gate B"


def test_of_another_day_the_day_is_said() -> None:
    line = row(double(1, "Ada"), NOW + timedelta(days=1), UTC)

    assert line.first == "Sat 7 Nov, 07:42"
    assert "let in on Sat 7 Nov, 07:42 at" in happened_on_another_day()


def happened_on_another_day() -> str:
    return dict(explain(double(1, "Ada"), NOW + timedelta(days=1), UTC).sections)["What happened"]


def test_a_time_the_platform_does_not_say_is_not_made_up() -> None:
    entry = replace(double(1, "Ada"), untimed=True)

    assert row(entry, NOW, UTC).first == "before"
    assert "another station (the platform does not say when)" in happened(entry)
    assert "hardly one person" not in meaning(replace(entry, first=replace(entry.first, at=entry.second.at)))


def test_somebody_without_a_name_is_told_by_number() -> None:
    assert row(double(7, ""), NOW, UTC).who == "Attendee 7"


def test_what_happened_is_told_of_exactly_this_one() -> None:
    assert happened(double(1, "Ada", told=THEIRS)) == (
        "They were let in at 07:42 at another station, and again at 08:11 at this computer (Registration 1). "
        "The two stations were apart: neither could know of the other\N{RIGHT SINGLE QUOTATION MARK}s. "
        "The platform had the other one before ours and keeps that one. Both are kept here and in the export."
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (OperationState.SETTLED.value, "was told of ours, too, and took it"),
        (OperationState.PENDING.value, "is still to be told of ours"),
        (OperationState.SENDING.value, "is just being told of ours"),
        (OperationState.UNCERTAIN.value, "is being looked up"),
        (OperationState.PARKED.value, "refused ours"),
        (OperationState.WITHDRAWN.value, "is not told of ours"),
        (THEIRS, "keeps that one"),
        ("", "told of neither from here"),
    ],
)
def test_what_the_platform_has_is_said(told: str, said: str) -> None:
    assert said in happened(double(1, "Ada", told=told))


def test_minutes_apart_are_hardly_one_person() -> None:
    assert "hardly one person walking" in meaning(double(1, "Ada", minutes_apart=1))
    assert meaning(double(1, "Ada")).startswith("Perhaps the same person")


def test_only_what_was_not_looked_at_can_be_noted() -> None:
    assert explain(double(1, "Ada"), NOW, UTC).go == "Looked at"
    assert explain(double(1, "Ada", seen=True), NOW, UTC).go == ""
