"""Serves the simulated Sarcon on this computer."""

from collections import Counter
from typing import Final

from checkin.clock import Clock, SystemClock
from checkin.model.admission import Refusal
from checkin.model.ids import PlatformId
from checkin.paths import resource
from checkin.practice.faults import Faults
from checkin.practice.hosting import LOCALHOST, Hosting
from checkin.practice.sarcon.platform import Platform
from checkin.practice.sarcon.population import MAIN, OTHER
from checkin.practice.sarcon.routes import BASE, make_app
from checkin.practice.visitor import Visitor
from checkin.settings import Connection

PRACTICE_TOKEN: Final = "practice-client-token"  # noqa: S105 - of a simulated platform
READING_TOKEN: Final = "reading-client-token"  # noqa: S105
"""One that may look but not write."""

EXAMPLE: Final = resource("mappings", "sarcon.example.toml")
"""The mapping file that fits this platform."""

_CHECK_INS: Final = rf"^{BASE}/registrations/\d+/check-(ins|outs)$"
_STRANGERS_CODE: Final = "SRC-NOBODY-0"
_EXPECTED: Final = {
    "confirmed": None,
    "pending_payment": Refusal.UNPAID,
    "cancelled": Refusal.CANCELLED,
    "rejected": Refusal.BLOCKED,
}


_PLENTY: Final = "1000000"  # who practises should not wait for a limit that is not there


class SarconPractice(Hosting):
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
        """Prepare; nothing listens yet. Port 0 is any that is free."""
        clock = clock or SystemClock()
        self.platform = Platform(clock, seed, attendees)
        self.platform.tokens |= {PRACTICE_TOKEN: "all", READING_TOKEN: "read"}
        super().__init__(
            make_app(self.platform), Faults(seed, check_ins=_CHECK_INS), clock, host=host, port=port
        )

    @property
    def connection(self) -> Connection:
        """What to sign in to, with the example mapping."""
        options = {"mapping": str(EXAMPLE), "requests_a_minute": _PLENTY}
        return Connection(platform="sarcon", base_url=self.url + BASE, options=options)

    @property
    def secrets(self) -> dict[str, str]:
        """What to sign in with."""
        return {"token": PRACTICE_TOKEN}

    @property
    def main_event(self) -> PlatformId:
        """The event a rehearsal is about."""
        return PlatformId(str(MAIN))

    def visitors(self) -> tuple[Visitor, ...]:
        """Everybody of both events, and somebody without a ticket."""
        with self.platform.lock:
            rows = [*self.platform.of_event(MAIN), *self.platform.of_event(OTHER)]
            known = [
                Visitor(
                    platform_id=PlatformId(str(row.id)),
                    code=row.qr_code,
                    expected=_EXPECTED[row.status] if row.event == MAIN else Refusal.WRONG_EVENT,
                    event=PlatformId(str(row.event)),
                )
                for row in rows
            ]
        stranger = Visitor(
            platform_id=PlatformId(""),
            code=_STRANGERS_CODE,
            expected=Refusal.UNKNOWN_CODE,
            event=PlatformId(""),
        )
        return (*known, stranger)

    # What an organiser may do behind the desk's back

    def expire_tokens(self) -> None:
        """Every token is good for nothing from now on."""
        with self.platform.lock:
            self.platform.tokens.clear()

    def demote(self) -> None:
        """The tokens may look, but tell nothing any more."""
        with self.platform.lock:
            self.platform.tokens = dict.fromkeys(self.platform.tokens, "read")

    def delete_event(self) -> None:
        """The main event is gone, and everybody with it."""
        with self.platform.lock:
            del self.platform.events[MAIN]
            rows = self.platform.registrations
            self.platform.registrations = {key: row for key, row in rows.items() if row.event != MAIN}

    def remove_attendee(self, attendee: PlatformId) -> None:
        """A registration is gone."""
        with self.platform.lock:
            del self.platform.registrations[int(attendee)]

    def merge_attendees(self, gone: PlatformId, into: PlatformId) -> None:
        """A registration is gone, and its code is another's."""
        with self.platform.lock:
            rows = self.platform.registrations
            rows[int(into)].qr_code = rows.pop(int(gone)).qr_code

    def record(self) -> Counter[PlatformId]:
        """How many check-ins the platform has of each attendee of the main event."""
        found = self.platform.record(MAIN)
        return Counter({PlatformId(str(number)): times for number, times in found.items()})
