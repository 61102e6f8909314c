"""Serves the simulated Open Event platform on this computer."""

from collections import Counter

from checkin.clock import Clock, SystemClock
from checkin.model.admission import Refusal
from checkin.model.ids import PlatformId
from checkin.practice.faults import Faults
from checkin.practice.hosting import LOCALHOST, Hosting
from checkin.practice.open_event.platform import Platform
from checkin.practice.open_event.population import make_event
from checkin.practice.open_event.programme import PRACTICE_ACCOUNT, PRACTICE_PASSWORD
from checkin.practice.open_event.rows import AttendeeRow, PracticeEvent
from checkin.practice.open_event.server import make_app
from checkin.practice.visitor import Visitor
from checkin.settings import Connection

_CHANGED = "changed"
_OF_ORDER = {
    "pending": Refusal.UNPAID,
    "initializing": Refusal.UNPAID,
    "cancelled": Refusal.CANCELLED,
    "expired": Refusal.CANCELLED,
}


class PracticeServer(Hosting):
    """A practice platform, reachable while the ``with`` block lasts.

    ::

        with PracticeServer() as server:
            connect(server.url)
            server.faults.drop_answers(0.5)

    Attributes:
        platform: its state, to look into and to change.
        faults: what goes wrong.
    """

    def __init__(
        self,
        event: PracticeEvent | None = None,
        *,
        attendees: int = 500,
        seed: int = 2026,
        host: str = LOCALHOST,
        port: int = 0,
        clock: Clock | None = None,
    ) -> None:
        """Prepare; nothing listens yet.

        Args:
            event: what to serve; an invented event of today when left out.
            attendees: how many the invented event has.
            seed: of the invented event and of the dice for what goes wrong.
            host: the address to listen on.
            port: 0 for any that is free.
            clock: the true time.
        """
        clock = clock or SystemClock()
        event = event or make_event(seed, attendees, now=clock.now())
        self.platform = Platform(event, clock=clock)
        faults = Faults(seed)
        super().__init__(make_app(self.platform, faults), faults, self.platform.clock, host=host, port=port)

    @property
    def connection(self) -> Connection:
        """What to sign in to: somebody who may do what a desk needs."""
        return Connection(platform="open_event", base_url=self.url, account=PRACTICE_ACCOUNT)

    @property
    def secrets(self) -> dict[str, str]:
        """What to sign in with; it guards nothing."""
        return {"password": PRACTICE_PASSWORD}

    @property
    def main_event(self) -> PlatformId:
        """The event whose visitors come."""
        return PlatformId(str(min(event.id for event in self.platform.events.values())))

    def visitors(self) -> tuple[Visitor, ...]:
        """Everybody of every event, with what the platform's own tables demand to be said to them."""
        return tuple(self._visitor(row) for row in self.platform.attendees)

    def _visitor(self, row: AttendeeRow) -> Visitor:
        event = PlatformId(str(row.event_id))
        if row.deleted_at is not None:
            expected: Refusal | None = Refusal.UNKNOWN_CODE
        elif event != self.main_event:
            expected = Refusal.WRONG_EVENT
        else:
            expected = _OF_ORDER.get(self.platform.orders[row.order_id].status)
        return Visitor(
            platform_id=PlatformId(str(row.id)),
            code=self.platform.attendee_code(row.id),
            expected=expected,
            event=event,
        )

    # What an organiser may do behind the desk's back

    def expire_tokens(self) -> None:
        """Every token, and the password, is good for nothing from now on."""
        with self.platform.lock:
            self.platform.accounts.expire_tokens()
            self.platform.accounts.change_password(PRACTICE_ACCOUNT, _CHANGED)

    def demote(self) -> None:
        """The account has no role any more that may take check-ins."""
        with self.platform.lock:
            self.platform.accounts.demote(PRACTICE_ACCOUNT, "registrar")

    def delete_event(self) -> None:
        """The main event is gone, and its stations with it."""
        with self.platform.lock:
            number = int(self.main_event)
            del self.platform.events[number]
            stations = self.platform.stations
            self.platform.stations = {key: row for key, row in stations.items() if row.event_id != number}

    def remove_attendee(self, attendee: PlatformId) -> None:
        """Somebody is deleted, as this platform deletes: they are only not listed any more."""
        self.platform.change_attendee(int(attendee), deleted_at=self.platform.clock.now())

    def merge_attendees(self, gone: PlatformId, into: PlatformId) -> None:
        """Somebody is deleted; this platform gives nobody another's code."""
        del into
        self.remove_attendee(gone)

    def record(self) -> Counter[PlatformId]:
        """How many check-ins the platform has of each attendee; it takes none back."""
        return Counter(PlatformId(str(row.attendee_id)) for row in self.platform.check_ins())
