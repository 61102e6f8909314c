"""The catalogue of the invented events: what is sold, asked and listed."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from checkin.practice.pretix.rows import (
    EventRow,
    ItemRow,
    ListRow,
    OptionRow,
    QuestionRow,
    QuotaRow,
    VariationRow,
)

MAIN: Final = "conf"
OTHER: Final = "hackday"

CONFERENCE, VIP, WORKSHOP, HACKER = 1, 2, 3, 4
REGULAR, STUDENT, SPEAKER, MORNING, AFTERNOON = 1, 2, 3, 4, 5
ENTRANCE, ONCE_A_DAY, WORKSHOPS, HACKERS = 1, 2, 3, 4
SHIRT, WAIVER, DIET, ROLE, PHOTO = 1, 2, 3, 4, 5

_ONCE_A_DAY: Final[dict[str, object]] = {
    "and": [
        {
            "inList": [
                {"var": "product"},
                {
                    "objectList": [
                        {"lookup": ["product", str(CONFERENCE), "Conference Ticket"]},
                        {"lookup": ["product", str(VIP), "VIP Pass"]},
                    ]
                },
            ]
        },
        {"<": [{"var": "entries_today"}, 1]},
    ]
}


def make_events(midnight: datetime) -> tuple[EventRow, EventRow]:
    """A conference that began yesterday, and a small event next week."""
    conference = EventRow(
        slug=MAIN,
        names={"de": "Übungskonferenz", "en": "Practice Conference"},
        starts=midnight - timedelta(hours=15),
        admission=midnight - timedelta(hours=16),
        ends=midnight + timedelta(days=2, hours=18),
        changed=midnight - timedelta(days=30),
        items=_items(),
        questions=_questions(),
        quotas=(
            QuotaRow(
                id=1,
                name="all",
                size=None,
                items=(CONFERENCE, VIP, WORKSHOP),
                variations=(REGULAR, STUDENT, SPEAKER, MORNING, AFTERNOON),
            ),
        ),
        lists=(
            ListRow(id=ENTRANCE, name="Main entrance", products=(CONFERENCE, VIP)),
            ListRow(
                id=ONCE_A_DAY,
                name="Exhibition, once a day",
                include_pending=True,
                several_entries=True,
                rules=_ONCE_A_DAY,
            ),
            ListRow(id=WORKSHOPS, name="Workshops", products=(WORKSHOP,), after_exit=False, addon_match=True),
        ),
    )
    hackday = EventRow(
        slug=OTHER,
        names={"en": "Practice Hackday"},
        starts=midnight + timedelta(days=7, hours=9),
        admission=midnight + timedelta(days=7, hours=8),
        ends=midnight + timedelta(days=7, hours=20),
        changed=midnight - timedelta(days=30),
        items=(ItemRow(id=HACKER, names={"en": "Hackday Ticket"}, price=Decimal(10)),),
        quotas=(QuotaRow(id=2, name="hackers", size=200, items=(HACKER,), variations=()),),
        lists=(ListRow(id=HACKERS, name="Door"),),
    )
    return conference, hackday


def _items() -> tuple[ItemRow, ...]:
    return (
        ItemRow(
            id=CONFERENCE,
            names={"de": "Konferenzticket", "en": "Conference Ticket"},
            price=Decimal(100),
            variations=(
                VariationRow(id=REGULAR, name="Regular", price=Decimal(100)),
                VariationRow(
                    id=STUDENT, name="Student", price=Decimal(40), attention=True, text="Check student ID"
                ),
                VariationRow(id=SPEAKER, name="Speaker", price=Decimal(0)),
            ),
        ),
        ItemRow(
            id=VIP,
            names={"en": "VIP Pass"},
            price=Decimal(500),
            attention=True,
            text="Hand over gold lanyard",
        ),
        ItemRow(
            id=WORKSHOP,
            names={"en": "Workshop"},
            price=Decimal(20),
            category=1,
            admission=False,
            variations=(
                VariationRow(id=MORNING, name="Morning", price=Decimal(20)),
                VariationRow(id=AFTERNOON, name="Afternoon", price=Decimal(20)),
            ),
        ),
    )


def _questions() -> tuple[QuestionRow, ...]:
    return (
        QuestionRow(
            id=SHIRT,
            identifier="TSHIRT",
            text="T-shirt size",
            type="C",
            items=(VIP,),
            required=True,
            at_check_in=True,
            options=tuple(
                OptionRow(id=number, identifier=f"TS{size}", answer=size)
                for number, size in enumerate(("S", "M", "L", "XL"), start=1)
            ),
        ),
        QuestionRow(
            id=WAIVER,
            identifier="WAIVER",
            text="Signed the photo waiver",
            type="B",
            items=(VIP,),
            required=True,
            at_check_in=True,
        ),
        QuestionRow(
            id=DIET,
            identifier="DIET",
            text="Diet",
            type="M",
            items=(CONFERENCE,),
            shown=True,
            options=tuple(
                OptionRow(id=number, identifier=f"D{name[:3].upper()}", answer=name)
                for number, name in enumerate(("Vegan", "Halal", "Kosher", "Gluten-free"), start=5)
            ),
        ),
        QuestionRow(id=ROLE, identifier="ROLE", text="Role", type="S", items=(CONFERENCE, VIP)),
        QuestionRow(
            id=PHOTO, identifier="PHOTO", text="Photo for your badge", type="F", items=(CONFERENCE, VIP)
        ),
    )
