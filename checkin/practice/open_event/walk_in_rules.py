"""How somebody without a ticket gets one on the practice platform: an order, filled in, then completed."""

from collections.abc import Mapping
from dataclasses import replace

from checkin.practice.open_event.platform import Platform
from checkin.practice.open_event.problems import crash, missing
from checkin.practice.open_event.rows import AccountRow, AttendeeRow, OrderRow, TicketRow


def create_order(platform: Platform, account: AccountRow, wanted: Mapping[int, int]) -> OrderRow:
    """A new order of the caller's, with nameless attendees; `wanted` is how many of which ticket.

    Raises:
        Problem: there is no such ticket.
    """
    tickets = [(_ticket(platform, number), quantity) for number, quantity in wanted.items()]
    now = platform.clock.now()
    order = OrderRow(
        id=max(platform.orders, default=0) + 1,
        event_id=tickets[0][0].event_id,
        identifier=platform.new_identifier(),
        status="initializing",
        created_at=now,
        user_id=account.id,
        amount=float(sum(ticket.price * quantity for ticket, quantity in tickets)),
        payment_mode=None,
    )
    platform.put_order(order)
    for ticket, quantity in tickets:
        for _ in range(quantity):
            platform.attendees.put(
                AttendeeRow(
                    id=platform.attendees.next_id(),
                    event_id=order.event_id,
                    order_id=order.id,
                    ticket_id=ticket.id,
                    firstname="",
                    lastname="",
                    created_at=now,
                    modified_at=now,
                    identifier=f"{platform.dice.getrandbits(24):06x}",
                )
            )
    return order


def _ticket(platform: Platform, number: int) -> TicketRow:
    ticket = platform.tickets.get(number)
    if ticket is None:
        raise missing(f"Ticket: {number} not found", {"parameter": "ticket_id"})
    return ticket


def complete_order(platform: Platform, order: OrderRow, sent: Mapping[str, object], url: str) -> OrderRow:
    """Store what was sent about an order.

    Raises:
        Problem: no amount was sent; or the event has no description, in which case the change was made
            before the server fell over.
    """
    if "amount" not in sent:
        raise crash()
    status = str(sent.get("status", order.status))
    done = status == "completed"
    event = platform.events[order.event_id]
    changed = replace(
        order,
        status=status,
        payment_mode=str(sent.get("payment_mode", order.payment_mode)),
        tickets_pdf_url=f"{url}/generated/tickets/{order.identifier}.pdf" if done else order.tickets_pdf_url,
        completed_at=platform.clock.now() if done and event.description is not None else order.completed_at,
    )
    platform.put_order(changed)
    if event.description is None and done:
        raise crash()
    return changed
