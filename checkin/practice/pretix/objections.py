"""What speaks against a scan."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from checkin.practice.pretix.rows import EventRow, ListRow, OrderRow, PositionRow
from checkin.practice.pretix.rules import Circumstances, refusal_of
from checkin.practice.pretix.scans import ENTRY, EXIT, Scan
from checkin.practice.pretix.state import State


class Refused(Exception):  # noqa: N818 - an answer, and no error
    """A scan that is refused, with the reason."""

    def __init__(self, reason: str, explanation: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.explanation = explanation


def of_ticket(event: EventRow, order: OrderRow, position: PositionRow, scan: Scan) -> Iterator[Refused]:
    """What speaks against the ticket itself."""
    if position.cancelled or order.status not in "pn":
        yield Refused("canceled")
    elif order.require_approval and order.status == "n":
        yield Refused("unapproved")
    if position.blocked:
        yield Refused("blocked")
    if scan.type == EXIT:
        return
    zone = ZoneInfo(event.timezone)
    if position.valid_from is not None and position.valid_from > scan.at:
        moment = f"{position.valid_from.astimezone(zone):%Y-%m-%d %H:%M}"
        yield Refused("invalid_time", f"This ticket is only valid after {moment}.")
    if position.valid_until is not None and position.valid_until < scan.at:
        moment = f"{position.valid_until.astimezone(zone):%Y-%m-%d %H:%M}"
        yield Refused("invalid_time", f"This ticket was only valid before {moment}.")


def of_list(
    state: State, event: EventRow, check_in_list: ListRow, position: PositionRow, scan: Scan
) -> Iterator[Refused]:
    """What speaks against it at this door."""
    order = state.order_of(position)
    ignored = scan.ignore_unpaid and check_in_list.include_pending
    if not check_in_list.lists(position.item):
        yield Refused("product")
    elif order.status == "n" and not order.valid_if_pending and not ignored:
        yield Refused("unpaid")
    if scan.type == ENTRY and check_in_list.rules:
        entries = [one for one in state.check_ins.of(position, check_in_list) if one.type == ENTRY]
        about = Circumstances(event=event, position=position, entries=entries, at=scan.at)
        told = refusal_of(check_in_list.rules, about)
        if told is not None:
            yield Refused("rules", told)
