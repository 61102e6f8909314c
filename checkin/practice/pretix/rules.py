"""Evaluates the rules of a check-in list: JsonLogic with pretix' own operators."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from checkin.practice.pretix.calls import read_moment
from checkin.practice.pretix.rows import CheckInRow, EventRow, PositionRow

_TEXTS: Final = {
    "product": "Ticket type not allowed",
    "variation": "Ticket variation not allowed",
    "entries_number": "Maximum number of entries exceeded",
    "entries_today": "Maximum number of entries today exceeded",
    "entries_days": "Maximum number of days with an entry exceeded.",
    "now": "Not allowed at this time",
    "now_isoweekday": "Not allowed on this day of the week",
}
_COMPARES: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "==": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a rule is asked about.

    Attributes:
        entries: the good entries of this position on this list.
        at: when the scan happened.
    """

    event: EventRow
    position: PositionRow
    entries: Sequence[CheckInRow]
    at: datetime

    def value(self, name: str) -> object:
        """What a variable is at this moment."""
        zone = ZoneInfo(self.event.timezone)
        local = self.at.astimezone(zone)
        # As observed, later days count, too: there is no upper bound.
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        known: dict[str, object] = {
            "product": str(self.position.item),
            "variation": str(self.position.variation or ""),
            "now": self.at,
            "now_isoweekday": local.isoweekday(),
            "entries_number": len(self.entries),
            "entries_today": sum(one.at >= midnight for one in self.entries),
            "entries_days": len({one.at.astimezone(zone).date() for one in self.entries}),
        }
        return known.get(name)


def refusal_of(rule: object, about: Circumstances) -> str | None:
    """Why a rule says no, in words; None when it says yes."""
    if not isinstance(rule, dict) or not rule:
        return None
    operator, operands = next(iter(rule.items()))
    if operator == "and":
        return next((told for one in operands if (told := refusal_of(one, about)) is not None), None)
    if operator == "or":
        each = [refusal_of(one, about) for one in operands]
        return None if None in each else each[0]
    return None if _holds(operator, operands, about) else _TEXTS.get(_subject(operands), "Rule not fulfilled")


def _holds(operator: str, operands: list[Any], about: Circumstances) -> bool:
    values = [_value(one, about) for one in operands]
    if operator == "inList":
        return values[0] in values[1]
    if operator in {"isBefore", "isAfter"}:
        grace = timedelta(minutes=values[2] or 0) if len(values) > 2 else timedelta()  # noqa: PLR2004
        is_before: bool = values[0] < values[1] + grace
        is_after: bool = values[0] >= values[1] - grace
        return is_before if operator == "isBefore" else is_after
    return _COMPARES[operator](values[0], values[1])


def _value(operand: Any, about: Circumstances) -> Any:
    if not isinstance(operand, dict):
        return operand
    operator, inner = next(iter(operand.items()))
    if operator == "var":
        return about.value(inner)
    if operator == "objectList":
        return [one["lookup"][1] for one in inner]
    kinds = {
        "date_from": about.event.starts,
        "date_to": about.event.ends,
        "date_admission": about.event.admission,
    }
    return kinds.get(inner[0]) or read_moment(inner[1])


def _subject(operands: list[Any]) -> str:
    """The variable a comparison is about."""
    named = (one["var"] for one in operands if isinstance(one, dict) and "var" in one)
    return next(named, "")
