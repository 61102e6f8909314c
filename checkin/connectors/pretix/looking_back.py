"""After an answer that was lost: what the platform has of it.

A check-in is looked up among the attendee's on its list: the same direction at the same instant, which is
ours to the microsecond. By the code first, for that a device with few rights may do as well; where the code
has changed or the ticket was cancelled meanwhile, in the list of everything that was told since.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from checkin.connectors.http import Reply
from checkin.connectors.pretix.catalogue import Catalogue
from checkin.connectors.pretix.conversion import list_of
from checkin.connectors.pretix.fields import z
from checkin.connectors.pretix.payloads import demand, single
from checkin.connectors.pretix.rows import Checkin, Order, Position, PrintLog, readable
from checkin.errors import CredentialsError, RejectedError
from checkin.model.ids import PlatformId
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    NotThere,
    Operation,
    Recollection,
    Settled,
)
from checkin.model.station import StationKind

_SAME_INSTANT = timedelta(milliseconds=1)
_CLOCKS = timedelta(minutes=10)  # a station's clock may be off by so much
_NOT_FOUND = 404


def nonce_of(operation: str) -> str:
    """An operation's id as the platform is told it."""
    return operation.replace("-", "")


def leaves(operation: Operation) -> bool:
    """Whether it tells of somebody going out."""
    return operation.kind is StationKind.CHECK_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class LookingBack:
    """Questions about what was told before.

    Attributes:
        device: this device's number, empty where it is not known.
        complete: there is a list of all check-ins.
        clock_offset: seconds the platform's clock is ahead of ours; None where nobody knows.
    """

    catalogue: Catalogue
    device: str = ""
    complete: bool = True
    clock_offset: float | None = None

    def movement(self, operation: Operation) -> Recollection:
        """Whether a check-in or check-out is there. Raises a ConnectorError."""
        checkins = self._checkins(operation)
        if checkins is None:
            return CannotTell()  # with its nonce it is the same one, however often it is sent
        found = self._same(checkins, operation, operation.at)
        if found is None:
            return NotThere()
        ours = not (self.device and found.device_id) or self.device == found.device_id
        return Settled(at=found.datetime) if ours else AlreadyThere(at=found.datetime)

    def taken_back(self, operation: Operation, moved_at: datetime) -> Recollection:
        """Whether a check-in is gone. Raises a ConnectorError."""
        checkins = self._checkins(operation)
        if checkins is None:
            return CannotTell()  # a second time it is refused, and that is understood
        return Settled() if self._same(checkins, operation, moved_at) is None else NotThere()

    def printed(self, operation: Operation) -> Recollection:
        """Whether a badge's print is there. Raises a ConnectorError."""
        logs = self._print_logs(operation)
        if logs is None:
            return CannotTell()  # it is sent with a key that keeps the platform from noting it twice
        job = nonce_of(operation.id)
        return Settled() if any(log.job == job for log in logs) else NotThere()

    def _checkins(self, operation: Operation) -> Iterable[Checkin] | None:
        number = list_of(operation.station or PlatformId(""))
        bearers = self._bearers(operation, number)
        if bearers:
            return [one for bearer in bearers for one in bearer.checkins if one.list == number]
        if not operation.attendee or not self.complete:
            return None
        since = (operation.sent_there(self.clock_offset) or operation.at) - _CLOCKS
        with suppress(CredentialsError):  # not every profile may read this
            return [
                one
                for one in self.catalogue.checkins(operation.event, z(since))
                if one.successful and one.position == operation.attendee and one.list == number
            ]
        return None

    def _bearers(self, operation: Operation, number: str) -> Sequence[Position]:
        if not number or not operation.code:
            return ()
        with suppress(RejectedError):  # the list is gone
            return self.catalogue.on_list(operation.event, number, operation.code)
        return ()

    def _print_logs(self, operation: Operation) -> Sequence[PrintLog] | None:
        bearers = self._bearers(operation, list_of(operation.station or PlatformId("")))
        if bearers:
            return [log for bearer in bearers for log in bearer.print_logs]
        with suppress(CredentialsError, RejectedError):
            reply = self.catalogue.position(operation.event, operation.attendee)
            return single(demand(reply), Position).print_logs
        return None

    def _same(self, checkins: Iterable[Checkin], operation: Operation, at: datetime) -> Checkin | None:
        kind = "exit" if leaves(operation) else "entry"
        alike = [
            one
            for one in checkins
            if one.type == kind and one.datetime is not None and abs(one.datetime - at) < _SAME_INSTANT
        ]
        alike.sort(key=lambda one: one.device_id != self.device)
        return alike[0] if alike else None


def registered(reply: Reply, secret: str) -> Recollection:
    """Whether the order we made for a walk-in is there, from the answer to asking for it by its code."""
    if reply.status == _NOT_FOUND and "json" in reply.content_type:
        return NotThere()
    order = single(demand(reply), Order)
    return settled_walk_in(order, secret) or NotThere()


def settled_walk_in(order: Order, secret: str) -> Settled | None:
    """The walk-in of an order, by the code on their badge; None when it is somebody else's order."""
    for position in readable(Position, order.positions):
        if position.secret == secret:
            return Settled(attendee=PlatformId(position.id))
    return None
