"""An account, its connector, and what it may be asked to tell."""

from datetime import UTC, datetime

import httpx

from checkin.connectors.open_event.connector import OpenEventConnector
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import Operation
from checkin.model.station import StationKind
from checkin.settings import Connection
from tests.checkin.connectors.stand_ins import RecordedServer, StillClock, answer, forget, recording

EVENT = PlatformId("1")
AT = datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC)
SENT = datetime(2026, 11, 22, 7, 4, 57, tzinfo=UTC)


def connected(server: RecordedServer, base_url: str = "http://127.0.0.1") -> OpenEventConnector:
    connection = Connection(platform="open_event", base_url=base_url, account="desk@example.org")
    return OpenEventConnector(
        connection, {"password": "p"}, forget, StillClock(SENT), transport=server.transport
    )


def operation(kind: StationKind = StationKind.REGISTRATION, *, station: str | None = "1") -> Operation:
    return Operation(
        id=OperationId("o"),
        movement=MovementId("m"),
        event=EVENT,
        attendee=PlatformId("1"),
        kind=kind,
        station=None if station is None else PlatformId(station),
        session=None if kind is StationKind.REGISTRATION else PlatformId("1"),
        at=AT,
        first_sent_at=SENT,
        attempts=1,
    )


def me(**flags: object) -> httpx.Response:
    body = recording("me")["response_body"]
    body["data"]["attributes"] |= {key.replace("_", "-"): value for key, value in flags.items()}
    return answer(200, body)
