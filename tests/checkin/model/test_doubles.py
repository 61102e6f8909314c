"""Which check-ins were one too many."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from checkin.model.admission import Refusal
from checkin.model.doubles import THEIRS, Pair, Terms, Witnessed, kept_under, pairs_of
from checkin.model.movement import Source
from checkin.model.station import Direction
from checkin.model.zone_rules import ZoneRules
from tests.fakes.builders import MORNING, a_movement

BERLIN = Terms(zone_time=ZoneInfo("Europe/Berlin"))
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
OUT = Direction.OUT


def ours(number: int, at: datetime = MORNING, way: Direction = Direction.IN, **more: object) -> Witnessed:
    """A movement of this station, the `number`th that became known here."""
    more.setdefault("told", "settled")
    return Witnessed(movement=a_movement(way, at), number=number, **more)  # type: ignore[arg-type]


def others(number: int, at: datetime = MORNING, way: Direction = Direction.IN) -> Witnessed:
    """A movement of another station, the `number`th that became known here."""
    return Witnessed(movement=a_movement(way, at, station="", source=Source.PLATFORM), number=number)


def overruled(one: Witnessed, refusal: Refusal = Refusal.ALREADY_INSIDE) -> Witnessed:
    """The same, against a refusal."""
    return replace(one, movement=replace(one.movement, overrode=refusal.value))


def pair(first: Witnessed, second: Witnessed) -> Pair:
    return Pair(first=first, second=second)


def test_two_stations_that_let_the_same_ticket_in_while_apart_make_a_double_entry() -> None:
    here, there = ours(1, MORNING), others(2, MORNING + MINUTE)

    assert pairs_of([here, there], BERLIN) == (pair(here, there),)


def test_the_earlier_one_is_the_first_in_whatever_order_they_became_known() -> None:
    here, there = ours(1, MORNING + MINUTE), others(2, MORNING)

    assert pairs_of([here, there], BERLIN) == (pair(there, here),)


def test_clocks_are_compared_by_the_offset_that_was_measured() -> None:
    here = ours(1, MORNING, ahead=timedelta(minutes=5))  # this station's clock is five minutes slow
    there = others(2, MORNING + MINUTE)

    assert pairs_of([here, there], BERLIN) == (pair(there, here),)


def test_whoever_left_in_between_came_in_again_rightly() -> None:
    gone = [ours(1), others(2, MORNING + MINUTE, OUT), others(3, MORNING + 2 * MINUTE)]

    assert pairs_of(gone, BERLIN) == ()


def test_where_nobody_may_come_again_after_leaving_it_is_one_too_many() -> None:
    once = Terms(zone_time=BERLIN.zone_time, rules=ZoneRules(again_after_leaving=False))
    here, out, there = ours(1), ours(2, MORNING + MINUTE, OUT), others(3, MORNING + 2 * MINUTE)

    assert pairs_of([here, out, there], once) == (pair(here, there),)


def test_a_zone_of_several_entries_has_no_double_ones() -> None:
    several = Terms(zone_time=BERLIN.zone_time, rules=ZoneRules(several_entries=True))

    assert pairs_of([ours(1), others(2, MORNING + MINUTE)], several) == ()


def test_of_a_party_only_who_came_beyond_its_number_is_one_too_many() -> None:
    party = Terms(zone_time=BERLIN.zone_time, admits=2)
    one, two, three = others(2), ours(1, MORNING + MINUTE), others(3, MORNING + 2 * MINUTE)

    assert pairs_of([one, two], party) == ()
    assert pairs_of([one, two, three], party) == (pair(two, three),)


def test_yesterday_is_no_double_of_today_where_one_may_come_once_a_day() -> None:
    yesterday, today = others(2, MORNING - 24 * HOUR), ours(1, MORNING, daily=True)
    again = others(3, MORNING + MINUTE)

    assert pairs_of([yesterday, today], BERLIN) == ()
    assert pairs_of([ours(1, MORNING - 24 * HOUR, daily=True), others(2)], BERLIN) == ()
    assert pairs_of([ours(1, MORNING - 24 * HOUR, daily=True), today, again], BERLIN) == (pair(today, again),)


def test_a_day_ends_at_midnight_of_the_event() -> None:
    late = datetime.fromisoformat("2026-11-22T22:30:00+00:00")  # 23:30 in Berlin

    assert pairs_of([ours(1, late, daily=True), others(2, late + HOUR)], BERLIN) == ()
    assert pairs_of([ours(1, late, daily=True), others(2, late + MINUTE)], BERLIN) != ()


def test_what_the_door_knew_or_a_lead_overruled_is_no_double_entry() -> None:
    assert pairs_of([others(1), ours(2, MORNING + MINUTE)], BERLIN) == ()
    assert pairs_of([others(3), overruled(ours(2, MORNING + MINUTE))], BERLIN) == ()


def test_who_overruled_something_else_did_not_know_that_they_had_come_before() -> None:
    there, here = others(3), overruled(ours(2, MORNING + MINUTE), Refusal.NEEDS_CONFIRMATION)

    assert pairs_of([there, here], BERLIN) == (pair(there, here),)


def test_what_two_other_stations_did_is_theirs_to_list() -> None:
    assert pairs_of([others(1), others(2, MORNING + MINUTE)], BERLIN) == ()


def test_each_further_check_in_is_one_too_many_after_the_one_that_stands() -> None:
    here, second, third = ours(1), others(2, MORNING + MINUTE), others(3, MORNING + 2 * MINUTE)

    assert pairs_of([here, second, third], BERLIN) == (pair(here, second), pair(here, third))


@pytest.mark.parametrize("minutes", [-10, 10])
def test_the_platforms_answer_alone_tells_of_the_other_one(minutes: int) -> None:
    there = MORNING + minutes * MINUTE
    here = ours(1, MORNING, told=THEIRS, taken_at=there)

    (found,) = pairs_of([here], BERLIN)

    assert found.ours == here
    other = found.first if minutes < 0 else found.second
    assert (other.movement.source, other.at) == (Source.PLATFORM, there)
    assert kept_under(other.movement.id) == here.movement.id


def test_an_answer_without_a_time_stands_for_before() -> None:
    here = ours(1, MORNING, told=THEIRS)

    (found,) = pairs_of([here], BERLIN)

    assert (found.second, found.first.untimed) == (here, True)


@pytest.mark.parametrize("said", [None, MORNING - 10 * MINUTE])
def test_what_a_pull_brings_afterwards_is_not_a_second_one(said: datetime | None) -> None:
    here = ours(1, MORNING, told=THEIRS, taken_at=said)
    pulled = others(2, MORNING - 10 * MINUTE + timedelta(seconds=0.4))

    assert pairs_of([here, pulled], BERLIN) == (pair(pulled, here),)


def test_the_platform_that_has_our_own_earlier_one_tells_of_nobody_else() -> None:
    first = ours(1, MORNING, taken_at=MORNING)
    left = ours(2, MORNING + MINUTE, OUT, told="")
    again = ours(3, MORNING + 2 * MINUTE, told=THEIRS, taken_at=MORNING)

    assert pairs_of([first, left, again], BERLIN) == ()
