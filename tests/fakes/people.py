"""Attendees to show on a screen."""

from datetime import UTC, datetime, timedelta

from checkin.model.attendee import Attendee, Ticket, TicketStatus
from checkin.model.ids import AttendeeId, EventId, PlatformId

MORNING = datetime(2026, 11, 7, 8, 52, tzinfo=UTC)


def an_attendee(
    number: int,
    given_name: str,
    family_name: str,
    *,
    company: str = "",
    ticket: str = "Standard",
    status: TicketStatus = TicketStatus.VALID,
    order: str = "",
    valid_from: datetime | None = None,
) -> Attendee:
    """Somebody with a ticket; their code is ``C`` and their number."""
    return Attendee(
        id=AttendeeId(number),
        event=EventId(1),
        platform_id=PlatformId(str(number)),
        given_name=given_name,
        family_name=family_name,
        company=company,
        badge_code=f"C{number}",
        ticket=Ticket(
            type_id=PlatformId(ticket),
            type_name=ticket,
            status=status,
            order=order,
            valid_from=valid_from,
        ),
    )


CROWD = (
    an_attendee(1, "Ada", "Lovelace", company="Analytical Engines", ticket="Speaker", order="ORD-100"),
    an_attendee(2, "Grace", "Hopper", company="US Navy Reserve", ticket="Standard", order="ORD-101"),
    an_attendee(3, "Katherine", "Johnson", company="NASA Langley", ticket="Standard", order="ORD-101"),
    an_attendee(4, "Unpaid", "Person", company="Bank of Later", status=TicketStatus.UNPAID),
    an_attendee(5, "Cancelled", "Person", status=TicketStatus.CANCELLED),
    an_attendee(6, "Early", "Bird", valid_from=MORNING + timedelta(days=1, hours=1)),
    an_attendee(7, "محمد عبد الرحمن", "الخوارزمي", company="بيت الحكمة", ticket="Speaker"),
    an_attendee(8, "张", "伟明", company="清华大学 计算机科学与技术系", ticket="Student"),
    an_attendee(
        9,
        "Maximiliana Constanze Theodora",
        "von Wolfeschlegelsteinhausenbergerdorff-Schmidt",
        company="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        ticket="VIP with workshops, dinner and evening programme",
    ),
    an_attendee(10, "สมชาย", "ใจดี", company="จุฬาลงกรณ์มหาวิทยาลัย", ticket="Standard"),
    an_attendee(11, "Grace", "O'Malley", company="Clew Bay Shipping", ticket="Student"),
)
