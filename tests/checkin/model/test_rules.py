import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.model.ids import AttendeeId, MovementId, ZoneId
from checkin.model.movement import Movement
from checkin.model.rules import RuleAnswer, RuleFacts, judge
from checkin.model.station import Direction

RECORDINGS = Path(__file__).parents[2] / "recordings" / "pretix"
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)  # a Sunday, 12:00 in Berlin
ALLOWED, DENIED, CANNOT_TELL = RuleAnswer.ALLOWED, RuleAnswer.DENIED, RuleAnswer.CANNOT_TELL
UNREADABLE = {"moonPhase": ["full"]}
YES, NO = {"==": [1, 1]}, {"==": [1, 2]}


def recorded(name: str) -> Any:
    return json.loads((RECORDINGS / f"{name}.json").read_text(encoding="utf-8"))


def moved(direction: Direction, at: datetime) -> Movement:
    return Movement(
        id=MovementId(at.isoformat()),
        attendee=AttendeeId(1),
        zone=ZoneId("list:2"),
        direction=direction,
        at=at,
        station="door",
    )


def came(*ats: datetime) -> tuple[Movement, ...]:
    return tuple(moved(Direction.IN, at) for at in ats)


def facts(now: datetime = NOON, **others: Any) -> RuleFacts:
    return RuleFacts(**{"now": now, "zone_time": BERLIN, "ticket_type": "1", **others})


def chosen(*ids: object, model: str = "product") -> dict[str, object]:
    return {"objectList": [{"lookup": [model, one, "Some name"]} for one in ids]}


def var(name: str) -> dict[str, str]:
    return {"var": name}


def is_(name: str, value: object) -> dict[str, object]:
    return {"==": [var(name), value]}


@pytest.mark.parametrize(
    "name",
    [
        "112_redeem_rules_first_ok",
        "113_redeem_rules_denied",
        "114_redeem_rules_SAME_NONCE_RETRY",
        "116_redeem_rules_yesterday",
        "118_redeem_rules_product",
        "167_redeem_rules_backdated_first",
        "168_redeem_rules_backdated_second",
        "169_redeem_rules_in_order_first",
        "170_redeem_rules_in_order_second",
    ],
)
def test_it_answers_as_pretix_answered(name: str) -> None:
    rule = recorded("14_checkinlist_rules_create")["response"]["body"]["rules"]
    told = recorded(name)
    position = told["response"]["body"]["position"]
    before = came(*(datetime.fromisoformat(one["datetime"]) for one in position["checkins"]))
    at = datetime.fromisoformat(told["request"]["body"].get("datetime", "2026-11-22T07:09:07Z"))

    answer = judge(rule, facts(at, ticket_type=str(position["item"]), movements=before))

    assert answer is (ALLOWED if told["response"]["status"] == 201 else DENIED)


def test_a_zone_without_a_rule_is_open_to_all() -> None:
    assert judge({}, facts()) is ALLOWED


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        ({"and": [YES, YES]}, ALLOWED),
        ({"and": [YES, NO]}, DENIED),
        ({"and": []}, ALLOWED),
        ({"or": [NO, YES]}, ALLOWED),
        ({"or": [NO, NO]}, DENIED),
        ({"or": []}, DENIED),
        ({"!": [NO]}, ALLOWED),
        ({"!": YES}, DENIED),
        ({"or": [NO, {"and": [YES, {"or": [YES]}]}]}, ALLOWED),
    ],
)
def test_conditions_are_joined(rule: Mapping[str, object], answer: RuleAnswer) -> None:
    assert judge(rule, facts()) is answer


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        (UNREADABLE, CANNOT_TELL),
        ({"and": [YES, UNREADABLE]}, CANNOT_TELL),
        ({"and": [UNREADABLE, NO]}, DENIED),
        ({"or": [NO, UNREADABLE]}, CANNOT_TELL),
        ({"or": [UNREADABLE, YES]}, ALLOWED),
        ({"!": [UNREADABLE]}, CANNOT_TELL),
        ({"!": [NO, NO]}, CANNOT_TELL),
        ({"!=": [UNREADABLE, 1]}, CANNOT_TELL),
    ],
)
def test_what_cannot_be_read_opens_no_door_unless_the_rest_does(
    rule: Mapping[str, object], answer: RuleAnswer
) -> None:
    assert judge(rule, facts()) is answer


@pytest.mark.parametrize(
    "rule",
    [
        {"and": [YES], "or": [YES]},
        {"and": [1]},
        {"and": ["yes"]},
        {"var": "product"},
        {"var": "entries_number"},
        {"var": []},
        {"==": [var("phase of the moon"), 1]},
        {"==": [1]},
        {"==": [True, True]},
        {"==": ["one", 1]},
        {"<": [1]},
        {"<": [1, "two"]},
        {"<": [1, None]},
        {"<": [True, 2]},
        {"inList": [var("product"), ["1"]]},
        {"inList": [1, chosen("1")]},
        {"inList": [var("product"), chosen(1.5)]},
        {"inList": [var("product"), {"objectList": [{"lookup": ["product"]}]}]},
        {"isAfter": [var("now"), "2026-11-22T08:00:00Z"]},
        {"isAfter": [var("now")]},
        {"isAfter": []},
        {"==": [{"entries_since": ["2026-11-22"]}, 0]},
        {1: [YES]},
    ],
)
def test_a_rule_that_makes_no_sense_is_left_to_a_person(rule: Mapping[str, object]) -> None:
    assert judge(rule, facts()) is CANNOT_TELL


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        ({"<": [1, 2]}, ALLOWED),
        ({"<": [2, 2]}, DENIED),
        ({"<=": [2, 2]}, ALLOWED),
        ({">": [2, 2]}, DENIED),
        ({">=": [2, 2]}, ALLOWED),
        ({"<": [1, 2, 3]}, ALLOWED),
        ({"<": [1, 3, 2]}, DENIED),
        ({"<": [1, "2"]}, ALLOWED),
        ({"!=": [1, 2]}, ALLOWED),
        ({"!=": [2, 2.0]}, DENIED),
        ({"==": [var("product"), 1]}, ALLOWED),
        ({"==": [var("product"), "1"]}, ALLOWED),
        ({"==": [var("product"), "01"]}, DENIED),
    ],
)
def test_numbers_are_compared(rule: Mapping[str, object], answer: RuleAnswer) -> None:
    assert judge(rule, facts()) is answer


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        ({"inList": [var("product"), chosen("1", "2")]}, ALLOWED),
        ({"inList": [var("product"), chosen("2", "11")]}, DENIED),
        ({"inList": [var("product"), chosen(1)]}, ALLOWED),
        ({"inList": [var("product"), chosen()]}, DENIED),
        ({"inList": [var("product"), chosen(None, 2)]}, DENIED),
        ({"inList": [var("product"), chosen(-1, "1")]}, ALLOWED),
        ({"inList": [var("product"), chosen(10**5000)]}, CANNOT_TELL),
        ({"inList": [var("variation"), chosen("7", model="variation")]}, ALLOWED),
        ({"inList": [var("gate"), chosen("3", model="gate")]}, CANNOT_TELL),
    ],
)
def test_products_and_variations_are_found_in_lists(rule: Mapping[str, object], answer: RuleAnswer) -> None:
    assert judge(rule, facts(variation="7")) is answer


@pytest.mark.parametrize(("gate", "answer"), [("3", ALLOWED), ("4", DENIED), ("", DENIED)])
def test_a_gate_counts_where_it_is_known(gate: str, answer: RuleAnswer) -> None:
    rule = {"inList": [var("gate"), chosen("3", model="gate")]}

    assert judge(rule, facts(gate=gate)) is answer


def test_a_ticket_without_a_variation_has_none_of_those_listed() -> None:
    rule = {"inList": [var("variation"), chosen("7", model="variation")]}

    assert judge(rule, facts()) is DENIED


STARTS, ENDS = NOON + timedelta(hours=1), NOON + timedelta(hours=5)


@pytest.mark.parametrize(
    ("comparison", "time", "tolerance", "answer"),
    [
        ("isAfter", ["date_from"], [], DENIED),
        ("isAfter", ["date_from"], [59], DENIED),
        ("isAfter", ["date_from"], [60], DENIED),
        ("isAfter", ["date_from"], [61], ALLOWED),
        ("isAfter", ["date_from"], ["61"], ALLOWED),
        ("isBefore", ["date_from"], [None], ALLOWED),
        ("isBefore", ["date_to"], [0], ALLOWED),
        ("isAfter", ["date_admission"], [], ALLOWED),
        ("isBefore", ["date_admission"], [""], DENIED),
        ("isBefore", ["date_admission"], [31], ALLOWED),
        ("isBefore", ["date_admission"], [30], DENIED),
        ("isAfter", ["custom", "2026-11-22T11:59:59.000+01:00"], [], ALLOWED),
        ("isAfter", ["custom", "2026-11-22T11:00:00Z"], [], DENIED),
        ("isBefore", ["customtime", "12:00:01"], [], ALLOWED),
        ("isBefore", ["customtime", "12:00"], [], DENIED),
        ("isAfter", ["customtime", "9:30"], [], ALLOWED),
        ("isAfter", ["custom", "2026-11-22T08:00:00"], [], CANNOT_TELL),
        ("isAfter", ["custom", "9999-12-31T23:59:59-12:00"], [], CANNOT_TELL),
        ("isAfter", ["custom", "yesterday"], [], CANNOT_TELL),
        ("isAfter", ["customtime", "25:00"], [], CANNOT_TELL),
        ("isAfter", ["customtime", ""], [], CANNOT_TELL),
        ("isAfter", ["custom"], [], CANNOT_TELL),
        ("isAfter", ["easter"], [], CANNOT_TELL),
        ("isAfter", [], [], CANNOT_TELL),
        ("isAfter", ["date_from"], [1e300], CANNOT_TELL),
        ("isAfter", ["date_from"], [10**400], CANNOT_TELL),
        ("isAfter", ["date_from"], [float("nan")], CANNOT_TELL),
        ("isAfter", ["date_from"], ["soon"], CANNOT_TELL),
        ("isAfter", ["date_from"], [1, 2], CANNOT_TELL),
    ],
)
def test_times_are_compared_with_a_tolerance(
    comparison: str, time: list[object], tolerance: list[object], answer: RuleAnswer
) -> None:
    rule = {comparison: [var("now"), {"buildTime": time}, *tolerance]}
    admission = NOON - timedelta(minutes=30)

    known = facts(event_starts=STARTS, event_ends=ENDS, event_admission=admission)

    assert judge(rule, known) is answer


@pytest.mark.parametrize("missing", ["date_to", "date_admission"])
def test_an_event_that_only_says_when_it_begins_is_measured_by_that(missing: str) -> None:
    rule = {"isBefore": [var("now"), {"buildTime": [missing]}]}

    assert judge(rule, facts(event_starts=STARTS)) is ALLOWED
    assert judge(rule, facts(STARTS, event_starts=STARTS)) is DENIED
    assert judge(rule, facts()) is CANNOT_TELL


def test_a_time_of_the_day_is_the_events_own_on_the_day_the_clocks_change() -> None:
    rule = {"isAfter": [var("now"), {"buildTime": ["customtime", "02:30"]}]}
    second_half_past_two = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

    assert judge(rule, facts(second_half_past_two - timedelta(minutes=59))) is ALLOWED
    assert judge(rule, facts(second_half_past_two - timedelta(minutes=61))) is DENIED


@pytest.mark.parametrize(("utc_hour", "day"), [(22, 7), (23, 1)])
def test_the_day_of_the_week_is_the_events_own(utc_hour: int, day: int) -> None:
    assert judge(is_("now_isoweekday", day), facts(NOON.replace(hour=utc_hour))) is ALLOWED


SATURDAY_NIGHT = datetime(2026, 11, 21, 22, 59, tzinfo=UTC)
SUNDAY_MIDNIGHT = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
TOMORROW = NOON + timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("entries_number", 4),
        ("entries_today", 3),
        ("entries_days", 3),
        ("minutes_since_first_entry", 12 * 60 + 1),
        ("minutes_since_last_entry", -24 * 60),
        ("entry_status", "present"),
    ],
)
def test_what_happened_before_is_counted_by_the_events_own_days(name: str, value: object) -> None:
    before = came(SUNDAY_MIDNIGHT, SATURDAY_NIGHT, TOMORROW, NOON - timedelta(hours=1))

    assert judge(is_(name, value), facts(movements=before)) is ALLOWED


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("entries_number", 0),
        ("entries_today", 0),
        ("entries_days", 0),
        ("minutes_since_first_entry", -1),
        ("minutes_since_last_entry", -1),
        ("entry_status", "absent"),
    ],
)
def test_of_somebody_who_never_came_there_is_nothing_to_count(name: str, value: object) -> None:
    assert judge(is_(name, value), facts()) is ALLOWED


def test_minutes_are_whole_ones() -> None:
    before = came(NOON - timedelta(seconds=119))

    assert judge(is_("minutes_since_last_entry", 1), facts(movements=before)) is ALLOWED


def test_whoever_left_is_absent_and_leaving_is_no_entry() -> None:
    before = (*came(SATURDAY_NIGHT), moved(Direction.OUT, SUNDAY_MIDNIGHT))

    assert judge(is_("entry_status", "absent"), facts(movements=before)) is ALLOWED
    assert judge(is_("entries_number", 1), facts(movements=before)) is ALLOWED
    assert judge(is_("entries_today", 0), facts(movements=before)) is ALLOWED


def test_the_later_movement_decides_who_is_present_and_at_one_instant_the_one_recorded_later() -> None:
    left = moved(Direction.OUT, SATURDAY_NIGHT)

    assert judge(is_("entry_status", "present"), facts(movements=(*came(NOON), left))) is ALLOWED
    assert judge(is_("entry_status", "absent"), facts(movements=(*came(SATURDAY_NIGHT), left))) is ALLOWED


@pytest.mark.parametrize(
    ("name", "value"),
    [("entries_since", 3), ("entries_before", 2), ("entries_days_since", 2), ("entries_days_before", 1)],
)
def test_entries_are_counted_on_either_side_of_an_instant(name: str, value: int) -> None:
    before = came(SATURDAY_NIGHT - timedelta(hours=1), SATURDAY_NIGHT, SUNDAY_MIDNIGHT, NOON, TOMORROW)
    limit = {"buildTime": ["custom", SUNDAY_MIDNIGHT.isoformat()]}

    assert judge({"==": [{name: [limit]}, value]}, facts(movements=before)) is ALLOWED


def test_a_rule_nested_without_end_is_left_to_a_person() -> None:
    rule: dict[str, object] = dict(YES)
    for _ in range(100_000):
        rule = {"and": [rule]}

    assert judge(rule, facts()) is CANNOT_TELL


OPERATORS = (
    *("and", "or", "!", "==", "!=", "<", "<=", ">", ">=", "inList", "objectList", "lookup", "var"),
    *("isBefore", "isAfter", "buildTime", "entries_since", "entries_before", "entries_days_since"),
)
WORDS = (
    *("product", "variation", "gate", "now", "now_isoweekday", "entries_number", "entries_today"),
    *("entries_days", "minutes_since_last_entry", "entry_status", "date_from", "date_to", "date_admission"),
    *("custom", "customtime", "12:00", "2026-11-22T08:00:00Z"),
)
NAMES = st.sampled_from([*OPERATORS, *WORDS])
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), NAMES)
RULES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.lists(parts, max_size=4),
        st.dictionaries(NAMES | st.text(max_size=5), parts | st.lists(parts, max_size=4), max_size=2),
    ),
    max_leaves=20,
)


@given(rule=st.dictionaries(NAMES, RULES, max_size=2), starts=st.sampled_from([None, STARTS]))
def test_no_rule_whatever_breaks_anything(rule: dict[str, object], starts: datetime | None) -> None:
    known = facts(event_starts=starts, movements=came(SATURDAY_NIGHT))

    assert judge(rule, known) in RuleAnswer
