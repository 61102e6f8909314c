from datetime import UTC, date, datetime, time, timedelta

import pytest

from checkin.connectors.roster.cells import as_moment, as_people, as_text, months_first
from checkin.connectors.roster.table import Cell

NINE = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (123.0, "123"),
        (-7, "-7"),
        (1.25, "1.25"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (True, "yes"),
        (False, "no"),
        (" a\u200b\n b\x00 ", "a b"),
        ("'=1", "=1"),
        ("'quoted'", "'quoted'"),
        (date(2026, 5, 6), "2026-05-06"),
        (NINE, "2026-05-06 09:00+00:00"),
        (NINE.replace(second=5, tzinfo=None), "2026-05-06 09:00:05"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=26), "1 day, 2:00:00"),
    ],
)
def test_a_cell_is_text_on_one_line(cell: Cell, text: str) -> None:
    assert as_text(cell) == text


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-06T09:00:00Z",
        "2026-05-06 11:00+02:00",
        "2026-05-06 09:00",
        "06.05.2026 09:00",
        "6/5/26, 9:00 am",
        "2026/05/06 9.00",
        "06.05.2026 09:00:00,000",
        NINE.replace(tzinfo=None),
        NINE,
    ],
)
def test_a_moment_is_read_in_the_usual_forms(written: Cell) -> None:
    assert as_moment(written, UTC, months_lead=False, ends=False) == NINE


def test_a_day_alone_begins_at_midnight_and_ends_at_the_next() -> None:
    for written in ("2026-05-06", "6.5.2026", date(2026, 5, 6), datetime(2026, 5, 6)):  # noqa: DTZ001
        assert as_moment(written, UTC, months_lead=False, ends=False) == datetime(2026, 5, 6, tzinfo=UTC)
        assert as_moment(written, UTC, months_lead=False, ends=True) == datetime(2026, 5, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["soon", "32.5.2026", "2026-13-01", "6.5.2026 later", "6.5.2026 25:00", "9999-12-31", 5, True]
)
def test_what_is_no_moment_gives_none(written: Cell) -> None:
    assert as_moment(written, UTC, months_lead=False, ends=True) is None


def test_the_months_place_is_told_by_days_above_twelve() -> None:
    assert months_first(["5/13/2026", "1/1/2026"]) is True
    assert months_first(["13/5/2026"]) is False
    assert months_first(["1/2/2026", "2026-05-13", "soon"]) is None
    assert as_moment("5/6/2026 9:00 PM", UTC, months_lead=True, ends=False) == NINE.replace(hour=21)


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 1), ("3", 3), ("3.0", 3), ("3,0", 3), ("0", None), ("-1", None), ("1e9", None)],
)
def test_a_number_of_people_is_sensible_or_none(text: str, number: int | None) -> None:
    assert as_people(text) == number
