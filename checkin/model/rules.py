"""A zone's rule, judged without the platform: JsonLogic with pretix' own operators.

What pretix 2026.8 answers for the same facts is answered here, observed or as its check-in rules are
documented. The rule comes from outside and may be anything: nothing here fails. Whatever cannot be read is
"cannot tell", and only that part of the rule is: where the rest decides, the rest decides.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from checkin.model.rule_facts import RuleFacts

__all__ = ["RuleAnswer", "RuleFacts", "judge"]


class RuleAnswer(StrEnum):
    """What a rule says to one attendee at one instant."""

    ALLOWED = "allowed"
    DENIED = "denied"
    CANNOT_TELL = "cannot tell"
    """The rule, or what it asks for, is not known here: a person has to decide."""


def judge(logic: Mapping[str, object], facts: RuleFacts) -> RuleAnswer:
    """Say whether the rule lets somebody in.

    Args:
        logic: the rule as its platform sent it; an empty one allows everybody. It is not trusted.
        facts: what the rule may ask for.
    """
    if not logic:
        return RuleAnswer.ALLOWED
    match _value(logic, facts, 0):
        case True:
            return RuleAnswer.ALLOWED
        case False:
            return RuleAnswer.DENIED
        case _:
            return RuleAnswer.CANNOT_TELL


_DEEPEST = 32
"""Rules made with pretix' editor are a handful of levels deep."""

_Value = bool | int | float | str | datetime | tuple["_Value", ...] | None
"""What a part of a rule comes to; None when that cannot be told."""

_Operation = Callable[[Sequence[_Value], RuleFacts], _Value]


def _value(part: object, facts: RuleFacts, depth: int) -> _Value:
    if isinstance(part, Mapping):
        return _applied(part, facts, depth)
    if part is None:
        return ""  # in a rule, null is as good as nothing: a tolerance that was left out
    return part if isinstance(part, bool | int | float | str) else None


def _applied(part: Mapping[object, object], facts: RuleFacts, depth: int) -> _Value:
    if len(part) != 1 or depth >= _DEEPEST:
        return None
    ((name, given),) = part.items()
    operation = _OPERATIONS.get(name) if isinstance(name, str) else None
    if operation is None:
        return None
    operands = given if isinstance(given, list | tuple) else [given]
    return operation([_value(operand, facts, depth + 1) for operand in operands], facts)


# Conditions. One that cannot be told is passed over where the others decide.


def _all(values: Sequence[_Value], _: RuleFacts) -> _Value:
    if any(value is False for value in values):
        return False
    return True if all(value is True for value in values) else None


def _any(values: Sequence[_Value], _: RuleFacts) -> _Value:
    if any(value is True for value in values):
        return True
    return False if all(value is False for value in values) else None


def _not(values: Sequence[_Value], _: RuleFacts) -> _Value:
    match values:
        case [bool() as only]:
            return not only
        case _:
            return None


# Comparisons.


def _number(value: _Value) -> float | None:
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _in_order(fits: Callable[[float, float], bool]) -> _Operation:
    def compare(values: Sequence[_Value], _: RuleFacts) -> _Value:
        numbers = [number for number in map(_number, values) if number is not None]
        if len(numbers) != len(values) or len(numbers) < 2:  # noqa: PLR2004 - it takes two
            return None
        return all(fits(one, next_one) for one, next_one in pairwise(numbers))

    return compare


def _equal(values: Sequence[_Value], _: RuleFacts) -> _Value:
    match values:
        case [str() as one, str() as other]:
            return one == other
        case [one, other]:
            left, right = _number(one), _number(other)
            return None if left is None or right is None else left == right
        case _:
            return None


def _unequal(values: Sequence[_Value], facts: RuleFacts) -> _Value:
    return _not([_equal(values, facts)], facts)


def _before(values: Sequence[_Value], _: RuleFacts) -> _Value:
    """The first lies before the second; the tolerance, in minutes, makes the second later."""
    match values:
        case [datetime() as one, datetime() as other]:
            return one < other
        case [datetime() as one, datetime() as other, minutes]:
            tolerance = _minutes(minutes)
            return None if tolerance is None else one - other < tolerance
        case _:
            return None


def _after(values: Sequence[_Value], facts: RuleFacts) -> _Value:
    return _before([*reversed(values[:2]), *values[2:]], facts)


def _minutes(value: _Value) -> timedelta | None:
    number = 0.0 if value == "" else _number(value)
    if number is None:
        return None
    try:
        return timedelta(minutes=number)
    except (OverflowError, ValueError):  # longer than any calendar, or no number at all
        return None


# Lists of products, variations and gates.


def _list(values: Sequence[_Value], _: RuleFacts) -> _Value:
    return tuple(values)


def _looked_up(values: Sequence[_Value], _: RuleFacts) -> _Value:
    """Of model, id and name only the id counts; it comes as text, and some send it as a number."""
    match values:
        case [_, str() as number, *_]:
            return number
        case [_, int() as number, *_] if not isinstance(number, bool) and 0 <= number < 1 << 63:
            return str(number)
        case _:
            return None


def _listed(values: Sequence[_Value], _: RuleFacts) -> _Value:
    match values:
        case [str() as one, tuple() as several]:
            if one in several:
                return True
            return False if all(isinstance(other, str) for other in several) else None
        case _:
            return None


# Times.


def _time(values: Sequence[_Value], facts: RuleFacts) -> _Value:
    match values:
        case ["date_from", *_]:
            return facts.event_starts
        case ["date_to", *_]:
            return facts.event_ends or facts.event_starts
        case ["date_admission", *_]:
            return facts.event_admission or facts.event_starts
        case ["custom", str() as text, *_]:
            return _instant(text)
        case ["customtime", str() as text, *_]:
            return _today_at(text, facts)
        case _:
            return None


def _instant(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
        return None if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _today_at(text: str, facts: RuleFacts) -> datetime | None:
    try:
        return facts.today_at(time.fromisoformat(text if text[1:2] != ":" else f"0{text}"))
    except ValueError:
        return None


# What is known of them.


def _counted(fits: Callable[[datetime, datetime], bool], *, days: bool) -> _Operation:
    """How many check-ins, or days with one, lie on one side of an instant."""

    def count(values: Sequence[_Value], facts: RuleFacts) -> _Value:
        match values:
            case [datetime() as limit]:
                entries = [entry for entry in facts.entries if fits(entry, limit)]
                return facts.days(entries) if days else len(entries)
            case _:
                return None

    return count


_VARIABLES: Mapping[str, Callable[[RuleFacts], _Value]] = {
    "product": lambda facts: facts.ticket_type,
    "variation": lambda facts: facts.variation,
    "gate": lambda facts: facts.gate,
    "now": lambda facts: facts.now,
    "now_isoweekday": lambda facts: facts.weekday,
    "entries_number": lambda facts: len(facts.entries),
    "entries_today": lambda facts: facts.entries_today,
    "entries_days": lambda facts: facts.days(facts.entries),
    "minutes_since_last_entry": lambda facts: facts.minutes_since(-1),
    "minutes_since_first_entry": lambda facts: facts.minutes_since(0),
    "entry_status": lambda facts: "present" if facts.is_present else "absent",
}


def _variable(values: Sequence[_Value], facts: RuleFacts) -> _Value:
    match values:
        case [str() as name, *_] if name in _VARIABLES:
            return _VARIABLES[name](facts)
        case _:
            return None


_OPERATIONS: Mapping[str, _Operation] = {
    "and": _all,
    "or": _any,
    "!": _not,
    "==": _equal,
    "!=": _unequal,
    "<": _in_order(operator.lt),
    "<=": _in_order(operator.le),
    ">": _in_order(operator.gt),
    ">=": _in_order(operator.ge),
    "inList": _listed,
    "objectList": _list,
    "lookup": _looked_up,
    "isBefore": _before,
    "isAfter": _after,
    "buildTime": _time,
    "entries_since": _counted(operator.ge, days=False),
    "entries_before": _counted(operator.lt, days=False),
    "entries_days_since": _counted(operator.ge, days=True),
    "entries_days_before": _counted(operator.lt, days=True),
    "var": _variable,
}
