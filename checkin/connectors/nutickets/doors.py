"""What happens at a door, told to the platform or asked of it."""

from collections.abc import Sequence

from checkin.clock import Clock
from checkin.connectors.http.values import as_number
from checkin.connectors.nutickets import conversion
from checkin.connectors.nutickets.client import Client, EntryScan, LiveScan
from checkin.connectors.nutickets.guests import Guests
from checkin.connectors.nutickets.live import IGNORED, refusal_of
from checkin.connectors.nutickets.structure import entry_zone, zone_of
from checkin.connectors.nutickets.walk_in import WalkIns
from checkin.errors import RejectedError
from checkin.model.admission import Refusal
from checkin.model.ids import PlatformId
from checkin.model.live import LiveAnswer, LiveQuestion
from checkin.model.operation import (
    NotThere,
    Operation,
    Pair,
    Recollection,
    Rejected,
    Settled,
    Turned,
    Verdict,
)
from checkin.model.station import Direction, StationKind

_NO_CODE = "The ticket has no barcode the platform knows."
_NOT_TAKEN = "The platform did not take the scan."
_GUESTS_STAY = "Guest lists count who came; the platform keeps no check-outs of guests."
_NO_TAGS_FOR_GUESTS = "The platform pairs tags with tickets only, not with guests."
_NO_TICKET = "The platform knows no ticket with this barcode at this event."
_NO_ZONE = "The event has no zone the platform could scan into."
_NOT_FOUND = "no query results"
_HARMLESS = frozenset([Refusal.ALREADY_INSIDE, Refusal.NOT_INSIDE])


class Doors:
    """Tells and asks.

    Args:
        client: the requests.
        guests: counts people of guest lists.
        walk_ins: knows the barcodes of tickets that were sold here.
        clock: tells the time.
    """

    def __init__(self, client: Client, guests: Guests, walk_ins: WalkIns, clock: Clock) -> None:
        self._client = client
        self._guests = guests
        self._walk_ins = walk_ins
        self._clock = clock
        self._entries: dict[str, str | None] = {}

    def move(self, operation: Operation) -> Verdict:
        """A check-in or check-out, with the time it happened; what happened is taken without any check."""
        leaves = operation.kind is StationKind.CHECK_OUT
        guest = conversion.guest_number(operation.attendee)
        if guest and leaves:
            return Rejected(reason=_GUESTS_STAY)
        if guest:
            return self._guests.count_in(operation.id, operation.event, guest, operation.at)
        return self._tell(operation, self._walk_ins.barcode_of(operation))

    def move_together(self, operations: Sequence[Operation]) -> Sequence[Verdict]:
        """Check-ins and check-outs of tickets in one request, as `move`; guests are counted one by one."""
        scans = [self._scan(one, self._walk_ins.barcode_of(one)) for one in operations]
        if not self._client.admit(scans):
            raise RejectedError(self._client.session.platform, _NOT_TAKEN)
        return [_settled(one) for one in operations]

    def fits(self, operation: Operation) -> bool:
        """Whether it can be told together with others: a ticket's, with a barcode and a zone."""
        zone = zone_of(operation.station)
        is_guest = conversion.guest_number(operation.attendee)
        has_zone = zone is None or bool(as_number(zone))
        return not is_guest and has_zone and bool(self._walk_ins.barcode_of(operation))

    def turned(self, operation: Operation, task: Turned) -> Verdict:
        """Somebody who was refused."""
        return self._tell(operation, task.code, failed=task.refusal or "refused")

    def _tell(self, operation: Operation, code: str, *, failed: str = "") -> Verdict:
        zone = zone_of(operation.station)
        if not code:
            return Rejected(reason=_NO_CODE)
        if zone is not None and not as_number(zone):
            return Rejected(reason=_NO_ZONE)
        if not self._client.admit([self._scan(operation, code, failed=failed)]):
            return Rejected(reason=_NOT_TAKEN)
        return _settled(operation)

    @staticmethod
    def _scan(operation: Operation, code: str, *, failed: str = "") -> EntryScan:
        return EntryScan(
            uuid=operation.id,
            barcode=code,
            event=operation.event,
            zone=zone_of(operation.station),
            at=operation.at,
            leaves=operation.kind is StationKind.CHECK_OUT,
            failed=failed,
        )

    def recall_guest(self, operation: Operation) -> Recollection:
        """Whether a guest was counted."""
        guest = conversion.guest_number(operation.attendee)
        return self._guests.recall(operation.id, operation.event, guest)

    def pair(self, operation: Operation, task: Pair) -> Verdict:
        """A wristband or card that is the ticket's from now on."""
        if conversion.guest_number(operation.attendee):
            return Rejected(reason=_NO_TAGS_FOR_GUESTS)
        code, tag = self._walk_ins.barcode_of(operation), conversion.tag_on_the_platform(task.tag)
        answer = self._client.pair(operation.id, operation.event, code, tag)
        refused = refusal_of(self._client.session.platform, answer)
        if refused is None or refused[0] in _HARMLESS:
            return Settled()
        return Rejected(reason=refused[1])

    def recall_pair(self, operation: Operation, task: Pair) -> Recollection:
        """Whether the ticket has the tag."""
        if conversion.guest_number(operation.attendee):
            return NotThere()
        item = self._client.shop.item(number=operation.attendee)
        is_there = item.attributes.nfc_id == conversion.tag_on_the_platform(task.tag)
        return Settled() if is_there else NotThere()

    def verify(self, question: LiveQuestion) -> LiveAnswer:
        """May they?"""
        guest = conversion.guest_number(question.attendee)
        if guest:
            return self._verify_guest(question, guest)
        zone = zone_of(question.station) or self._entry(question.event)
        if zone is None or not as_number(zone):
            raise RejectedError(self._client.session.platform, _NO_ZONE)
        scan = LiveScan(
            uuid=question.operation,
            barcode=self._walk_ins.barcode_at(question.event, question.attendee, question.code),
            zone=zone,
            mode="out" if question.direction is Direction.OUT else "in",
            confirmed=question.overruled is Refusal.NEEDS_CONFIRMATION,
            ignores=IGNORED.get(question.overruled, frozenset()) if question.overruled else frozenset(),
        )
        return self._asked(question, scan)

    def _asked(self, question: LiveQuestion, scan: LiveScan) -> LiveAnswer:
        try:
            refused = refusal_of(self._client.session.platform, self._client.scan(scan))
        except RejectedError as error:
            said = error.reason.casefold()
            if _NOT_FOUND not in said or "zone" in said:
                raise
            return LiveAnswer(refusal=Refusal.UNKNOWN_CODE, words=_NO_TICKET)
        if refused is None:
            return LiveAnswer(at=self._clock.now())
        if refused[0] is question.overruled:
            return self._told_all_the_same(question, scan)
        return LiveAnswer(refusal=refused[0], words=refused[1])

    def _told_all_the_same(self, question: LiveQuestion, scan: LiveScan) -> LiveAnswer:
        """Somebody overruled what the platform cannot be told to ignore: it takes what happened as it is."""
        now = self._clock.now()
        happened = EntryScan(
            uuid=scan.uuid,
            barcode=scan.barcode,
            event=question.event,
            zone=scan.zone,
            at=now,
            leaves=question.direction is Direction.OUT,
        )
        if not self._client.admit([happened]):
            raise RejectedError(self._client.session.platform, _NOT_TAKEN)
        return LiveAnswer(at=now)

    def _verify_guest(self, question: LiveQuestion, guest: str) -> LiveAnswer:
        """The zones know nothing of how many guests there may be: the guest list does."""
        if question.direction is Direction.OUT:
            raise RejectedError(self._client.session.platform, _GUESTS_STAY)
        is_overruled = question.overruled is Refusal.ENTRIES_USED_UP
        if not is_overruled and self._guests.is_complete(question.operation, question.event, guest):
            return LiveAnswer(refusal=Refusal.ENTRIES_USED_UP, words="All guests of this entry are here.")
        now = self._clock.now()
        verdict = self._guests.count_in(question.operation, question.event, guest, now)
        if isinstance(verdict, Rejected):
            raise RejectedError(self._client.session.platform, verdict.reason)
        return LiveAnswer(at=verdict.at or now)

    def _entry(self, event: PlatformId) -> str | None:
        if event not in self._entries:
            self._entries[event] = entry_zone(self._client.catalogue.zones(event).rows)
        return self._entries[event]


def _settled(operation: Operation) -> Settled:
    # The platform files it under our time, to the second, and reports it so.
    return Settled(at=operation.at.replace(microsecond=0))
