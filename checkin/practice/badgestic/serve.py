"""Serves the simulated Badgestic on this computer."""

from collections import Counter

from checkin.clock import Clock, SystemClock
from checkin.model.admission import Refusal
from checkin.model.ids import PlatformId
from checkin.practice.badgestic.platform import TOKEN, Platform
from checkin.practice.badgestic.population import ACCOUNT, MAIN, SMALL
from checkin.practice.badgestic.rows import CHECKED_IN_AT, GuestRow
from checkin.practice.badgestic.server import make_app
from checkin.practice.faults import Faults
from checkin.practice.hosting import LOCALHOST, Hosting
from checkin.practice.visitor import Visitor
from checkin.settings import Connection

_ANOTHER = "another@example.org"
_CHECK_INS = r"^/v1/guests/[0-9]+$"


class BadgesticPractice(Hosting):
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
    ) -> None:
        """Prepare; nothing listens yet.

        Args:
            attendees: how many are invited to the main event.
            seed: of the invented people and of the dice for what goes wrong.
            clock: the true time.
            host: the address to listen on.
            port: 0 for any that is free.
        """
        clock = clock or SystemClock()
        self.platform = Platform(attendees=attendees, seed=seed, clock=clock)
        faults = Faults(seed, check_ins=_CHECK_INS)
        super().__init__(make_app(self.platform), faults, clock, host=host, port=port)

    @property
    def connection(self) -> Connection:
        """What to sign in to; a field is chosen that takes check-ins."""
        return Connection(
            platform="badgestic",
            base_url=self.url,
            account=ACCOUNT,
            options={
                "events": f"{MAIN}\n{SMALL}",
                "company_field": "company",
                "job_title_field": "job_title",
                "ticket_type_field": "ticket_type",
                "checkin_field": CHECKED_IN_AT,
            },
        )

    @property
    def secrets(self) -> dict[str, str]:
        """What to sign in with."""
        return {"token": TOKEN}

    @property
    def main_event(self) -> PlatformId:
        """The event that is practised with."""
        return PlatformId(str(MAIN))

    def visitors(self) -> tuple[Visitor, ...]:
        """Everybody of both events who has a QR code, and a stranger."""
        with self.platform.lock:
            known = [_visitor(row) for row in self.platform.guests.values() if row.code]
        stranger = Visitor(
            platform_id=PlatformId(""),
            code="BDG-OFNOEVENTATALL22",
            expected=Refusal.UNKNOWN_CODE,
            event=PlatformId(""),
        )
        return (*known, stranger)

    # What an organiser may do behind the desk's back

    def expire_tokens(self) -> None:
        """Every token is good for nothing from now on."""
        self.platform.revoke_tokens()

    def demote(self) -> None:
        """The main event is another account's now."""
        with self.platform.lock:
            self.platform.events[MAIN].account = _ANOTHER

    def delete_event(self) -> None:
        """The main event is gone, and everybody with it."""
        with self.platform.lock:
            self.platform.delete_event(self.platform.events[MAIN].account, MAIN)

    def remove_attendee(self, attendee: PlatformId) -> None:
        """A guest is gone."""
        with self.platform.lock:
            del self.platform.guests[int(attendee)]

    def merge_attendees(self, gone: PlatformId, into: PlatformId) -> None:
        """A guest is gone, and their QR code is another's."""
        with self.platform.lock:
            guests = self.platform.guests
            guests[int(into)].code = guests.pop(int(gone)).code

    def record(self) -> Counter[PlatformId]:
        """How many check-ins stand in the field that takes them, of each attendee of the main event."""
        with self.platform.lock:
            counted = self.platform.record()
        return Counter({PlatformId(str(number)): times for number, times in counted.items()})


def _visitor(row: GuestRow) -> Visitor:
    expected = None if row.active else Refusal.BLOCKED
    return Visitor(
        platform_id=PlatformId(str(row.id)),
        code=row.code,
        expected=expected if row.event == MAIN else Refusal.WRONG_EVENT,
        event=PlatformId(str(row.event)),
    )
