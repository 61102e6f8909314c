"""Tickets, wristbands and guest lists, as the platform's API has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from checkin.connectors.nutickets import payloads
from checkin.connectors.nutickets.catalogue import Catalogue, stamp
from checkin.connectors.nutickets.documents import ScanAnswer
from checkin.connectors.nutickets.payloads import GuestPage, TicketPage
from checkin.connectors.nutickets.session import Session
from checkin.connectors.nutickets.shop import Shop

PAGE = 100
_LONGEST_DETAIL = 255
_BULK = uuid5(NAMESPACE_URL, "checkin-desk/nutickets/entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryScan:
    """A scan that happened at a door; the platform takes it with the time it happened.

    Attributes:
        uuid: of the scan; the platform takes each only once.
        zone: None for the event's entry.
        leaves: out instead of in.
        failed: why it was refused at the door, empty when it was not.
        at: aware UTC.
    """

    uuid: str
    barcode: str
    event: str
    zone: str | None
    at: datetime
    leaves: bool = False
    failed: str = ""

    def body(self) -> dict[str, object]:
        """As the platform takes it."""
        ticket: dict[str, object] = {
            "uuid": self.uuid,
            "barcode": self.barcode,
            "eventId": int(self.event),
            "scannedOn": stamp(self.at),
            "status": "failed" if self.failed else "scanned",
            "scan": "out" if self.leaves else "in",
        }
        if self.zone is not None:
            ticket["zoneId"] = int(self.zone)
        if self.failed:
            ticket["statusDetail"] = self.failed[:_LONGEST_DETAIL]
        return ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveScan:
    """A scan the platform shall decide on.

    Attributes:
        uuid: of the scan; asked again with the same, the platform answers as before.
        mode: ``in``, ``out`` or ``auto``.
        confirmed: of several tickets that may enter, this is meant; somebody looked.
        ignores: ``capacity``, ``age`` or both: what was overruled at the door.
    """

    uuid: str
    barcode: str
    zone: str
    mode: str = "in"
    confirmed: bool = False
    ignores: frozenset[str] = frozenset()

    def flags(self) -> dict[str, object]:
        """What is to be ignored; the reference wants these as text."""
        names = {"age": "ignoreAgeRestrictions", "capacity": "ignoreCapacity"}
        return {names[one]: "true" for one in sorted(self.ignores)}


class Client:
    """One method a request; all raise `ConnectorError`s.

    Attributes:
        session: token, company, language and limits.
        catalogue: account, companies, events, zones.
        shop: what is sold.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.catalogue = Catalogue(session)
        self.shop = Shop(session)

    def tickets(
        self,
        event: str,
        *,
        since: str = "",
        page: int = 0,
        with_products: bool = False,
        in_background: bool = False,
    ) -> TicketPage:
        """Tickets changed at an instant or later, the earliest first.

        Args:
            event: the event's id.
            since: an instant as the platform wrote it; empty for all.
            page: as a link of the platform's own named it; 0 for none.
            with_products: also barcodes that are no tickets.
            in_background: let the platform prepare the answer.
        """
        wanted = [("eventId", event), ("limit", str(PAGE)), ("includeZones", "true")]
        if since:
            wanted.append(("startTime", since))
        if with_products:
            wanted.append(("includeProducts", "true"))
        if page:
            wanted.append(("page", str(page)))
        return payloads.ticket_page(self.session.get("/entry/tickets", wanted, in_background=in_background))

    def admit(self, scans: Sequence[EntryScan]) -> bool:
        """Tell of scans that happened; True when the platform took them. Telling it again changes nothing."""
        told = {
            "uuid": str(uuid5(_BULK, "/".join(scan.uuid for scan in scans))),
            "tickets": [scan.body() for scan in scans],
        }
        return payloads.is_success(self.session.send("POST", "/entry/tickets", told))

    def scan(self, scan: LiveScan) -> ScanAnswer:
        """Let the platform decide, and record it when it says yes."""
        told: dict[str, object] = {
            "uuid": scan.uuid,
            "barcodes": [scan.barcode],
            "zoneId": scan.zone,
            "scan": scan.mode,
            **scan.flags(),
        }
        if scan.confirmed:
            told["confirmed"] = True
        return payloads.scan_answer(self.session.send("POST", "/zones/scan", told))

    def check(self, scan: LiveScan) -> ScanAnswer:
        """What the platform would say to a scan; nothing is recorded."""
        told = {"barcode": scan.barcode, "zoneId": scan.zone, "scan": scan.mode, **scan.flags()}
        return payloads.scan_answer(self.session.send("POST", "/zones/check", told, writes=False))

    def admit_order(self, order: str) -> None:
        """Let in all tickets of an order; products and season tickets are left out by the platform."""
        self.session.send("POST", "/orders/admit-tickets", {"orderId": int(order)})

    def pair(self, uuid: str, event: str, barcode: str, tag: str) -> ScanAnswer:
        """Make a tag (wristband, card) the ticket's from now on, whatever it had before."""
        told = {
            "barcode": barcode,
            "nfc-id": tag,
            "event-id": event,
            "pair-barcode-again": True,
            "uuid": uuid,
        }
        return payloads.scan_answer(self.session.send("POST", "/tickets/pair", told))

    def guests(self, event: str, *, since: str = "", in_background: bool = False) -> GuestPage:
        """Entries of an event's guest lists; `since` is what an earlier answer called its `sync`."""
        wanted: dict[str, object] = {"id": int(event), "limit": PAGE}
        if since:
            wanted["syncData"] = since
        send = self.session.send_in_background if in_background else self.session.send
        return payloads.guest_page(send("POST", "/guestdata", {"events": [wanted]}, writes=False), event)

    def count_guests(self, guest: str, attended: int, at: datetime) -> bool:
        """Say how many people of an entry have come, all in all; True when the platform took it."""
        told: Mapping[str, object] = {
            "id": int(guest),
            "attended": attended,
            "attendedModification": precise_stamp(at),
        }
        return payloads.is_success(self.session.send("PUT", "/guestdata", {"guests": [told]}))


def precise_stamp(at: datetime) -> str:
    """An instant as guest lists have it: UTC with milliseconds."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
