"""A connector to a practice portal, answers out of nowhere, and walk-ins."""

import json
from collections.abc import Callable, Mapping

from checkin.clock import SystemClock
from checkin.connectors.http import Channel, Reply
from checkin.connectors.v3plus.client import Client
from checkin.connectors.v3plus.connector import V3PlusConnector
from checkin.connectors.v3plus.session import Session
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import Operation, OperationState, Register, Task
from checkin.model.station import StationKind
from checkin.practice.v3plus import V3PlusPractice
from checkin.settings import Connection
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import surroundings

GUESTS = "group:1"
STUDENTS = "group:2"
BOB = {
    "given_name": "Bob",
    "family_name": "Smith",
    "email": "bob@company.example",
    "field_10": "red",
    "field_12": "yes",
}


def connected(
    portal: V3PlusPractice,
    *,
    connection: Connection | None = None,
    secrets: Mapping[str, str] | None = None,
    told: list[Mapping[str, str]] | None = None,
) -> V3PlusConnector:
    keep: Callable[[Mapping[str, str]], None] = (told if told is not None else []).append
    return V3PlusConnector(
        connection or portal.connection,
        portal.secrets if secrets is None else secrets,
        surroundings(on_secrets=keep),
    )


def asking(portal: V3PlusPractice, told: list[Mapping[str, str]] | None = None) -> Client:
    """The requests alone."""
    channel = Channel("v3plus", portal.url, SystemClock())
    keep: Callable[[Mapping[str, str]], None] = (told if told is not None else []).append
    return Client(Session(channel, portal.connection.account, portal.secrets, keep))


def reply(body: object, status: int = 200, *, writes: bool = False, content_type: str = "") -> Reply:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Reply(platform="v3plus", status=status, body=content, writes=writes, content_type=content_type)


def told(
    task: Task | None = None,
    *,
    event: str = "conference:1",
    state: OperationState = OperationState.SENDING,
) -> Operation:
    """A walk-in of Bob among the guests, unless said otherwise."""
    return Operation(
        id=OperationId("7d3b4c66-0000-4000-8000-000000000001"),
        movement=MovementId(""),
        event=PlatformId(event),
        attendee=PlatformId(""),
        kind=StationKind.REGISTRATION,
        station=None,
        session=None,
        at=FakeClock().now(),
        code="WALK-1",
        task=task or Register(answers=BOB, ticket_type=GUESTS),
        state=state,
    )
