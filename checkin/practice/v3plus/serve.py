"""Serves the simulated portal on this computer."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from typing_extensions import override

from checkin.clock import Clock, SystemClock
from checkin.model.admission import Refusal
from checkin.model.ids import PlatformId
from checkin.practice.faults import Faults
from checkin.practice.hosting import LOCALHOST, Hosting
from checkin.practice.v3plus.population import MAIN, SECOND, make_portal
from checkin.practice.v3plus.rows import Listed, Place, Registration
from checkin.practice.v3plus.server import make_app
from checkin.practice.visitor import Visitor
from checkin.settings import Connection

_REGISTRATIONS = r"^/api/v1/(groups/\d+/registration|townhalls/\d+/auth)$"
_HEADERS = (
    "Attendee ID",
    "First name",
    "Last name",
    "E-mail",
    "Company",
    "Job title",
    "Ticket type",
    "Ticket code",
    "Status",
)


class V3PlusPractice(Hosting):
    """A practice portal, reachable while the ``with`` block lasts.

    ::

        with V3PlusPractice() as portal:
            portal.roster_file(folder)
            connect(portal.connection, portal.secrets)

    Attributes:
        portal: its state, to look into and to change while holding its lock.
        faults: what goes wrong; registrations are what the words about check-ins mean here.
    """

    def __init__(  # noqa: PLR0913 - as every practice platform, and two kinds of portals
        self,
        *,
        attendees: int = 300,
        seed: int = 2026,
        clock: Clock | None = None,
        host: str = LOCALHOST,
        port: int = 0,
        needs_login: bool = True,
        wrapped: bool = True,
    ) -> None:
        """Prepare; nothing listens yet.

        Args:
            attendees: how many stand in the spreadsheet.
            seed: of the invented portal and of the dice for what goes wrong.
            clock: the true time.
            host: the address to listen on.
            port: 0 for any that is free.
            needs_login: the programme is shown to whoever signed in alone.
            wrapped: single things come under ``data``; the reference leaves it open.
        """
        clock = clock or SystemClock()
        self.portal = make_portal(seed, attendees, now=clock.now(), needs_login=needs_login, wrapped=wrapped)
        self._roster = ""
        faults = Faults(seed, check_ins=_REGISTRATIONS)
        super().__init__(make_app(self.portal), faults, clock, host=host, port=port)

    @property
    def connection(self) -> Connection:
        """What to sign in to; with the spreadsheet, once `roster_file` wrote it."""
        options = {"presenters": "yes", **({"roster": self._roster} if self._roster else {})}
        account = self.portal.account if self.portal.needs_login else ""
        return Connection(platform="v3plus", base_url=self.url, account=account, options=options)

    @property
    def secrets(self) -> dict[str, str]:
        """What to sign in with."""
        found = {
            "portal_token": self.portal.portal_token,
            "event_password": next(iter(self.portal.event_passwords.values())),
        }
        return {**found, "password": self.portal.password} if self.portal.needs_login else found

    @property
    def main_event(self) -> PlatformId:
        """The conference of today."""
        return _event(MAIN)

    @override
    def lay_out(self, folder: Path) -> None:
        """Put the organiser's spreadsheet there."""
        self.roster_file(folder)

    def roster_file(self, folder: Path) -> Path:
        """Write the organiser's spreadsheet into a folder, and say where it is."""
        file = folder / "v3plus-attendees.csv"
        with file.open("w", encoding="utf-8", newline="") as text:
            rows = csv.writer(text)
            rows.writerow(_HEADERS)
            rows.writerows(map(_cells, self.portal.listed))
        self._roster = str(file)
        return file

    def visitors(self) -> tuple[Visitor, ...]:
        """Whoever stands in the spreadsheet, speakers with their badges, speakers of the other conference.

        V3Plus gives nobody a code: badges of speakers say what the desk makes of their numbers.
        """
        return (*self._of_the_list(), *self._of_the_programme(MAIN, None))

    def _of_the_list(self) -> Iterator[Visitor]:
        for one in self.portal.listed:
            yield Visitor(
                platform_id=PlatformId(one.number),
                code=one.code,
                expected=one.refused,
                event=self.main_event,
            )
        yield from self._of_the_programme(SECOND, Refusal.WRONG_EVENT)
        yield Visitor(
            platform_id=PlatformId(""),
            code="NOT-OF-THIS-WORLD",
            expected=Refusal.UNKNOWN_CODE,
            event=PlatformId(""),
        )

    def _of_the_programme(self, place: Place, expected: Refusal | None) -> Iterator[Visitor]:
        for table, number, _ in self.portal.members[place]:
            if table in {"presenters", "affiliates"}:
                attendee = PlatformId(f"{table.removesuffix('s')}:{number}")
                yield Visitor(
                    platform_id=attendee, code=f"v3plus:{attendee}", expected=expected, event=_event(place)
                )

    def record(self) -> Counter[PlatformId]:
        """Nothing, by nature: V3Plus keeps no check-ins; what happened at the door stays at the desk."""
        return Counter()

    def registrations(self) -> tuple[Registration, ...]:
        """Whom the portal registered since it was made: the record V3Plus does keep."""
        with self.portal.lock:
            return tuple(self.portal.registrations)


def _event(place: Place) -> PlatformId:
    return PlatformId(f"{place[0].removesuffix('s')}:{place[1]}")


def _cells(one: Listed) -> tuple[str, ...]:
    return (
        one.number,
        one.given_name,
        one.family_name,
        one.email,
        one.company,
        one.job_title,
        one.ticket_type,
        one.code,
        one.status,
    )
