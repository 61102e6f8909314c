"""A station at the simulated pretix: who is signed in there, and what it pulled."""

from collections.abc import Callable

from checkin.connectors.pretix.connector import PretixConnector
from checkin.model.ids import PlatformId
from checkin.model.operation import (
    Operation,
)
from checkin.model.pulled import Page, PulledAttendee
from checkin.practice.pretix import PretixPractice
from checkin.practice.pretix.rows import CheckInRow, PositionRow
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import surroundings

ADA = {"given_name": "Ada", "family_name": "Lovelace"}


def connected(practice: PretixPractice, clock: FakeClock, **secrets: str) -> PretixConnector:
    connector = PretixConnector(practice.connection, secrets or practice.secrets, surroundings(clock=clock))
    connector.sign_in()
    return connector


Tell = Callable[..., Operation]


def pulled(connector: PretixConnector, since: str | None = None) -> list[Page]:
    return list(connector.pull(PlatformId("conf"), since=since, resume=None))


def people(pages: list[Page]) -> dict[str, PulledAttendee]:
    return {str(one.platform_id): one for page in pages for one in page.attendees}


def rows(practice: PretixPractice, position: PositionRow) -> list[CheckInRow]:
    with practice.state.lock:
        return [row for row in practice.state.check_ins if row.position == position.id]
