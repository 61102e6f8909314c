"""When people are to be forgotten, and what numbers may stay."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from checkin.model.event import Event, PlatformEvent
from checkin.model.ids import EventId, PlatformId
from checkin.model.past import OTHER, Group, ended, without_small

END = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
AUCKLAND = timezone(timedelta(hours=13))


def an_event(*, starts_at: datetime | None = None, ends_at: datetime | None = None) -> Event:
    there = PlatformEvent(
        platform_id=PlatformId("1"), name="Conference", starts_at=starts_at, ends_at=ends_at
    )
    return Event(id=EventId(1), connection="fake", platform=there)


@pytest.mark.parametrize(
    ("days", "over"), [(-1, False), (0, False), (3, False), (3.01, True), (30, True), (4000, True)]
)
def test_an_event_is_over_three_days_after_its_end(days: float, over: bool) -> None:  # noqa: FBT001
    found = ended(an_event(ends_at=END), None, END + timedelta(days=days))

    assert found == (END if over else None)


def test_an_end_is_the_same_moment_in_every_time_zone() -> None:
    event = an_event(ends_at=END.astimezone(AUCKLAND))

    assert ended(event, None, (END + timedelta(days=2, hours=23)).astimezone(AUCKLAND)) is None
    assert ended(event, None, END + timedelta(days=3, hours=1)) == END


def test_who_still_came_in_after_the_end_keeps_everybody_for_three_days_more() -> None:
    last = END + timedelta(days=2)

    assert ended(an_event(ends_at=END), last, END + timedelta(days=4)) is None
    assert ended(an_event(ends_at=END), last, END + timedelta(days=6)) == last


@pytest.mark.parametrize(("days", "over"), [(13, False), (15, True)])
def test_without_an_end_two_weeks_after_the_last_movement_are_enough(days: int, over: bool) -> None:  # noqa: FBT001
    assert (ended(an_event(), END, END + timedelta(days=days)) == END) is over


def test_where_nobody_ever_came_the_beginning_counts() -> None:
    assert ended(an_event(starts_at=END), None, END + timedelta(days=15)) == END
    assert ended(an_event(), None, END) is None


def test_a_movement_from_days_to_come_says_nothing() -> None:
    wrong = datetime(2037, 1, 1, tzinfo=UTC)

    assert ended(an_event(ends_at=END), wrong, END + timedelta(days=4)) == END
    assert ended(an_event(), wrong, END) is None


def test_a_clock_that_fell_back_to_1970_reminds_of_nothing() -> None:
    assert ended(an_event(starts_at=END, ends_at=END), END, datetime(1970, 1, 1, tzinfo=UTC)) is None


def test_groups_that_would_name_somebody_are_counted_together() -> None:
    groups = {
        "Speaker": Group(people=1, came=1),
        "Press": Group(people=4),
        "Standard": Group(people=90, came=80),
    }

    assert without_small(groups) == {
        "Standard": Group(people=90, came=80),
        OTHER: Group(people=5, came=1),
    }


def test_one_small_group_takes_the_next_one_along_for_else_it_would_stand_alone() -> None:
    groups = {"Speaker": Group(people=1), "Press": Group(people=7), "Standard": Group(people=90)}

    assert without_small(groups) == {"Standard": Group(people=90), OTHER: Group(people=8)}


def test_where_no_group_is_small_nothing_is_merged() -> None:
    groups = {"Press": Group(people=7), "Standard": Group(people=90)}

    assert without_small(groups) == groups
    assert without_small({}) == {}


def test_a_handful_of_people_are_others_altogether() -> None:
    assert without_small({"A": Group(people=1), "B": Group(people=2)}) == {OTHER: Group(people=3)}
