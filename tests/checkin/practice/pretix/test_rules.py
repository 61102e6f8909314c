from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from checkin.practice.pretix.programme import make_events
from checkin.practice.pretix.rows import CheckInRow, PositionRow
from checkin.practice.pretix.rules import Circumstances, refusal_of

SUNDAY_NOON = datetime(2026, 11, 22, 11, tzinfo=UTC)
DOORS = {"buildTime": ["date_admission"]}
NOW = {"var": "now"}


def circumstances(*hours: float) -> Circumstances:
    """A VIP who came in so many hours before noon."""
    entries = [
        CheckInRow(
            id=number,
            list=1,
            position=1,
            type="entry",
            at=SUNDAY_NOON - timedelta(hours=ago),
            created=SUNDAY_NOON,
            device=1,
        )
        for number, ago in enumerate(hours)
    ]
    ticket = PositionRow(
        id=1,
        order="A",
        number=1,
        item=2,
        variation=None,
        price=Decimal(1),
        secret="s",  # noqa: S106
        pseudonym="p",
    )
    event, _ = make_events(SUNDAY_NOON - timedelta(hours=12))
    return Circumstances(event=event, position=ticket, entries=entries, at=SUNDAY_NOON)


def of_products(*numbers: int) -> dict[str, object]:
    lookups = [{"lookup": ["product", str(number), "x"]} for number in numbers]
    return {"inList": [{"var": "product"}, {"objectList": lookups}]}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({}, None),
        (of_products(1, 2), None),
        (of_products(1), "Ticket type not allowed"),
        ({"or": [of_products(1), of_products(2)]}, None),
        ({"or": [of_products(1), of_products(3)]}, "Ticket type not allowed"),
        ({"<": [{"var": "entries_number"}, 2]}, "Maximum number of entries exceeded"),
        ({"<=": [{"var": "entries_number"}, 2]}, None),
        ({"<": [{"var": "entries_today"}, 2]}, None),
        ({">=": [{"var": "entries_days"}, 3]}, "Maximum number of days with an entry exceeded."),
        ({"==": [{"var": "now_isoweekday"}, 7]}, None),
        ({"!=": [{"var": "now_isoweekday"}, 7]}, "Not allowed on this day of the week"),
        ({"==": [{"var": "unheard"}, 7]}, "Rule not fulfilled"),
        ({"isAfter": [NOW, DOORS, 0]}, None),
        ({"isBefore": [NOW, DOORS]}, "Not allowed at this time"),
        (
            {"isBefore": [NOW, {"buildTime": ["custom", "2026-11-22T11:00:00Z"]}, None]},
            "Not allowed at this time",
        ),
        ({"isBefore": [NOW, {"buildTime": ["custom", "2026-11-22T11:00:00Z"]}, 1]}, None),
    ],
)
def test_a_rule_says_why_not(rule: dict[str, object], told: str | None) -> None:
    assert refusal_of(rule, circumstances(1, 30)) == told
