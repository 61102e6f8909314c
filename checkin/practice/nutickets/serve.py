"""Serves the simulated Nutickets platform on this computer."""

from collections import Counter
from collections.abc import Iterator

from checkin.clock import Clock, SystemClock
from checkin.model.admission import Refusal
from checkin.model.ids import PlatformId
from checkin.practice.faults import Faults
from checkin.practice.hosting import LOCALHOST, Hosting
from checkin.practice.nutickets.platform import TOKEN, Platform
from checkin.practice.nutickets.population import expected, make_tables
from checkin.practice.nutickets.rows import COMPANY, MAIN, SECOND
from checkin.practice.nutickets.server import BASE, make_app
from checkin.practice.visitor import Visitor
from checkin.settings import Connection

_CHECK_INS = r"/v1/(entry/tickets|zones/scan|guestdata|orders/complete|tickets/pair)$"
_PLENTY = 100_000
_TELLING = frozenset(
    [
        "/entry/tickets",
        "/zones/scan",
        "/guestdata",
        "/orders/complete",
        "/tickets/pair",
        "/orders/admit-tickets",
    ]
)


class NuticketsPractice(Hosting):
    """A practice platform, reachable while the ``with`` block lasts.

    Attributes:
        platform: its state, to look into and to change.
        faults: what goes wrong.
    """

    def __init__(
        self,
        *,
        attendees: int = 300,
        seed: int = 2026,
        clock: Clock | None = None,
        host: str = LOCALHOST,
        port: int = 0,
        a_minute: int = _PLENTY,
    ) -> None:
        """Prepare; nothing listens yet.

        Args:
            attendees: how many tickets the main event has.
            seed: of the invented people and of the dice for what goes wrong.
            clock: the true time.
            host: the address to listen on.
            port: 0 for any that is free.
            a_minute: how many requests the company may send; the platform raises its 60 on demand.
        """
        clock = clock or SystemClock()
        self.platform = Platform(
            tables=make_tables(seed, attendees, clock.now()), clock=clock, a_minute=a_minute
        )
        self._a_minute = a_minute
        self._visitors = tuple(self._invented())
        super().__init__(
            make_app(self.platform), Faults(seed, check_ins=_CHECK_INS), clock, host=host, port=port
        )

    @property
    def main_event(self) -> PlatformId:
        """The event whose visitors come."""
        return PlatformId(str(MAIN))

    @property
    def connection(self) -> Connection:
        """What to sign in to."""
        return Connection(
            platform="nutickets",
            base_url=f"{self.url}{BASE}",
            account="desk@example.org",
            options={"company": str(COMPANY), "language": "en", "requests_a_minute": str(self._a_minute)},
        )

    @property
    def secrets(self) -> dict[str, str]:
        """What to sign in with."""
        return {"token": TOKEN}

    def visitors(self) -> tuple[Visitor, ...]:
        """Everybody who comes, and what must be said to them."""
        return self._visitors

    def _invented(self) -> Iterator[Visitor]:
        tables = self.platform.tables
        taken: set[str] = set()
        for item in tables.of_event(MAIN):
            if item.kind != "ticket":
                continue
            taken.add(item.barcode)
            number = PlatformId(str(item.id))
            yield Visitor(
                platform_id=number, code=item.barcode, expected=expected(item), event=self.main_event
            )
            for old in item.historic:
                yield Visitor(platform_id=number, code=old, expected=Refusal.REVOKED, event=self.main_event)
        for guest in tables.guests.values():
            yield Visitor(
                platform_id=PlatformId(f"guest:{guest.id}"),
                code=guest.barcode,
                expected=None,
                event=self.main_event,
                admits=guest.people,
            )
        second = PlatformId(str(SECOND))
        for item in tables.of_event(SECOND):
            if item.barcode not in taken:
                number = PlatformId(str(item.id))
                yield Visitor(
                    platform_id=number, code=item.barcode, expected=Refusal.WRONG_EVENT, event=second
                )
        stranger = PlatformId("")
        yield Visitor(platform_id=stranger, code="0000000000", expected=Refusal.UNKNOWN_CODE, event=stranger)

    # What an organiser may do behind the desk's back

    def expire_tokens(self) -> None:
        """Every token is good for nothing from now on."""
        with self.platform.lock:
            self.platform.tokens.clear()

    def demote(self) -> None:
        """The account may look, but take no check-ins any more."""
        with self.platform.lock:
            self.platform.forbidden |= _TELLING

    def delete_event(self) -> None:
        """The main event is gone, and everybody with it."""
        with self.platform.lock:
            tables = self.platform.tables
            del tables.events[MAIN]
            tables.items = {number: one for number, one in tables.items.items() if one.event != MAIN}

    def remove_attendee(self, attendee: PlatformId) -> None:
        """A ticket is gone."""
        with self.platform.lock:
            del self.platform.tables.items[int(attendee)]

    def merge_attendees(self, gone: PlatformId, into: PlatformId) -> None:
        """A ticket is gone, and its barcode leads to another."""
        with self.platform.lock:
            items = self.platform.tables.items
            items[int(into)].barcode = items.pop(int(gone)).barcode

    def record(self) -> Counter[PlatformId]:
        """The platform's own record: check-ins of each attendee of the main event."""
        with self.platform.lock:
            tables = self.platform.tables
            counted = Counter(
                {
                    PlatformId(str(item.id)): sum(scan.way == "in" for scan in item.standing)
                    for item in tables.of_event(MAIN)
                }
            )
            counted.update({PlatformId(f"guest:{one.id}"): one.attended for one in tables.guests.values()})
        return +counted
