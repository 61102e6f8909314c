"""Mapping files and operations for tests."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from checkin.clock import Clock
from checkin.connectors.sarcon.connector import SarconConnector
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import Move, Operation, OperationState, Task
from checkin.model.station import StationKind
from checkin.practice.sarcon import SarconPractice
from checkin.practice.sarcon.serve import EXAMPLE
from tests.fakes.surroundings import DictMemory, surroundings

NOW = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)

SMALL = """
[registrations]
path = "/events/{event}/people"
given_name = "/name"
codes = ["/code"]
ticket_type_name = "/kind"
"""


def mapping_file(folder: Path, text: str = SMALL, name: str = "mapping.toml") -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def example_with(folder: Path, changes: Mapping[str, str]) -> str:
    """The example with some of its text replaced; each must be there."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return mapping_file(folder, text)


def without_parts(*parts: str) -> str:
    """The example without some of its tables."""
    text = EXAMPLE.read_text(encoding="utf-8")
    kept, skips = [], False
    for line in text.splitlines():
        if line.startswith("["):
            skips = any(line.startswith((f"[{part}]", f"[{part}.", f"[[{part}]]")) for part in parts)
        if not skips:
            kept.append(line)
    return "\n".join(kept)


def connector_to(
    practice: SarconPractice,
    *,
    mapping: str | None = None,
    secrets: Mapping[str, str] | None = None,
    clock: Clock | None = None,
    memory: DictMemory | None = None,
) -> SarconConnector:
    connection = practice.connection
    if mapping is not None:
        connection = connection.model_copy(update={"options": {"mapping": mapping}})
    return SarconConnector(connection, secrets or practice.secrets, surroundings(clock=clock, memory=memory))


def operation(
    attendee: str,
    *,
    task: Task | None = None,
    kind: StationKind = StationKind.REGISTRATION,
    at: datetime = NOW,
    id: str = "11111111-1111-4111-8111-111111111111",  # noqa: A002
    event: str = "11",
    station: str | None = None,
    code: str = "SRC-1",
    state: OperationState = OperationState.SENDING,
) -> Operation:
    return Operation(
        id=OperationId(id),
        movement=MovementId("m"),
        event=PlatformId(event),
        attendee=PlatformId(attendee),
        kind=kind,
        station=None if station is None else PlatformId(station),
        session=None,
        at=at,
        code=code,
        task=task or Move(),
        first_sent_at=at,
        attempts=1,
        state=state,
    )
